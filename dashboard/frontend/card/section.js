// A section of a card: its heading and its rows.

import { sectionHeading } from "../view/controls.js";

/** @type {(ctx: Frame.Context, node: HTMLElement, key: string, rows: Element[], vars?: Record<string, unknown>) => void} */
export const section = (ctx, node, key, rows, vars) => {
  if (!rows.length) return;
  const box = ctx.el("ul", "p-rows-list");
  for (const row of rows) {
    const item = ctx.el("li", "");
    item.append(row);
    box.append(item);
  }
  node.append(sectionHeading(ctx, key, vars), box);
};

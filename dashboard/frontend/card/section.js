// A section of a card: its heading and its rows.

import { el } from "../lib/dom.js";
import { sectionHeading } from "../view/controls.js";

/** @type {(words: Frame.Context["words"], node: HTMLElement, key: string, rows: Element[], vars?: Record<string, unknown>) => void} */
export const section = (words, node, key, rows, vars) => {
  if (!rows.length) return;
  const box = el("ul", "p-rows-list");
  for (const row of rows) {
    const item = el("li", "");
    item.append(row);
    box.append(item);
  }
  node.append(sectionHeading(words, key, vars), box);
};

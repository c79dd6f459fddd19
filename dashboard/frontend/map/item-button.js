// The button of one item: the same on the map, in the list of Nuuk and in that of what has no place.

import { attr, findAll, makeButton } from "../lib/dom.js";
import { describe } from "../view/items.js";
import { subjectOf } from "../view/wording.js";

/** How the selection marks an item: itself chosen, or quiet while a nation is in focus. @type {(ctx: Frame.Context, id: string) => string} */
export const marked = (ctx, id) => {
  const nation = ctx.nation();
  const subject = subjectOf(ctx, id);
  if (id === ctx.sel) return " chosen";
  return nation && (!subject || subject.actor !== nation) ? " quiet" : "";
};

/** What a screen reader says of an item: first what is written on it, then whatever that leaves unsaid. @type {(ctx: Frame.Context, item: Frame.Item, written: string) => string} */
const labelOf = (ctx, item, written) => {
  const d = describe(ctx, item.id, item.spot);
  /** @type {string[]} */
  const parts = [];
  /** @type {(text: string) => boolean} */
  const had = (text) => [written, ...parts].some((one) => one.toLowerCase().includes(text.toLowerCase()));
  for (const text of [d.what.text, d.who, d.kind, d.step, d.number, ...d.flags, d.where]) if (text && !had(text)) parts.push(text);
  return [written, ...parts].filter(Boolean).join(", ");
};

/** @type {(ctx: Frame.Context, item: Frame.Item, node: HTMLElement) => void} */
export const nameItem = (ctx, item, node) => {
  const written = findAll(node, "span").map((it) => it.textContent).filter(Boolean).join(" ");
  attr(node, "aria-label", labelOf(ctx, item, written));
};

/** @type {(ctx: Frame.Context, item: Frame.Item, cls?: string) => HTMLButtonElement} */
export const itemButton = (ctx, item, cls = "") => {
  const node = makeButton(`item ${cls}${marked(ctx, item.id)}`);
  node.dataset.id = item.id;
  node.dataset.key = item.key;
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    ctx.select(item.id);
  });
  node.tabIndex = -1; // arrows lead to it: see roving.js
  nameItem(ctx, item, node);
  return node;
};

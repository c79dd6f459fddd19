// The phone's key to the symbols: folded above the list, made when it is first opened.

import { el } from "../lib/dom.js";
import { keyEntries } from "../map/legend.js";

/** @type {(ctx: Frame.Context) => { root: HTMLDetailsElement, words: () => void }} */
export const makeKey = (ctx) => {
  const root = el("details", "p-key");
  const summary = el("summary");
  const list = el("ul", "p-key-list");
  root.append(summary, list);
  /** @type {{ text: HTMLElement, word: string }[]} */
  let entries = [];
  const words = () => {
    summary.textContent = ctx.words("map.rows.key");
    for (const { text, word } of entries) text.textContent = ctx.words(word);
  };
  const fill = () => {
    entries = keyEntries().map(({ node, word }) => {
      const item = el("li", "");
      const text = el("span", "");
      item.append(node, text);
      list.append(item);
      return { text, word };
    });
  };
  root.addEventListener("toggle", () => {
    if (root.open && !entries.length) fill();
    words();
    ctx.io.resized?.(); // the frame is as tall as its rows
  });
  return { root, words };
};

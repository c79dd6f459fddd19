// How large each file is, beside its name: the server measures them once, and is asked once for all files of a view.

import { el } from "../lib/dom.js";
import { routeOf } from "./address.js";

/** @type {Map<string, Promise<Record<string, string>>>} */
const kept = new Map();
const MOST = 20; // views whose sizes are kept

/** @type {(href: string) => Promise<Record<string, string>>} */
const sizesOf = (href) => {
  const address = routeOf(href);
  const found = kept.get(address);
  if (found) return found;
  if (kept.size >= MOST) kept.clear();
  const coming = fetch(address).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({}));
  kept.set(address, coming);
  return coming;
};

/**
 * Writes the size of each file behind its link once it is known; without one there is none.
 *
 * @param {HTMLElement} line
 * @param {{ size?: string }[]} files
 * @param {string} href where all sizes are told
 */
export const tellSizes = async (line, files, href) => {
  const sizes = await sizesOf(href);
  files.forEach(({ size }, at) => {
    const text = size && sizes[size];
    const link = line.children[at];
    if (!text || !link || link.querySelector(".size")) return;
    link.append(" ", el("span", "size", text));
  });
};

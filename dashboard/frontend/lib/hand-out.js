// Files that the page itself holds.

import { el } from "./dom.js";

const KEPT_MS = 60_000; // a browser may ask where to save first

/**
 * Hands a file over to be saved.
 *
 * @type {(body: Blob, name: string) => void}
 */
export const handOut = (body, name) => {
  const url = URL.createObjectURL(body);
  Object.assign(el("a", ""), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
};

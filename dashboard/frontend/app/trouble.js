// What is said when a part of the map could not be drawn; the others go on.

import { el } from "../lib/dom.js";

/** @typedef {ReturnType<typeof makeTrouble>} Trouble */

/**
 * `fail` says what went wrong, `guarded` does something that may.
 *
 * @param {HTMLElement} pane
 * @param {() => Frame.Words | null} words in the reader's language, once they are there
 */
export const makeTrouble = (pane, words) => {
  const node = el("div", "trouble");
  node.setAttribute("role", "alert");
  node.hidden = true;
  pane.append(node);
  /** @type {(error: any) => void} */
  const fail = (error) => {
    node.hidden = false;
    const text = words()?.("map.trouble") ?? "A part of the map could not be drawn.";
    node.textContent = `${text} (${error && error.message ? error.message : error})`;
    console.warn(error);
  };
  /** @type {<T>(work: () => T) => T | undefined} */
  const guarded = (work) => {
    try {
      return work();
    } catch (error) {
      fail(error);
      return undefined;
    }
  };
  return { fail, guarded };
};

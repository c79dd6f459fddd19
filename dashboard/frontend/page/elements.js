// How Streamlit's elements are drawn, kept between runs, and taken leave of.

import { watchConnection } from "./connection.js";
import { isDrawn, outdated, takes } from "./release.js";

/**
 * @typedef {object} Args what Streamlit calls an element with
 * @property {string} key
 * @property {string} name
 * @property {any} data
 * @property {HTMLElement} parentElement
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */
/** @typedef {(args: Args) => (() => void) | void} Draw */

// What an element keeps between runs; Streamlit calls what `draw` returned only when the element goes.
/** @type {WeakMap<Element, any>} */
const kept = new WeakMap();
/** @type {<T>(parentElement: HTMLElement, make: () => T) => T} */
export const memoryOf = (parentElement, make) => {
  if (!kept.has(parentElement)) {
    parentElement.replaceChildren();
    kept.set(parentElement, make());
  }
  return kept.get(parentElement);
};

/* After quick choices Streamlit now and then takes leave of an element and draws it anew, as a rule where it stood. What is
   in it stays, or moves over, and the focus with it; only what does not come back within a moment is gone. */
const GONE_MS = 1000;
/** @type {Map<string, { nodes: ChildNode[], memory: any, cleanup: (() => void) | void, going: number }>} */
const left = new Map(); // an element's key → what it held
/** @type {HTMLElement} */
let focused = document.body; // what the reader gave the focus to, be it by key or by a press, which may also take it away
const look = () => (focused = /** @type {HTMLElement | null} */ (document.activeElement) || document.body);
addEventListener("focusin", look, true);
addEventListener("mousedown", () => setTimeout(look), true);
/** @type {(field: HTMLElement) => void} */
export const letGo = (field) => {
  field.blur();
  look();
};

/** @type {WeakMap<Element, (() => void) | void>} */
const cleanups = new WeakMap(); // what the last drawing of an element wants done when it goes
/** @type {(args: Args) => void} */
const moveOver = ({ key, parentElement }) => {
  const found = left.get(key);
  if (!found || kept.has(parentElement)) return;
  left.delete(key);
  clearTimeout(found.going);
  if (found.nodes.some((node) => node.parentNode !== parentElement)) parentElement.replaceChildren(...found.nodes);
  kept.set(parentElement, found.memory);
  cleanups.set(parentElement, found.cleanup);
};
// To the page itself nothing is given back: it takes no focus, and to ask it costs a layout.
const refocus = () => {
  const idle = !document.activeElement || document.activeElement === document.body;
  if (idle && focused !== document.body && focused.isConnected) focused.focus({ preventScroll: true });
};

// A click that only the server can answer: with another release than the page shows, it loads the page whole.
/** @type {(args: Args) => (name: string, value: unknown) => void} */
const trigger = ({ setTriggerValue }) => (name, value) => {
  if (outdated && name === "ask") location.reload();
  else setTriggerValue(name, value);
};

/**
 * Draws an element of the page: `elements` has a function for each, by its name.
 *
 * @type {(elements: Record<string, Draw>, args: Args) => () => void}
 */
export const drawElement = (elements, args) => {
  moveOver(args);
  const { key, name, parentElement } = args;
  watchConnection();
  if (takes(args.data)) {
    const draw = elements[name.replace(/^.*arctic_/, "")];
    cleanups.set(parentElement, draw({ ...args, setTriggerValue: trigger(args) }));
    isDrawn(key, true);
  }
  refocus();
  return () => {
    const cleanup = cleanups.get(parentElement);
    const going = setTimeout(() => {
      left.delete(key);
      isDrawn(key, false);
      if (cleanup) cleanup();
    }, GONE_MS);
    left.set(key, { nodes: [...parentElement.childNodes], memory: kept.get(parentElement), cleanup, going });
    kept.delete(parentElement);
  };
};

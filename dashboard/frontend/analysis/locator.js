// Beside the table of the Analyse room: a small map with a spot for each place, and a button that copies the table.

import { attr, el, makeButton, put, svgEl } from "../lib/dom.js";

/** @typedef {{ x: number, y: number, name: string, label: string, ids: string[], chosen: boolean }} Spot in shares of the map */
/**
 * @typedef {object} Data
 * @property {string} coast path data of Greenland
 * @property {number} w
 * @property {number} h
 * @property {Spot[]} spots
 * @property {string} sel
 * @property {string[][]} cells of the table, its head first
 * @property {{ map: string, copy: string, copied: string, failed: string }} words
 */
/** @typedef {{ map: HTMLElement, shape: SVGSVGElement, path: SVGPathElement, name: HTMLElement, copy: HTMLButtonElement, status: HTMLElement, data: Data, focused: number }} Own */

/** @type {WeakMap<Element, Own>} */
const kept = new WeakMap();

/** @type {(cells: string[][]) => string} */
const asText = (cells) => cells.map((row) => row.join("\t")).join("\n");

/** Where the page may not write to the clipboard, a field that is selected can be copied. @type {(text: string, beside: Element) => boolean} */
const copyByHand = (text, beside) => {
  const field = Object.assign(el("textarea"), { value: text, readOnly: true });
  beside.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};

/** @type {(own: Own) => Promise<void>} */
const copy = async (own) => {
  const text = asText(own.data.cells);
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copyByHand(text, own.map);
  }
  put(own.status, own.data.words[done ? "copied" : "failed"]);
  own.copy.focus();
};

/** The first of a spot, or the one after that which is chosen. @type {(spot: Spot, sel: string) => string} */
const nextOf = ({ ids }, sel) => ids[(ids.indexOf(sel) + 1) % ids.length];

/** @type {(own: Own, spot: Spot, at: number) => HTMLButtonElement} */
const spotButton = (own, spot, at) => {
  const node = makeButton(`spot${spot.chosen ? " chosen" : ""}`, null, () => {
    own.focused = at;
    window.ArcticPage.choose({ sel: nextOf(spot, own.data.sel) });
  });
  node.style.left = `${spot.x * 100}%`;
  node.style.top = `${spot.y * 100}%`;
  node.style.setProperty("--size", `${Math.min(22, 9 + 2 * Math.sqrt(spot.ids.length)).toFixed(1)}px`);
  attr(node, "aria-label", spot.label);
  attr(node, "aria-pressed", String(spot.chosen));
  node.title = spot.label;
  node.addEventListener("focus", () => { own.focused = at; });
  return node;
};

/** @type {(parent: HTMLElement) => Own} */
const make = (parent) => {
  const root = el("div", "locator");
  const map = el("div", "map");
  map.setAttribute("role", "group");
  const shape = svgEl("svg", { "aria-hidden": "true" });
  const path = svgEl("path");
  shape.append(path);
  const name = el("p", "name");
  const status = el("span", "said");
  status.setAttribute("role", "status");
  /** @type {Own} */
  const own = { map, shape, path, name, copy: makeButton("copy"), status, data: /** @type {any} */ (null), focused: -1 };
  own.copy.addEventListener("click", () => copy(own));
  const line = el("p", "ways");
  line.append(own.copy, status);
  root.append(line, map, name);
  parent.replaceChildren(root);
  return own;
};

/** @type {(args: { data: Data, parentElement: HTMLElement }) => void} */
const draw = ({ data, parentElement }) => {
  const own = kept.get(parentElement) || make(parentElement);
  kept.set(parentElement, own);
  const again = own.map.contains(document.activeElement) ? own.focused : -1;
  if (own.data && asText(own.data.cells) !== asText(data.cells)) put(own.status, "");
  own.data = data;
  attr(own.map, "aria-label", data.words.map);
  own.map.style.aspectRatio = `${data.w} / ${data.h}`;
  attr(own.shape, "viewBox", `0 0 ${data.w} ${data.h}`);
  attr(own.path, "d", data.coast);
  own.map.replaceChildren(own.shape, ...data.spots.map((spot, at) => spotButton(own, spot, at)));
  put(own.copy, data.words.copy);
  put(own.name, data.spots.filter(({ chosen }) => chosen).map(({ name }) => name).join(", "));
  if (again >= 0) /** @type {HTMLElement | undefined} */ (own.map.querySelectorAll("button")[again])?.focus({ preventScroll: true });
};

export { draw }; // what Streamlit calls: see build.mjs

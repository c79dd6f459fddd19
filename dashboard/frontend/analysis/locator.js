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
/** @typedef {{ map: HTMLElement, shape: SVGSVGElement, path: SVGPathElement, name: HTMLElement, copy: HTMLButtonElement, status: HTMLElement, data: Data, focused: number }} Locator */

/** @type {WeakMap<Element, Locator>} */
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

/** @type {(locator: Locator) => Promise<void>} */
const copy = async (locator) => {
  const text = asText(locator.data.cells);
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copyByHand(text, locator.map);
  }
  put(locator.status, locator.data.words[done ? "copied" : "failed"]);
  locator.copy.focus();
};

/** The first of a spot, or the one after that which is chosen. @type {(spot: Spot, sel: string) => string} */
const nextOf = ({ ids }, sel) => ids[(ids.indexOf(sel) + 1) % ids.length];

/** @type {(locator: Locator, spot: Spot, at: number) => HTMLButtonElement} */
const spotButton = (locator, spot, at) => {
  const node = makeButton(`spot${spot.chosen ? " chosen" : ""}`, null, () => {
    locator.focused = at;
    window.ArcticPage.choose({ sel: nextOf(spot, locator.data.sel) });
  });
  node.style.left = `${spot.x * 100}%`;
  node.style.top = `${spot.y * 100}%`;
  node.style.setProperty("--size", `${Math.min(22, 9 + 2 * Math.sqrt(spot.ids.length)).toFixed(1)}px`);
  attr(node, "aria-label", spot.label);
  attr(node, "aria-pressed", String(spot.chosen));
  node.title = spot.label;
  node.addEventListener("focus", () => { locator.focused = at; });
  return node;
};

/** @type {(parent: HTMLElement) => Locator} */
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
  /** @type {Locator} */
  const locator = { map, shape, path, name, copy: makeButton("copy"), status, data: /** @type {any} */ (null), focused: -1 };
  locator.copy.addEventListener("click", () => copy(locator));
  const line = el("p", "ways");
  line.append(locator.copy, status);
  root.append(line, map, name);
  parent.replaceChildren(root);
  return locator;
};

/** @type {(args: { data: Data, parentElement: HTMLElement }) => void} */
const draw = ({ data, parentElement }) => {
  const locator = kept.get(parentElement) || make(parentElement);
  kept.set(parentElement, locator);
  const again = locator.map.contains(document.activeElement) ? locator.focused : -1;
  if (locator.data && asText(locator.data.cells) !== asText(data.cells)) put(locator.status, "");
  locator.data = data;
  attr(locator.map, "aria-label", data.words.map);
  locator.map.style.aspectRatio = `${data.w} / ${data.h}`;
  attr(locator.shape, "viewBox", `0 0 ${data.w} ${data.h}`);
  attr(locator.path, "d", data.coast);
  locator.map.replaceChildren(locator.shape, ...data.spots.map((spot, at) => spotButton(locator, spot, at)));
  put(locator.copy, data.words.copy);
  put(locator.name, data.spots.filter(({ chosen }) => chosen).map(({ name }) => name).join(", "));
  if (again >= 0) /** @type {HTMLElement | undefined} */ (locator.map.querySelectorAll("button")[again])?.focus({ preventScroll: true });
};

export { draw }; // what Streamlit calls: see build.mjs

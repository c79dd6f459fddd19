// The tabs of the Analyse room. What is pressed becomes the address at once, and the address says which tab is chosen:
// Streamlit's own tabs go back to what the server drew last, which is older than the last key where keys come quickly.

import { attr, el, makeButton, put } from "../lib/dom.js";

/** @typedef {{ tabs: { name: string, label: string }[], chosen: string, label: string, panel: string }} Data */
/**
 * @typedef {object} Tabs
 * @property {HTMLElement} list
 * @property {Data} data
 * @property {string} chosen name of the tab
 * @property {string | null} at the address that the last press made
 */

/** @type {WeakMap<Element, Tabs>} */
const kept = new WeakMap();
/** @type {Record<string, (at: number, all: number) => number>} */
const MOVES = {
  ArrowRight: (at, all) => (at + 1) % all,
  ArrowLeft: (at, all) => (at + all - 1) % all,
  Home: () => 0,
  End: (_at, all) => all - 1,
};

/** @type {(tabs: Tabs) => void} */
const paint = ({ list, data, chosen }) => {
  attr(list, "aria-label", data.label);
  data.tabs.forEach(({ name, label }, at) => {
    const node = /** @type {HTMLElement} */ (list.children[at]);
    node.id = `analyse-tab-${name}`;
    put(node, label);
    attr(node, "aria-selected", String(name === chosen));
    node.tabIndex = name === chosen ? 0 : -1;
  });
  const panel = document.querySelector(`.${CSS.escape(data.panel)}`);
  if (!panel) return;
  attr(panel, "role", "tabpanel");
  attr(panel, "aria-labelledby", `analyse-tab-${chosen}`);
};

/** @type {(tabs: Tabs, at: number) => void} */
const choose = (tabs, at) => {
  const { name } = tabs.data.tabs[at];
  if (name === tabs.chosen) return;
  const claim = new URLSearchParams(location.search).get("sel")?.startsWith("claim:");
  tabs.chosen = name;
  window.ArcticPage.choose({ tab: name === tabs.data.tabs[0].name ? "" : name, sources: "", ...(claim ? { sel: "" } : {}) });
  tabs.at = location.search;
  paint(tabs);
};

/** @type {(parent: HTMLElement, data: Data) => Tabs} */
const make = (parent, data) => {
  const list = el("div", "tabs");
  list.setAttribute("role", "tablist");
  /** @type {Tabs} */
  const tabs = { list, data, chosen: data.chosen, at: null };
  data.tabs.forEach((_one, at) => {
    const node = makeButton("", null, () => choose(tabs, at));
    node.setAttribute("role", "tab");
    list.append(node);
  });
  list.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const next = move(tabs.data.tabs.findIndex(({ name }) => name === tabs.chosen), list.children.length);
    choose(tabs, next);
    /** @type {HTMLElement} */ (list.children[next]).focus();
  });
  parent.replaceChildren(list);
  return tabs;
};

/** What the server says counts unless it was asked before the last press. @type {(args: { data: Data, parentElement: HTMLElement }) => void} */
const draw = ({ data, parentElement }) => {
  const tabs = kept.get(parentElement) || make(parentElement, data);
  kept.set(parentElement, tabs);
  tabs.data = data;
  if (tabs.at !== location.search) Object.assign(tabs, { chosen: data.chosen, at: null });
  paint(tabs);
};

export { draw }; // what Streamlit calls: see build.mjs

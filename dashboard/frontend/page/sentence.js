// The sentence above the map, the active filters, and the few things only a script can do for the page:
// the language of the document, presenter form, and telling that there is no map.

import { el, findAll } from "../lib/dom.js";
import { go, pageLink } from "./address.js";
import { awaitMap, mapIsComing } from "./deferred.js";
import { memoryOf } from "./elements.js";
import { mapFrame } from "./frame.js";
import { speaksOf } from "./moving-day.js";
import { setPageData } from "./session.js";

/**
 * @typedef {{ text: string, accent: string, href: string, drilldown?: string, help?: string }} Fragment
 */
/**
 * @typedef {object} Sentence
 * @property {HTMLElement} root
 * @property {string} shown
 * @property {any} data as Python sent it last
 * @property {boolean} mapless
 * @property {string} theme
 * @property {(event: KeyboardEvent) => void} onKey
 * @property {() => void} deaf stop hearing of the map
 */

/** @type {(fragment: Fragment) => HTMLAnchorElement} */
const drilldown = (fragment) => {
  const made = pageLink(fragment.accent, fragment.text, fragment.href);
  made.dataset.drilldown = fragment.drilldown;
  if (fragment.help) made.title = fragment.help;
  return made;
};

/** @type {(filter: { text: string, href: string, label: string }) => HTMLAnchorElement} */
const chip = (filter) => {
  const made = pageLink("filter", filter.text, filter.href);
  made.setAttribute("aria-label", filter.label);
  return made;
};

/** @type {(root: HTMLElement, data: any) => void} */
const paint = (root, data) => {
  const heading = el("h1", "sentence");
  for (const fragment of data.fragments) heading.append(fragment.drilldown ? drilldown(fragment) : fragment.text);
  const parts = [heading];
  if (data.filters.length) {
    const filters = el("p", "filters");
    for (const filter of data.filters) filters.append(chip(filter), " ");
    parts.push(filters);
  }
  if (data.mapless) parts.push(Object.assign(el("p", "silent", data.silent), { role: "alert" }));
  root.replaceChildren(...parts);
};

// A theme named in the address is put where Streamlit remembers its sentence choice; it reads that only when it starts.
/** @type {(theme: string) => void} */
const applyTheme = (theme) => {
  const app = document.querySelector(".stApp");
  /** @type {Record<string, string>} */
  const names = { light: "Light", dark: "Dark" };
  const wanted = names[theme];
  if (!wanted || !app || getComputedStyle(app).colorScheme === theme) return;
  const key = `stActiveTheme-${location.pathname}-v2`;
  if (localStorage.getItem(key) === JSON.stringify(wanted)) return; // it was tried; do not load for ever
  localStorage.setItem(key, JSON.stringify(wanted));
  location.reload();
};

// Keys go to the story (start/keys.js). A map that does not come has none: there Escape still leads out.
/** @type {(sentence: Sentence) => void} */
const leaveMapless = ({ data }) => {
  if (data.present && !mapIsComing() && window.ArcticStart.keys.leaves()) go(data.leave);
};

/** @type {(parentElement: HTMLElement, data: any) => Sentence} */
const make = (parentElement, data) => {
  /** @type {Sentence} */
  const sentence = {
    root: el("div", "sentence-box"), shown: "", data, mapless: false, theme: "",
    onKey: (event) => { if (event.key === "Escape") leaveMapless(sentence); },
    deaf: () => undefined, // until it hears of the map
  };
  addEventListener("keydown", sentence.onKey, true);
  sentence.deaf = awaitMap((mapless) => {
    sentence.mapless = mapless;
    if (sentence.shown) refresh(sentence);
    leaveMapless(sentence);
  });
  window.ArcticStart.keys.findBy(mapFrame);
  parentElement.append(sentence.root);
  return sentence;
};

/** @type {(sentence: Sentence) => void} */
const refresh = (sentence) => {
  const { fragments, filters, silent } = sentence.data;
  const data = { fragments, filters, silent, mapless: sentence.mapless };
  const text = JSON.stringify(data);
  if (text === sentence.shown) return;
  sentence.shown = text;
  const focused = sentence.root.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement).dataset.drilldown;
  paint(sentence.root, data);
  if (focused) findAll(sentence.root, `[data-drilldown="${CSS.escape(focused)}"]`)[0]?.focus();
};

/** @type {(args: import("./elements.js").Args) => () => void} */
export const drawSentence = ({ data, parentElement }) => {
  setPageData(data);
  const sentence = memoryOf(parentElement, () => make(parentElement, data));
  sentence.data = data;
  // Written only when it changes: it restyles the whole page.
  if (document.documentElement.lang !== data.lang) document.documentElement.lang = data.lang;
  document.documentElement.classList.toggle("present", data.present);
  if (data.theme !== sentence.theme) applyTheme((sentence.theme = data.theme));
  refresh(sentence);
  speaksOf(sentence.root, data.asof, "sentence");
  return () => {
    sentence.deaf();
    removeEventListener("keydown", sentence.onKey, true);
  };
};

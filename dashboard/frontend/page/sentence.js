// The sentence above the map, the active filters, and the few things only a script can do for the page:
// the language of the document, presenter form, and telling that there is no map.

import { el } from "../lib/dom.js";
import { go, pageLink } from "./address.js";
import { awaitMap } from "./deferred.js";
import { memoryOf } from "./elements.js";
import { mapFrame } from "./frame.js";
import { speaksOf } from "./moving-day.js";
import { setSaid } from "./session.js";

const door = (piece) => {
  const made = pageLink(piece.accent, piece.text, piece.href);
  made.dataset.door = piece.door;
  if (piece.help) made.title = piece.help;
  return made;
};

const chip = (filter) => {
  const made = pageLink("filter", filter.text, filter.href);
  made.setAttribute("aria-label", filter.label);
  return made;
};

const paint = (root, data) => {
  const heading = el("h1", "sentence");
  for (const piece of data.pieces) heading.append(piece.door ? door(piece) : piece.text);
  const parts = [heading];
  if (data.filters.length) {
    const filters = el("p", "filters");
    for (const filter of data.filters) filters.append(chip(filter), " ");
    parts.push(filters);
  }
  if (data.mapless) parts.push(Object.assign(el("p", "silent", data.silent), { role: "alert" }));
  root.replaceChildren(...parts);
};

// A theme named in the address is put where Streamlit remembers its own choice; it reads that only when it starts.
const wear = (theme) => {
  const app = document.querySelector(".stApp");
  const wanted = { light: "Light", dark: "Dark" }[theme];
  if (!wanted || !app || getComputedStyle(app).colorScheme === theme) return;
  const key = `stActiveTheme-${location.pathname}-v2`;
  if (localStorage.getItem(key) === JSON.stringify(wanted)) return; // it was tried; do not load for ever
  localStorage.setItem(key, JSON.stringify(wanted));
  location.reload();
};

// Before a room keys turn the scenes, whatever has the focus; what is typed into a field or a dialog is theirs. A key
// that comes before the map stands is kept for it.
const OTHERS = "input, textarea, select, [contenteditable], [role=dialog]";
const listen = (own, event) => {
  if (!own.data.present || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.(OTHERS)?.checkVisibility()) return;
  const frame = mapFrame();
  if (frame?.key(event.key, event.shiftKey)) event.preventDefault();
  else if (event.key === "Escape") go(own.data.leave);
  else if (!frame?.ctx?.started) own.early.push([event.key, event.shiftKey]);
};

const make = (parentElement) => {
  const own = { root: el("div", "told"), shown: "", data: {}, mapless: false, theme: "", early: [] };
  own.onKey = (event) => listen(own, event);
  addEventListener("keydown", own.onKey, true);
  own.deaf = awaitMap((mapless) => {
    own.mapless = mapless;
    if (own.data.pieces) refresh(own);
    for (const [key, shift] of own.early.splice(0)) mapFrame()?.key(key, shift);
  });
  parentElement.append(own.root);
  return own;
};

const refresh = (own) => {
  const { pieces, filters, silent } = own.data;
  const data = { pieces, filters, silent, mapless: own.mapless };
  const text = JSON.stringify(data);
  if (text === own.shown) return;
  own.shown = text;
  const focused = own.root.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement).dataset.door;
  paint(own.root, data);
  if (focused) own.root.querySelector(`[data-door="${CSS.escape(focused)}"]`)?.focus();
};

export const drawSentence = ({ data, parentElement }) => {
  setSaid(data);
  const own = memoryOf(parentElement, () => make(parentElement));
  own.data = data;
  // Written only when it changes: it restyles the whole page.
  if (document.documentElement.lang !== data.lang) document.documentElement.lang = data.lang;
  document.documentElement.classList.toggle("present", data.present);
  if (data.theme !== own.theme) wear((own.theme = data.theme));
  refresh(own);
  speaksOf(own.root, data.asof, "sentence");
  return () => {
    own.deaf();
    removeEventListener("keydown", own.onKey, true);
  };
};

// The day that moves: while the frame plays or drags it, whatever speaks of another day steps aside, and the day in view
// stands there instead. So it does while the server is away and the map goes on. The root says which day moves; an element
// comes back with the answer for that day.

import { el } from "../lib/dom.js";

const { documentElement: root } = document;
/** @type {Map<Element, { asof: string, text: string }>} */
const elements = new Map(); // element → the day that it speaks of, and which of the frame's texts stands in for it
/** @type {Set<Element>} */
const unanswered = new Set(); // of these: what speaks of the choice before one that the server cannot answer now
let moving = ""; // the day in view, while an element speaks of another
/** @type {Record<string, string>} */
let texts = {};

/** @type {(node: Element, text: string) => void} */
const standIn = (node, text) => {
  /** @type {HTMLElement | null} */
  let now = node.querySelector(":scope > .now");
  if (!now && !text) return;
  if (!now) {
    now = el("span", "now");
    now.setAttribute("aria-hidden", "true"); // the frame tells the change once it is whole
    node.append(now);
  }
  now.textContent = text;
  now.hidden = !text;
};

const refresh = () => {
  let behind = false;
  for (const [node, { asof, text }] of elements) {
    if (!node.isConnected) {
      elements.delete(node);
      continue;
    }
    const other = moving !== "" && asof !== moving;
    behind = behind || other;
    node.classList.toggle("elsewhen", other || unanswered.has(node));
    standIn(node, other && text ? texts[text] || "" : "");
  }
  if (!behind) moving = "";
  if (moving) root.dataset.day = moving;
  else delete root.dataset.day;
};

/**
 * An element says, each time it is drawn, of which day it speaks; `text` names what stands in for it meanwhile.
 *
 * @type {(node: Element, asof: string, text?: string) => void}
 */
export const speaksOf = (node, asof, text = "") => {
  elements.set(node, { asof, text });
  const late = unanswered.delete(node);
  if (moving || late) refresh();
};

/** Whether the map shows a choice that the server cannot answer now: then sentence and table step aside until it does. @type {(away: boolean) => void} */
export const stepAside = (away) => {
  if (!away && !unanswered.size) return;
  unanswered.clear();
  if (away) for (const [node, { text }] of elements) if (text === "" || text === "sentence") unanswered.add(node);
  refresh();
};

addEventListener("message", (event) => {
  // A page that is opened from a disk has no origin that could be compared.
  const ours = event.origin === location.origin || location.protocol === "file:";
  if (!ours || !event.data || event.data.arctic !== "day") return;
  moving = String(event.data.day);
  texts = event.data.texts || {};
  refresh();
});

// Ways past what comes first: links that a keyboard meets before all else, and that are seen only while they have the focus.

import { el } from "../lib/dom.js";
import { moveFocusTo } from "./focus.js";
import { mapFrame } from "./frame.js";

/** @type {(() => void) | null} */
let toTable = null; // gives the focus to the table, once there is one
/** @type {(act: () => void) => void} */
export const offerTable = (act) => {
  toTable = act;
};

/** @type {Record<string, () => void>} */
const WAYS = {
  map: () => moveFocusTo(document.querySelector("h1.sentence")),
  timeline: () => {
    document.querySelector(".st-key-pane")?.scrollIntoView({ block: "nearest" });
    mapFrame()?.toTimeline?.();
  },
  table: () => toTable?.(),
};

export const makeSkips = () => {
  document.querySelector("body > .skips")?.remove();
  const root = el("nav", "skips");
  root.append(...Object.keys(WAYS).map((to) => {
    const made = Object.assign(el("a"), { href: `#${to}` });
    made.addEventListener("click", (event) => {
      event.preventDefault();
      WAYS[to]();
    });
    return made;
  }));
  /** @type {(label: string, skips: { text: string }[]) => void} */
  const name = (label, skips) => {
    root.setAttribute("aria-label", label);
    skips.forEach(({ text }, at) => (root.children[at].textContent = text));
  };
  document.body.prepend(root); // before Streamlit's own buttons
  return { name };
};

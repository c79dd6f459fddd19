// What changed since another day: a badge at each symbol, a key to the badges, and the way to the list.

import { attr, el, makeButton, put, svgEl } from "../lib/dom.js";
import { choose } from "./choosing.js";

/** A sign for each kind of change; the shape alone tells them apart. @type {Record<string, string>} */
const MARKS = { new: "M6.5 3.5v6M3.5 6.5h6", changed: "M3.5 6.5h6M7 4l2.5 2.5L7 9", over: "M4 4l5 5M9 4l-5 5", corrected: "M3.5 5h6M3.5 8h6" };

/** @type {(kind: string) => SVGSVGElement} */
const badge = (kind) => {
  const node = svgEl("svg", { class: `a-badge a-${kind}`, viewBox: "0 0 13 13", width: 13, height: 13, "aria-hidden": "true" });
  node.append(svgEl("rect", { x: 0.7, y: 0.7, width: 11.6, height: 11.6, rx: 3 }), svgEl("path", { d: MARKS[kind] || "" }));
  return node;
};

/** @type {(elements: Frame.Context["elements"], changes: Payload.ChangeMarks | null, words: (kind: string) => string) => void} */
const markSymbols = (elements, changes, words) => {
  const there = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-id]"));
  for (const node of there) {
    const found = changes && !elements.card.contains(node) ? changes.entries[node.dataset.id || ""] : undefined;
    const had = node.querySelector(":scope > .a-badge");
    if (!found) {
      had?.remove();
      node.classList.remove("a-changed");
      if (node.dataset.change) {
        node.removeAttribute("aria-description");
        delete node.dataset.change;
      }
      continue;
    }
    attr(node, "aria-description", `${words(found.kind)}: ${found.text}`);
    if (had && node.dataset.change === found.kind) continue;
    had?.remove();
    node.dataset.change = found.kind;
    node.classList.add("a-changed");
    node.append(badge(found.kind));
  }
};

/** @type {(ctx: Frame.Context) => { stand: (marks: Payload.Marks | null) => void }} */
export const makeBadges = (ctx) => {
  const panel = el("section", "over a-panel a-changes");
  const title = el("p", "a-title");
  const key = el("p", "a-ways");
  const ways = el("div", "a-ways");
  const list = makeButton("", "", () => choose({ view: "analyse", tab: "changed", sel: "" }));
  const off = makeButton("", "", () => choose({ badges: "", than: "", thanknown: "" }));
  ways.append(list, off);
  panel.append(title, key, ways);
  return {
    stand: (marks) => {
      // Days that run by, and a choice just made, have no answer yet to what changed.
      const moving = ctx.day !== ctx.view.asof || ctx.view.ahead;
      const changes = marks && !moving ? marks.changes : null;
      const names = new Map((changes ? changes.kinds : []).map(([kind, word]) => [kind, word]));
      markSymbols(ctx.elements, changes, (kind) => names.get(kind) || "");
      if (!marks || !changes || marks.draw) return panel.remove();
      attr(panel, "aria-label", changes.title);
      put(title, changes.title);
      key.replaceChildren(...changes.kinds.map(([kind, word, n]) => {
        const entry = el("span", "a-key");
        entry.append(badge(kind), el("span", "", word), el("span", "num", n));
        return entry;
      }));
      put(list, marks.words["changes.list"]);
      put(off, marks.words["changes.off"]);
      if (!panel.isConnected) ctx.elements.pane.append(panel);
      panel.style.top = marks.area ? "104px" : "";
      return undefined;
    },
  };
};

// Pieces that card, phone and story share: buttons, explained terms, small symbols, rows.

import { isOver } from "../data/steps.js";
import { el, makeButton, say } from "../lib/dom.js";
import { flagsOf } from "./items.js";
import { drawMark, drawSymbol, isHonorary, stateClass } from "./symbols.js";

// Claims are told in English; whoever reads another language is told so.
/** @type {<T extends HTMLElement>(ctx: Frame.Context, node: T) => T} */
export const markEnglish = (ctx, node) => {
  if (ctx.lang !== "en") node.lang = "en";
  return node;
};
/** @type {(cls: string, text?: string, onclick?: (event: MouseEvent) => void) => HTMLButtonElement} */
export const cardButton = (cls, text, onclick) => makeButton(cls, text, onclick);

// A word with its explanation: on hover, focus and tap. Escape takes the explanation away first.
let tipCount = 0;
/** @type {(ctx: Frame.Context, cls: string, text: string, key: string) => HTMLSpanElement} */
export const explainedTerm = (ctx, cls, text, key) => {
  const wrap = el("span", "p-term");
  const button = cardButton("p-termword " + cls, text);
  const tip = el("span", "p-tip", ctx.words(key));
  tip.id = "p-tip-" + ++tipCount;
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  button.setAttribute("aria-describedby", tip.id);
  /** @type {(on: boolean) => void} */
  const show = (on) => {
    if (tip.hidden !== on) return;
    tip.hidden = !on;
    const room = tip.offsetParent;
    if (!on || !room) return;
    const under = button.offsetTop + button.offsetHeight + 5;
    const fits = under + tip.offsetHeight <= room.scrollTop + room.clientHeight;
    tip.style.top = (fits ? under : button.offsetTop - tip.offsetHeight - 5) + "px";
  };
  button.addEventListener("pointerenter", (e) => e.pointerType === "mouse" && show(true));
  wrap.addEventListener("pointerleave", (e) => e.pointerType === "mouse" && document.activeElement !== button && show(false));
  button.addEventListener("focus", () => show(true));
  button.addEventListener("blur", () => show(false));
  button.addEventListener("click", () => show(true));
  button.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || tip.hidden) return;
    show(false);
    e.stopPropagation();
  });
  wrap.append(button, tip);
  return wrap;
};
/** @type {(ctx: Frame.Context, state: Payload.State | null) => HTMLElement | null} */
export const flagBox = (ctx, state) => {
  const names = state ? flagsOf(ctx.unverified, state) : [];
  if (!names.length) return null;
  const box = el("p", "p-flags");
  for (const name of names) box.append(explainedTerm(ctx, "p-flag p-flag-" + name, ctx.words("map.flag." + name), "map.term." + name));
  return box;
};

// A small symbol beside a row, as on the map; a contingent is one dot here, its people stand below as dots.
const DOT = "M5.2 0A5.2 5.2 0 1 1 -5.2 0A5.2 5.2 0 1 1 5.2 0Z";
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State | null) => Element} */
export const glyphOf = (ctx, subject, state) => {
  if (!state) return el("span", "p-glyph"); // no word, no symbol
  const mark = drawMark(subject.kind, "p-glyph " + stateClass(ctx, subject, state), isHonorary(subject, state));
  if (subject.kind === "contingent") mark.querySelector(".m")?.setAttribute("d", DOT);
  return mark;
};
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State, low: number | null, high: number | null) => SVGSVGElement | null} */
export const rowDots = (ctx, subject, state, low, high) => {
  const n = Math.max(low || 0, high || 0);
  if (!n || n > 300 || isOver(state.step)) return null;
  /** @type {Frame.Item["spot"]} */
  const spot = [state.place, state.precision, low, high];
  const { node } = drawSymbol(ctx, { subject, state, spot }, { pitch: 5 });
  node.classList.add("p-dots");
  return node;
};

/**
 * @typedef {object} RowOptions
 * @property {string} sel what the row opens, as in the address
 * @property {(sel: string) => void} [open] opens it; else it is selected
 * @property {string} [id] of the subject
 * @property {Element} [glyph]
 * @property {Frame.Spoken | string} title
 * @property {Frame.Spoken | string} [note]
 * @property {Element | null} [dots]
 * @property {string} [number] "?" where it is not given
 * @property {boolean} [military]
 */

// A row that opens something: symbol, two lines, number on the right.
/** @type {(ctx: Frame.Context, options: RowOptions) => HTMLButtonElement} */
export const cardRow = (ctx, options) => {
  const button = cardButton("p-row", "", () => (options.open || ctx.select)(options.sel));
  if (options.id) button.dataset.id = options.id;
  if (options.glyph) button.append(options.glyph);
  const words = el("span", "p-row-words");
  words.append(say(el("span", "p-row-title"), options.title));
  if (options.note && (typeof options.note === "string" || options.note.text)) words.append(say(el("span", "p-row-note"), options.note));
  button.append(words);
  if (options.dots) words.append(options.dots);
  if (options.number) {
    const number = el("span", "p-row-number", options.number === "?" ? "" : options.number);
    if (options.number === "?") {
      const mark = el("span", "", "?");
      mark.setAttribute("aria-hidden", "true");
      number.append(mark, el("span", "p-hidden", ctx.words("number.not_given")));
    }
    if (options.military) number.classList.add("p-mil");
    button.append(number);
  }
  return button;
};

/** @type {(words: Frame.Context["words"], key: string, vars?: Record<string, unknown>) => HTMLElement} */
export const sectionHeading = (words, key, vars) => el("h3", "p-h3", words(key, vars));

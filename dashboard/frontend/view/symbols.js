// Symbols: shape says kind, outline says step, fill says in place. One dot is one person.

import { shapes } from "../data/shapes.js";
import { svgEl } from "../lib/dom.js";

/** @typedef {{ node: SVGSVGElement, w: number, h: number }} Drawn a symbol and its size in pixels */

/** @type {(from: string, to: string) => number} */
const daysBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / 864e5;

const PRESENT = new Set(["in_place", "sent"]);

/**
 * Whether a day lies beyond all that is known: later than the evidence, or than what the reader lets be known.
 *
 * @type {(ctx: Pick<Frame.Context, "atlas" | "day" | "known">) => boolean}
 */
const beyond = ({ atlas, day, known }) => day > (known < atlas.evidence_to ? known : atlas.evidence_to);

/**
 * Whether a state is only last known on the day in view; beyond all knowledge nobody is drawn as freshly in place.
 *
 * @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => boolean}
 */
export const isStale = (ctx, subject, state) =>
  Boolean(state.last_known) || (subject.kind === "contingent" && PRESENT.has(state.step) && beyond(ctx));

/**
 * Class words for a state: its step, and how old the last word on it is (two steps).
 *
 * @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => string}
 */
export const stateClass = (ctx, subject, state) => {
  const words = [`k-${subject.kind}`, `s-${state.step}`];
  if (isStale(ctx, subject, state)) {
    const far = shapes.old[subject.kind] ?? shapes.old.other;
    words.push(daysBetween(state.last || ctx.day, ctx.day) > far ? "age2" : "age1");
  }
  if (state.unconfirmed) words.push("unsure");
  if (state.disputed) words.push("disputed");
  if (ctx.unverified(state)) words.push("unproven");
  return words.join(" ");
};

// Rows of ten, hundreds side by side: a block can be counted at a glance.
/** @type {(n: number, wide: boolean) => number} */
const columnsFor = (n, wide) =>
  Math.min(n, shapes.columns[wide ? "wide" : "block"].find(([most]) => most === null || n <= most)?.[1] ?? n);

/**
 * Places of unit dots: {solid, hollow, width, height} as path data of round-capped points.
 *
 * @type {(low: number | null, high: number | null, pitch: number, wide: boolean, most?: number) => { solid: string, hollow: string, width: number, height: number }}
 */
const layOutDots = (low, high, pitch, wide, most = 0) => {
  const n = Math.max(low || 0, high || 0);
  const columns = most ? Math.min(n, most) : columnsFor(n, wide);
  const gap = pitch * 0.7;
  /** @type {(i: number) => number[]} */
  const at = (i) => {
    const column = i % columns;
    const row = Math.floor(i / columns);
    return [
      (column + 0.5) * pitch + Math.floor(column / 10) * gap,
      (row + 0.5) * pitch + Math.floor(row / 10) * gap,
    ];
  };
  /** @type {(from: number, to: number) => string} */
  const path = (from, to) => {
    let d = "";
    for (let i = from; i < to; i++) {
      const [x, y] = at(i);
      d += `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
    }
    return d;
  };
  const rows = Math.ceil(n / columns);
  return {
    solid: path(0, low || 0),
    hollow: path(low || 0, n),
    width: columns * pitch + Math.floor((columns - 1) / 10) * gap,
    height: rows * pitch + Math.floor((rows - 1) / 10) * gap,
  };
};

/** @type {(width: number, height: number, viewBox: string, cls: string) => SVGSVGElement} */
const picture = (width, height, viewBox, cls) =>
  svgEl("svg", { width, height, viewBox, class: cls, "aria-hidden": "true", focusable: "false" });
/** @type {(w: number, h: number, cls: string) => SVGSVGElement} */
const svg = (w, h, cls) => picture(w, h, `0 0 ${w} ${h}`, cls);

// Sources that disagree: a small sign of inequality at the upper right, on a ground of its own.
/** @type {(x: number, y: number) => SVGPathElement[]} */
export const unlike = (x, y) => ["unlike-ground", "unlike"].map((cls) =>
  svgEl("path", { class: cls, d: shapes.unlike, transform: `translate(${x} ${y})` }));
// What is over wears the bar that ends its line on the timeline.
/** @type {(cls?: string) => boolean} */
const isOver = (cls) => / s-(ended|closed)\b/.test(` ${cls}`);
/** @type {(x: number, y: number, half: number) => SVGPathElement} */
export const endBar = (x, y, half) => svgEl("path", { class: "end", d: `M${x} ${y - half}V${y + half}` });
/** @type {(cls?: string) => boolean} */
const isDisputed = (cls) => / disputed\b/.test(` ${cls}`);

/**
 * A mark of 16 by 16 pixels for a kind.
 *
 * @type {(kind: string, cls?: string, honorary?: boolean) => SVGSVGElement}
 */
export const drawMark = (kind, cls, honorary) => {
  const node = picture(16, 16, "-8 -8 16 16", `mark ${cls || ""}`);
  node.append(svgEl("path", { class: "m", d: shapes.outlines[honorary ? "honorary" : kind] || shapes.outlines.person }));
  if (kind === "airport") node.append(svgEl("path", { class: "bar", d: shapes.bar }));
  if (isOver(cls)) node.append(endBar(0, 0, 2.6));
  if (isDisputed(cls)) node.append(...unlike(6.4, -6));
  return node;
};

/** @type {(cls: string, low: number | null, high: number | null, step: string, pitch: number, wide: boolean, columns: number) => Drawn} */
const block = (cls, low, high, step, pitch, wide, columns) => {
  const dots = layOutDots(low, high, pitch, wide, columns);
  // Who is not there yet stands in an outline: dashed for announced, dotted for considered.
  const framed = step === "announced" || step === "considered";
  const pad = framed ? 3 : 0.5;
  const plus = high === null && low ? 8 : 0;
  const beside = isDisputed(cls) ? 9 : 0; // the sign stands beside the dots, over none of them
  const w = Math.ceil(dots.width + 2 * pad + plus);
  const h = Math.ceil(dots.height + 2 * pad);
  const node = svg(w + beside, h, `dots ${cls}`);
  const g = svgEl("g", { transform: `translate(${pad} ${pad})` });
  const size = pitch * 0.8;
  if (framed) {
    node.append(svgEl("rect", { class: "frame", x: 0.7, y: 0.7, width: w - 1.4, height: h - 1.4, rx: 3 }));
  }
  // Only who is in place is solid; on the way means a ring with a pale core; what nobody verified stays hollow.
  // A last known number is hollow and pale: unlike people in place at any size.
  const fresh = step === "in_place" && !cls.includes("unproven") && !cls.includes("age");
  const [solid, hollow] = fresh ? [dots.solid, dots.hollow] : ["", dots.solid + dots.hollow];
  if (solid) g.append(svgEl("path", { class: "d1", d: solid, "stroke-width": size }));
  if (hollow) {
    g.append(svgEl("path", { class: "d2", d: hollow, "stroke-width": size }));
    g.append(svgEl("path", { class: "d3", d: hollow, "stroke-width": size - Math.min(Math.max(1.5, size * 0.14), size * 0.4) }));
  }
  if (plus) {
    const x = dots.width + 4;
    g.append(svgEl("path", { class: "plus", d: `M${x - 2.5} ${dots.height / 2}h5m-2.5 -2.5v5` }));
  }
  node.append(g);
  if (beside) node.append(...unlike(w + 4.5, 3.4));
  return { node, w: w + beside, h };
};

/** @type {(cls: string, letter: string) => Drawn} */
const badge = (cls, letter) => {
  const node = svg(14, 14, `badge ${cls}`);
  node.append(svgEl("rect", { class: "m", x: 1, y: 1, width: 12, height: 12, rx: 3.5 }));
  if (letter) {
    const text = svgEl("text", { x: 7, y: 10.4, "text-anchor": "middle" });
    text.textContent = letter;
    node.append(text);
  }
  if (isOver(cls)) node.append(endBar(7, 7, 3.4));
  if (isDisputed(cls)) node.append(...unlike(13, 1.6));
  return { node, w: 14, h: 14 };
};

/**
 * The symbol of one subject at one spot: {node, w, h}.
 *
 * @type {(ctx: Frame.Context, item: Pick<Frame.Item, "subject" | "state" | "spot">, how?: { pitch?: number, wide?: boolean, columns?: number }) => Drawn}
 */
export const drawSymbol = (ctx, item, { pitch = 4.7, wide = false, columns = 0 } = {}) => {
  const { subject, state, spot } = item;
  const cls = stateClass(ctx, subject, state);
  if (subject.kind !== "contingent") {
    return { node: drawMark(subject.kind, cls, isHonorary(subject, state)), w: 16, h: 16 };
  }
  const [, , low, high] = spot;
  const n = Math.max(low || 0, high || 0);
  const { letters, most } = shapes;
  if (state.step in letters) return badge(cls, letters[state.step]);
  if (n === 0) return badge(cls, low === 0 && high === 0 ? "0" : "?");
  if (n > most) return badge(cls, "n");
  return block(cls, low, high, state.step, pitch, wide, columns);
};

/**
 * Whether a post is an honorary consul's, by the group in which it is counted.
 *
 * @type {(subject: Pick<Payload.Subject, "kind">, state: Pick<Payload.State, "group">) => boolean}
 */
export const isHonorary = (subject, state) => state.group === "honorary";

// Lines and dates of the timeline, the marks of what is shrunk or folded, and the edge of what is known.

import { isoDay } from "../lib/days.js";
import { svgEl } from "../lib/dom.js";
import { textWidth } from "../lib/text-width.js";
import { onAxis } from "../view/wording.js";
import { edgeOf } from "./rows.js";
import { timeTicks } from "./ticks.js";

const FONT = '600 11.5px "Source Sans", system-ui, sans-serif';
const DATE_Y = 13;
const TOOTH = 4; // of the line that marks a break

// The texts of an axis, in the reader's language.
/** @param {Frame.Context} ctx */
const texts = (ctx) => {
  const months = ctx.words("map.months.short").split(" ");
  return {
    /** @param {number} n */
    month: (n) => months[n - 1] || ctx.fmtDay(`2000-${String(n).padStart(2, "0")}`).replace(/ ?2000$/, ""),
    /** @param {string} iso */
    monthOf: (iso) => ctx.fmtDay(iso.slice(0, 7)),
    /** @param {string} iso */
    short: (iso) => ctx.fmtDay(iso, "short"),
    /** @param {string} iso */
    whole: (iso) => ctx.fmtDay(iso, "day"),
    /** @param {number | string} from @param {number | string} to */
    range: (from, to) => ctx.words("map.timeline.span", { from, to }),
  };
};

/** @type {(x: number, top: number, bottom: number) => string} */
const zigzag = (x, top, bottom) => {
  let d = `M${x.toFixed(1)} ${top}`;
  for (let y = top, side = 1; y < bottom; y += 2 * TOOTH, side = -side) d += `l${side * TOOTH} ${TOOTH}l${-side * TOOTH} ${TOOTH}`;
  return d;
};

/** @type {(tl: Time.Line, cls: string, from: number, to: number) => SVGRectElement[]} */
const band = (tl, cls, from, to) => {
  const [left, right] = [Math.max(from, tl.left()), Math.min(to, tl.right())];
  const height = tl.box.height - tl.ringY + 9;
  return right > left ? [svgEl("rect", { class: cls, x: left, y: tl.ringY - 9, width: right - left, height })] : [];
};

// Where the axis changes its pace stands a torn line; what a fold leaves out stands in the row of dates.
/** @type {(tl: Time.Line, seen: ReturnType<typeof timeTicks>) => SVGPathElement[]} */
const breaks = (tl, { folds, shrunk }) => {
  /** @type {(x: number) => boolean} */
  const inside = (x) => x > tl.left() && x < tl.right();
  const ends = [...folds, ...shrunk].flatMap(({ from, to }) => [from, to]).filter((day) => day > tl.clock.first && day < tl.clock.last);
  const torn = [...new Set(ends)].map(tl.x).filter(inside);
  const path = torn.map((x) => zigzag(x, tl.ringY - 9, tl.box.height)).join("");
  tl.folds = folds.map((fold) => ({ from: fold.x + tl.left(), to: fold.end + tl.left(), says: fold.says }));
  return [
    ...tl.folds.flatMap(({ from, to }) => band(tl, "p-tl-fold", from, to)),
    svgEl("path", { d: path, class: "p-tl-torn" }),
  ];
};

// After this day nothing is known: the ground changes, and a thin line says so.
/** @type {(tl: Time.Line) => (SVGPathElement | SVGTextElement)[]} */
const edge = (tl) => {
  const { ctx, clock } = tl;
  const last = edgeOf(ctx, clock);
  const x = tl.x(last + 1);
  if (x > tl.box.width) return [];
  if (x < tl.left()) return band(tl, "p-tl-unknown", tl.left(), tl.right());
  const open = last < clock.last;
  const key = open ? "map.timeline.known_by" : "map.timeline.evidence_to";
  const text = svgEl("text", { x: (x + 12).toFixed(1), y: tl.ringY + 4, class: "p-tl-edge-text" });
  text.textContent = ctx.words(key, { day: onAxis(ctx, isoDay(last)) });
  const line = svgEl("path", { d: `M${x.toFixed(1)} ${tl.ringY - 9}V${tl.box.height}`, class: "p-tl-edge" });
  return [...band(tl, "p-tl-unknown", x, tl.right()), line, text];
};

/**
 * Draw the axis into a group; `tl.dates` are its texts, which give way to the pill.
 *
 * @param {Time.Line} tl
 * @param {SVGElement} group
 */
export const drawAxis = (tl, group) => {
  const { ctx, scale, view } = tl;
  /** @type {(text: string) => number} */
  const measure = (text) => textWidth(text, FONT);
  const seen = timeTicks(scale, view, tl.right() - tl.left(), texts(ctx), measure);
  /** @type {(places: number[]) => string} */
  const lines = (places) => places.map((x) => `M${(x + tl.left()).toFixed(1)} ${tl.ringY}V${tl.box.height}`).join("");
  tl.dates = seen.labels.map(({ x, text, kind, width }) => {
    const node = svgEl("text", { x: (x + tl.left()).toFixed(1), y: DATE_Y, class: `p-tl-date p-tl-${kind}-date` });
    node.textContent = text;
    return { text: node, x: x + tl.left(), half: width / 2, hidden: false };
  });
  group.replaceChildren(
    svgEl("path", { d: lines(seen.lines), class: "p-tl-day" }),
    svgEl("path", { d: lines(seen.ticks), class: "p-tl-week" }),
    ...breaks(tl, seen),
    ...edge(tl),
    ...tl.dates.map(({ text }) => text),
  );
};

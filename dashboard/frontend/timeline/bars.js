// The bars of the timeline and the names beside them.

import { say, svgEl } from "../lib/dom.js";
import { textWidth } from "../lib/text-width.js";
import { LAYERS } from "./rows.js";

const FONT = '11.5px "Source Sans", system-ui, sans-serif';

// A name too long for the gutter is cut, and says itself in full on hover.
/** @type {(label: SVGTextElement, room: number) => void} */
const clip = (label, room) => {
  const whole = label.textContent;
  let text = whole;
  while (text.length > 3 && textWidth(text === whole ? text : `${text}…`, FONT) > room) text = text.slice(0, -1).trimEnd();
  if (text === whole) return;
  const title = svgEl("title");
  title.textContent = whole;
  label.textContent = `${text}…`;
  label.append(title);
};

/** @type {(ctx: Frame.Context, row: Time.Row) => Frame.Spoken} */
const nameOf = (ctx, row) => {
  if (row.whole) return row.whole;
  const name = ctx.name(row.actor);
  const text = row.post ? ctx.words(`map.timeline.${row.honorary ? "honorary_of" : "post_of"}`, { name }) : name;
  return { text, lang: "" };
};

/** @type {(row: Time.Row, lit: string) => boolean} */
const quiet = (row, lit) => Boolean(lit && row.actor !== lit);
/** @type {(tl: Time.Line, i: number) => number} */
const middle = (tl, i) => tl.barsY + (i + 0.5) * tl.pitch;

/**
 * Write the names of rows; `lit` is the nation in focus, and the others are quiet.
 *
 * @param {Time.Line} tl
 * @param {SVGGElement} group
 * @param {Time.Row[]} rows
 * @param {string} lit
 */
export const drawNames = (tl, group, rows, lit) => {
  group.replaceChildren(...rows.map((row, i) => {
    const y = middle(tl, i) + 3.8;
    const label = svgEl("text", { x: tl.box.gutter - 14, y, class: "p-tl-label", role: "button" });
    say(label, nameOf(tl.ctx, row));
    label.setAttribute("aria-label", label.textContent);
    label.dataset.sel = row.ids.length === 1 ? row.ids[0] : `nation:${row.actor}`;
    label.classList.toggle("quiet", quiet(row, lit));
    return label;
  }));
  for (const label of group.querySelectorAll("text")) clip(label, tl.box.gutter - 18);
};
/** @type {(group: SVGGElement, rows: Time.Row[], lit: string) => void} */
export const lightNames = (group, rows, lit) => rows.forEach((row, i) => group.children[i].classList.toggle("quiet", quiet(row, lit)));

// The parts of a line that lie in the window, as pieces of paths by class.
/** @type {(tl: Time.Line, line: Time.Row["main"], y: number, cls: string, half: number, put: (cls: string, path: string) => void) => void} */
const drawLine = (tl, line, y, cls, half, put) => {
  const [left, right] = [tl.left(), tl.right()];
  for (const run of line.runs) {
    const from = Math.max(left, tl.x(run.from));
    const to = Math.min(right, tl.x(run.to + 1));
    if (from > right || to < left) continue;
    put(`p-tl-${run.layer} ${cls}`, `M${from.toFixed(1)} ${y}H${Math.min(right, Math.max(to, from + 2)).toFixed(1)}`);
  }
  for (const day of line.ends) {
    const x = tl.x(day);
    if (x >= left && x <= right) put("p-tl-end", `M${x.toFixed(1)} ${y - half}v${2 * half}`);
  }
};

/**
 * Draw the bars of rows into a group: one path a kind of line.
 *
 * @param {Time.Line} tl
 * @param {SVGGElement} group
 * @param {Time.Row[]} rows
 * @param {string} lit
 */
export const drawBars = (tl, group, rows, lit) => {
  /** @type {Map<string, string>} */
  const paths = new Map();
  rows.forEach((row, i) => {
    const y = middle(tl, i);
    /** @type {(cls: string, d: string) => void} */
    const put = (cls, d) => {
      const key = quiet(row, lit) ? `${cls} quiet` : cls;
      paths.set(key, (paths.get(key) || "") + d);
    };
    drawLine(tl, row.main, row.aside.runs.length ? y - 1 : y, row.post ? "p-dip" : "p-mil", 4.5, put);
    drawLine(tl, row.aside, y + 4, "p-mil p-tl-aside", 2, put);
  });
  /** @type {(cls: string) => number} */
  const order = (cls) => LAYERS.findIndex((layer) => layer && cls.startsWith(`p-tl-${layer} `));
  const classes = [...paths.keys()].sort((a, b) => order(a) - order(b));
  group.replaceChildren(...classes.map((cls) => svgEl("path", { d: paths.get(cls) || "", class: cls })));
};

// One note on the map on some days: a short sentence tied to its place by a thin line. Where it covers a symbol, a name
// or a list it is not drawn.

import { overlap } from "../lib/boxes.js";
import { el, makeButton, put, svgEl } from "../lib/dom.js";
import { textWidth } from "../lib/text-width.js";
import { landOn } from "../view/viewport.js";
import { makePin } from "./pin.js";

/** @typedef {{ x: number, y: number, clear: number }} Start where a line may begin; so far from it nothing is drawn */

const FACE = 'italic 400 14px "Source Serif", Georgia, serif'; // as the style sheet says it
const LINE = 18;
const WIDE = 150; // pixels of a line of text
const PAD = 5;
const EDGE = 10; // pixels from the pane's edge
const NEAR = 30; // the shortest line, in pixels
const FAR = 250;
const STEP = 15;
const CLEAR = 9; // the line stops at the edge of the symbol
const SIDES = 48; // directions, from the west both ways round

/**
 * The note of a day, or null: nothing is selected, told or filtered away, and what it says was known.
 *
 * @param {Frame.Context} ctx
 */
const noteNow = (ctx) => {
  if (ctx.sel || ctx.storyMode || ctx.scene || ctx.present() || ctx.narrow() || ctx.paper()) return null;
  const all = !ctx.matched && !ctx.stepped && !ctx.hidden.size;
  /** @type {(note: Payload.Annotation) => boolean} */
  const inView = ({ sel }) => all || ctx.visible.includes(sel);
  return (ctx.data.annotations || []).find((one) =>
    one.from <= ctx.day && ctx.day <= one.to && one.known <= ctx.known && inView(one)) || null;
};

/** @type {(text: string, wide: number) => string[]} */
const wrap = (text, wide) => {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = [lines[lines.length - 1], word].filter(Boolean).join(" ");
    if (textWidth(longer, FACE) > wide && lines[lines.length - 1]) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
};
// As few lines as fit, of nearly the same length.
/** @type {(text: string) => string[]} */
const linesOf = (text) => {
  const lines = wrap(text, WIDE);
  for (let wide = WIDE; wide > 60; wide -= 6) {
    const narrower = wrap(text, wide - 6);
    if (narrower.length > lines.length) return wrap(text, wide);
  }
  return lines;
};

/** @type {(ring: number[][], x: number, y: number) => boolean} */
const within = (ring, x, y) => ring.reduce((odd, [ax, ay], i) => {
  const [bx, by] = ring[(i + 1) % ring.length];
  return (ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !odd : odd;
}, false);

// Where the line meets the box, seen from the place: the middle of a side, or the edge above or below.
/** @type {(box: Frame.Box, p: { x: number, y: number }) => number[]} */
const knot = ({ x, y, w, h }, p) => {
  if (p.x < x || p.x > x + w) return [p.x < x ? x : x + w, y + h / 2];
  return [p.x, p.y < y ? y : y + h];
};
/** @type {(p: { x: number, y: number }, end: number[]) => { x: number, y: number, w: number, h: number }[]} */
const dotsTo = (p, [x, y]) => {
  const steps = Math.ceil(Math.hypot(x - p.x, y - p.y) / 6);
  return Array.from({ length: steps }, (_, i) => ({ x: p.x + ((x - p.x) * i) / steps, y: p.y + ((y - p.y) * i) / steps, w: 1, h: 1 }));
};

/** @param {{ x: number, y: number }} p @param {number} w @param {number} h */
const places = function* (p, w, h) {
  for (let far = NEAR; far <= FAR; far += STEP) {
    for (let i = 0; i < SIDES; i++) {
      const turn = Math.PI + (((i + 1) >> 1) * (i % 2 ? 1 : -1) * 2 * Math.PI) / SIDES;
      const [c, s] = [Math.cos(turn), Math.sin(turn)];
      yield { x: p.x + c * (far + w / 2) - w / 2, y: p.y + s * (far + h / 2) - h / 2, w, h };
    }
  }
};

// Where a line may begin: at the place itself, or at the edge of what is drawn for it.
/** @type {(p: { x: number, y: number }, boxes: Frame.Box[]) => { clear: number, x: number, y: number }[]} */
const starts = (p, boxes) => [
  { ...p, clear: CLEAR },
  ...boxes.flatMap(({ x, y, w, h }) => [[x, y + h / 2], [x + w, y + h / 2], [x + w / 2, y + h], [x + w / 2, y]])
    .map(([x, y]) => ({ x, y, clear: 2 })),
];
/** @type {(box: Frame.Box, point: { x: number, y: number }) => boolean} */
const holds = (box, { x, y }) => x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h;

// The nearest free ground from one start, over the sea before over land: {box, sea}, or null where there is none.
/** @param {Frame.Context} ctx @param {Start} p @param {number} w @param {number} h @param {Frame.Ground[]} taken */
const groundFrom = (ctx, p, w, h, taken) => {
  const size = ctx.map.getSize();
  const land = landOn(ctx.map);
  const leader = ctx.leader.filter((one) => Math.hypot(one.x - p.x, one.y - p.y) > 2 * CLEAR);
  const crossed = [...taken.filter((box) => !holds(box, p)), ...leader];
  /** @type {(box: Frame.Box) => boolean} */
  const over = (box) => [0, 0.5, 1].some((a) => [0, 0.5, 1].some((b) =>
    land.some((ring) => within(ring, box.x + a * box.w, box.y + b * box.h))));
  /** @type {(box: Frame.Box) => boolean} */
  const inside = (box) => box.x > EDGE && box.y > EDGE && box.x + box.w < size.x - EDGE && box.y + box.h < size.y - EDGE;
  /** @type {(box: Frame.Box) => boolean} */
  const free = (box) => inside(box) && ![...taken, ...leader].some((other) => overlap(box, other))
    && !dotsTo(p, knot(box, p)).slice(1).some((dot) => crossed.some((other) => overlap(dot, other)));
  let spare = null;
  for (const box of places(p, w, h)) {
    if (!free(box)) continue;
    if (!over(box)) return { p, box, sea: true };
    spare = spare || { p, box, sea: false };
  }
  return spare;
};
/** @param {Frame.Context} ctx @param {string} place @param {{ x: number, y: number }} p @param {number} w @param {number} h @param {Frame.Ground[]} taken */
const groundFor = (ctx, place, p, w, h, taken) => {
  let spare = null;
  const ofPlace = taken.filter((box) => box.place === place).sort((a, b) => b.h - a.h); // symbols before names
  for (const start of starts(p, ofPlace)) {
    const found = groundFrom(ctx, start, w, h, taken);
    if (found && found.sea) return found;
    spare = spare || found;
  }
  return spare;
};

/** @param {Frame.Context} ctx */
export const makeNote = (ctx) => {
  /** @type {Payload.Annotation | null} */
  let note = null;
  /** @type {any} */
  let pin = null;
  const holder = el("div", "note-holder");
  const svg = svgEl("svg", { class: "leader", width: 1, height: 1, "aria-hidden": "true" });
  const path = svgEl("path");
  svg.append(path);
  const button = makeButton("note", "", (event) => {
    event.stopPropagation();
    if (note) ctx.select(note.sel);
  });
  button.tabIndex = -1;
  holder.append(svg, button);
  holder.hidden = true;

  /** @type {(at: Frame.LngLat) => void} */
  const hang = (at) => {
    if (!pin) pin = makePin(at, holder, { zIndexOffset: 500 }).addTo(ctx.map);
    else pin.setLatLng([at[1], at[0]]);
  };
  /** @type {(taken: Frame.Ground[]) => void} */
  const place = (taken) => {
    note = noteNow(ctx);
    const spot = note && ctx.atlas.places[note.place];
    holder.hidden = true;
    if (!note || !spot || spot.lat === null) return;
    const p = ctx.map.latLngToContainerPoint([spot.lat, spot.lon]);
    const size = ctx.map.getSize();
    if (p.x < 0 || p.y < 0 || p.x > size.x || p.y > size.y) return;
    const lines = linesOf(note.text[ctx.lang] || note.text.en);
    const w = Math.max(...lines.map((line) => textWidth(line, FACE))) + 2 * PAD;
    const found = groundFor(ctx, note.place, p, w, lines.length * LINE + 2 * PAD, taken);
    if (!found) return;
    const { box, p: from } = found;
    const start = ctx.map.containerPointToLatLng([from.x, from.y]);
    hang([start.lng, start.lat]);
    holder.hidden = false;
    put(button, lines.join("\n"));
    Object.assign(button.style, { left: `${Math.round(box.x - from.x)}px`, top: `${Math.round(box.y - from.y)}px`, width: `${w}px` });
    const [x, y] = knot(box, from).map((at, i) => at - (i ? from.y : from.x));
    const short = from.clear / Math.hypot(x, y);
    path.setAttribute("d", `M${(x * short).toFixed(1)} ${(y * short).toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}`);
    taken.push({ ...box, note: true }); // distances and names of seas keep clear of it
  };
  ctx.on("named", place);
  // A choice moves no name, but it takes the note away or gives it back.
  return { stand: (/** @type {Frame.Change} */ change) => change.sel && !change.view && ctx.named && place(ctx.named.filter((box) => !box.note)) };
};

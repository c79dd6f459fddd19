// The timeline under the map. Bars are drawn once per view and window; a step of a day moves one line and one pill.

import { childrenOf, el, svgEl } from "../lib/dom.js";
import { layoutOf } from "../view/layout.js";
import { drawAxis } from "./axis.js";
import { drawBars, drawNames, lightNames } from "./bars.js";
import { timelineDrag } from "./drag.js";
import { dayHandle, nameHandle } from "./handle.js";
import { timelineEnds, timelineHead } from "./head.js";
import { roving, timelineKeys } from "./keys.js";
import { clockOf } from "./playback.js";
import { drawRings, markRings } from "./rings.js";
import { rowsBetween, rowsThatFit, timelineRows } from "./rows.js";
import { timelineZoom } from "./zoom.js";

/**
 * @typedef {ReturnType<typeof makeGroups>} Groups
 * @typedef {ReturnType<typeof makeFold>} Fold
 * @typedef {ReturnType<typeof assemble>} Parts
 */

const PITCH = 12.5; // pixels from row to row
const LEAST_PITCH = 12;
const RING_Y = 29;
const BARS_Y = 41;
const PAN_Y = 19; // above it stand the dates, by which the window is moved
const RIGHT = 84; // room for the way to the end of the axis
const HEAD = 28;
const TALLEST = 0.62; // of the frame, when all rows are asked for

// The timeline as its parts share it: places in pixels, the window in units.
/** @param {Frame.Context} ctx */
const makeShared = (ctx) => {
  const clock = clockOf(ctx);
  /** @type {Time.Line} */
  const tl = {
    ctx, clock,
    scale: clock.scale,
    plot: el("div", "p-tl-plot"),
    svg: svgEl("svg", { class: "p-tl-svg" }),
    now: el("div", "p-tl-now"),
    pill: el("div", "p-tl-pill"),
    box: { width: 0, height: 0, gutter: 0 },
    pitch: PITCH, ringY: RING_Y, barsY: BARS_Y, panY: PAN_Y,
    view: clock.opening, dates: [], rings: [], ringNodes: new Map(), folds: [],
    left: () => tl.box.gutter,
    right: () => Math.max(tl.box.gutter + 1, tl.box.width - RIGHT),
    perUnit: () => (tl.right() - tl.left()) / (tl.view.to - tl.view.from),
    x: (day) => tl.left() + (tl.scale.at(day) - tl.view.from) * tl.perUnit(),
    unit: (x) => tl.view.from + (x - tl.left()) / tl.perUnit(),
    open: () => undefined, // until the window can be moved
  };
  tl.now.append(tl.pill);
  return tl;
};

const makeGroups = () => ({
  axis: svgEl("g", { "aria-hidden": "true" }),
  bars: svgEl("g", { "aria-hidden": "true" }),
  rings: svgEl("g", { role: "group" }),
  names: svgEl("g", { role: "group" }),
});

// Which rows stand: worked out for a view, chosen for a window at rest, drawn for a window.
/** @param {Time.Line} tl @param {Groups} groups @param {ReturnType<typeof timelineHead>} head @param {Fold} fold */
const makeRows = (tl, groups, head, fold) => {
  const { ctx, clock, scale } = tl;
  /** @type {Time.Row[]} */
  let all = [];
  let made = ""; // what the rows were worked out for
  let written = "";
  /** @type {Time.Row[]} */
  let shown = [];
  const chosen = () => {
    const found = rowsBetween(all, Math.floor(scale.day(tl.view.from)), Math.ceil(scale.day(tl.view.to)));
    const high = tl.box.height - BARS_Y - 2;
    const room = Math.max(0, Math.floor(high / LEAST_PITCH));
    tl.pitch = Math.min(PITCH, high / Math.max(1, room));
    return { found, rows: rowsThatFit(found, room) };
  };
  const names = () => {
    const key = [ctx.lang, tl.box.width, tl.pitch, ctx.fontsCome, ...shown.map((row) => row.ids.join())].join("|");
    if (key === written) return;
    written = key;
    /** @type {SVGElement | null} */
    const held = groups.names.querySelector('[tabindex="0"]'); // and its focus too, if the row is still there
    const focused = held && held === document.activeElement;
    drawNames(tl, groups.names, shown, ctx.nation());
    const labels = childrenOf(groups.names);
    const start = labels.findIndex((label) => held && label.dataset.sel === held.dataset.sel);
    roving(groups.names, ".p-tl-label", ["ArrowUp", "ArrowDown"], start, tl.open);
    if (focused) labels[start]?.focus({ preventScroll: true });
  };
  const rows = {
    total: 0,
    draw: () => drawBars(tl, groups.bars, shown, ctx.nation()),
    light: () => lightNames(groups.names, shown, ctx.nation()),
    choose: () => {
      const key = [ctx.known, ctx.lang, ...(ctx.view.match || ["*"])].join("|");
      if (key !== made) all = timelineRows(ctx, clock);
      made = key;
      const { found, rows: fitting } = chosen();
      rows.total = found.all;
      shown = fitting;
      names();
      head.rows(shown.length, rows.total, fold.tall);
    },
  };
  return rows;
};

// The rest of the rows: the timeline grows over the map and shrinks again.
/** @param {HTMLElement} host */
const makeFold = (host) => {
  const fold = {
    tall: false,
    turn: (/** @type {{ total: number }} */ rows) => {
      fold.tall = !fold.tall;
      const style = /** @type {HTMLElement | null} */ (host.closest(".framed"))?.style;
      const height = Math.min(window.innerHeight * TALLEST, HEAD + BARS_Y + 4 + rows.total * PITCH);
      if (fold.tall) style?.setProperty("--tl", `${height}px`);
      else style?.removeProperty("--tl");
    },
  };
  return fold;
};

/** @type {(tl: Time.Line, groups: Groups) => boolean} */
const measure = (tl, groups) => {
  const { width, height } = layoutOf(tl.ctx).plot;
  if (!width) return false;
  if (width !== tl.box.width || height !== tl.box.height) {
    tl.box = { width, height, gutter: Math.max(104, Math.min(144, width * 0.14)) };
    tl.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    tl.svg.setAttribute("width", String(width));
    tl.svg.setAttribute("height", String(height));
  }
  if (!tl.svg.firstChild) tl.svg.append(groups.axis, groups.bars, groups.rings, groups.names);
  return true;
};

// The parts, tied together: `draw` what hangs on the window, `settle` what is chosen once it rests.
/** @param {Time.Line} tl @param {HTMLElement} host */
const assemble = (tl, host) => {
  const groups = makeGroups();
  const fold = makeFold(host);
  const draw = () => {
    drawAxis(tl, groups.axis);
    drawRings(tl, groups.rings);
    rows.draw();
    ends.stand();
    hand.forget();
    move();
  };
  const settle = () => {
    if (!tl.box.width) return;
    rows.choose();
    draw();
  };
  const zoom = timelineZoom(tl, draw, settle);
  tl.open = (node) => {
    const ring = tl.rings.find((one) => one.node === node);
    if (ring && ring.to > ring.from) zoom.part(ring.from, ring.to);
    tl.ctx.select(node.dataset.sel || "");
  };
  const head = timelineHead(tl, zoom, () => fold.turn(rows));
  const rows = makeRows(tl, groups, head, fold);
  const ends = timelineEnds(tl, zoom);
  const move = dayHandle(tl);
  const hand = timelineDrag(tl, zoom);
  timelineKeys(tl, zoom);
  tl.plot.append(...ends.nodes, tl.svg, tl.now);
  host.append(head.node, tl.plot);
  return { groups, fold, settle, zoom, head, rows, ends, move };
};

/** @type {(tl: Time.Line, host: HTMLElement, parts: Parts) => void} */
const writeWords = (tl, host, { groups, head, ends }) => {
  const { words } = tl.ctx;
  host.setAttribute("aria-label", words("map.timeline.label"));
  groups.rings.setAttribute("aria-label", words("map.timeline.events"));
  groups.names.setAttribute("aria-label", words("map.timeline.names"));
  for (const part of [head, ends]) part.write();
  nameHandle(tl);
};

/** @type {(ctx: Frame.Context) => { stand: (change: Frame.Change) => void }} */
export const makeTimeline = (ctx) => {
  const host = ctx.elements.timeline;
  host.classList.add("p-timeline");
  host.setAttribute("role", "region");
  const tl = makeShared(ctx);
  const parts = assemble(tl, host);
  let drawn = ""; // what the window was last drawn for
  let spoken = ""; // and written for
  /** @type {string | null} */
  let day = null; // the day that was last brought into sight
  let lit = ""; // the nation in focus; the rows of all others are quiet

  const redraw = () => {
    if (!measure(tl, parts.groups)) return;
    const { width, height } = tl.box;
    const key = [ctx.known, ctx.lang, ctx.fontsCome, width, height, parts.fold.tall, ...(ctx.view.match || ["*"])].join("|");
    if (key === drawn) return;
    drawn = key;
    const signature = `${ctx.lang}|${width}`;
    if (signature !== spoken) writeWords(tl, host, parts);
    spoken = signature;
    parts.settle();
  };
  /** @type {(change: Frame.Change) => void} */
  const stand = (change) => {
    const present = ctx.present();
    if (host.hidden !== present) host.hidden = present;
    if (present) return;
    if (change.view || change.size || change.words || !drawn) redraw();
    if (!drawn) return;
    if (lit !== ctx.nation()) {
      lit = ctx.nation();
      parts.rows.light();
      parts.rows.draw();
    }
    if (change.sel || change.view) markRings(tl);
    if (day !== ctx.day) parts.zoom.show(tl.clock.inside(tl.clock.today()), day === null);
    day = ctx.day;
    parts.head.press();
    parts.move();
  };
  return { stand };
};

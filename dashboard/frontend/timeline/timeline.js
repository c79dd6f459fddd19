// The timeline under the map. Bars are drawn once per view and window; a step of a day moves one line and one pill.

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

const PITCH = 12.5; // pixels from row to row
const LEAST_PITCH = 12;
const RING_Y = 29;
const BARS_Y = 41;
const PAN_Y = 19; // above it stand the dates, by which the window is moved
const RIGHT = 84; // room for the way to the end of the axis
const HEAD = 28;
const TALLEST = 0.62; // of the frame, when all rows are asked for

// The timeline as its parts share it: places in pixels, the window in units.
const makeShared = (ctx) => {
  const clock = clockOf(ctx);
  const tl = {
    ctx, clock,
    scale: clock.scale,
    plot: ctx.el("div", "p-tl-plot"),
    svg: ctx.svgEl("svg", { class: "p-tl-svg" }),
    now: ctx.el("div", "p-tl-now"),
    pill: ctx.el("div", "p-tl-pill"),
    box: { width: 0, height: 0, gutter: 0 },
    pitch: PITCH, ringY: RING_Y, barsY: BARS_Y, panY: PAN_Y,
    view: null, dates: [], rings: [], ringNodes: new Map(), folds: [],
    left: () => tl.box.gutter,
    right: () => Math.max(tl.box.gutter + 1, tl.box.width - RIGHT),
    perUnit: () => (tl.right() - tl.left()) / (tl.view.to - tl.view.from),
    x: (day) => tl.left() + (tl.scale.at(day) - tl.view.from) * tl.perUnit(),
    unit: (x) => tl.view.from + (x - tl.left()) / tl.perUnit(),
  };
  tl.now.append(tl.pill);
  return tl;
};

const makeGroups = (ctx) => ({
  axis: ctx.svgEl("g", { "aria-hidden": "true" }),
  bars: ctx.svgEl("g", { "aria-hidden": "true" }),
  rings: ctx.svgEl("g", { role: "group" }),
  names: ctx.svgEl("g", { role: "group" }),
});

// Which rows stand: worked out for a view, chosen for a window at rest, drawn for a window.
const makeRows = (tl, groups, head, fold) => {
  const { ctx, clock, scale } = tl;
  let all = [];
  let made = ""; // what the rows were worked out for
  let written = "";
  let shown = [];
  const chosen = () => {
    const told = rowsBetween(all, Math.floor(scale.day(tl.view.from)), Math.ceil(scale.day(tl.view.to)));
    const high = tl.box.height - BARS_Y - 2;
    const room = Math.max(0, Math.floor(high / LEAST_PITCH));
    tl.pitch = Math.min(PITCH, high / Math.max(1, room));
    return { told, rows: rowsThatFit(told, room) };
  };
  const names = () => {
    const key = [ctx.lang, tl.box.width, tl.pitch, ctx.fontsCome, ...shown.map((row) => row.ids.join())].join("|");
    if (key === written) return;
    written = key;
    const held = groups.names.querySelector('[tabindex="0"]'); // and its focus too, if the row is still there
    const focused = held && held === document.activeElement;
    drawNames(tl, groups.names, shown, ctx.nation());
    const start = [...groups.names.children].findIndex((label) => held && label.dataset.sel === held.dataset.sel);
    roving(groups.names, ".p-tl-label", ["ArrowUp", "ArrowDown"], start, tl.open);
    if (focused && groups.names.children[start]) groups.names.children[start].focus({ preventScroll: true });
  };
  const rows = {
    total: 0,
    draw: () => drawBars(tl, groups.bars, shown, ctx.nation()),
    light: () => lightNames(groups.names, shown, ctx.nation()),
    choose: () => {
      const key = [ctx.known, ctx.lang, ...(ctx.view.match || ["*"])].join("|");
      if (key !== made) all = timelineRows(ctx, clock);
      made = key;
      const found = chosen();
      rows.total = found.told.all;
      shown = found.rows;
      names();
      head.rows(shown.length, rows.total, fold.tall);
    },
  };
  return rows;
};

// The rest of the rows: the timeline grows over the map and shrinks again.
const makeFold = (host) => {
  const fold = { tall: false };
  fold.turn = (rows) => {
    fold.tall = !fold.tall;
    const { style } = host.closest(".framed");
    const height = Math.min(window.innerHeight * TALLEST, HEAD + BARS_Y + 4 + rows.total * PITCH);
    if (fold.tall) style.setProperty("--tl", `${height}px`);
    else style.removeProperty("--tl");
  };
  return fold;
};

const measure = (tl, groups) => {
  const { width, height } = layoutOf(tl.ctx).plot;
  if (!width) return false;
  if (width !== tl.box.width || height !== tl.box.height) {
    tl.box = { width, height, gutter: Math.max(104, Math.min(144, width * 0.14)) };
    tl.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    tl.svg.setAttribute("width", width);
    tl.svg.setAttribute("height", height);
  }
  if (!tl.svg.firstChild) tl.svg.append(groups.axis, groups.bars, groups.rings, groups.names);
  return true;
};

// The parts, tied together: `draw` what hangs on the window, `settle` what is chosen once it rests.
const assemble = (tl, host) => {
  const { ctx } = tl;
  const groups = makeGroups(ctx);
  const fold = makeFold(host);
  /** @type {any} */
  const parts = { groups, fold };
  const draw = () => {
    drawAxis(tl, groups.axis);
    drawRings(tl, groups.rings);
    parts.rows.draw();
    parts.ends.stand();
    parts.hand.forget();
    parts.move();
  };
  const settle = () => {
    if (!tl.box.width) return;
    parts.rows.choose();
    draw();
  };
  parts.settle = settle;
  parts.zoom = timelineZoom(tl, draw, settle);
  tl.open = (node) => {
    const ring = tl.rings.find((one) => one.node === node);
    if (ring && ring.to > ring.from) parts.zoom.part(ring.from, ring.to);
    ctx.select(node.dataset.sel);
  };
  parts.head = timelineHead(tl, parts.zoom, () => fold.turn(parts.rows));
  parts.rows = makeRows(tl, groups, parts.head, fold);
  parts.ends = timelineEnds(tl, parts.zoom);
  parts.move = dayHandle(tl);
  parts.hand = timelineDrag(tl, parts.zoom);
  timelineKeys(tl, parts.zoom);
  tl.plot.append(...parts.ends.nodes, tl.svg, tl.now);
  host.append(parts.head.node, tl.plot);
  return parts;
};

const writeWords = (tl, host, { groups, head, ends }) => {
  const { words } = tl.ctx;
  host.setAttribute("aria-label", words("map.timeline.label"));
  groups.rings.setAttribute("aria-label", words("map.timeline.events"));
  groups.names.setAttribute("aria-label", words("map.timeline.names"));
  for (const part of [head, ends]) part.write();
  nameHandle(tl);
};

export const makeTimeline = (ctx) => {
  const host = ctx.elements.timeline;
  host.classList.add("p-timeline");
  host.setAttribute("role", "region");
  const tl = makeShared(ctx);
  const parts = assemble(tl, host);
  let drawn = ""; // what the window was last drawn for
  let day = null; // the day that was last brought into sight
  let lit = ""; // the nation in focus; the rows of all others are quiet

  const redraw = () => {
    if (!measure(tl, parts.groups)) return;
    const { width, height } = tl.box;
    const key = [ctx.known, ctx.lang, ctx.fontsCome, width, height, parts.fold.tall, ...(ctx.view.match || ["*"])].join("|");
    if (key === drawn) return;
    drawn = key;
    writeWords(tl, host, parts);
    parts.settle();
  };
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

// Where the map looks in a scene: what is told lies free of caption, card and sheet.

import { CRS, UNIT, metresPerPixel, projector } from "../lib/crs.js";
import { findAll } from "../lib/dom.js";
import { screenHeight, storySheet, underHead } from "../view/screen.js";
import { inGreenland, islandBox } from "../view/viewport.js";

/**
 * @typedef {{ x0: number, x1: number, y0: number, y1: number }} Bounds
 * @typedef {{ left: number, right: number, top: number, bottom: number, below: number, foot: number, shown: number, all?: number }} Room
 */

const SHOWN_M = 1690e3; // so much of Greenland stays in sight from north to south round what is lit
const SCALE_AT = 72; const LIT_BELOW = 44; // pixels that a symbol and its words may take below its place
const ROOM_BELOW = 0.05; // the same before a room, of the window's height
const ROOM_ABOVE = 0.052; // and above its place
const ABOVE = 24; // pixels above the island where all of it is shown
const GAP = 16; // pixels between what is lit and the sheet

/**
 * Leaflet passes over a new aim while it glides to the last one.
 *
 * @param {any} map
 */
export const arrive = (map) => {
  if (map._animatingZoom) map._onZoomTransitionEnd();
  map._stop();
};

/** @type {(ctx: Pick<Frame.Context, "atlas" | "events" | "items" | "sel">) => Frame.LngLat[]} */
const litPoints = ({ atlas, events, items, sel }) => {
  const [kind, id] = sel.includes(":") ? sel.split(":") : ["subject", sel];
  /** @type {(record: { lat: number | null, lon: number | null } | undefined) => Frame.LngLat[]} */
  const here = (record) => (record && record.lat !== null && record.lon !== null ? [[record.lon, record.lat]] : []);
  /** @type {number[][]} */
  let points = [];
  if (kind === "event") points = here(events.get(id));
  else if (kind === "place") points = here(atlas.places[id]);
  else {
    /** @type {(item: Frame.Item) => boolean} */
    const mine = (item) => (kind === "nation" ? item.subject.actor === id : item.id === id);
    points = items.flatMap((item) => (item.at && mine(item) ? [item.at] : []));
  }
  return points.filter((point) => inGreenland(point[0], point[1]));
};
/** @type {(items: Frame.Context["items"], but?: string) => Frame.LngLat[]} */
const drawnPoints = (items, but = "") =>
  items.flatMap(({ at, subject }) => (at && subject.kind !== but && inGreenland(at[0], at[1]) ? [at] : []));

// What caption, card and lists leave free: `shown` is how tall the ground is that gives the scale, the same in every
// scene of a window; below `bottom` nothing lit may stand, and the southern cape need not rise above `foot`.
/** @param {Frame.Context} ctx */
const room = (ctx) => {
  const { pane, caption } = ctx.elements;
  const [w, h] = [pane.clientWidth, pane.clientHeight];
  if (ctx.present()) {
    /** @type {(part: string) => number} */
    const edge = (part) => findAll(caption, part)[0].getBoundingClientRect().top;
    const [bottom, sentence] = [edge(".p-cap-foot"), edge(".p-cap-sentence")];
    const below = Math.max(LIT_BELOW / 2, h * ROOM_BELOW);
    return {
      left: w * 0.06, right: w * 0.86, top: h * 0.1, bottom, below, foot: sentence + h * 0.03, shown: h * (w > h ? 0.64 : 0.52),
      all: w > h ? h * ROOM_ABOVE : 0, // above this nothing that is drawn in Greenland may stand
    };
  }
  if (ctx.narrow()) {
    const free = Math.min(h, screenHeight() - underHead() - storySheet());
    return { left: 12, right: w - 12, top: 20, bottom: free - GAP, below: LIT_BELOW, foot: free - 50, shown: free - 90 };
  }
  return { left: w * 0.08, right: w * 0.86, top: 40, bottom: h - 30, below: LIT_BELOW, foot: h - 20, shown: h - 90 };
};

/** @type {(points: number[][]) => { x0: number, x1: number, y0: number, y1: number }} */
const boxOf = (points) => {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
};

// Where the upper left corner of the pane lies in the drawing's plane, and how many pixels a unit of it has.
/** @type {(ctx: Frame.Context, lit: Bounds, all: Bounds, space: Room, perMetre: number) => { k: number, top: number, left: number }} */
const roundTheLit = (ctx, lit, all, space, perMetre) => {
  const wide = space.right - space.left;
  const tall = Math.max(SHOWN_M * perMetre, 2 * (lit.y1 - lit.y0));
  const whole = space.all ? (space.bottom - space.below - space.all) / (all.y1 - all.y0) : Infinity;
  const k = Math.min(space.shown / tall, wide / Math.max(lit.x1 - lit.x0, tall * 0.5), whole);
  const south = islandBox(ctx.proj).y1;
  // The lit lies a little below the middle; the southern cape need not rise above the caption.
  const middle = (lit.y0 + lit.y1) / 2 - (space.top + space.shown * 0.55) / k;
  const low = Math.min(middle, south - space.foot / k);
  const least = space.all ? all : lit;
  let top = Math.max(low, least.y1 - (space.bottom - space.below) / k); // but what is lit does, before a room all
  if (space.all) top = Math.min(top, all.y0 - space.all / k);
  return { k, top, left: (lit.x0 + lit.x1) / 2 - (space.left + wide * 0.46) / k };
};
/** @type {(ctx: Frame.Context, space: Room) => { k: number, top: number, left: number }} */
const wholeIsland = (ctx, space) => {
  const island = islandBox(ctx.proj);
  const [wide, high] = [space.right - space.left, space.bottom - ABOVE];
  const k = Math.min(wide / (island.x1 - island.x0), high / (island.y1 - island.y0));
  return {
    k, top: (island.y0 + island.y1) / 2 - (ABOVE + high / 2) / k,
    left: (island.x0 + island.x1) / 2 - (space.left + wide * 0.54) / k,
  };
};

/**
 * Move the map so that what a scene lights lies free; of what lies abroad the whole of Greenland is the ground.
 *
 * @param {Frame.Context} ctx
 * @param {boolean} [glide]
 */
export const lookAtScene = (ctx, glide) => {
  const { map } = ctx;
  const { pane } = ctx.elements;
  arrive(map);
  const lit = litPoints(ctx);
  // Of an event abroad the people that a room sees with it are the ground; the bases stand everywhere.
  const points = lit.length || !ctx.present() ? lit : drawnPoints(ctx.items, "base");
  if (!pane.clientWidth) return undefined;
  const space = room(ctx);
  // Beside a card the map is as free as at the opening; below a caption, or above a sheet that covers it, it is not.
  const covered = ctx.present() || (ctx.narrow() && space.bottom < pane.clientHeight - GAP);
  if (!points.length && !covered) return ctx.fit(glide);
  const flat = projector(ctx.proj);
  const crs = CRS[ctx.proj];
  const unit = UNIT[ctx.proj];
  // Units of the plane for a metre of ground, asked of the projection itself.
  const perMetre = unit / (crs.scale(0) * metresPerPixel(ctx.proj, 0, SCALE_AT));
  /** @type {(some: number[][]) => { x0: number, x1: number, y0: number, y1: number }} */
  const plane = (some) => boxOf(some.map((p) => flat(p[0], p[1])));
  const { k, top, left } = points.length
    ? roundTheLit(ctx, plane(points), plane([...points, ...drawnPoints(ctx.items)]), space, perMetre)
    : wholeIsland(ctx, space);
  const zoom = crs.zoom(k * unit);
  const centre = L.point(left * k + pane.clientWidth / 2, top * k + pane.clientHeight / 2);
  map.setView(crs.pointToLatLng(centre, zoom), zoom, { animate: Boolean(glide) && !ctx.still() });
  return undefined;
};

// Where the map looks: the whole of Greenland, beside what lies over the map; or one thing that was chosen.
// Rough outlines, as longitude and latitude: what no folded list may cover, and where no note stands.

import { boxIn, overlap } from "../lib/boxes.js";
import { CRS, UNIT, projector, zoomFor } from "../lib/crs.js";
import { layoutOf } from "./layout.js";

const GREENLAND = [
  [-33.0, 83.67], [-22.0, 82.9], [-11.3, 81.4], [-17.0, 79.5], [-17.5, 76.8], [-20.0, 74.3], [-21.9, 70.2], [-26.0, 68.3],
  [-36.5, 65.8], [-40.0, 64.5], [-42.0, 61.5], [-43.9, 59.77], [-48.2, 60.8], [-51.9, 64.0], [-53.6, 66.5], [-54.0, 68.0],
  [-54.7, 69.8], [-56.0, 73.5], [-60.5, 75.9], [-68.5, 76.0], [-73.1, 78.2], [-66.0, 80.2], [-60.0, 82.0], [-45.0, 82.6],
];
const ICELAND = [[-24.5, 65.5], [-22.7, 63.8], [-19.0, 63.4], [-13.5, 65.0], [-16.0, 66.5], [-22.4, 66.5]];
const LAND = [...GREENLAND, ...ICELAND];
const GAP = 18;
const EDGE = 16; // pixels of sea round the land
const ON_PAPER = 311; // pixels from north to south: larger, the names come into each other's way between the lists
const SMALLER = 0.97;

/** @typedef {{ left: number, top: number, right: number, bottom: number, edge: Frame.Box[] }} Space */

// On a phone a panel of the analysis lies over the whole width: the island is seen below it.
/** @type {(ctx: Frame.Context) => number[]} */
const underPanels = (ctx) => (ctx.elements.pane.querySelector(".a-panel")
  ? layoutOf(ctx).lists.filter(({ node }) => node.classList.contains("a-panel")).map(({ y, h }) => y + h + GAP) : []);

// The part of the pane that the map has to itself, and what stands at its edges: {left, top, right, bottom, edge}.
/** @type {(ctx: Frame.Context) => Space} */
const room = (ctx) => {
  const { pane } = ctx.elements;
  const [w, h] = [pane.clientWidth, pane.clientHeight];
  if (ctx.present()) return { left: w * 0.3, top: h * 0.04, right: w * 0.9, bottom: h * 0.74, edge: [] };
  if (ctx.narrow()) return { left: 24, top: Math.max(14, ...underPanels(ctx)), right: w - 24, bottom: h - 16, edge: [] };
  const { side, nuukList, lists, edge } = layoutOf(ctx);
  if (ctx.paper()) {
    const key = boxIn(pane, /** @type {Element} */ (pane.querySelector(".legend")));
    const sea = Math.max(8, (h - ON_PAPER) / 2);
    const left = nuukList ? nuukList.x + nuukList.w + GAP : 24;
    return { left: Math.min(left, w * 0.57), top: sea, right: key.x > w / 2 ? key.x - 40 : w - 40, bottom: h - sea, edge: [] };
  }
  const free = { top: EDGE, right: w - EDGE, bottom: h - EDGE };
  // Where only their heads are shown the map also lies between them.
  if (ctx.tight()) return { ...free, left: EDGE, edge: [...edge, ...lists.filter(({ node }) => ctx.side.contains(node))] };
  return { ...free, left: side.x + side.w + GAP, edge };
};

/** @type {(points: number[][]) => { x0: number, y0: number, x1: number, y1: number }} */
const boxRound = (points) => {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
};
/** @type {(proj: string, points: number[][]) => number[][]} */
const flatly = (proj, points) => {
  const flat = projector(proj);
  return points.map(([lng, lat]) => [...flat(lng, lat)]);
};

/**
 * The box round Greenland in the drawing's plane: {x0, y0, x1, y1}, south at y1.
 *
 * @type {(proj: string) => { x0: number, y0: number, x1: number, y1: number }}
 */
export const islandBox = (proj) => boxRound(flatly(proj, GREENLAND));

/**
 * Greenland and Iceland as rings of pixels of the pane: where a note would cover land.
 *
 * @type {(map: Frame.Context["map"]) => number[][][]}
 */
export const landOn = (map) => [GREENLAND, ICELAND].map((ring) => ring.map(([lng, lat]) => {
  const { x, y } = map.latLngToContainerPoint([lat, lng]);
  return [x, y];
}));

// How far the drawing may be moved to the right at one scale without coming under what stands at the edges: [from, to].
/** @type {(points: number[][], box: ReturnType<typeof boxRound>, scale: number, top: number, space: Space) => number[]} */
const slide = (points, box, scale, top, space) => {
  let from = space.left - box.x0 * scale;
  let to = space.right - box.x1 * scale;
  for (const [x, y] of points) {
    const at = top + (y - box.y0) * scale;
    for (const one of space.edge) {
      if (at < one.y - GAP / 2 || at > one.y + one.h + GAP / 2) continue;
      if (one.x + one.w / 2 < (space.left + space.right) / 2) from = Math.max(from, one.x + one.w + GAP / 2 - x * scale);
      else to = Math.min(to, one.x - GAP / 2 - x * scale);
    }
  }
  return [from, to];
};

// The largest scale at which all the land is seen: {scale, left, top} of the box round it.
/** @type {(points: number[][], space: Space) => { box: ReturnType<typeof boxRound>, scale: number, left: number, top: number }} */
const arrange = (points, space) => {
  const box = boxRound(points);
  const high = box.y1 - box.y0;
  let scale = Math.min((space.right - space.left) / (box.x1 - box.x0), (space.bottom - space.top) / high);
  for (let tries = 0; tries < 30; tries++, scale *= SMALLER) {
    const free = space.bottom - space.top - high * scale;
    for (const share of [0.5, 0.2, 0]) { // rather the middle than up
      const top = space.top + free * share;
      const [from, to] = slide(points, box, scale, top, space);
      if (from <= to) return { box, scale, left: from + (to - from) * 0.55 + box.x0 * scale, top };
    }
  }
  return { box, scale, left: space.left, top: space.top };
};

/** @type {(ctx: Frame.Context) => void} */
export const makeFit = (ctx) => {
  const { map } = ctx;
  const writable = /** @type {Frame.Written["view/viewport.js"]} */ (ctx);
  /** @type {{ centre: any, zoom: number } | null} */
  let home = null;
  writable.fit = (animate = false) => {
    const { pane } = ctx.elements;
    if (!pane.clientWidth || !pane.clientHeight) return;
    map.invalidateSize({ animate: false, pan: false });
    const space = room(ctx);
    // A phone and a room look at the island; else its neighbour Iceland is in the picture as well.
    const points = flatly(ctx.proj, ctx.narrow() || ctx.present() || ctx.paper() ? GREENLAND : LAND);
    const { box, scale, left, top } = arrange(points, space);
    const crs = CRS[ctx.proj];
    const zoom = crs.zoom(scale * UNIT[ctx.proj]);
    const centre = L.point(
      box.x0 * scale - left + pane.clientWidth / 2,
      box.y0 * scale - top + pane.clientHeight / 2,
    );
    const aim = crs.pointToLatLng(centre, zoom);
    map.setView(aim, zoom, { animate: animate && !ctx.still() });
    home = { centre: aim, zoom }; // not where the map is: it may still glide there
  };
  Object.defineProperty(ctx, "atHome", {
    get: () =>
      home !== null && Math.abs(map.getZoom() - home.zoom) < 1e-6 && map.getCenter().distanceTo(home.centre) < 3 * ctx.metres(), // a new size rounds it
  });
  writable.lookAt = (lngLat, metres) => {
    const zoom = metres ? zoomFor(ctx.proj, metres, lngLat[1]) : map.getZoom();
    map.setView([lngLat[1], lngLat[0]], zoom, { animate: !ctx.still() });
  };
};

/** @type {(items: Frame.Context["items"], id: string) => Frame.LngLat[]} */
const spotsOf = (items, id) => (items || []).flatMap((item) => (item.id === id && item.at ? [item.at] : []));

// A choice from outside (a search, a link, a ring of the timeline) may lie out of sight, or under a list.
/** @type {(ctx: Frame.Context, sel: string) => void} */
export const bringIntoView = (ctx, sel) => {
  if (!sel || sel.startsWith("nation:") || sel.startsWith("source:")) return;
  /** @type {Frame.LngLat | null} */
  let at = null;
  let close = 0;
  if (sel.startsWith("place:")) {
    const place = ctx.atlas.places[sel.slice(6)];
    if (place && place.lat !== null && place.lon !== null) [at, close] = [[place.lon, place.lat], place.kind === "city abroad" ? 0 : 2200];
  } else if (sel.startsWith("event:")) {
    const event = ctx.events.get(sel.slice(6));
    // An event elsewhere in the world leaves the map where it is.
    if (event && event.lat !== null && event.lon !== null && inGreenland(event.lon, event.lat)) at = [event.lon, event.lat];
  } else {
    at = spotsOf(ctx.items, sel)[0] || null;
  }
  if (!at) return;
  const point = ctx.map.latLngToContainerPoint([at[1], at[0]]);
  const size = ctx.map.getSize();
  const within = point.x > 40 && point.y > 40 && point.x < size.x - 40 && point.y < size.y - 40;
  const spot = { x: point.x, y: point.y, w: 1, h: 1 };
  const inside = within && !layoutOf(ctx).lists.some((box) => overlap(spot, box));
  if (close && ctx.metres() > close * 1.5) ctx.lookAt(at, close);
  else if (!inside) ctx.lookAt(at);
};

/** @type {(lng: number, lat: number) => boolean} */
export const inGreenland = (lng, lat) => lat > 59 && lat < 84 && lng > -74 && lng < (lat > 68 ? -9 : -32);

// Groups what stands closer together than its symbols are wide, so that neighbours never cover each other.

import { shapes } from "../data/shapes.js";
import { isOver } from "../data/steps.js";
import { groundDistance } from "../lib/projection.js";
import { isItemOver, precedence } from "./items.js";
import { KINDS } from "./placement.js";
import { isHonorary } from "./symbols.js";

export const APART = 24; // pixels
const APART_SMALL = 19; // on a phone: two symbols beside each other, for each place wants its own name
const TOWN = 9e3; // metres round a town that count as the town
// A town that holds nothing is named from this scale on (metres a pixel), by its rank.
/** @type {(scene: Frame.Context["scene"], rank: number) => number} */
const named = (scene, rank) => (rank < (scene ? 3 : 5) ? Infinity : scene ? 0 : rank < 10 ? 3600 : 2100);
const SETTLEMENT = 700;

/** @type {WeakMap<Payload.Atlas, Frame.Town[]>} */
const known = new WeakMap();
/** Towns and settlements, the most important first. @type {(ctx: Frame.Context) => Frame.Town[]} */
const towns = ({ atlas }) => {
  const made = known.get(atlas) || Object.entries(atlas.places).flatMap(([id, { kind, lat, lon }]) => {
    if ((kind !== "town" && kind !== "settlement") || lat === null || lon === null) return [];
    const rank = shapes.towns.indexOf(id);
    return [{ id, at: [lon, lat], rank: rank < 0 ? (kind === "town" ? 30 : 50) : rank, kind }];
  }).sort((a, b) => a.rank - b.rank);
  known.set(atlas, made);
  return made;
};

/** @type {Map<string, { id: string, away: number, rank: number } | null>} */
const homes = new Map();
/** @type {(ctx: Frame.Context, at: Frame.LngLat) => { id: string, away: number, rank: number } | null} */
const townAt = (ctx, at) => {
  const key = at.join();
  const found = homes.get(key);
  if (found !== undefined) return found;
  /** @type {{ id: string, away: number, rank: number } | null} */
  let best = null;
  for (const town of towns(ctx)) {
    const away = Math.abs(town.at[1] - at[1]) > 0.2 ? Infinity : groundDistance(town.at, at);
    if (away < TOWN && (!best || away < best.away)) best = { id: town.id, away, rank: town.rank };
  }
  homes.set(key, best);
  return best;
};

/** Where an item of the map stands. @type {(item: Frame.Item) => Frame.LngLat} */
const placeOf = (item) => /** @type {Frame.LngLat} */ (item.at);

/** @type {(kind: string) => number} */
const order = (kind) => KINDS.indexOf(kind);

// On the map and in the list of Nuuk alike: posts, honorary ones after them, then sites, then people by how sure they are.
/** @type {(item: Frame.Item) => number} */
const standing = ({ subject, state }) => {
  if (subject.kind === "post") return isHonorary(subject, state) ? -1 : -2;
  return order(subject.kind) + (subject.kind === "contingent" ? precedence({ state }) : 0);
};
/**
 * Items as they follow each other at one place; among equals the data's order.
 *
 * @type {(items: Frame.Item[]) => Frame.Item[]}
 */
export const orderItems = (items) => [...items].sort((a, b) => standing(a) - standing(b));

const DRIFT = 12; // pixels: a symbol that stands farther from its place is tied to it by a line
// Where the things of a cluster truly are, seen from where it stands, if that is elsewhere: [[x, y], …].
/** @type {(cluster: Frame.Cluster, pixel: (at: Frame.LngLat) => { x: number, y: number }) => number[][]} */
const movedOf = (cluster, pixel) => {
  /** @type {Map<string, number[]>} */
  const seen = new Map();
  for (const item of cluster.items) {
    const p = pixel(placeOf(item));
    const off = [Math.round(p.x - cluster.pixel.x), Math.round(p.y - cluster.pixel.y)];
    if (Math.hypot(...off) > DRIFT) seen.set(off.join(), off);
  }
  return [...seen.values()];
};

// Places drawn as one are both named, those with people first; a phone has room for one name.
/** @type {(ctx: Frame.Context, cluster: Frame.Cluster) => string} */
const titleOf = (ctx, cluster) => {
  /** @type {(item: Frame.Item) => boolean} */
  const peopled = ({ subject, state }) => subject.kind === "contingent" && !isOver(state.step);
  /** @type {(items: Frame.Item[]) => string[]} */
  const placesOfItems = (items) => items.map((item) => (townAt(ctx, placeOf(item)) || { id: item.place }).id);
  const names = [...new Set([...placesOfItems(cluster.items.filter(peopled)), cluster.place])];
  if (cluster.nuuk || names.length < 2) return ctx.placeName(cluster.place);
  return names.slice(0, ctx.narrow() ? 1 : 2).map(ctx.placeName).join(" · ");
};

/**
 * Clusters for the zoom in view: [{id, at, title, place, items, rank, moved}], most important first.
 *
 * @type {(ctx: Frame.Context, apart?: number) => Frame.Cluster[]}
 */
export const findClusters = (ctx, apart = ctx.narrow() ? APART_SMALL : APART) => {
  const metres = ctx.metres();
  /** @type {(at: Frame.LngLat) => { x: number, y: number }} */
  const pixel = (at) => ctx.map.latLngToLayerPoint([at[1], at[0]]);
  // On a phone what is over stands in the rows below; the small map shows what is there or to come.
  const small = ctx.narrow();
  const items = ctx.items.filter((item) =>
    item.where === "map" && !(small && isItemOver(item) && item.id !== ctx.sel));
  // Bases first, so that they keep their own ground; inside one kind the data's order.
  items.sort((a, b) => order(a.subject.kind) - order(b.subject.kind));
  /** @type {any[]} */
  const list = [];
  /** @type {(at: Frame.LngLat, reach: number) => any} */
  const join = (at, reach) => {
    const p = pixel(at);
    return list.find((c) => Math.hypot(c.pixel.x - p.x, c.pixel.y - p.y) < reach);
  };
  for (const item of items) {
    const at = placeOf(item);
    const found = join(at, apart);
    if (found) found.items.push(item);
    else {
      const town = townAt(ctx, at);
      list.push({ at, pixel: pixel(at), items: [item], town, rank: town ? town.rank : 20 });
    }
  }
  for (const town of towns(ctx)) {
    if (town.kind === "settlement" ? metres > SETTLEMENT : metres > named(ctx.scene, town.rank)) continue;
    const found = join(town.at, APART);
    if (found) {
      if (!found.town || found.town.rank > town.rank) found.town = town;
      found.rank = Math.min(found.rank, town.rank);
    } else {
      list.push({ at: town.at, pixel: pixel(town.at), items: [], town, rank: town.rank });
    }
  }
  list.sort((a, b) => a.rank - b.rank || b.items.length - a.items.length);
  const taken = new Set();
  for (const cluster of list) {
    const first = cluster.items[0];
    const second = cluster.town && taken.has(cluster.town.id);
    const nuuk = Boolean(cluster.town) && cluster.town.id === "nuuk" && !second;
    // A site that stands apart from its town at this zoom goes by its own name.
    cluster.place = cluster.town && !second ? cluster.town.id : first ? first.place : cluster.town.id;
    cluster.id = second && first ? first.key : cluster.place;
    taken.add(cluster.place);
    cluster.nuukList = nuuk && ctx.nuukList;
    cluster.nuuk = nuuk;
    cluster.items = orderItems(cluster.items);
    cluster.title = titleOf(ctx, cluster);
    cluster.moved = movedOf(cluster, pixel);
  }
  return list;
};

// Decides for each subject where it is drawn: on the map, in the list of Nuuk, or in the list of what has no place.

import { groundDistance } from "../lib/projection.js";
import { ofDay } from "./running.js";
import { isStale } from "./symbols.js";

export const NUUK = [-51.72157, 64.18347];
const NUUK_REACH = 12e3;
const TOWN_VIEW = 110; // metres a pixel: closer than this Nuuk is a town on the map, not a list beside it
const TOWN_NEAR = 60e3;
export const KINDS = ["base", "command", "outpost", "airport", "ship", "post", "contingent"];
const LIVE = new Set(["in_place", "open", "sent", "announced"]); // what the legend counts
/** @type {Map<string, boolean>} */
const near = new Map();

/** @type {(lng: number, lat: number) => boolean} */
const inNuuk = (lng, lat) => {
  const key = `${lng},${lat}`;
  const known = near.get(key) ?? groundDistance([lng, lat], NUUK) < NUUK_REACH;
  near.set(key, known);
  return known;
};

/**
 * Whether Nuuk is drawn as a list beside the map.
 *
 * @type {(ctx: Pick<Frame.Context, "map" | "metres" | "scene">) => boolean}
 */
export const nuukListOn = ({ map, metres, scene }) => {
  if (scene) return false;
  if (metres() > TOWN_VIEW) return true;
  const centre = map.getCenter();
  return groundDistance([centre.lng, centre.lat], NUUK) > TOWN_NEAR;
};

/** @type {(subject: Payload.Subject, state: Payload.State) => Frame.Item["spot"][]} */
const spotsOf = (subject, state) => {
  if (subject.kind === "contingent" && state.spots && state.spots.length) return state.spots;
  return [[state.place || subject.place, state.precision || subject.precision, state.low, state.high]];
};

/** @type {(atlas: Frame.Context["atlas"], subject: Payload.Subject, place: string) => [number, number] | null} */
const pointOf = (atlas, subject, place) => {
  if (subject.kind !== "contingent" && subject.lat !== null && subject.lon !== null) return [subject.lon, subject.lat];
  const found = atlas.places[place];
  return found && found.lat !== null && found.lon !== null ? [found.lon, found.lat] : null;
};

/** @type {Map<Payload.Subject, Map<number, Frame.Item[]>>} */
const cache = new Map(); // subject → index of a state → its items; they never change
/** @type {(ctx: Pick<Frame.Context, "atlas" | "table" | "wholes">, subject: Payload.Subject, index: number) => Frame.Item[]} */
const itemsOf = ({ atlas, table, wholes }, always, index) => {
  let known = cache.get(always);
  if (!known) cache.set(always, (known = new Map()));
  const made = known.get(index);
  if (made) return made;
  const state = table.made[index];
  const subject = ofDay(always, state);
  const spots = spotsOf(subject, state);
  /** @type {Frame.Item[]} */
  const items = spots.map((given, i) => {
    // The number of several nations is that of all their places.
    const whole = wholes.has(subject.id) && given[2] === null && given[3] === null;
    /** @type {Frame.Item["spot"]} */
    const spot = whole ? [given[0], given[1], state.low, state.high] : given;
    const at = pointOf(atlas, subject, spot[0]);
    return {
      key: `${subject.id}@${i}`, id: subject.id, subject, state, index, spot, at, shared: whole && spots.length > 1,
      place: spot[0], nuuk: at ? inNuuk(...at) : false, where: "",
    };
  });
  known.set(index, items);
  return items;
};

// Of a story only what the scene speaks of is drawn, with the bases for bearings.
/** @type {(ctx: Frame.Context) => ((subject: Payload.Subject) => boolean) | null} */
const spoken = (ctx) => {
  if (!ctx.scene) return null;
  const lights = new Set(ctx.scene.lights);
  return (subject) => lights.has(subject.id) || lights.has(subject.kind) || lights.has(`nation:${subject.actor}`);
};

/** @type {(table: Record<string, number>, name: string) => number} */
const one = (table, name) => (table[name] = (table[name] || 0) + 1);
// What is only last known, or was promised and never confirmed, is no number of today.
/** @type {(ctx: Frame.Context, counts: Frame.Counts, subject: Payload.Subject, state: Payload.State) => void} */
const count = (ctx, counts, subject, state) => {
  const old = subject.kind === "contingent" && isStale(ctx, subject, state);
  const people = subject.kind === "contingent";
  // A post of which only an old report tells, a site of which only an unverified one: drawn, and counted no more than in the sentence.
  const live = LIVE.has(state.step) && !old && !(people ? state.unconfirmed : state.last_known || (!state.group && state.unverified));
  one(counts.kinds, subject.kind);
  if (state.group) one(counts.groups, state.group);
  if (old) counts.lastKnown += 1;
  if (!live) return;
  one(counts.live, subject.kind);
  if (!people) one(state.step === "announced" ? counts.announcedGroups : counts.openGroups, state.group || subject.kind);
};

/**
 * Fill ctx.items (what is drawn, each spot once), ctx.visible (ids) and ctx.counts (for legend and empty state).
 *
 * @type {(ctx: Frame.Context) => void}
 */
export const placeItems = (ctx) => {
  const nuukList = nuukListOn(ctx);
  /** @type {Frame.Item[]} */
  const items = [];
  /** @type {string[]} */
  const visible = [];
  /** @type {Frame.Counts} */
  const counts = { filtered: 0, legend: 0, kinds: {}, live: {}, groups: {}, openGroups: {}, announcedGroups: {}, lastKnown: 0, words: 0 };
  const only = spoken(ctx);
  for (const subject of ctx.atlas.subjects) {
    const index = ctx.table.indexAt(subject.id, ctx.day, ctx.known);
    const state = index < 0 ? null : ctx.table.made[index];
    if (!state || (only && subject.kind !== "base" && !only(ofDay(subject, state)))) continue;
    counts.words += 1;
    if ((ctx.matched && !ctx.matched.has(subject.id)) || (ctx.stepped && !ctx.stepped(subject.id, state))) {
      counts.filtered += 1;
      continue;
    }
    count(ctx, counts, subject, state);
    if (ctx.hidden.has(subject.kind)) {
      counts.legend += 1;
      continue;
    }
    visible.push(subject.id);
    for (const item of itemsOf(ctx, subject, index)) {
      item.where = !item.at ? "unplaced-list" : item.nuuk && nuukList ? "nuuk-list" : "map";
      items.push(item);
    }
  }
  Object.assign(/** @type {Frame.Written["view/placement.js"]} */ (ctx), { items, visible, counts, nuukList, spoken: only });
};

/**
 * What window.arctic.state() tells: for tests and for hosts.
 *
 * @type {(ctx: Frame.Context, id: string) => Record<string, unknown> | null}
 */
export const outward = (ctx, id) => {
  const state = ctx.state(id);
  if (!state) return null;
  const where = ctx.items.filter((item) => item.id === id).map((item) => item.where);
  return {
    step: state.step, low: state.low, high: state.high, place: state.place, precision: state.precision,
    faded: Boolean(state.last_known || state.unconfirmed),
    shown: ["map", "nuuk-list", "unplaced-list"].find((name) => where.includes(name)) || null,
  };
};

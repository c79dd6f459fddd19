import { strict as assert } from "node:assert";
import { setShapes } from "../data/shapes.js";
import { setSteps } from "../data/steps.js";
import { overlap } from "../lib/boxes.js";
import { layOutLabels } from "../map/labels.js";
import { findClusters, orderItems } from "../view/clusters.js";
import { isEarlier, isNow } from "../view/groups.js";
import { nuukListOn, outward, placeItems } from "../view/placement.js";
import { makeDice } from "./dice.js";

const NUUK = [-51.72, 64.18];
const STEPS = { in_place: { over: false, seen: true }, open: { over: false, seen: true }, ended: { over: true, seen: false } };
setSteps(STEPS);
setShapes({ towns: ["nuuk", "pituffik"] });

const subject = (id, kind, place, more) => ({ id, kind, actor: id.slice(0, 3), place, precision: "site", lat: null, lon: null, part_of: "", ...more });
const state = (step, more) => ({ step, low: null, high: null, place: "", precision: "", spots: [], group: "", ...more });
const PLACES = {
  nuuk: { kind: "town", lat: NUUK[1], lon: NUUK[0] },
  pituffik: { kind: "town", lat: 76.53, lon: -68.7 },
  greenland: { kind: "territory", lat: null, lon: null },
};

/** A context of so many metres a pixel, on which a degree has the same size everywhere. */
const contextOf = (pairs, { metres = 2000, narrow = false, more = {} } = {}) => {
  const made = pairs.map(([, one]) => one);
  const ids = pairs.map(([one]) => one.id);
  return {
    atlas: { subjects: pairs.map(([one]) => one), places: PLACES, evidence_to: "2026-09-01" },
    table: { made, indexAt: (id) => ids.indexOf(id) },
    state: (id) => made[ids.indexOf(id)] || null,
    day: "2026-01-17", known: "9999-12-31", sel: "", hidden: new Set(), wholes: new Set(), matched: null, stepped: null, scene: null, leader: [],
    metres: () => metres,
    narrow: () => narrow,
    present: () => false,
    placeName: (id) => id,
    emit: () => false,
    map: {
      getCenter: () => ({ lat: 72, lng: -40 }),
      getSize: () => ({ x: 1200, y: 900 }),
      latLngToLayerPoint: ([lat, lng]) => ({ x: ((lng + 75) * 60e3) / metres, y: ((84 - lat) * 111e3) / metres }),
      latLngToContainerPoint: ([lat, lng]) => ({ x: ((lng + 75) * 60e3) / metres, y: ((84 - lat) * 111e3) / metres }),
    },
    layout: { over: [] },
    ...more,
  };
};

const SEEN = [
  [subject("fra-nuuk", "contingent", "nuuk"), state("in_place", { low: 15, high: 15, spots: [["nuuk", "town", 15, 15]] })],
  [subject("usa-pituffik", "base", "pituffik"), state("open")],
  [subject("swe-somewhere", "contingent", "greenland"), state("in_place")],
  [subject("dnk-gone", "contingent", "pituffik"), state("ended")],
];

Deno.test("each thing stands on the map, in the list of Nuuk, or in that of what has no place", () => {
  const ctx = contextOf(SEEN);
  placeItems(ctx);
  assert.deepEqual(ctx.items.map(({ id, where }) => [id, where]), [
    ["fra-nuuk", "nuuk-list"], ["usa-pituffik", "map"], ["swe-somewhere", "unplaced-list"], ["dnk-gone", "map"],
  ]);
  assert.equal(outward(ctx, "fra-nuuk").shown, "nuuk-list");
  assert.equal(outward(ctx, "nobody"), null);
});

Deno.test("close to Nuuk, and in a story, Nuuk is a town of the map", () => {
  const close = contextOf(SEEN, { metres: 80 });
  close.map.getCenter = () => ({ lat: NUUK[1], lng: NUUK[0] });
  assert.deepEqual([nuukListOn(close), nuukListOn(contextOf(SEEN)), nuukListOn(contextOf(SEEN, { more: { scene: {} } }))], [false, true, false]);
});

Deno.test("what the filter leaves out is counted as such, and what the legend switches off likewise", () => {
  const ctx = contextOf(SEEN, { more: { matched: new Set(["fra-nuuk", "usa-pituffik"]), hidden: new Set(["base"]) } });
  placeItems(ctx);
  assert.deepEqual(ctx.visible, ["fra-nuuk"]);
  assert.deepEqual([ctx.counts.words, ctx.counts.filtered, ctx.counts.legend], [4, 2, 1]);
  const stepped = contextOf(SEEN, { more: { stepped: (/** @type {string} */ _id, /** @type {any} */ { step }) => step === "ended" } });
  placeItems(stepped);
  assert.deepEqual(stepped.visible, ["dnk-gone"]);
});

Deno.test("what stands closer together than symbols are wide is one place, and nothing is lost", () => {
  const dice = makeDice(5);
  const many = Array.from({ length: 60 }, (_, i) => [
    subject(`s${i}`, i % 3 ? "outpost" : "base", "pituffik", { lat: dice(61, 80), lon: dice(-60, -30) }), state("open"),
  ]);
  for (const metres of [400, 2000, 6000]) {
    const ctx = contextOf(many, { metres });
    placeItems(ctx);
    const found = findClusters(ctx);
    assert.deepEqual(found.flatMap(({ items }) => items.map(({ id }) => id)).sort(), many.map(([one]) => one.id).sort());
    const peopled = found.filter(({ items }) => items.length);
    peopled.forEach((a, i) => peopled.slice(i + 1).forEach((b) =>
      assert.ok(Math.hypot(a.pixel.x - b.pixel.x, a.pixel.y - b.pixel.y) >= 24)));
  }
});

Deno.test("a phone's map shows what is over only where it is chosen", () => {
  const ids = (sel) => {
    const ctx = contextOf(SEEN, { narrow: true, more: { sel } });
    placeItems(ctx);
    return findClusters(ctx).flatMap(({ items }) => items.map(({ id }) => id));
  };
  assert.ok(!ids("").includes("dnk-gone"));
  assert.ok(ids("dnk-gone").includes("dnk-gone"));
});

Deno.test("at one place posts come first, then sites, then people by how sure they are", () => {
  const item = (kind, step, more = {}) => ({ subject: { kind }, state: { step, ...more } });
  const ordered = orderItems([
    item("contingent", "announced"), item("contingent", "in_place", { last_known: true }), item("contingent", "in_place"),
    item("command", "open"), item("base", "open"), item("post", "open", { group: "honorary" }), item("post", "open", { group: "office" }),
  ]);
  assert.deepEqual(ordered.map(({ subject: { kind }, state: { group, step, last_known } }) => group || (last_known ? "last" : kind + step)), [
    "office", "honorary", "baseopen", "commandopen", "contingentin_place", "last", "contingentannounced",
  ]);
});

const label = (at, rank) => ({
  cluster: { at, items: [], nuukList: false, place: `p${rank}` }, anchored: true,
  sizes: { title: 80, sub: 0, marks: 0, lines: 1, w: 0, h: 0 },
  node: { inert: false }, box: { dataset: {}, style: {}, classList: { toggle: () => {} } }, narrow: () => false,
});

Deno.test("names never overlap each other or another's symbol; the more important place keeps its name", () => {
  const dice = makeDice(11);
  for (let round = 0; round < 20; round++) {
    const ctx = contextOf([]);
    const entries = Array.from({ length: 40 }, (_, i) => label([dice(-74, -36), dice(68, 84)], i));
    layOutLabels(ctx, entries);
    const { written } = ctx;
    assert.ok(written.length > 5);
    written.forEach((a, i) => written.slice(i + 1).forEach((b) => assert.ok(a.place === b.place || !overlap(a, b))));
    for (const { cluster } of entries) {
      const { x, y } = ctx.map.latLngToContainerPoint([cluster.at[1], cluster.at[0]]);
      const ground = { x: x - 9, y: y - 9, w: 18, h: 18 };
      assert.ok(written.every((box) => box.place === cluster.place || !overlap(box, ground)));
    }
  }
  const ctx = contextOf([]);
  const crowd = Array.from({ length: 12 }, (_, i) => label([-50, 75], i));
  layOutLabels(ctx, crowd);
  const drawn = crowd.map(({ box }) => box.dataset.form);
  assert.deepEqual([drawn[0], drawn.at(-1)], ["full", "none"]);
  assert.deepEqual(drawn, [...drawn].sort()); // whoever comes later gives way
});

Deno.test("a post that is open by an old report alone counts as seen earlier, as in the sentence", () => {
  const [open, old, seen, due] = [state("open"), state("open", { last_known: true }), state("attested"), state("announced", { last_known: true })];
  assert.deepEqual([open, old, seen, due].map((one) => Boolean(isNow(one))), [true, false, false, false]);
  assert.deepEqual([open, old, seen, due].map((one) => Boolean(isEarlier(one))), [false, true, true, false]);
});

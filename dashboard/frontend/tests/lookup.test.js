import { EVER } from "../lib/days.js";
import { strict as assert } from "node:assert";
import { claimStore, makeStateTable, readClaims } from "../data/lookup.js";
import { lifeOf, segmentAt } from "../data/lives.js";
import { isOpen, isOver, setSteps } from "../data/steps.js";

const FIELDS = ["step", "low", "high", "last_known"];
const FIRST = {
  [EVER]: {
    values: [["announced", 1, 2, false], ["in_place", 1, 2, false], ["in_place", 1, 2, true]],
    states: { fra: [["2026-01-10", "2026-01-14", 0], ["2026-01-15", "2026-01-20", 1], ["2026-02-01", "9999-12-31", 2]] },
  },
};
const LATER = { values: [["announced", null, 5, false]], states: { fra: [["2026-01-10", "9999-12-31", 0]] } };

Deno.test("a state holds from its first day to its last and on no other", () => {
  const table = makeStateTable(FIELDS, FIRST, () => Promise.reject(new Error("not asked")));
  const step = (day) => table.at("fra", day, EVER)?.step ?? null;
  assert.deepEqual(
    ["2026-01-09", "2026-01-10", "2026-01-14", "2026-01-15", "2026-01-20", "2026-01-21", "2026-02-01", "2030-01-01"].map(step),
    [null, "announced", "announced", "in_place", "in_place", null, "in_place", "in_place"],
  );
  assert.equal(table.at("usa", "2026-01-15", EVER), null);
  assert.equal(table.at("fra", "2026-01-15", "2026-01-15"), null); // not here yet
  assert.deepEqual([table.has("fra"), table.has("usa")], [true, false]);
  assert.deepEqual(table.changes(), ["2026-01-10", "2026-01-15", "2026-02-01"]);
});

Deno.test("states of another day of knowledge are asked for once and have numbers of their own", async () => {
  const requested = [];
  const table = makeStateTable(FIELDS, FIRST, (name) => {
    requested.push(name);
    return Promise.resolve(LATER);
  });
  assert.equal(table.ensure(EVER), null);
  await Promise.all([table.ensure("2026-01-12"), table.ensure("2026-01-12")]);
  assert.deepEqual(requested, ["states/2026-01-12"]);
  assert.equal(table.at("fra", "2026-03-01", "2026-01-12").high, 5);
  assert.equal(table.at("fra", "2026-01-12", EVER).high, 2);
  assert.notEqual(table.indexAt("fra", "2026-01-12", "2026-01-12"), table.indexAt("fra", "2026-01-12", EVER));
});

Deno.test("states that did not come are asked for anew", async () => {
  let answers = 0;
  const table = makeStateTable(FIELDS, FIRST, () => (answers++ ? Promise.resolve(LATER) : Promise.reject(new Error("away"))));
  await assert.rejects(table.ensure("2026-01-12"), /away/);
  await table.ensure("2026-01-12");
  assert.equal(table.ensure("2026-01-12"), null);
});

Deno.test("a life joins runs of one step and tells a number where it says something new", () => {
  const table = makeStateTable(FIELDS, FIRST, () => Promise.reject(new Error("not asked")));
  const ctx = { atlas: { events: [] }, known: EVER, runs: (id) => table.runs(id, EVER) };
  const life = lifeOf(ctx, "fra");
  assert.deepEqual(life.map(({ step, stale }) => [step, stale]), [["announced", ""], ["in_place", ""], ["in_place", "last_known"]]);
  assert.equal(segmentAt(life, "2026-01-16"), 1);
  assert.equal(segmentAt(life, "2026-01-25"), -1);
  assert.equal(lifeOf(ctx, "fra"), life);
});

Deno.test("claims arrive as rows and leave by id and by subject; those of the last selections are kept", async () => {
  const raw = { fields: ["id", "subject"], claims: [["c1", "fra"], ["c2", "fra"]], sources: {} };
  const read = readClaims(raw);
  assert.deepEqual(read.bySubject.get("fra").map(({ id }) => id), ["c1", "c2"]);
  const requested = [];
  const store = claimStore((name) => {
    requested.push(name);
    return Promise.resolve(raw);
  });
  await store("fra");
  await store("fra");
  assert.deepEqual(requested, ["claims/fra"]);
  for (let i = 0; i < 12; i++) await store(`nation:${i}`);
  await store("fra");
  assert.equal(requested.filter((name) => name === "claims/fra").length, 2);
  assert.ok(requested.includes("claims/nation%3A0"));
});

Deno.test("what a step means is what the server says of it", () => {
  setSteps({ ended: { over: true, seen: false }, in_place: { over: false, seen: true } });
  assert.deepEqual([isOver("ended"), isOver("in_place"), isOver("unheard")], [true, false, false]);
  assert.deepEqual([isOpen("attested"), isOpen("ended")], [true, false]);
});

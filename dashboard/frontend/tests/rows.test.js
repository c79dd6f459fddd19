import { strict as assert } from "node:assert";
import { setSteps } from "../data/steps.js";
import { dayNumber } from "../lib/days.js";
import { stripScale } from "../phone/day-strip.js";
import { edgeOf, rowsBetween, rowsThatFit, timelineRows } from "../timeline/rows.js";
import { timeScale } from "../timeline/scale.js";

setSteps({ in_place: { over: false, seen: true }, announced: { over: false, seen: false }, ended: { over: true, seen: false }, open: { over: false, seen: true } });
const CLOCK = { first: dayNumber("2026-01-01"), last: dayNumber("2026-03-31") };
const state = (step, more = {}) => ({ step, low: null, high: null, last_known: false, unconfirmed: false, due: "", since: "", last: null, counts: "", rounded: false, number_day: "", group: "", ...more });
const subject = (id, more = {}) => ({ id, actor: id.slice(0, 3), kind: "contingent", part_of: "", exercise: "endurance", programme: "arctic_endurance", place: "nuuk", ...more });
const contextOf = (lives, { match = null, known = "9999-12-31" } = {}) => ({
  known, view: { match }, wholes: new Set(lives.map(([one]) => one.part_of).filter(Boolean)), atlas: { subjects: lives.map(([one]) => one), events: [], places: { nuuk: { kind: "town" } } },
  runs: (id) => lives.find(([one]) => one.id === id)[1],
  state: (id) => lives.find(([one]) => one.id === id)[1].at(-1).state,
  nameOf: (_, id) => id,
});
const run = (from, to, step, more) => ({ from: `2026-${from}`, to: `2026-${to}`, state: state(step, more) });
const LIVES = [
  [subject("fra-troops"), [run("01-10", "01-14", "announced"), run("01-15", "02-10", "in_place", { low: 15, high: 15, last: "2026-02-10" }), run("02-11", "03-31", "ended")]],
  [subject("dnk-troops"), [run("01-05", "03-31", "in_place", { low: 300, high: 300, last: "2026-03-31" })]],
  [subject("can-post", { kind: "post" }), [run("01-02", "02-05", "announced"), run("02-06", "03-31", "open")]],
  [subject("usa-base", { kind: "base" }), [run("01-01", "03-31", "open")]],
];
const rowsOf = (options) => timelineRows(contextOf(LIVES, options), CLOCK);

Deno.test("a nation's troops have a row, each post one of its own, a site none", () => {
  assert.deepEqual(rowsOf().map(({ actor, post, ids }) => [actor, post, ids]), [
    ["fra", false, ["fra-troops"]], ["dnk", false, ["dnk-troops"]], ["can", true, ["can-post"]],
  ]);
  assert.deepEqual(rowsOf({ match: ["can-post"] }).map(({ ids }) => ids), [["can-post"]]);
});

Deno.test("a bar lasts as long as what it tells, and an end is told on its day", () => {
  const [troops] = rowsOf({ match: ["fra-troops"] });
  const [from, to] = [dayNumber("2026-01-15"), dayNumber("2026-02-10")];
  assert.deepEqual(troops.main.runs.map((one) => [one.layer, one.from, one.to]), [["announced", from - 5, from - 1], ["in", from, to]]);
  assert.deepEqual(troops.main.ends, [to + 1]);
});

Deno.test("beyond the day of knowledge nothing is drawn but what was then promised", () => {
  const known = "2026-01-20";
  const rows = rowsOf({ known });
  assert.equal(edgeOf({ known }, CLOCK), dayNumber(known));
  assert.ok(rows.every(({ main, aside }) => [...main.runs, ...aside.runs].every(({ to }) => to <= dayNumber(known))));
});

Deno.test("the most telling rows come first, and posts that change have a third of the room", () => {
  const found = rowsBetween(rowsOf(), CLOCK.first, CLOCK.last);
  assert.deepEqual(found.troops.map(({ actor }) => actor), ["dnk", "fra"]); // the larger number
  assert.deepEqual([found.posts.length, found.changing, found.all], [1, 1, 3]);
  assert.deepEqual(rowsThatFit(found, 2).map(({ actor }) => actor), ["dnk", "can"]);
  assert.deepEqual(rowsThatFit(found, 9).length, 3);
  const later = rowsBetween(rowsOf(), dayNumber("2026-03-01"), CLOCK.last);
  assert.deepEqual(later.troops.map(({ actor }) => actor), ["dnk"]); // France's are gone, and say nothing any more
});

const CHANGES = ["1940-06-30", "1951-05-01", "2013-11-08", "2026-09-22"].map(dayNumber).concat(Array.from({ length: 40 }, (_, i) => dayNumber("2026-01-10") + 2 * i));
const SCALE = timeScale(CHANGES, Math.min(...CHANGES), Math.max(...CHANGES));

Deno.test("a phone's slider reaches the whole axis and each single day of a busy time", () => {
  const opening = SCALE.opening([dayNumber("2026-01-19")]);
  const places = stripScale(SCALE, opening);
  const days = Array.from({ length: 1001 }, (_, i) => places.day(i / 1000));
  assert.deepEqual([days[0], days[1000]], [SCALE.first, SCALE.last]);
  assert.ok(days.every((day, i) => !i || day >= days[i - 1]));
  const [from, to] = [opening.from, opening.to].map((unit) => Math.round(SCALE.day(unit)));
  for (let day = from; day <= to; day++) assert.ok(!SCALE.open(day) || days.includes(day), `${day}`);
  assert.ok(days.includes(dayNumber("1951-05-01"))); // a day of change, although a step is many days there
  assert.deepEqual([SCALE.first, SCALE.last].map(places.share), [0, 1]);
});

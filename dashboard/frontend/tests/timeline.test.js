import { strict as assert } from "node:assert";
import { dayNumber } from "../lib/days.js";
import { timeScale } from "../timeline/scale.js";
import { joinMarks, timeTicks } from "../timeline/ticks.js";
import { makeDice } from "./dice.js";

const days = (...texts) => texts.map(dayNumber);
const from = (text, n, step = 1) => Array.from({ length: n }, (_, i) => dayNumber(text) + i * step);
const SAY = { month: (n) => `m${n}`, monthOf: (iso) => iso.slice(0, 7), short: (iso) => iso.slice(5), whole: (iso) => iso, range: (a, b) => `${a}–${b}` };
const measure = (text) => 7 * text.length;
const CHANGES = [...days("1951-06-01", "1952-06-01", "2013-01-01"), ...from("2026-01-10", 30), ...days("2026-09-01")];
const SCALE = timeScale(CHANGES, CHANGES[0], CHANGES.at(-1));

Deno.test("quiet years are shrunk or folded, and a fold says what it leaves out", () => {
  assert.deepEqual(SCALE.pieces.map(({ kind }) => kind), ["slow", "fold", "fold", "open", "fold"]);
  const { folds } = timeTicks(SCALE, SCALE.whole, 900, SAY, measure);
  assert.deepEqual(folds.map(({ says }) => says), ["1952–2012", "2013–2026", "m2–2026-08"]);
});

const CASES = {
  "today's kind": [...days("1940-06-30", "1953-12-31", "2013-11-08"), ...from("2026-01-10", 40, 2), ...days("2026-09-22")],
  "one event in 1940": [...days("1940-12-31"), ...from("2026-01-10", 30)],
  "300 events on a day": Array(300).fill(dayNumber("2026-01-15")),
  nothing: [],
  "ten busy years": from("2016-01-01", 3650),
  "two days": days("1900-01-01", "2026-01-01"),
};
const scales = Object.entries(CASES).map(([name, changes]) => {
  const last = Math.max(...changes, dayNumber("2026-03-19"));
  return [name, timeScale(changes, Math.min(...changes, last), last)];
});

for (const [name, scale] of scales) {
  Deno.test(`later days lie further on, and each place gives its day back: ${name}`, () => {
    let before = -Infinity;
    for (let day = scale.first; day <= scale.last; day++) {
      const at = scale.at(day);
      assert.ok(at > before, `${day}`);
      assert.ok(Math.abs(scale.day(at) - day) < 1e-6, `${day}`);
      before = at;
    }
  });

  Deno.test(`pieces follow each other without a gap and none is stretched: ${name}`, () => {
    scale.pieces.forEach((piece, i) => {
      const next = scale.pieces[i + 1];
      if (next) assert.deepEqual([next.from, next.start], [piece.to, piece.end]);
      const [units, length] = [piece.end - piece.start, piece.to - piece.from];
      if (piece.kind === "open") assert.equal(units, length);
      assert.ok(units <= length);
    });
  });
}

Deno.test("a window stays on the axis and is never narrower than eight days", () => {
  const dice = makeDice(17);
  for (let i = 0; i < 500; i++) {
    const start = dice(SCALE.whole.from - 50, SCALE.whole.to + 50);
    const view = SCALE.window(start, start + dice(-5, 300));
    assert.ok(view.from >= SCALE.whole.from - 1e-9 && view.to <= SCALE.whole.to + 1e-9);
    assert.ok(view.to > view.from);
  }
});

Deno.test("dates never overlap at any zoom and there is always one", () => {
  const scale = scales[0][1];
  for (const width of [320, 640, 1000, 2400]) {
    let most = 0;
    for (let view = scale.whole, i = 0; i < 40; i++) {
      const { labels } = timeTicks(scale, view, width, SAY, measure);
      assert.ok(labels.length);
      most = Math.max(most, labels.length);
      labels.slice(1).forEach((tick, k) => assert.ok(tick.x - labels[k].x >= (tick.width + labels[k].width) / 2));
      view = scale.zoomed(view, i % 2 ? scale.at(dayNumber("2026-01-20")) : (view.from + view.to) / 2, 0.8);
    }
    assert.ok(most > 2);
  }
});

Deno.test("rings join where they are close and lose no event", () => {
  const marks = [0, 3, 5, 40, 41, 90, ...Array(300).fill(200)].map((x, day) => ({ x, day }));
  const groups = joinMarks(marks, 24);
  assert.deepEqual(groups.map((group) => group.marks.length), [3, 2, 1, 300]);
  groups.slice(1).forEach((group, i) => assert.ok(group.x - groups[i].x >= 24));
  assert.deepEqual(groups.flatMap((group) => group.marks.map(({ day }) => day)).sort((a, b) => a - b), marks.map(({ day }) => day));
});

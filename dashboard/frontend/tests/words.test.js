import { strict as assert } from "node:assert";
import { makeCount, makeDays, makeRange, makeWords } from "../lib/words.js";
import { dayNumber, isoDay, lastDay, latestDay } from "../lib/days.js";

Deno.test("a text takes its plural form and its values; a key without a text stands for itself", () => {
  const words = makeWords("en", { "n.one": "one nation", "n.other": "{n} nations", plain: "{a} and {b}" });
  assert.deepEqual([words("n", { n: 1 }), words("n", { n: 3 })], ["one nation", "3 nations"]);
  assert.equal(words("plain", { a: 1 }), "1 and {b}");
  assert.equal(words("none"), "none");
  assert.equal(makeWords("no language", { a: "b" })("a"), "b");
});

Deno.test("a day is written as exactly as it is known", () => {
  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
  const named = makeDays("en", { "map.months.short": months, "map.months.long": months, "map.day.day": "{day} {short} {year}", "map.day.month": "{short} {year}" });
  for (const write of [named, makeDays("en")]) {
    assert.deepEqual(["2026-01-17", "2026-01", "2026", ""].map((iso) => write(iso)), ["17 Jan 2026", "Jan 2026", "2026", ""]);
  }
});

Deno.test("a range is open where a bound is missing, and a 0 is a number", () => {
  const range = makeRange((key, values) => [key, ...Object.values(values || {})].join(" "));
  assert.equal(range(null, null), "map.number.none");
  assert.equal(range(0, 0), "0");
  assert.equal(range(null, 5), "map.number.upto 5");
  assert.equal(range(5, null), "map.number.atleast 5");
  assert.equal(range(5, 7), "map.number.range 5 7");
  assert.equal(range(null, 100, true), "map.number.upto map.number.about 100", "never about up to");
});

Deno.test("large numbers are grouped as the language does", () => {
  assert.deepEqual([makeCount("en")(12345), makeCount("da")(12345), makeCount("en")(999)], ["12,345", "12.345", "999"]);
});

Deno.test("days have numbers, also in the first century, and a partial day its last day", () => {
  for (const iso of ["0001-01-01", "0040-02-28", "1970-01-01", "2026-12-31", "9999-12-31"]) assert.equal(isoDay(dayNumber(iso)), iso);
  assert.equal(dayNumber("2026-03-01") - dayNumber("2026-02-28"), 1);
  assert.deepEqual(["2024-02", "2026", "2026-01-05"].map(lastDay), ["2024-02-29", "2026-12-31", "2026-01-05"]);
  assert.ok(latestDay("2026-02") > "2026-02-28");
});

import { strict as assert } from "node:assert";
import { ordered, rowOf } from "../page/table-row.js";

const CELLS = ["fra-nuuk", "France", "Consulate", "fra", "post", "open", [], "", "Nuuk", "6 Feb 2026", "7 Feb 2026", 3, [0, 2, 5, 7]];
const row = (id, more = {}) => ({ ...rowOf(CELLS, { post: "Consulate or office" }), id, ...more });
const idsOf = (rows, by, lang = "en") => ordered(rows, by, lang).map(({ id }) => id);

Deno.test("cells become a row by name", () => {
  const { id, nation, step, sources, ranks, kindName } = rowOf(CELLS, { post: "Consulate or office" });
  assert.deepEqual([id, nation, step, sources, ranks, kindName], ["fra-nuuk", "fra", "open", 3, [0, 2, 5, 7], "Consulate or office"]);
});

Deno.test("without a column rows stay as they were found", () => {
  assert.deepEqual(idsOf([row("b"), row("a")], { name: "", down: false }), ["b", "a"]);
  assert.deepEqual(idsOf([], { name: "number", down: true }), []);
});

Deno.test("columns of numbers and days go by the order that the server says, others by the alphabet of the language", () => {
  const rows = [row("two", { ranks: [2, 0, 0, 0], country: "Østrig" }), row("ten", { ranks: [10, 0, 0, 0], country: "Zambia" })];
  assert.deepEqual(idsOf(rows, { name: "number", down: true }), ["ten", "two"]);
  assert.deepEqual(idsOf(rows, { name: "country", down: false }, "da"), ["ten", "two"]); // Ø stands behind Z in Danish
  assert.deepEqual(idsOf(rows, { name: "country", down: false }, "en"), ["two", "ten"]);
});

Deno.test("what is not given stands last either way, and equals keep their order", () => {
  const rows = [row("none", { ranks: [0, 0, 0, 0] }), row("one", { ranks: [1, 0, 0, 0] }), row("same", { ranks: [1, 0, 0, 0] }), row("two", { ranks: [2, 0, 0, 0] })];
  assert.deepEqual(idsOf(rows, { name: "number", down: false }), ["one", "same", "two", "none"]);
  assert.deepEqual(idsOf(rows, { name: "number", down: true }), ["two", "one", "same", "none"]);
});

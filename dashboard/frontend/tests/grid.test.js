// Small tables: rows in the order of a column, numbers as numbers, and what is not given last.

import { strict as assert } from "node:assert";
import { inOrder } from "../page/row-order.js";

/** @type {(name: string, rank: string | number | null, group?: string) => import("../page/row-order.js").Row} */
const row = (name, rank, group = "") => ({ cells: [{ text: name }, { text: String(rank), rank }], group, chosen: false });
const ROWS = [row("b", 9, "x"), row("a", 10), row("d", null, "x"), row("c", 9)];
/** @type {(at: number, down: boolean, group?: string) => string} */
const names = (at, down, group = "") => inOrder(ROWS, { at, down, group }, "en").map((one) => one.cells[0].text).join("");

Deno.test("a column orders numbers as numbers, equals stay as they came, and what is not given stands last either way", () => {
  assert.equal(names(1, true), "abcd");
  assert.equal(names(1, false), "bcad");
  assert.equal(names(0, false), "abcd");
  assert.equal(names(-1, false), "badc");
});

Deno.test("a group shows its rows alone", () => {
  assert.equal(names(-1, false, "x"), "bd");
  assert.equal(names(0, true, "x"), "db");
});

import { strict as assert } from "node:assert";
import { leftOf, minutesOf, timeText } from "../notes/time.js";

Deno.test("the clock writes hours only where there are some", () => {
  assert.deepEqual([0, 65, 600, 3723].map(timeText), ["0:00", "1:05", "10:00", "1:02:03"]);
});

Deno.test("only whole minutes are a plan, and what is left may be less than nothing", () => {
  assert.deepEqual(["20", " 5 ", "999", "", "-3", "1e3", "x"].map(minutesOf), [20, 5, 600, 0, 0, 0, 0]);
  assert.deepEqual([leftOf(20, 65), leftOf(1, 75), leftOf(0, 75)], [1135, -15, null]);
});

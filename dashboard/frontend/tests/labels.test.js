import { strict as assert } from "node:assert";
import { overlap } from "../lib/boxes.js";
import { inBox, placeNumbers } from "../map/distances.js";
import { boxesAt, formsOf, isPeopled, knotOf, waysNear, waysOutward } from "../map/label-forms.js";
import { placeLabel } from "../map/label-places.js";
import { makeDice } from "./dice.js";

const TYPE = { scale: 1, mark: 24 };
const PLAIN = { inStory: false, nuukList: false, peopled: false };
const cluster = (more = {}) => ({ items: [{}], nuukList: false, ...more });
const sizes = (more = {}) => ({ title: 80, sub: 0, w: 0, h: 0, marks: 0, lines: 1, ...more });
const people = sizes({ title: 60, w: 90, h: 40, sub: 70 });

Deno.test("a label gives up text before its symbols, and grows no broader by it", () => {
  const dice = makeDice(3);
  for (let round = 0; round < 200; round++) {
    const some = sizes({ title: dice(20, 200), sub: dice(0, 1) < 0.5 ? 0 : dice(10, 150), w: dice(0, 120), h: dice(0, 80), marks: 24 * Math.floor(dice(0, 6)) });
    const forms = formsOf({ sizes: some, cluster: cluster() }, TYPE);
    assert.equal(forms[0][0], "full");
    assert.ok(forms.every(([, { w }]) => w <= forms[0][1].w + 1e-9));
    if (isPeopled({ sizes: some })) assert.equal(forms.at(-1)[0], "bare");
  }
  assert.deepEqual(formsOf({ sizes: sizes(), cluster: cluster({ items: [] }) }, TYPE).map(([form]) => form), ["full"]); // a town that holds nothing
});

Deno.test("beside its symbol a label stands on the side that it says, and never on the symbol", () => {
  for (const reach of [5, 9, 30]) {
    for (const way of waysNear(formsOf({ sizes: people, cluster: cluster() }, TYPE), reach, { ...PLAIN, peopled: true })) {
      const boxes = boxesAt({ x: 0, y: 0 }, way);
      const left = way.side.startsWith("left");
      assert.ok(boxes.every(({ x, w }) => (left ? x + w <= way.dx + way.shape.w + 1e-9 : x >= way.dx - 1e-9)), way.side);
      const core = { x: -1, y: -1, w: 2, h: 2 };
      assert.ok(boxes.every((box) => !overlap(box, core)), way.side);
    }
  }
});

Deno.test("in a story all that is written comes before a better side, and people stand out over the sea", () => {
  const list = formsOf({ sizes: people, cluster: cluster() }, TYPE);
  assert.equal(waysNear(list, 9, PLAIN)[0].side, "right");
  const inStory = waysNear(list, 9, { inStory: true, nuukList: false, peopled: true });
  assert.equal(inStory[0].side, "left");
  assert.ok(inStory.slice(0, 12).every(({ form }) => form === "full"));
  assert.equal(waysNear(list, 9, { ...PLAIN, nuukList: true })[0].side, "leftlow"); // below the line from its list
});

Deno.test("further out a line leads from the symbol to the nearest edge of the box", () => {
  const list = formsOf({ sizes: people, cluster: cluster() }, TYPE);
  for (const way of waysOutward(list, 9, [16, 90])) {
    const [x, y] = knotOf(way);
    assert.ok(x >= way.dx - 1e-9 && x <= way.dx + way.shape.w + 1e-9 && y >= way.dy - 1e-9 && y <= way.dy + way.shape.h + 1e-9);
    assert.equal(way.away, true);
  }
});

const live = (p, entry, reach = 9) => ({ entry: { narrow: () => false, ...entry }, p, reach, ground: { x: p.x - reach, y: p.y - reach, w: 2 * reach, h: 2 * reach } });
const groundOf = (all, more = {}) => ({ size: { x: 800, y: 600 }, type: TYPE, over: [], taken: [], leader: [], live: all, narrow: false, inStory: false, ...more });

Deno.test("who holds people keeps the name and moves out on a line before it loses it", () => {
  const one = live({ x: 400, y: 300 }, { sizes: people, cluster: cluster() });
  const walls = [{ x: 412, y: 150, w: 300, h: 300 }, { x: 88, y: 150, w: 300, h: 300 }]; // a street too narrow for a name
  const { placed, fits } = placeLabel(groundOf([one], { taken: walls }), one);
  assert.deepEqual([fits, placed.form, placed.away], [true, "full", true]);
  assert.ok(placed.boxes.every((box) => walls.every((wall) => !overlap(box, wall))));
  const town = live({ x: 400, y: 300 }, { sizes: sizes(), cluster: cluster({ items: [] }) });
  assert.equal(placeLabel(groundOf([town], { taken: walls }), town).placed, null); // a town without people goes without
});

Deno.test("where there is no ground at all a symbol stands all the same, and it is said that nothing fits", () => {
  const one = live({ x: 400, y: 300 }, { sizes: people, cluster: cluster() });
  const { placed, fits } = placeLabel(groundOf([one], { taken: [{ x: -2000, y: -2000, w: 5000, h: 5000 }] }), one);
  assert.equal(fits, false);
  assert.equal(placed.form, "bare");
});

Deno.test("a name would rather not stand on the line from the list of Nuuk, but does before it is left out", () => {
  const one = live({ x: 400, y: 300 }, { sizes: sizes(), cluster: cluster() });
  const right = [{ x: 420, y: 295, w: 60, h: 10 }];
  assert.ok(placeLabel(groundOf([one], { leader: right }), one).placed.boxes.every((box) => !overlap(box, right[0])));
  const all = [{ x: 0, y: 0, w: 800, h: 600 }];
  assert.equal(placeLabel(groundOf([one], { leader: all }), one).placed.form, "full");
});

Deno.test("on a phone a symbol never stands nearer to another place than to its own", () => {
  const here = live({ x: 400, y: 300 }, { sizes: sizes({ title: 30, marks: 24 }), cluster: cluster() });
  const there = live({ x: 430, y: 322 }, { sizes: sizes(), cluster: cluster() });
  const { placed } = placeLabel(groundOf([here, there], { narrow: true }), here);
  assert.ok(placed.side.startsWith("left") || placed.away, placed.side);
});

const line = (y, n, points = 100) => ({ full: `${n} km to Paris`, short: `${n} km`, way: Array.from({ length: points }, (_, i) => [100 + 6 * i, y]) });
const sizeOf = (text) => ({ w: 7 * text.length, h: 16 });

Deno.test("the nearest distance names the capital, and no number stands on a line, a name or another number", () => {
  const lines = [line(200, 3000), line(212, 3100, 50), line(320, 3200)]; // the second ends below the first
  const taken = [{ x: 450, y: 150, w: 200, h: 60 }];
  const places = placeNumbers(lines, taken, { x: 800, y: 600 }, sizeOf);
  assert.deepEqual(places.map(({ text }) => text), ["3000 km to Paris", "3100 km", "3200 km"]);
  const dots = lines.flatMap(({ way }) => way);
  places.forEach((box, i) => {
    assert.ok(!dots.some(inBox(box)));
    assert.ok([...taken, ...places.slice(0, i)].every((other) => !overlap(box, other)));
  });
});

Deno.test("a distance that has no room is left out, and the next one names the capital", () => {
  const out = { full: "a very long way to Paris", short: "far", way: [] };
  const places = placeNumbers([out, line(300, 10)], [], { x: 800, y: 600 }, sizeOf);
  assert.equal(places[0], null);
  assert.equal(places[1].text, "10 km to Paris");
});

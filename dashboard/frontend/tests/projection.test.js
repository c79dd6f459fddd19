import { strict as assert } from "node:assert";
import figures from "./projection.json" with { type: "json" };
import { forward, greatCircle, groundCircle, groundDistance, inverse, trace } from "../lib/projection.js";

const apart = (a, b) => Math.abs(((a - b + 540) % 360) - 180);

Deno.test("north of 45 degrees a point lies within a metre of where pyproj has it", () => {
  assert.ok(figures.points.length > 200);
  for (const [lng, lat, x, y] of figures.points) {
    const [east, north] = forward(lng, lat, [0, 0]);
    assert.ok(Math.hypot(east - x, north - y) < 1, `${lng} ${lat}: ${east - x} ${north - y}`);
  }
});

Deno.test("what is projected comes back", () => {
  for (const [lng, lat, x, y] of figures.points) {
    const [backLng, backLat] = inverse(x, y);
    assert.ok(Math.abs(backLat - lat) < 1e-5, `${lng} ${lat}`);
    if (lat < 89.99) assert.ok(apart(backLng, lng) < 1e-4, `${lng} ${lat}`);
  }
  assert.deepEqual(inverse(0, 0), [-40, 72]);
});

Deno.test("distances are those of pyproj's geodesic to fifty metres", () => {
  assert.ok(figures.distances.length > 50);
  for (const [a, b, c, d, metres] of figures.distances) {
    assert.ok(Math.abs(groundDistance([a, b], [c, d]) - metres) < 50, `${a} ${b} ${c} ${d}`);
  }
  assert.equal(groundDistance([-51.7, 64.2], [-51.7, 64.2]), 0);
});

Deno.test("a great circle begins and ends at its places and is the shortest way", () => {
  const [from, to] = [[-51.72, 64.18], [12.57, 55.68]];
  const points = greatCircle(from, to, 40);
  assert.equal(points.length, 41);
  for (const [end, place] of [[points[0], from], [points[40], to]]) assert.ok(groundDistance(end, place) < 1);
  const walked = points.slice(1).reduce((sum, point, i) => sum + groundDistance(points[i], point), 0);
  assert.ok(walked / groundDistance(from, to) - 1 < 0.001);
});

Deno.test("a circle has the radius that it says, everywhere", () => {
  for (const [lng, lat] of [[-51.72, 64.18], [-32, 83.6], [-44, 60]]) {
    for (const point of groundCircle(lng, lat, 60e3)) {
      assert.ok(Math.abs(groundDistance([lng, lat], point) - 60e3) < 400);
    }
  }
});

Deno.test("path data of a line holds whole steps and lifts the pen where it is cut", () => {
  const plane = (lng, lat, out = [0, 0]) => Object.assign(out, [lng, lat]);
  assert.equal(trace(plane, [[0, 0], [2, 1], [2, 1], [5, 5]]), "M0 0l2 1 3 4");
  assert.equal(trace(plane, [[0, 0], [9, 1]], { closed: true }), "M0 0l9 1z");
  assert.equal(trace(plane, [[0, 0], [9, 1], [10, 1]], { cut: (a, b) => b[0] - a[0] > 5 }), "M0 0M9 1l1 0");
  assert.equal(trace(plane, [[0, 99]], { top: 83 }), "M0 83");
});

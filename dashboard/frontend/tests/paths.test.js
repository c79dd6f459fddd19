import { strict as assert } from "node:assert";
import { pathsOf, sortPieces } from "../map/paths.js";

const feature = (type, coordinates) => ({ geometry: { type, coordinates }, properties: {} });
const SQUARE = [[-50, 70], [-40, 70], [-40, 75], [-50, 75], [-50, 70]];
const CUT = [[180, 70], [180, 72], [170, 72], [170, 70], [180, 70]]; // its eastern edge is the edge of the world
const flat = (lng, lat, out = [0, 0]) => {
  out[0] = lng;
  out[1] = -lat;
  return out;
};

Deno.test("every kind of geometry gives its pieces, and what lies far in the south none", () => {
  const features = [
    feature("Polygon", [SQUARE]), feature("MultiPolygon", [[SQUARE], [SQUARE]]), feature("LineString", SQUARE),
    feature("MultiLineString", [SQUARE, SQUARE]), { geometry: { type: "GeometryCollection", geometries: [{ type: "Polygon", coordinates: [SQUARE] }] }, properties: {} },
    { geometry: null, properties: {} }, feature("Point", [0, 80]), feature("Polygon", [SQUARE.map(([lng, lat]) => [lng, lat - 100])]),
  ];
  assert.equal(sortPieces(features, false).whole.length, 7);
});

Deno.test("of what has a shore, a piece that the edge of the world cuts is filled whole and outlined without the cut", () => {
  const pieces = sortPieces([feature("Polygon", [SQUARE]), feature("Polygon", [CUT])], true);
  assert.deepEqual([pieces.whole.length, pieces.cut.length], [1, 1]);
  assert.equal(sortPieces([feature("Polygon", [CUT])], false).cut.length, 0); // no shore, no seam
  const { whole, cut, edge } = pathsOf(flat, pieces, { closed: true, fine: 1, top: 90 });
  assert.ok(whole.endsWith("z") && cut.endsWith("z"));
  assert.ok(edge.length > 0 && !edge.endsWith("z"));
  assert.deepEqual(pathsOf(flat, { whole: [], cut: [] }, { closed: true, fine: 1, top: 90 }), { whole: "", cut: "", edge: "" });
});

// From geometry to path data. Coordinates in, text out; no page.

import { trace } from "../lib/projection.js";

/**
 * @typedef {{ type: string, coordinates: any, geometries?: Geometry[] }} Geometry as GeoJSON has it
 * @typedef {{ geometry: Geometry | null, properties: Record<string, any> }} Feature
 * @typedef {number[][][]} Piece rings of longitudes and latitudes: an outline with its holes, or one line
 * @typedef {{ whole: Piece[], cut: Piece[] }} Pieces those that the edge of the world cuts stand apart
 * @typedef {{ whole: string, cut: string, edge: string }} Paths `whole` is filled and outlined, `cut` only filled; `edge` is the shore of what is cut
 */

/** @type {(geometry: Geometry | null) => Piece[]} */
const piecesOf = (geometry) => {
  if (!geometry) return [];
  const { type, coordinates, geometries = [] } = geometry;
  if (type === "Polygon") return [coordinates];
  if (type === "MultiPolygon") return coordinates;
  if (type === "LineString") return [[coordinates]];
  if (type === "MultiLineString") return /** @type {number[][][]} */ (coordinates).map((line) => [line]);
  return geometries.flatMap(piecesOf);
};

// Far from Greenland the equal-area plane folds over itself; nothing there is ever looked at.
/** @type {(ring: number[][]) => boolean} */
const isTooFar = (ring) => ring.every(([, lat]) => lat < 15);

// Edges that only exist because the world was cut at 180 degrees get no stroke.
/** @type {(a: number[], b: number[]) => boolean} */
const isSeam = (a, b) => Math.abs(a[0]) > 179.9 && Math.abs(b[0]) > 179.9;

/**
 * The pieces of features; of what has a shore, those that the edge of the world runs through stand apart.
 *
 * @param {Feature[]} features
 * @param {boolean} shore
 * @returns {Pieces}
 */
export const sortPieces = (features, shore) => {
  /** @type {Pieces} */
  const pieces = { whole: [], cut: [] };
  for (const piece of features.flatMap((feature) => piecesOf(feature.geometry))) {
    if (isTooFar(piece[0])) continue;
    const through = shore && piece.some((line) => line.some((point, i) => i > 0 && isSeam(line[i - 1], point)));
    pieces[through ? "cut" : "whole"].push(piece);
  }
  return pieces;
};

/**
 * One path a kind: each element costs its own style, layout and paint.
 *
 * @param {import("../lib/projection.js").Plane} flat
 * @param {Pieces} pieces
 * @param {{ closed: boolean, fine: number, top: number }} how `fine`: parts of a unit that the path counts in; `top`: the last latitude drawn
 * @returns {Paths}
 */
export const pathsOf = (flat, pieces, { closed, fine, top }) => {
  /** @type {(all: Piece[], how: Record<string, unknown>) => string} */
  const path = (all, how) => all.flat().map((line) => trace(flat, line, { top, fine, ...how })).join("");
  return { whole: path(pieces.whole, { closed }), cut: path(pieces.cut, { closed }), edge: path(pieces.cut, { cut: isSeam }) };
};

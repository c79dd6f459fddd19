// What the points that were set so far make: the text of an area for the address, and lines to show of it meanwhile.
// The server draws the area that is chosen; these lines are only a sight of it while it is made.

import { greatCircle, groundCircle, groundDistance } from "../lib/projection.js";

/** @typedef {import("../lib/projection.js").LngLat} LngLat */

const MOST_KM = 5000;
const STEPS = 40;
/** So many points make an area of a kind; a polygon takes more. @type {Record<string, number>} */
export const NEEDED = { circle: 2, box: 2, polygon: 3 };
export const MOST_CORNERS = 24;

/** @type {(degrees: number) => number} */
const turned = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;
/** @type {(number: number) => string} */
const short = (number) => String(Math.round(number * 1000) / 1000 + 0);

/** A radius in whole km, or in tenths where it is small. @type {(middle: LngLat, rim: LngLat) => number} */
export const radiusOf = (middle, rim) => {
  const km = groundDistance(middle, rim) / 1000;
  return Math.min(MOST_KM, Math.max(1, km < 10 ? Math.round(km * 10) / 10 : Math.round(km)));
};

/** West, south, east and north of two corners, the short way round. @type {(a: LngLat, b: LngLat) => LngLat} */
const boxOf = (a, b) => {
  const wide = turned(b[0] - a[0]);
  const [west, east] = wide >= 0 ? [a[0], b[0]] : [b[0], a[0]];
  return [turned(west), Math.min(a[1], b[1]), turned(east), Math.max(a[1], b[1])];
};

/**
 * The area as the address holds it; empty while it is none.
 *
 * @type {(kind: string, points: LngLat[], place?: string) => string}
 */
export const areaText = (kind, points, place = "") => {
  if (points.length < NEEDED[kind]) return "";
  if (kind === "polygon") return `polygon:${points.map(([lng, lat]) => `${short(turned(lng))},${short(lat)}`).join(",")}`;
  const [a, b] = points;
  if (kind === "box") return `box:${boxOf(a, b).map(short).join(",")}`;
  return `circle:${place || `${short(turned(a[0]))},${short(a[1])}`}:${radiusOf(a, b)}`;
};

/** @type {(from: LngLat, to: LngLat) => LngLat[]} */
const straight = (from, to) => Array.from({ length: STEPS + 1 }, (_, i) => {
  const t = i / STEPS;
  return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
});

/** Lines of what the points make, the last of them where the pointer is. @type {(kind: string, points: LngLat[]) => LngLat[][]} */
export const sightOf = (kind, points) => {
  if (points.length < 2) return [];
  const [a, b] = points;
  if (kind === "circle") {
    const ring = groundCircle(a[0], a[1], radiusOf(a, b) * 1000, 72);
    return [[...ring, ring[0]]];
  }
  if (kind === "box") {
    const [west, south, , north] = boxOf(a, b);
    const east = west + Math.abs(turned(b[0] - a[0]));
    return [[west, south, east, south], [west, north, east, north], [west, south, west, north], [east, south, east, north]]
      .map(([x1, y1, x2, y2]) => straight([x1, y1], [x2, y2]));
  }
  const ring = points.length > 2 ? [...points, points[0]] : points;
  return ring.slice(1).map((point, at) => greatCircle(ring[at], point, STEPS));
};

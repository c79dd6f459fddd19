// Where the number of a distance stands beside its line. Boxes and points in, boxes out; no page.

import { overlap } from "../lib/boxes.js";

/** @typedef {import("../lib/boxes.js").Box} Box */
/** @typedef {{ x: number, y: number }} Size */
/** @typedef {{ full: string, short: string, way: number[][] }} Wanted the texts of a line, and its points in sight, evenly far apart */

const GAP = 4; // pixels between a line and its number
const EDGE = { left: 12, top: 16, right: 12, bottom: 20 };
const FAVOURED = 0.8; // of the line in sight, from its place on: there the lines lie furthest apart

// Where a number may stand beside a point of its line: above it or below, in the middle or to either side.
const LIES = [-1, 0].flatMap((up) => [-0.5, 0, -1].map((across) => [across, up]));
/** @type {(point: number[], size: { w: number, h: number }, lie: number[]) => Box} */
const boxAt = ([x, y], { w, h }, [across, up]) => ({ x: x + across * w, y: y + (up ? -h - GAP : GAP), w, h });
/** @type {(box: Box) => (point: number[]) => boolean} */
export const inBox = (box) => ([x, y]) => x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h;

/**
 * The nearest to the capital comes first and names it; the others need only their number. Each stands on nothing else,
 * neither words nor symbols nor lines, or not at all.
 *
 * @param {Wanted[]} lines nearest to the capital first
 * @param {Box[]} taken
 * @param {Size} size of the pane
 * @param {(text: string) => { w: number, h: number }} sizeOf
 * @returns {((Box & { text: string }) | null)[]} one a line
 */
export const placeNumbers = (lines, taken, size, sizeOf) => {
  const dots = lines.flatMap(({ way }) => way);
  /** @type {Box[]} */
  const kept = [];
  /** @type {(box: Box) => boolean} */
  const free = (box) => box.x > EDGE.left && box.x + box.w < size.x - EDGE.right
    && box.y > EDGE.top && box.y + box.h < size.y - EDGE.bottom
    && ![...taken, ...kept].some((other) => overlap(box, other)) && !dots.some(inBox(box));
  /** @type {(way: number[][], text: string) => (Box & { text: string }) | null} */
  const find = (way, text) => {
    const wanted = FAVOURED * way.length;
    const points = way.map((point, i) => ({ point, off: Math.abs(i - wanted) }))
      .filter((_, i) => i % 3 === 0).sort((a, b) => a.off - b.off);
    for (const { point } of points) {
      const box = LIES.map((lie) => boxAt(point, sizeOf(text), lie)).find(free);
      if (box) return { ...box, text };
    }
    return null;
  };
  let named = false;
  return lines.map(({ full, short, way }) => {
    const found = (named ? null : find(way, full)) || find(way, short);
    if (!found) return null;
    named = named || found.text === full;
    kept.push(found);
    return found;
  });
};

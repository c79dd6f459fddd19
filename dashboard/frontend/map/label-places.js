// Which place each label takes: the first free one, most important label first. Boxes in, places out; no page.

import { overlap } from "../lib/boxes.js";
import { FAR, NEAR, boxesAt, formsOf, isPeopled, knotOf, symbolsOf, waysNear, waysOutward } from "./label-forms.js";

/**
 * @typedef {import("./label-forms.js").Way} Way
 * @typedef {import("./label-forms.js").Form} Form
 * @typedef {{ x: number, y: number }} Point
 * @typedef {Way & { boxes: Frame.Box[] }} Placed
 * @typedef {{ beyond?: boolean, under?: boolean, loose?: boolean }} How what may be put up with: the edge, an unfolded list, a symbol nearer to another place
 */
/**
 * @typedef {import("./label-forms.js").Labelled & { narrow: () => boolean }} Entry a label; `narrow` sets it narrower, if that is possible
 * @typedef {{ entry: Entry, p: Point, reach: number, ground: Frame.Ground }} Live a label at its symbol, whose ground no other may cover
 */
/**
 * @typedef {object} Ground what there is to stand on
 * @property {Point} size of the pane
 * @property {import("./label-forms.js").Type} type
 * @property {Frame.Ground[]} over lists and credits
 * @property {Frame.Ground[]} taken by labels that have their place
 * @property {Frame.Box[]} leader the line from the list of Nuuk to its town
 * @property {Live[]} live
 * @property {boolean} narrow
 * @property {boolean} inStory in a story
 */

/** @type {(way: Way, p: Point, size: Point) => boolean} */
const isInside = ({ dx, dy, shape }, p, size) =>
  p.x + dx > 2 && p.y + dy > 2 && p.x + dx + shape.w < size.x - 2 && p.y + dy + shape.h < size.y - 2;

/** Whether boxes of a label lie on nothing else. @type {(ground: Ground, live: Live, boxes: Frame.Box[], how: How & { leader?: boolean }) => boolean} */
const isFree = (ground, live, boxes, { under, leader }) => {
  /** @type {(other: Frame.Ground) => boolean} */
  const blocked = (other) => other !== live.ground && boxes.some((one) => overlap(one, other));
  if (leader && ground.leader.some(blocked)) return false;
  return !ground.over.some((one) => !(under && one.open) && blocked(one))
    && !ground.taken.some(blocked) && !ground.live.some((one) => blocked(one.ground));
};

/** Whether the line out to a box crosses nothing either. @type {(ground: Ground, live: Live, way: Way, how: How) => boolean} */
const isOpen = (ground, live, way, how) => {
  const [x, y] = knotOf(way);
  const steps = Math.ceil(Math.hypot(x, y) / 8);
  const dots = Array.from({ length: steps }, (_, i) => (
    { x: live.p.x + (x * i) / steps, y: live.p.y + (y * i) / steps, w: 1, h: 1 }));
  return isFree(ground, live, dots, how);
};

// On a small map a symbol nearer to another place than to its own is read as that place's, unless a line leads to it.
/** @type {(ground: Ground, live: Live, way: Way) => boolean} */
const isAstray = (ground, { entry, p }, way) =>
  ground.narrow && !way.away && symbolsOf(entry, way, ground.type.mark).some(([x, y]) => ground.live.some((other) =>
    other.entry !== entry && Math.hypot(p.x + x - other.p.x, p.y + y - other.p.y) < Math.hypot(x, y)));

/** @type {(ground: Ground, live: Live, ways: Iterable<Way>, how?: How & { leader?: boolean }) => Placed | null} */
const firstFree = (ground, live, ways, how = {}) => {
  for (const way of ways) {
    if (!how.beyond && !isInside(way, live.p, ground.size)) continue;
    const boxes = boxesAt(live.p, way);
    if (!isFree(ground, live, boxes, how) || (!how.loose && isAstray(ground, live, way))) continue;
    if (!way.away || isOpen(ground, live, way, how)) return { ...way, boxes };
  }
  return null;
};

/**
 * The place of one label; null where it has none and may go without.
 *
 * @param {Ground} ground
 * @param {Live} live
 * @returns {{ placed: Placed | null, fits: boolean }} `fits`: whether it found free ground, if it has to stand
 */
export const placeLabel = (ground, live) => {
  const { entry, reach } = live;
  const peopled = isPeopled(entry);
  /** @type {(bare: boolean, how?: How & { leader?: boolean }) => Placed | null} */
  const among = (bare, how) => {
    const near = waysNear(formsOf(entry, ground.type), reach, { inStory: ground.inStory, nuukList: entry.cluster.nuukList, peopled: isPeopled(entry) });
    return firstFree(ground, live, near.filter(({ form }) => (form === "bare") === bare), how);
  };
  // A name crossed by the leader line from the list of Nuuk is hard to read; no name at all is worse.
  const clear = ground.leader.length ? among(false, { leader: true }) : null;
  // A broad block is set narrow, ten to a row, before its place loses the name.
  const worded = clear || among(false) || (entry.narrow() ? among(false) : null);
  if (worded || !(peopled || ground.inStory)) return { placed: worded || among(true), fits: true };
  // Who holds people keeps the name: it moves out on a line before it is left away, and looks out at once, before
  // lesser places take the ground.
  const list = formsOf(entry, ground.type);
  const [bare, all] = [list.slice(-1), list.slice(0, -1)];
  /** @type {(some: Form[], away: number[], how?: How) => Placed | null} */
  const find = (some, away, how) => firstFree(ground, live, waysOutward(some, reach, away), how);
  if (!peopled) return { placed: among(true) || find(all, NEAR) || find(bare, NEAR) || find(list, FAR), fits: true };
  const found = find(all, NEAR) || find(all, FAR) || among(true) || find(bare, NEAR)
    // Rather beyond the edge or below an unfolded list than over a neighbour.
    || find(bare, NEAR, { beyond: true }) || find(bare, NEAR, { beyond: true, under: true }) || among(true, { loose: true });
  if (found) return { placed: found, fits: true };
  const [form, shape] = bare[0];
  const last = { form, shape, side: "right", dx: reach + 3, dy: -shape.h / 2 };
  return { placed: { ...last, boxes: boxesAt(live.p, last) }, fits: false };
};

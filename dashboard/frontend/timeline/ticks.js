// Which lines and dates an axis of time shows: years, months or days, as there is room. Plain numbers and texts, no page.

import { dayNumber, isoDay } from "../lib/days.js";

/**
 * @typedef {import("./scale.js").Piece} Piece
 * @typedef {{ day: number, kind: string, piece?: Piece }} Wanted a day or a fold that could be named
 * @typedef {Wanted & { at: number }} Placed
 * @typedef {Placed & { text: string, width: number, x: number }} Label
 */
/**
 * @typedef {object} Say how parts of a day are written
 * @property {(n: number) => string} month
 * @property {(iso: string) => string} monthOf
 * @property {(iso: string) => string} short
 * @property {(iso: string) => string} whole
 * @property {(from: number | string, to: number | string) => string} range
 */

const ROOM = 44; // pixels that a date asks for
const GAP = 9; // between two dates
const DAY_LINES = 5; // pixels a day from which each day has a line
const EACH_DAY = 26; // and from which each day is named
const WEEKS = [8, 15, 22];
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
/** @typedef {Piece & { x: number, end: number, says: string }} Shown a piece in pixels */

/** @type {Record<string, number>} */
const RANK = { fold: 0, year: 1, month: 2, day: 3 };

/** @type {(day: number) => { iso: string, year: number, month: number, date: number }} */
const partsOf = (day) => {
  const iso = isoDay(day);
  return { iso, year: +iso.slice(0, 4), month: +iso.slice(5, 7), date: +iso.slice(8, 10) };
};
/** @type {(year: number, month: number) => number} */
const dayOf = (year, month) =>
  dayNumber(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`);

// What a fold leaves out: years, or months where it begins and ends within one year.
/** @type {(piece: Piece, say: Say) => string} */
const leftOut = (piece, say) => {
  const [from, to] = [partsOf(piece.from + 1), partsOf(piece.to - 1)];
  if (from.year !== to.year) return say.range(from.year, to.year);
  const last = say.monthOf(to.iso);
  return from.month === to.month ? last : say.range(say.month(from.month), last);
};

/** @type {(from: number, to: number, pixels: number) => Wanted[]} */
const years = (from, to, pixels) => {
  const step = YEAR_STEPS.find((one) => 365 * pixels * one >= ROOM) || 1000;
  /** @type {Wanted[]} */
  const found = [];
  for (let year = Math.ceil(partsOf(from).year / step) * step; year <= partsOf(to).year; year += step) {
    found.push({ day: dayOf(year, 1), kind: "year" });
  }
  return found;
};

/** @type {(from: number, to: number, pixels: number) => Wanted[]} */
const months = (from, to, pixels) => {
  const step = [1, 3].find((one) => 30 * pixels * one >= ROOM);
  if (!step) return [];
  /** @type {Wanted[]} */
  const found = [];
  const [start, end] = [partsOf(from), partsOf(to)];
  for (let n = start.year * 12 + start.month - 1; n < end.year * 12 + end.month; n++) {
    if (n % 12 && n % step === 0) found.push({ day: dayOf(Math.floor(n / 12), (n % 12) + 1), kind: "month" });
  }
  return found;
};

/** @type {(from: number, to: number, pixels: number) => Wanted[]} */
const days = (from, to, pixels) => {
  if (pixels * 7 < ROOM) return [];
  /** @type {Wanted[]} */
  const found = [];
  for (let day = Math.ceil(from); day <= to; day++) {
    const { date } = partsOf(day);
    if (date > 1 && (pixels >= EACH_DAY || WEEKS.includes(date))) found.push({ day, kind: "day" });
  }
  return found;
};

// What could stand on the part of a piece that lies in the window, by days.
/** @type {(piece: Piece, from: number, to: number, pixels: number) => Wanted[]} */
const wanted = (piece, from, to, pixels) => {
  if (piece.kind === "fold") return [{ day: (piece.from + piece.to) / 2, kind: "fold", piece }];
  return [...years(from, to, pixels), ...months(from, to, pixels), ...days(from, to, pixels)].filter(
    ({ day }) => day >= from && day <= to,
  );
};

// A date takes over from its neighbour on the left what that one has said already.
/** @type {(tick: Wanted, before: Wanted | undefined, say: Say) => string} */
const textOf = (tick, before, say) => {
  if (tick.piece) return leftOut(tick.piece, say);
  const [day, other] = [partsOf(tick.day), before && partsOf(before.day)];
  const sameYear = other && other.year === day.year;
  if (tick.kind === "year") return String(day.year);
  if (tick.kind === "month") return sameYear ? say.month(day.month) : say.monthOf(day.iso);
  if (!sameYear) return say.whole(day.iso);
  return other && other.month === day.month ? String(day.date) : say.short(day.iso);
};

// Where two texts would overlap, the one of lower rank goes; the others keep their places.
/** @type {(ticks: Label[]) => Label[]} */
const apart = (ticks) => {
  /** @type {Label[]} */
  const placed = [];
  for (const tick of [...ticks].sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.x - b.x)) {
    const clear = placed.every((other) => Math.abs(other.x - tick.x) >= (other.width + tick.width) / 2 + GAP);
    if (clear) placed.push(tick);
  }
  return placed.sort((a, b) => a.x - b.x);
};

/** @type {(ticks: Placed[], say: Say, measure: (text: string) => number, width: number) => Label[]} */
const worded = (ticks, say, measure, width) =>
  ticks.map((tick, i) => {
    const text = textOf(tick, ticks[i - 1], say);
    const wide = measure(text);
    const x = Math.max(wide / 2 - 4, Math.min(width - wide / 2 + 4, tick.at));
    return { ...tick, text, width: wide, x };
  });

/**
 * List what an axis shows in a window of so many pixels.
 *
 * @param {import("./scale.js").Scale} scale
 * @param {{from: number, to: number}} view in units
 * @param {number} width in pixels
 * @param {Say} say
 * @param {(text: string) => number} measure the width of a text
 * @returns {{ labels: Label[], lines: number[], ticks: number[], folds: Shown[], shrunk: Shown[] }} x in pixels
 */
export const timeTicks = (scale, view, width, say, measure) => {
  const perUnit = width / (view.to - view.from);
  /** @param {number} day */
  const x = (day) => (scale.at(day) - view.from) * perUnit;
  const [from, to] = [scale.day(view.from), scale.day(view.to)];
  const pieces = scale.pieces.filter((piece) => piece.to > from && piece.from < to);
  /** @type {number[]} */
  const lines = [];
  /** @type {Placed[]} */
  const found = [];
  for (const piece of pieces) {
    const [start, end, pixels] = [Math.max(piece.from, from), Math.min(piece.to, to), piece.rate * perUnit];
    found.push(...wanted(piece, start, end, pixels).map((tick) => ({ ...tick, at: x(tick.day) })));
    if (piece.kind === "fold" || pixels < DAY_LINES) continue;
    for (let day = Math.ceil(start); day <= end; day++) lines.push(x(day));
  }
  if (view.from <= scale.at(scale.first)) found.push({ day: scale.first, kind: scale.open(scale.first) ? "day" : "year", at: x(scale.first) });
  found.sort((a, b) => a.at - b.at);
  // Twice: a date that now stands alone says more, and may then need more room.
  const once = apart(worded(found.filter(({ at }) => at >= 0 && at <= width), say, measure, width));
  const labels = apart(worded(once, say, measure, width));
  /** @type {(piece: Piece) => Shown} */
  const place = (piece) => ({ ...piece, x: x(piece.from), end: x(piece.to), says: leftOut(piece, say) });
  return {
    labels, lines,
    ticks: labels.filter(({ kind }) => kind !== "fold").map(({ at }) => at),
    folds: pieces.filter(({ kind }) => kind === "fold").map(place),
    shrunk: pieces.filter(({ kind }) => kind === "slow").map(place),
  };
};

/**
 * Join what happens on days that lie close together on the axis.
 *
 * @template {{ x: number, day: number }} T
 * @param {T[]} marks one a day
 * @param {number} least pixels between two groups
 * @returns {{ x: number, marks: T[] }[]} from left to right
 */
export const joinMarks = (marks, least) => {
  /** @type {{ from: number, to: number, marks: T[] }[]} */
  const groups = [];
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const last = groups[groups.length - 1];
    if (last && mark.x - last.to < 1) { // many days on one pixel
      last.marks.push(mark);
      last.to = mark.x;
    } else groups.push({ from: mark.x, to: mark.x, marks: [mark] });
  }
  /** @type {(group: { from: number, to: number }) => number} */
  const middle = (group) => (group.from + group.to) / 2;
  for (;;) {
    let best = -1;
    let gap = least;
    for (let i = 1; i < groups.length; i++) {
      const between = middle(groups[i]) - middle(groups[i - 1]);
      if (between < gap) [best, gap] = [i, between];
    }
    if (best < 0) return groups.map((group) => ({ x: middle(group), marks: group.marks }));
    const [gone] = groups.splice(best, 1);
    groups[best - 1].to = gone.to;
    groups[best - 1].marks.push(...gone.marks);
  }
};

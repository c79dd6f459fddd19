// Where a day lies on the axis of time, and which day lies at a place. Plain numbers in, plain numbers out; no page.
//
// Days are whole numbers. Places are units: in a busy time one day takes one unit. Between busy times the axis is
// shrunk, a year to a few units, and where for years nothing changed it is folded to a short piece.

const QUIET = 40; // days without a change after which a busy time is over
const BUSY = 12; // so many days of change make a time busy
const SLOW = 90; // days to a unit where the axis is shrunk
const FOLD = 12; // units of a fold, and the least of a shrunk piece
const YEARS = 1461; // days without a change that are folded within a shrunk piece
const LULL = 14; // days without a change that end the opening window
const LEAD = 7; // days before the first opening, where there are so many
const AFTER = 4; // units that a window may show before the first day and after the last
const LONGEST = 120; // days of the opening window
const CLOSEST = 8; // days in the narrowest window

/**
 * @typedef {object} Piece a stretch of the axis: days [from, to], units [start, end], units a day
 * @property {number} from
 * @property {number} to
 * @property {"open" | "slow" | "fold"} kind
 * @property {number} start
 * @property {number} end
 * @property {number} rate
 */
/** @typedef {{ from: number, to: number }} View a window in units */

/**
 * @typedef {object} Scale
 * @property {number[]} days
 * @property {number} first
 * @property {number} last
 * @property {Piece[]} pieces
 * @property {View} whole
 * @property {(day: number) => number} at
 * @property {(unit: number) => number} day
 * @property {(day: number) => number} rateAt
 * @property {(day: number) => boolean} open
 * @property {(day: number) => number} next
 * @property {(day: number) => number} previous
 * @property {(day: number, reach: number) => number} snap
 * @property {(from: number, to: number) => View} window
 * @property {(view: View, units: number) => View} moved
 * @property {(view: View, unit: number, factor: number) => View} zoomed
 * @property {(view: View, day: number) => boolean} holds
 * @property {(openings: number[]) => View} opening
 */

/** @type {(value: number, low: number, high: number) => number} */
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
/** @type {(piece: Pick<Piece, "from" | "to">) => number} */
const span = (piece) => piece.to - piece.from;

/**
 * Cut sorted days where more than `gap` days lie between two of them.
 *
 * @type {(days: number[], gap: number) => number[][]}
 */
const runsOf = (days, gap) => {
  /** @type {number[][]} */
  const runs = [];
  for (const day of days) {
    const run = runs[runs.length - 1];
    if (run && day - run[run.length - 1] <= gap) run.push(day);
    else runs.push([day]);
  }
  return runs;
};

// Busy times as [from, to]. The end of the evidence is one, or it would vanish in a fold.
/** @type {(days: number[]) => number[][]} */
const busyTimes = (days) => {
  const runs = runsOf(days, QUIET);
  return runs.filter((run, i) => run.length >= BUSY || i === runs.length - 1).map((run) => [run[0], run[run.length - 1]]);
};

/** Its place in units is known once all are there. @type {(from: number, to: number, kind: Piece["kind"]) => Piece} */
const newPiece = (from, to, kind) => ({ from, to, kind, start: 0, end: 0, rate: 1 });

// What lies between two busy times: shrunk pieces, and folds where for years nothing changed.
/** @type {(days: number[], from: number, to: number) => Piece[]} */
const quietPieces = (days, from, to) => {
  const inside = [from, ...days.filter((day) => day > from && day < to), to];
  /** @type {Piece[]} */
  const pieces = [];
  inside.slice(1).forEach((day, i) => {
    const before = inside[i];
    const kind = day - before > YEARS || inside.length === 2 ? "fold" : "slow";
    const last = pieces[pieces.length - 1];
    if (kind === "slow" && last && last.kind === "slow") last.to = day;
    else pieces.push(newPiece(before, day, kind));
  });
  return pieces;
};

/** @type {(piece: Piece) => number} */
const unitsOf = (piece) => {
  if (piece.kind === "open") return span(piece);
  const least = Math.min(FOLD, span(piece));
  return piece.kind === "fold" ? least : Math.max(least, span(piece) / SLOW);
};

/** @type {(days: number[], first: number, last: number) => Piece[]} */
const piecesOf = (days, first, last) => {
  /** @type {Piece[]} */
  const pieces = [];
  let at = first;
  for (const [from, to] of busyTimes(days)) {
    if (from > at) pieces.push(...quietPieces(days, at, from));
    if (to > from) pieces.push(newPiece(from, to, "open"));
    at = to;
  }
  if (last > at) pieces.push(newPiece(at, last, "open"));
  let unit = 0;
  for (const piece of pieces) {
    piece.start = unit;
    unit = piece.end = unit + unitsOf(piece);
    piece.rate = (piece.end - piece.start) / span(piece);
  }
  return pieces;
};

// The piece of a day or a unit; before the first and after the last a day takes a unit.
/** @type {(pieces: Piece[], key: "to" | "end", value: number) => Piece} */
const pieceAt = (pieces, key, value) => pieces.find((piece) => value <= piece[key]) || pieces[pieces.length - 1];

/**
 * The window at the opening: the busiest stretch of the days that somebody thought worth naming.
 *
 * @type {(scale: Scale, openings: number[]) => View}
 */
const openingWindow = (scale, openings) => {
  const { days, first, last } = scale;
  /** @type {(run: number[]) => number} */
  const worth = (run) => (openings.some((day) => day >= run[0] && day <= run[run.length - 1]) ? days.length : 0) + run.length;
  const run = runsOf(days, LULL).reduce((best, one) => (worth(one) > worth(best) ? one : best));
  const named = openings.filter((day) => day >= run[0] && day <= run[run.length - 1]);
  const from = Math.max(run[0], named.length ? Math.min(...named) - LEAD : first);
  const to = Math.min(last, from + LONGEST, run[run.length - 1] + 2);
  return scale.window(scale.at(from), scale.at(Math.max(to, from + CLOSEST)));
};

/**
 * Make the scale of an axis.
 *
 * @param {number[]} changes days on which a state changes or something happens, in any order
 * @param {number} first the first day of the axis
 * @param {number} last its last day
 * @returns {Scale}
 */
export const timeScale = (changes, first, last) => {
  const end = Math.max(last, first + 1);
  const days = [...new Set([first, ...changes.filter((day) => day > first && day < end), end])].sort((a, b) => a - b);
  const pieces = piecesOf(days, first, end);
  const whole = pieces[pieces.length - 1].end;
  const [low, high] = [-AFTER, whole + AFTER];

  /** @type {Scale} */
  const scale = {
    days, first, last: end, pieces, whole: { from: low, to: high },
    /** The unit of a day. */
    at: (day) => {
      if (day <= first) return day - first;
      if (day >= end) return whole + day - end;
      const piece = pieceAt(pieces, "to", day);
      return piece.start + (day - piece.from) * piece.rate;
    },
    /** The day, not rounded, at a unit; never outside the axis. */
    day: (unit) => {
      if (unit <= 0) return first;
      if (unit >= whole) return end;
      const piece = pieceAt(pieces, "end", unit);
      return piece.from + (unit - piece.start) / piece.rate;
    },
    rateAt: (day) => pieceAt(pieces, "to", day).rate,
    /** Whether each day is shown by itself, with nothing shrunk. */
    open: (day) => day >= first && day <= end && pieces.some((one) => one.kind === "open" && day >= one.from && day <= one.to),
    /** The next day of change after a day, or before it. */
    next: (day) => days.find((one) => one > day) ?? end,
    previous: (day) => days.findLast((one) => one < day) ?? first,
    /** The day of change nearest to a day if it lies within reach, else the day itself. */
    snap: (day, reach) => {
      const near = days.reduce((best, one) => (Math.abs(one - day) < Math.abs(best - day) ? one : best), days[0]);
      return reach >= 1 && Math.abs(near - day) <= reach ? near : Math.round(day);
    },
    /** A window from unit to unit, kept within the axis and never too narrow. */
    window: (from, to) => {
      const middle = clamp((from + to) / 2, low, high);
      const least = Math.min(high - low, CLOSEST * scale.rateAt(scale.day(middle)));
      const wide = clamp(to - from, least, high - low);
      const start = clamp(middle - wide / 2, low, high - wide);
      return { from: start, to: start + wide };
    },
    moved: (view, units) => scale.window(view.from + units, view.to + units),
    /** Zoom about a unit; what lies there stays there while there is room. */
    zoomed: (view, unit, factor) => scale.window(unit - (unit - view.from) * factor, unit + (view.to - unit) * factor),
    holds: (view, day) => scale.at(day) >= view.from && scale.at(day) <= view.to,
    opening: (openings) => openingWindow(scale, openings),
  };
  return scale;
};

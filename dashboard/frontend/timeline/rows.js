// What the bars of the timeline say: one row a nation, thick for the chosen programme or else the exercise of the day, a
// thin line below it for what else it does; one row a post. Worked out from the states for the whole axis; nothing here knows pixels.
// From least to most: where several subjects share a row, the day belongs to the furthest of them.

import { lifeOf } from "../data/lives.js";
import { isOver } from "../data/steps.js";
import { dayNumber, lastDay } from "../lib/days.js";
import { isHonorary } from "../view/symbols.js";
import { isSite } from "../view/wording.js";

/**
 * @typedef {{ from: number, to: number, rank: number, layer: string }} Run
 * @typedef {{ runs: Run[], ends: number[], sizes: Segment[], promised: boolean }} Line
 * @typedef {{ first: number, last: number }} Days the first and the last of the axis
 */
/**
 * @typedef {object} Segment a stretch of a life, in days of the axis
 * @property {number} begins the day on which it truly begins, be it before the axis
 * @property {number} from
 * @property {number} to
 * @property {string} layer
 * @property {number} rank
 * @property {number} size
 * @property {string} stale
 * @property {string} due
 * @property {string | null} last
 */
/**
 * @typedef {object} Group a row and what is in it
 * @property {string} actor
 * @property {boolean} post
 * @property {boolean} honorary
 * @property {Frame.Spoken | null} whole
 * @property {string[]} ids
 * @property {Segment[]} main
 * @property {Segment[]} aside
 */
/** @typedef {Omit<Group, "main" | "aside"> & { main: Line, aside: Line }} Row */
/** @typedef {{ row: Row, main: Weight, aside: Weight }} Weighed */
/** @typedef {{ tier: number, top: number, changes: number, most: number, tells: boolean }} Weight */

export const LAYERS = ["", "considered", "lapsed", "announced", "sentstale", "sent", "stale", "held", "in"];
// Which rows come first: who was there or on the way, then who was to come, then of whom nothing new was heard.
/** @type {Record<string, number>} */
const TIERS = { in: 3, held: 3, sent: 3, announced: 2, sentstale: 1, stale: 1 };
/** @type {Line} */
const EMPTY = { runs: [], ends: [], sizes: [], promised: false };

/**
 * How one segment of a life is drawn; "" for what is over.
 *
 * @type {(segment: Pick<Frame.Segment, "step" | "stale">) => string}
 */
const layerOf = (segment) => {
  if (isOver(segment.step)) return "";
  if (segment.step === "announced") return segment.stale ? "lapsed" : "announced";
  if (segment.step === "considered") return segment.stale ? "lapsed" : "considered";
  if (segment.step === "sent") return segment.stale ? "sentstale" : "sent";
  return segment.stale || segment.step === "attested" ? "stale" : "in";
};

// Until the last report a contingent is in place by report. After it nobody reported anything, until the rule calls the
// number last known; where the next word is an end, that word reports the days between.
/** @type {(segment: Segment, next: Frame.Segment | undefined, people: boolean) => Segment[]} */
const byReport = (segment, next, people) => {
  const last = segment.last && dayNumber(segment.last) + 1;
  if (!people || segment.layer !== "in" || (next && !next.stale) || !last || last > segment.to) return [segment];
  const held = { ...segment, layer: "held", from: Math.max(last, segment.from), begins: Math.max(last, segment.begins) };
  return held.from > segment.from ? [{ ...segment, to: held.from - 1 }, held] : [held];
};

// Beyond the last day of knowledge stands only what was then promised for a later day, up to that day.
/** @type {(segment: Segment, edge: number) => Segment[]} */
const asKnown = (segment, edge) => {
  const due = segment.layer === "announced" && segment.due ? dayNumber(lastDay(segment.due)) : edge;
  const to = Math.min(segment.to, Math.max(edge, due));
  return to < segment.from || segment.from > edge ? [] : [{ ...segment, to }];
};

/** @type {(ctx: Frame.Context, clock: Days, subject: Payload.Subject) => Segment[]} */
const segmentsOf = (ctx, clock, subject) => {
  const edge = edgeOf(ctx, clock);
  const people = subject.kind === "contingent";
  const life = lifeOf(ctx, subject.id);
  return life
    .map((segment) => ({
      ...segment,
      begins: dayNumber(segment.from), from: dayNumber(segment.from), to: dayNumber(segment.to),
      layer: layerOf(segment), rank: 0,
      size: Math.max(segment.low || 0, segment.high || 0),
    }))
    .flatMap((segment, i) => byReport(segment, life[i + 1], people))
    .flatMap((segment) => asKnown(segment, edge))
    .map((one) => ({
      ...one, rank: LAYERS.indexOf(one.layer), from: Math.max(clock.first, one.from), to: Math.min(clock.last, one.to),
    }))
    .filter(({ from, to }) => from <= to);
};

// From which day to which an exercise is the one that the days are about: from its first word to that of the next.
/** @type {(ctx: Frame.Context, clock: Days) => Map<string, { from: number, to: number }>} */
const exerciseTimes = (ctx, clock) => {
  /** @type {Map<string, number>} */
  const begins = new Map();
  for (const subject of ctx.atlas.subjects) {
    const { exercise } = subject;
    const [first] = exercise ? segmentsOf(ctx, clock, subject) : [];
    if (first) begins.set(exercise, Math.min(first.from, begins.get(exercise) ?? first.from));
  }
  const order = [...begins].sort((a, b) => a[1] - b[1]);
  return new Map(order.map(([id, from], i) => [id, { from, to: i + 1 < order.length ? order[i + 1][1] - 1 : clock.last }]));
};

// The part of a segment between two days; an end is told once, where it came.
/** @type {(segment: Segment, from: number, to: number) => Segment[]} */
const part = (segment, from, to) => {
  if (segment.from > to || segment.to < from) return [];
  const begins = segment.from >= from ? segment.begins : -Infinity;
  return [{ ...segment, begins, from: Math.max(segment.from, from), to: Math.min(segment.to, to) }];
};

// Runs of days on which the furthest of the segments stays the same. Nothing is added up.
/** @type {(segments: Segment[]) => Run[]} */
const runsOf = (segments) => {
  const cuts = [...new Set(segments.flatMap(({ from, to }) => [from, to + 1]))].sort((a, b) => a - b);
  /** @type {Run[]} */
  const runs = [];
  cuts.slice(1).forEach((next, i) => {
    const from = cuts[i];
    const rank = segments.reduce((most, one) => (one.from <= from && from <= one.to ? Math.max(most, one.rank) : most), 0);
    const last = runs[runs.length - 1];
    if (last && last.rank === rank && last.to === from - 1) last.to = next - 1;
    else runs.push({ from, to: next - 1, rank, layer: LAYERS[rank] });
  });
  return runs;
};

// Segments as one line: its runs, and the days on which one of them ended.
/** @type {(clock: Days, segments: Segment[], edge: number) => Line} */
const lineOf = (clock, segments, edge) => {
  if (!segments.length) return EMPTY;
  const all = runsOf(segments);
  /** @type {(day: number) => number} */
  const rankAt = (day) => (all.find(({ from, to }) => from <= day && day <= to) || { rank: 0 }).rank;
  const exits = new Set(segments.filter((one) => !one.rank && one.begins > clock.first && one.from <= edge).map((one) => one.from));
  return {
    runs: all.filter((run) => run.rank),
    // An end is told where the line falls by it, or where there never was one.
    ends: [...exits].filter((day) => !rankAt(day) || rankAt(day) < rankAt(day - 1)),
    sizes: segments.filter(({ size, rank }) => size && rank),
    promised: all.some(({ layer, to }) => layer === "announced" && to > edge),
  };
};

// A consulate and an honorary consul of one state are two lives; its troops share a row. Several nations counted as
// one are nobody's part: they have a row to themselves.
/** @type {(subject: Payload.Subject, wholes: ReadonlySet<string>) => string} */
const keyOf = (subject, wholes) =>
  subject.kind === "post" || wholes.has(subject.id) ? subject.id : `${subject.actor}:troops`;

/** @type {(atlas: Frame.Context["atlas"], subject: Payload.Subject, match: Set<string> | null) => boolean} */
const shownRow = (atlas, subject, match) => {
  if (isSite(subject) || (match && !match.has(subject.id))) return false;
  const place = atlas.places[subject.place];
  return !(subject.kind === "post" && place && place.kind === "city abroad");
};

/**
 * The last day of what is known: of the evidence, or the day chosen in "known by".
 *
 * @type {(ctx: Frame.Context, clock: Days) => number}
 */
export const edgeOf = (ctx, clock) => Math.min(clock.last, dayNumber(ctx.known));

// Where all contingents in view run under one programme, that is what the rows are about.
/** @type {(atlas: Frame.Context["atlas"], match: Set<string> | null) => boolean} */
const underOne = (atlas, match) => {
  const chosen = atlas.subjects.filter(({ id, kind }) => kind === "contingent" && match && match.has(id));
  return chosen.length > 0 && new Set(chosen.map(({ programme }) => programme)).size === 1;
};

// What a subject adds to its row: the thick line for what the rows are about, else the thin one.
/** @type {(group: Group, subject: Payload.Subject, segments: Segment[], times: Map<string, { from: number, to: number }>, whole: boolean) => void} */
const addTo = (group, subject, segments, times, whole) => {
  group.ids.push(subject.id);
  if (subject.kind === "post" || whole) {
    group.main.push(...segments);
    return;
  }
  const { from, to } = times.get(subject.exercise) || { from: Infinity, to: -Infinity };
  for (const segment of segments) {
    group.main.push(...part(segment, from, to));
    group.aside.push(...part(segment, -Infinity, from - 1), ...part(segment, Math.max(from, to + 1), Infinity));
  }
};

/**
 * All rows: {actor, post, honorary, whole, ids, main, aside}; `aside` is what a nation does beside the day's exercise.
 *
 * @type {(ctx: Frame.Context, clock: Days) => Row[]}
 */
export const timelineRows = (ctx, clock) => {
  const match = ctx.view.match ? new Set(ctx.view.match) : null;
  const times = exerciseTimes(ctx, clock);
  const one = underOne(ctx.atlas, match);
  const edge = edgeOf(ctx, clock);
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const subject of ctx.atlas.subjects) {
    if (!shownRow(ctx.atlas, subject, match)) continue;
    const post = subject.kind === "post";
    const key = keyOf(subject, ctx.wholes);
    const state = ctx.state(subject.id);
    const honorary = post && state !== null && isHonorary(subject, state);
    const whole = ctx.wholes.has(subject.id) ? { text: ctx.nameOf("joint", subject.id), lang: "" } : null;
    const group = groups.get(key) || { actor: subject.actor, post, honorary, whole, ids: [], main: [], aside: [] };
    groups.set(key, group);
    addTo(group, subject, segmentsOf(ctx, clock, subject), times, one);
  }
  return [...groups.values()].map((group) => ({
    ...group,
    main: lineOf(clock, group.main, edge),
    aside: lineOf(clock, group.aside, edge),
  }));
};

// What a line says between two days.
/** @type {(line: Line, from: number, to: number) => Weight} */
const between = (line, from, to) => {
  /** @type {(one: { from: number, to: number }) => boolean} */
  const inside = (one) => one.to >= from && one.from <= to;
  const runs = line.runs.filter(inside);
  return {
    tier: Math.max(0, ...runs.map((run) => TIERS[run.layer] || 0)),
    top: Math.max(0, ...runs.map(({ rank }) => rank)),
    changes: runs.filter((run) => run.from > from).length + line.ends.filter((day) => day > from && day <= to).length,
    most: Math.max(0, ...line.sizes.filter(inside).map(({ size }) => size)),
    tells: runs.length > 0 || line.ends.some((day) => day >= from && day <= to),
  };
};

/**
 * The rows that say something between two days, the most telling first: who was there or on the way, posts that changed.
 *
 * @type {(rows: Row[], from: number, to: number) => { troops: Row[], posts: Row[], changing: number, all: number }}
 */
export const rowsBetween = (rows, from, to) => {
  const speaking = rows
    .map((row) => ({ row, main: between(row.main, from, to), aside: between(row.aside, from, to) }))
    .filter(({ main, aside }) => main.tells || aside.tells);
  /** @type {(a: Weighed, b: Weighed) => number} */
  const active = (a, b) =>
    b.main.tier - a.main.tier || b.main.most - a.main.most || b.main.top - a.main.top ||
    b.main.changes - a.main.changes || b.aside.top - a.aside.top;
  // What was promised for a day yet to come, where knowledge ends, is a change too.
  /** @type {(weighed: Weighed) => number} */
  const changes = ({ row, main }) => main.changes + (row.main.promised ? 1 : 0);
  const posts = speaking.filter(({ row }) => row.post)
    .sort((a, b) => Number(b.row.main.promised) - Number(a.row.main.promised) || changes(b) - changes(a) || active(a, b));
  return {
    troops: speaking.filter(({ row }) => !row.post).sort(active).map(({ row }) => row),
    posts: posts.map(({ row }) => row),
    changing: posts.filter(changes).length,
    all: speaking.length,
  };
};

/**
 * The rows for which there is room: a third of it for posts that change, more where no others want it.
 *
 * @type {(found: { troops: Row[], posts: Row[], changing: number }, room: number) => Row[]}
 */
export const rowsThatFit = ({ troops, posts, changing }, room) => {
  const few = Math.min(changing, Math.max(1, Math.floor(room / 3)));
  const forPosts = Math.min(posts.length, Math.max(few, room - troops.length));
  return [...troops.slice(0, room - forPosts), ...posts.slice(0, Math.max(0, forPosts))];
};

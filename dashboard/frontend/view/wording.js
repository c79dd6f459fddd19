// What card, timeline and rows share: dates, numbers and places in words.
// Only look-ups in the table of states; no rule about evidence is written here.

import { lifeOf } from "../data/lives.js";
import { stepOf } from "../data/steps.js";
import { ofDay } from "./running.js";

// Records by an id that came from an address: nothing inherited may answer.
/** @type {<T>(table: Record<string, T>, id: string) => T | null} */
export const ownValue = (table, id) => (Object.prototype.hasOwnProperty.call(table, id) ? table[id] : null);

// An event of a later day was not known by then.
/** @type {(ctx: Pick<Frame.Context, "known">, event: Payload.Event) => boolean} */
export const knownEvent = (ctx, event) => event.date <= ctx.known;

/**
 * A subject as it is on the day in view: a site with the actor who runs it then.
 *
 * @type {(ctx: Pick<Frame.Context, "state" | "subjects">, id: string) => Payload.Subject | null}
 */
export const subjectOf = ({ state, subjects }, id) => {
  const subject = subjects.get(id);
  return subject ? ofDay(subject, state(id)) : null;
};
/** @type {(subject: Payload.Subject) => boolean} */
export const isDiplomatic = (subject) => subject.kind === "post";
/** @type {(subject: Payload.Subject) => boolean} */
export const isSite = (subject) => subject.kind !== "post" && subject.kind !== "contingent";

// A date as claimed: 2020, 2020-03 or a day; the year stays away where it is that of the day in view, unless the card
// tells of several years.
/** @type {(ctx: Pick<Frame.Context, "atlas" | "fmtDay" | "words">, text: string | null | undefined, year: string) => string} */
const dated = ({ atlas, fmtDay, words }, text, year) => {
  if (!text || text.length < 4) return "";
  if (text === atlas.min) return words("map.card.always");
  return fmtDay(text, text.slice(0, 4) === year ? "short" : "day");
};
/** @type {(ctx: Frame.Context, text: string | null | undefined) => string} */
export const whenText = (ctx, text) => dated(ctx, text, ctx.manyYears ? "" : ctx.day.slice(0, 4));
// On the axis of time, where no day is in view yet: the year stays away where it is that of the evidence.
/** @type {(ctx: Frame.Context, text: string) => string} */
export const onAxis = (ctx, text) => dated(ctx, text, (ctx.atlas.evidence_to || "").slice(0, 4));
/**
 * Whether the life of a subject reaches into another year than that of the day in view.
 *
 * @type {(ctx: Frame.Context, id: string) => boolean}
 */
export const manyYears = (ctx, id) => lifeOf(ctx, id).some(({ from, since, due, last, numbers }) =>
  [from, since, due, last, ...numbers.map(({ claimed }) => claimed)]
    .some((day) => day && day !== ctx.atlas.min && day.slice(0, 4) !== ctx.day.slice(0, 4)));

/** @type {(words: Frame.Context["words"], step: string) => string} */
export const stepWord = (words, step) => words(step ? "map.step." + step : "map.step.no_word");
/** @type {(words: Frame.Context["words"], kind: string) => string} */
export const kindWord = (words, kind) => words("map.kind." + kind);
/** What a post is called by the one that sends it. @type {(words: Frame.Context["words"], rank: string) => string} */
export const rankWord = (words, rank) => words("map.rank." + rank.replace(/ /g, "_"));
// A number as text, as the table writes it: a gap is never 0, and a 0 that a source gave is "none".
/** @type {(ctx: Pick<Frame.Context, "fmtCount" | "words">, low: number | null, high: number | null, rounded?: boolean) => string} */
const span = ({ fmtCount, words }, low, high, rounded = false) => {
  if (high === 0) return words("number.zero");
  /** @param {string} n */
  const about = (n) => (rounded ? words("map.number.about", { n }) : n);
  const [from, to] = [low, high].map((n) => (n === null ? "" : fmtCount(n)));
  if (!from) return words("number.upto", { n: about(to) });
  if (!to) return words(rounded ? "number.atleast.about" : "number.atleast", { n: from });
  return about(low === high ? from : words("map.number.range", { low: from, high: to }));
};
/** @type {(ctx: Frame.Context, low: number | null, high: number | null, counts?: string, rounded?: boolean) => string} */
export const numberText = (ctx, low, high, counts, rounded) => {
  if (low === null && high === null) return "";
  return [span(ctx, low, high, rounded), counts && high !== 0 && ctx.words("map.counts." + counts)].filter(Boolean).join(" ");
};
/** @type {(ctx: Frame.Context, state: Payload.State) => string} */
export const numberOf = (ctx, state) => numberText(ctx, state.low, state.high, state.counts, state.rounded);
// Whether a missing number is told, and how, is a word of the state.
/** @type {(words: Frame.Context["words"], state: Payload.State) => string} */
export const missingNumber = (words, state) => (state.wants_number ? words("number." + state.wants_number) : "");
/** @type {(ctx: Frame.Context, state: Payload.State, low: number | null, high: number | null) => string} */
export const rowNumber = (ctx, state, low, high) => numberText(ctx, low, high, "", state.rounded) || (state.wants_number === "not_given" ? "?" : "");

// Where a subject is: the places of its people, else its own; as the table says it, somewhere in Greenland is no place.
/** @type {(subject: Payload.Subject, state: Payload.State | null) => string[]} */
export const placesOf = (subject, state) => {
  const spots = state ? [...new Set((state.spots || []).map((s) => s[0]).filter(Boolean))] : [];
  return spots.length ? spots : [(state && state.place) || subject.place].filter(Boolean);
};
/** @type {(ctx: Pick<Frame.Context, "atlas" | "words">, places: string[]) => string} */
export const vaguePlace = ({ atlas, words }, places) => {
  if (!places.length) return words("table.nowhere");
  return places.length === 1 && places[0] === atlas.greenland ? words("table.somewhere") : "";
};
/** Where something is, as the table says it: its places by name, and last that a source knows no more than "in Greenland". @type {(ctx: Pick<Frame.Context, "atlas" | "placeName" | "words">, places: string[]) => string} */
export const whereText = ({ atlas, placeName, words }, places) => {
  const { greenland } = atlas;
  const named = places.filter((id) => id !== greenland).map(placeName).join(", ");
  return [named, places.includes(greenland) ? words("table.somewhere") : ""].filter(Boolean).join("; ") || words("table.nowhere");
};
// The beginning is told as such only where it is known.
/** @type {(state: Payload.State) => boolean} */
export const firstSeen = (state) => {
  const seen = stepOf(state.step).seen;
  return seen && state.begun === false;
};
// The last day that somebody saw it, as exactly as the claim has it.
/** @type {(ctx: Frame.Context, state: Payload.State | null) => string} */
export const lastSeen = (ctx, state) => {
  if (!state || !state.last) return "";
  return whenText(ctx, state.last > ctx.day ? ctx.day : state.last_said || state.last);
};

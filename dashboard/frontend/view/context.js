// The context that every part gets: data, the view, words, and the few things a part may ask for.

import { claimStore, makeStateTable } from "../data/lookup.js";
import { setShapes } from "../data/shapes.js";
import { setSteps } from "../data/steps.js";
import { metresPerPixel } from "../lib/crs.js";
import { makeCount, makeDays, makeRange, makeWords } from "../lib/words.js";
import { makeState } from "./state.js";

const DATED = /^\d{4}-\d{2}-\d{2}$/;

/** The words of a language. @type {(ctx: Frame.Context, lang: string, dictionary: Record<string, string>) => Partial<Frame.Say>} */
const wordsIn = (ctx, lang, dictionary) => {
  /** @type {(text: string) => Frame.Spoken} */
  const inReaders = (text) => ({ text, lang: "" });
  const words = makeWords(lang, dictionary);
  const fmtRange = makeRange(words);
  return {
    lang, words, fmtRange,
    text: (record, field) => {
      const translated = dictionary[`map.text.${field}.${record.id}`];
      return translated === undefined ? ctx.english(record[field] || "") : inReaders(translated);
    },
    english: (text) => (lang === "en" ? inReaders(text) : { text, lang: "en" }),
    nameOf: (group, id) => dictionary[`map.${group}.${id}`] ?? id,
    fmtDay: makeDays(lang, dictionary),
    fmtSize: ({ rounded }, low, high) => fmtRange(low, high, Boolean(rounded && (low || high))),
    fmtCount: makeCount(lang),
  };
};

/** @type {(get: () => Frame.Context, table: Frame.StateTable, load: Frame.Host["load"]) => Frame.Facts} */
const factsOf = (get, table, load) => ({
  state: (id) => table.at(id, get().day, get().known),
  stateAt: (id, day, known) => table.at(id, day, known ?? get().known),
  runs: (id) => table.runs(id, get().known),
  shown: (id) => {
    const { matched, stepped, state } = get();
    const now = state(id);
    return now !== null && (!matched || matched.has(id)) && (!stepped || stepped(id, now));
  },
  unverified: (state) => state.unverified,
  last: (state) => (state.last && state.last < get().day ? state.last : get().day),
  clampDay: (iso) => {
    const { atlas, day } = get();
    if (!DATED.test(iso)) return day;
    return iso < atlas.min ? atlas.min : iso > atlas.max ? atlas.max : iso;
  },
  claims: claimStore(load),
  /** The scenes, once the states of their days of knowledge are here too. */
  loadScenes: async () => {
    /** @type {Payload.Scene[]} */
    const scenes = await load("scenes");
    await Promise.all(scenes.map((scene) => table.ensure(scene.known_by)));
    return scenes;
  },
  nation: () => (get().sel.startsWith("nation:") ? get().sel.slice(7) : ""),
});

/** Names come with the words of a language, as sentence and table have them. @type {(get: () => Frame.Context) => Pick<Frame.Say, "name" | "capital" | "whose" | "placeName">} */
const namesOf = (get) => ({
  name: (id) => get().nameOf("actor", id),
  capital: (actor) => get().nameOf("capital", actor.id),
  whose: ({ id, actor }) => (get().wholes.has(id) ? get().nameOf("joint", id) : get().name(actor)),
  placeName: (id) => get().nameOf("place", id),
});

/** @type {(get: () => Frame.Context) => Frame.Surroundings} */
const surroundingsOf = (get) => {
  /** @type {(selector: string) => boolean} */
  const within = (selector) => get().elements.pane.closest(selector) !== null;
  return {
    metres: () => metresPerPixel(get().proj, get().map.getZoom(), get().map.getCenter().lat),
    still: () => window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    narrow: () => within(".narrow"),
    present: () => within(".present"),
    paper: () => within(".printing"),
  };
};

/** Events between the parts. @type {() => Pick<Frame.Base, "on" | "emit">} */
const makeEvents = () => {
  /** @type {Record<string, ((detail?: any) => unknown)[]>} */
  const listeners = {};
  return {
    on: (name, listener) => (listeners[name] = listeners[name] || []).push(listener),
    emit: (name, detail) => (listeners[name] || []).map((listener) => listener(detail)).some(Boolean),
  };
};

/**
 * The context before the parts have added to it what `Frame.Written` says.
 *
 * @param {Pick<Frame.Base, "map" | "elements" | "io" | "data" | "side" | "fail">} given
 * @returns {Frame.Context}
 */
export const makeContext = (given) => {
  const { io, data } = given;
  const { atlas } = data;
  setShapes(atlas.shapes); // how things are drawn
  setSteps(atlas.steps); // what Python says of each step, by its name
  const table = makeStateTable(atlas.fields, data.states, io.load);
  const get = () => ctx;
  const ctx = /** @type {Frame.Context} */ (/** @type {Partial<Frame.Context>} */ ({
    ...given, ...makeState(), ...makeEvents(), ...factsOf(get, table, io.load), ...namesOf(get), ...surroundingsOf(get),
    atlas, table,
    subjects: new Map(atlas.subjects.map((subject) => [subject.id, subject])),
    events: new Map(atlas.events.map((event) => [event.id, event])),
    wholes: new Set(atlas.wholes),
    lang: "", visible: [], layout: null, leader: [], named: null, written: null,
    fontsCome: false, started: false, aiming: false, drawMs: 0,
    setWords: (lang, dictionary) => {
      Object.assign(/** @type {Frame.Written["view/context.js"]} */ (ctx), wordsIn(ctx, lang, dictionary));
    },
  }));
  return ctx;
};

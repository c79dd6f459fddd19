// The context that every part gets: data, the view, words, and the few things a part may ask for.

import { ALL, claimStore, makeStateTable } from "../data/lookup.js";
import { setShapes } from "../data/shapes.js";
import { setSteps } from "../data/steps.js";
import { metresPerPixel } from "../lib/crs.js";
import { el, makeButton, svgEl } from "../lib/dom.js";
import { makeCount, makeDays, makeRange, makeWords } from "../lib/words.js";

const DATED = /^\d{4}-\d{2}-\d{2}$/;

// From now on all words are those of a language.
/** @type {(ctx: Frame.Context, lang: string, dictionary: Record<string, string>) => void} */
const speak = (ctx, lang, dictionary) => {
  ctx.lang = lang;
  ctx.words = makeWords(lang, dictionary);
  /** @type {(text: string) => Frame.Spoken} */
  const own = (text) => ({ text, lang: "" });
  /** Our words about a subject or an event, in the reader's language; what nobody has translated is English. */
  ctx.text = (record, field) => {
    const translated = dictionary[`map.text.${field}.${record.id}`];
    return translated === undefined ? ctx.english(record[field] || "") : own(translated);
  };
  ctx.english = (text) => (lang === "en" ? own(text) : { text, lang: "en" });
  ctx.nameOf = (group, id) => dictionary[`map.${group}.${id}`] ?? id;
  ctx.fmtDay = makeDays(lang, dictionary);
  ctx.fmtRange = makeRange(ctx.words);
  ctx.fmtSize = ({ rounded }, low, high) => {
    const n = ctx.fmtRange(low, high);
    return rounded && (low || high) ? ctx.words("map.number.about", { n }) : n;
  };
  ctx.fmtCount = makeCount(lang);
};

/** @type {(map: any, elements: Frame.Elements, io: Frame.Host, data: Omit<Payload.Start, "words">) => Frame.Context} */
export const makeContext = (map, elements, io, data) => {
  const { atlas } = data;
  const subjects = new Map(atlas.subjects.map((subject) => [subject.id, subject]));
  const events = new Map(atlas.events.map((event) => [event.id, event]));
  const table = makeStateTable(atlas.fields, data.states, io.load);
  const wholes = new Set(atlas.subjects.map((subject) => subject.part_of).filter(Boolean));
  /** @type {Record<string, ((detail?: any) => unknown)[]>} */
  const listeners = {};
  setShapes(atlas.shapes); // how things are drawn
  setSteps(atlas.steps); // what Python says of each step, by its name

  // What is added later, and the words, stand beside in context.d.ts.
  const ctx = /** @type {Frame.Context} */ (/** @type {Partial<Frame.Context>} */ ({
    map, elements, io, data, atlas, subjects, wholes, events, table,
    el, svgEl, button: makeButton,
    view: { asof: "", known: ALL, match: null, steps: [], nations: [], sel: "", proj: "laea", lang: "en" },
    proj: "laea", day: "", known: ALL, sel: "", lang: "",
    visible: [],
    hidden: new Set(), // kinds that the legend has switched off
    lies: null, // where the lists lie, until they change
    thread: [], // boxes along the line from the list of Nuuk to its town
    fontsCome: false, // after the first words were drawn: all widths are counted anew
    aiming: false, // while the map is being set to where it looks, nobody draws
    drawMs: 0,

    /** The state of a subject on the day in view, or null where there is no word. */
    state: (id) => table.at(id, ctx.day, ctx.known),
    stateAt: (id, day, known) => table.at(id, day, known ?? ctx.known),
    runs: (id) => table.runs(id, ctx.known),
    /** Whether the filter lets it through and there is a word on it; the legend is not asked. */
    shown: (id) => {
      const state = ctx.state(id);
      if (!state) return false;
      if (ctx.matched && !ctx.matched.has(id)) return false;
      return !ctx.stepped || ctx.stepped.has(state.step);
    },
    /** Whether what is shown rests on a claim that nobody has verified. */
    unverified: (state) => state.unverified,
    last: (state) => (state.last && state.last < ctx.day ? state.last : ctx.day),
    // Names come with the words of a language, as sentence and table have them.
    name: (id) => ctx.nameOf("actor", id),
    capital: (actor) => ctx.nameOf("capital", actor.id),
    /** Whose people: a nation, or what several nations do as one, by its own name. */
    whose: (subject) => (ctx.wholes.has(subject.id) ? ctx.nameOf("joint", subject.id) : ctx.name(subject.actor)),
    placeName: (id) => ctx.nameOf("place", id),
    clampDay: (iso) => {
      if (!DATED.test(iso)) return ctx.day;
      return iso < atlas.min ? atlas.min : iso > atlas.max ? atlas.max : iso;
    },
    claims: claimStore(io.load),
    /** The scenes, once the states of their days of knowledge are here too. */
    loadScenes: async () => {
      const scenes = await io.load("scenes");
      await Promise.all(scenes.map((/** @type {Payload.Scene} */ scene) => table.ensure(scene.known_by)));
      return scenes;
    },
    on: (name, listener) => (listeners[name] = listeners[name] || []).push(listener),
    /** Tell listeners; true when one of them says it dealt with it. */
    emit: (name, detail) => (listeners[name] || []).map((listener) => listener(detail)).some(Boolean),
    metres: () => metresPerPixel(ctx.proj, map.getZoom(), map.getCenter().lat),
    still: () => window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    narrow: () => Boolean(elements.pane.closest(".narrow")),
    present: () => Boolean(elements.pane.closest(".present")),
    paper: () => Boolean(elements.pane.closest(".printing")),
    nation: () => (ctx.sel.startsWith("nation:") ? ctx.sel.slice(7) : ""), // the one in focus, by code
    setWords: (lang, dictionary) => speak(ctx, lang, dictionary),
  }));
  return ctx;
};

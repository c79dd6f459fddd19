// The context that every part gets: data, the view, words, and the few things a part may ask for.
"use strict";
(() => {
  const DATED = /^\d{4}-\d{2}-\d{2}$/;

  Arctic.makeContext = (map, elements, io, data) => {
    const { atlas } = data;
    const subjects = new Map(atlas.subjects.map((subject) => [subject.id, subject]));
    const events = new Map(atlas.events.map((event) => [event.id, event]));
    const table = Arctic.lookup(atlas.fields, data.states, io.load);
    const wholes = new Set(atlas.subjects.map((subject) => subject.part_of).filter(Boolean));
    const listeners = {};
    Arctic.steps = atlas.steps; // what Python says of each step, by its name
    Arctic.shapes = atlas.shapes; // how things are drawn

    const ctx = {
      map, elements, io, data, atlas, subjects, wholes, events, table,
      el: Arctic.el, svgEl: Arctic.svgEl, button: Arctic.button,
      view: { asof: "", known: Arctic.ALL, match: null, steps: [], nations: [], sel: "", proj: "laea", lang: "en" },
      proj: "laea", day: "", known: Arctic.ALL, sel: "", lang: "",
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
      claims: Arctic.claimStore(io.load),
      /** The scenes, once the states of their days of knowledge are here too. */
      loadScenes: async () => {
        const scenes = await io.load("scenes");
        await Promise.all(scenes.map((scene) => table.ensure(scene.known_by)));
        return scenes;
      },
      on: (name, listener) => (listeners[name] = listeners[name] || []).push(listener),
      /** Tell listeners; true when one of them says it dealt with it. */
      emit: (name, detail) => (listeners[name] || []).map((listener) => listener(detail)).some(Boolean),
      metres: () => Arctic.metresPerPixel(ctx.proj, map.getZoom(), map.getCenter().lat),
      still: () => window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      narrow: () => Boolean(elements.pane.closest(".narrow")),
      present: () => Boolean(elements.pane.closest(".present")),
      paper: () => Boolean(elements.pane.closest(".printing")),
      nation: () => (ctx.sel.startsWith("nation:") ? ctx.sel.slice(7) : ""), // the one in focus, by code
    };

    ctx.setWords = (lang, dictionary) => {
      ctx.lang = lang;
      ctx.words = Arctic.makeWords(lang, dictionary);
      const own = (text) => ({ text, lang: "" });
      /** Our words about a subject or an event, in the reader's language; what nobody has translated is English. */
      ctx.text = (record, field) => {
        const translated = dictionary[`map.text.${field}.${record.id}`];
        return translated === undefined ? ctx.english(record[field] || "") : own(translated);
      };
      ctx.english = (text) => (lang === "en" ? own(text) : { text, lang: "en" });
      ctx.nameOf = (group, id) => dictionary[`map.${group}.${id}`] ?? id;
      ctx.fmtDay = Arctic.makeDays(lang, dictionary);
      ctx.fmtRange = Arctic.makeRange(ctx.words);
      ctx.fmtSize = ({ rounded }, low, high) => {
        const n = ctx.fmtRange(low, high);
        return rounded && (low || high) ? ctx.words("map.number.about", { n }) : n;
      };
      ctx.fmtCount = Arctic.makeCount(lang);
    };
    return ctx;
  };

  Arctic.flagsOf = (ctx, state) => [
    ...["last_known", "unconfirmed", "disputed"].filter((flag) => state[flag]),
    ...(ctx.unverified(state) ? ["unverified"] : []),
  ];

  /** "last reported 21 Jan": of what is only last known, the day; else nothing. */
  Arctic.lastReported = (ctx, subject, state) => {
    if (subject.kind !== "contingent" || !Arctic.isStale(ctx, subject, state) || !state.last) return "";
    if (!state.last_known && ctx.day > ctx.known) return ""; // beyond knowledge: the key says it once
    return ctx.words("map.last_reported", { day: Arctic.panel.lastSeen(ctx, state) });
  };

  /** What stands in the name of a symbol: who, what, step, number, place. */
  Arctic.describe = (ctx, id, spot) => {
    const subject = ctx.subjects.get(id);
    const state = ctx.state(id);
    const who = subject.actor ? ctx.whose(subject) : "";
    const [place, , low, high] = spot || [state.place, "", state.low, state.high];
    const number = subject.kind === "contingent" && !(low === null && high === null) ? ctx.fmtSize(state, low, high) : "";
    const where = place && place !== id && ctx.atlas.places[place] ? ctx.placeName(place) : "";
    const reported = Arctic.lastReported(ctx, subject, state);
    const flags = Arctic.flagsOf(ctx, state).filter((flag) => !(reported && flag === "last_known"));
    return {
      who,
      what: ctx.text(subject, "label"),
      kind: ctx.words(`map.kind.${subject.kind}`).toLowerCase(),
      step: ctx.words(`map.step.${state.step}`),
      number,
      where,
      flags: [...(reported ? [reported] : []), ...flags.map((flag) => ctx.words(`map.flag.${flag}`))],
    };
  };
})();

// What card, timeline and rows share: dates, the life of a subject, numbers in words, small symbols, explained terms.
// Only look-ups in the table of states; no rule about evidence is written here.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  Arctic.parts = Arctic.parts || {};
  const P = (Arctic.panel = Arctic.panel || {});
  const DAY_MS = 86400000;
  P.FOREVER = "9999-12-31";
  const stores = new WeakMap();

  // Records by an id that came from an address: nothing inherited may answer.
  P.own = (table, id) => (Object.prototype.hasOwnProperty.call(table, id) ? table[id] : null);

  // An event of a later day was not known by then.
  P.knownEvent = (ctx, event) => event.date <= ctx.known;

  // What is worked out once per data set: events by day, and lives as they are asked for.
  P.store = (ctx) => {
    let store = stores.get(ctx.atlas);
    if (store) return store;
    const eventDays = new Map();
    for (const event of ctx.atlas.events) {
      if (!eventDays.has(event.date)) eventDays.set(event.date, []);
      eventDays.get(event.date).push(event);
    }
    store = { eventDays, lives: new Map() };
    stores.set(ctx.atlas, store);
    return store;
  };
  P.subject = (ctx, id) => ctx.subjects.get(id) || null;
  P.isDiplomatic = (subject) => subject.kind === "post";
  P.isSite = (subject) => subject.kind !== "post" && subject.kind !== "contingent";

  // Days as numbers; setUTCFullYear because Date.UTC reads the year 40 as 1940.
  P.dayNumber = (iso) => {
    const date = new Date(0);
    date.setUTCFullYear(+iso.slice(0, 4), +iso.slice(5, 7) - 1, +iso.slice(8, 10));
    return Math.round(date / DAY_MS);
  };
  P.isoDay = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
  P.min = (a, b) => (a < b ? a : b);
  // A partial day may be its last; only an order and a comparison rest on it.
  P.lastDay = (text) => {
    const [year, month] = [+text.slice(0, 4), +text.slice(5, 7) || 12];
    return text.length === 10 ? text : new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  };
  P.latest = (text) => (text.length === 10 ? text : text.length === 7 ? `${text}-31` : `${text}-12-31`);

  // A date as claimed: 2020, 2020-03 or a day; the year stays away where it is that of the day in view, unless the card
  // tells of several years.
  const dated = (ctx, text, year) => {
    if (!text || text.length < 4) return "";
    if (text === ctx.atlas.min) return ctx.words("map.card.always");
    return ctx.fmtDay(text, text.slice(0, 4) === year ? "short" : "day");
  };
  P.when = (ctx, text) => dated(ctx, text, ctx.manyYears ? "" : ctx.day.slice(0, 4));
  // On the axis of time, where no day is in view yet: the year stays away where it is that of the evidence.
  P.onAxis = (ctx, text) => dated(ctx, text, (ctx.atlas.evidence_to || "").slice(0, 4));
  /** Whether the life of a subject reaches into another year than that of the day in view. */
  P.manyYears = (ctx, id) => P.life(ctx, id).some(({ from, since, due, last, numbers }) =>
    [from, since, due, last, ...numbers.map(({ said }) => said)]
      .some((day) => day && day !== ctx.atlas.min && day.slice(0, 4) !== ctx.day.slice(0, 4)));

  // A number joins a segment on the day from which it holds, and only where it says something new.
  // `said` is that day as its claim writes it, perhaps a year alone.
  const count = (segment, from, { low, high, counts, rounded, number_day: said }) => {
    if (low === null && high === null) return;
    Object.assign(segment, { low, high });
    const before = segment.numbers[segment.numbers.length - 1];
    if (before && before.low === low && before.high === high) return;
    segment.numbers.push({ day: from, said: said || from, low, high, counts, rounded });
  };

  // The life of a subject as known on ctx.known: one segment per step, in order of days.
  P.life = (ctx, id) => {
    const store = P.store(ctx);
    const key = ctx.known + "|" + id;
    if (store.lives.has(key)) return store.lives.get(key);
    const segments = [];
    for (const { from, to, state } of ctx.runs(id)) {
      const stale = state.last_known ? "last_known" : state.unconfirmed ? "unconfirmed" : "";
      const last = segments[segments.length - 1];
      const { step, since, due } = state;
      if (last && last.step === step && last.stale === stale) {
        Object.assign(last, { to, due: due || last.due, since: since || last.since, last: state.last || last.last });
        count(last, from, state);
      } else if (step) {
        segments.push({ from, to, step, stale, low: null, high: null, since, due, last: state.last, numbers: [] });
        count(segments[segments.length - 1], from, state);
      }
    }
    if (store.lives.size > 400) store.lives.clear();
    store.lives.set(key, segments);
    return segments;
  };
  P.segmentAt = (segments, day) => segments.findIndex((s) => s.from <= day && day <= s.to);

  const OPEN_STEPS = new Set(["in_place", "open", "attested"]);
  P.isOpen = (step) => OPEN_STEPS.has(step);
  P.isOver = (step) => Boolean((Arctic.steps[step] || {}).over);
  // How a step is drawn: one class for band, bars and small symbols.
  P.drawn = (step) => (OPEN_STEPS.has(step) ? "in" : P.isOver(step) ? "end" : step);

  P.step = (ctx, step) => ctx.words(step ? "map.step." + step : "map.step.no_word");
  P.kind = (ctx, kind) => ctx.words("map.kind." + kind);
  // A number as text, as the table writes it: a gap is never 0, and a 0 that a source gave is "none".
  const span = (ctx, low, high) => {
    if (high === 0) return ctx.words("number.zero");
    const [from, to] = [low, high].map((n) => (n === null ? "" : ctx.fmtCount(n)));
    if (!from) return ctx.words("number.upto", { n: to });
    if (!to) return ctx.words("number.atleast", { n: from });
    return low === high ? from : ctx.words("map.number.range", { low: from, high: to });
  };
  P.number = (ctx, low, high, counts, rounded) => {
    if (low === null && high === null) return "";
    const n = span(ctx, low, high);
    return [rounded && high !== 0 ? ctx.words("map.number.about", { n }) : n, counts && high !== 0 && ctx.words("map.counts." + counts)].filter(Boolean).join(" ");
  };
  P.numberOf = (ctx, state) => P.number(ctx, state.low, state.high, state.counts, state.rounded);
  // Whether a missing number is told, and how, is a word of the state.
  P.missing = (ctx, state) => (state.wants_number ? ctx.words("number." + state.wants_number) : "");
  P.rowNumber = (ctx, state, low, high) => P.number(ctx, low, high, "", state.rounded) || (state.wants_number === "not_given" ? "?" : "");

  // Where a subject is: the places of its people, else its own; as the table says it, somewhere in Greenland is no place.
  P.placesOf = (subject, state) => {
    const spots = state ? [...new Set((state.spots || []).map((s) => s[0]).filter(Boolean))] : [];
    return spots.length ? spots : [(state && state.place) || subject.place].filter(Boolean);
  };
  P.vague = (ctx, places) => {
    if (!places.length) return ctx.words("table.nowhere");
    return places.length === 1 && places[0] === ctx.atlas.greenland ? ctx.words("table.somewhere") : "";
  };
  // The beginning is told as such only where it is known.
  P.firstSeen = (state) => {
    const seen = (Arctic.steps[state.step] || {}).seen;
    return state.first_seen === undefined ? Boolean(seen) && state.begun === false : state.first_seen;
  };
  // The last day that somebody saw it, as exactly as the claim has it.
  P.lastSeen = (ctx, state) => {
    if (!state || !state.last) return "";
    return P.when(ctx, state.last > ctx.day ? ctx.day : state.last_said || state.last);
  };

  // Claims are told in English; whoever reads another language is told so.
  P.english = (ctx, node) => {
    if (ctx.lang !== "en") node.lang = "en";
    return node;
  };
  P.button = (ctx, cls, text, onclick) => ctx.button(cls, text, onclick);

  // A word with its explanation: on hover, focus and tap. Escape takes the explanation away first.
  let tipCount = 0;
  P.term = (ctx, cls, text, key) => {
    const wrap = ctx.el("span", "p-term");
    const button = P.button(ctx, "p-termword " + cls, text);
    const tip = ctx.el("span", "p-tip", ctx.words(key));
    tip.id = "p-tip-" + ++tipCount;
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    button.setAttribute("aria-describedby", tip.id);
    const show = (on) => {
      if (tip.hidden !== on) return;
      tip.hidden = !on;
      const room = tip.offsetParent;
      if (!on || !room) return;
      const under = button.offsetTop + button.offsetHeight + 5;
      const fits = under + tip.offsetHeight <= room.scrollTop + room.clientHeight;
      tip.style.top = (fits ? under : button.offsetTop - tip.offsetHeight - 5) + "px";
    };
    button.addEventListener("pointerenter", (e) => e.pointerType === "mouse" && show(true));
    wrap.addEventListener("pointerleave", (e) => e.pointerType === "mouse" && document.activeElement !== button && show(false));
    button.addEventListener("focus", () => show(true));
    button.addEventListener("blur", () => show(false));
    button.addEventListener("click", () => show(true));
    button.addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || tip.hidden) return;
      show(false);
      e.stopPropagation();
    });
    wrap.append(button, tip);
    return wrap;
  };
  P.flags = (ctx, state) => {
    const names = state ? Arctic.flagsOf(ctx, state) : [];
    if (!names.length) return null;
    const box = ctx.el("p", "p-flags");
    for (const name of names) box.append(P.term(ctx, "p-flag p-flag-" + name, ctx.words("map.flag." + name), "map.term." + name));
    return box;
  };

  // A small symbol beside a row, as on the map; a contingent is one dot here, its people stand below as dots.
  const DOT = "M5.2 0A5.2 5.2 0 1 1 -5.2 0A5.2 5.2 0 1 1 5.2 0Z";
  P.glyph = (ctx, subject, state) => {
    if (!state) return ctx.el("span", "p-glyph"); // no word, no symbol
    const mark = Arctic.mark(subject.kind, "p-glyph " + Arctic.stateClass(ctx, subject, state), Arctic.isHonorary(subject, state));
    if (subject.kind === "contingent") mark.querySelector(".m").setAttribute("d", DOT);
    return mark;
  };
  P.dots = (ctx, subject, state, low, high) => {
    const n = Math.max(low || 0, high || 0);
    if (!n || n > 300 || P.isOver(state.step)) return null;
    const spot = [state.place, state.precision, low, high];
    const { node } = Arctic.symbol(ctx, { subject, state, spot }, { pitch: 5 });
    node.classList.add("p-dots");
    return node;
  };

  // A row that opens something: symbol, two lines, number on the right.
  P.row = (ctx, options) => {
    const button = P.button(ctx, "p-row", "", () => (options.open || ctx.select)(options.sel));
    if (options.id) button.dataset.id = options.id;
    if (options.glyph) button.append(options.glyph);
    const words = ctx.el("span", "p-row-words");
    words.append(Arctic.say(ctx.el("span", "p-row-title"), options.title));
    if (options.note && options.note.text !== "") words.append(Arctic.say(ctx.el("span", "p-row-note"), options.note));
    button.append(words);
    if (options.dots) words.append(options.dots);
    if (options.number) {
      const number = ctx.el("span", "p-row-number", options.number === "?" ? "" : options.number);
      if (options.number === "?") {
        const mark = ctx.el("span", "", "?");
        mark.setAttribute("aria-hidden", "true");
        number.append(mark, ctx.el("span", "p-hidden", ctx.words("number.not_given")));
      }
      if (options.military) number.classList.add("p-mil");
      button.append(number);
    }
    return button;
  };
})();

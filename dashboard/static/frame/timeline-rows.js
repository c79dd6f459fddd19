// What the bars of the timeline say: one row a nation for the exercise, what it does outside as a thin line below it,
// one row a post. Worked out day by day from the states; nothing here knows pixels.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  const P = (Arctic.panel = Arctic.panel || {});
  const EXERCISE = "arctic_endurance";
  // From least to most: where several subjects share a row, the day belongs to the furthest of them.
  const LAYERS = ["", "considered", "lapsed", "announced", "sentstale", "sent", "stale", "in"];
  P.LAYERS = LAYERS;

  /** How one segment of a life is drawn; "" for what is over. */
  P.layerOf = (segment) => {
    if (P.isOver(segment.step)) return "";
    if (segment.step === "announced") return segment.stale ? "lapsed" : "announced";
    if (segment.step === "considered") return segment.stale ? "lapsed" : "considered";
    if (segment.step === "sent") return segment.stale ? "sentstale" : "sent";
    return segment.stale || segment.step === "attested" ? "stale" : "in";
  };

  // A group of subjects as one line: for each day its layer, and the days on which one of them ended.
  const lineOf = (ctx, clock, ids) => {
    const days = new Uint8Array(clock.last - clock.first + 1);
    const exits = new Set();
    let most = 0;
    for (const id of ids) {
      for (const segment of P.life(ctx, id)) {
        const from = Math.max(0, P.dayNumber(segment.from) - clock.first);
        const to = Math.min(days.length - 1, P.dayNumber(segment.to) - clock.first);
        const rank = LAYERS.indexOf(P.layerOf(segment));
        if (!rank && P.dayNumber(segment.from) > clock.first && from < days.length) exits.add(from);
        for (let i = from; i <= to; i++) days[i] = Math.max(days[i], rank);
        if (from <= to && (segment.step === "in_place" || segment.step === "sent")) {
          most = Math.max(most, segment.low || 0, segment.high || 0);
        }
      }
    }
    const runs = [];
    for (let i = 0, start = 0; i < days.length; i++) {
      if (i + 1 < days.length && days[i + 1] === days[i]) continue;
      if (days[i]) runs.push({ from: clock.first + start, to: clock.first + i, layer: LAYERS[days[i]] });
      start = i + 1;
    }
    // An end is told where the line falls by it, or where there never was one.
    const ends = [...exits].filter((i) => !days[i] || days[i] < days[i - 1]).map((i) => clock.first + i);
    const changes = days.reduce((n, layer, i) => n + (i && layer !== days[i - 1] ? 1 : 0), 0);
    return { ids, runs, ends, most, changes, top: days.reduce((a, b) => Math.max(a, b), 0) };
  };

  const EMPTY = { ids: [], runs: [], ends: [], most: 0, changes: 0, top: 0 };

  /** All rows: {actor, post, honorary, ids, main, aside}; `aside` is what a nation does outside the exercise. */
  P.timelineRows = (ctx, clock) => {
    const match = ctx.view.match ? new Set(ctx.view.match) : null;
    const groups = new Map();
    for (const subject of ctx.atlas.subjects) {
      if (P.isSite(subject) || (match && !match.has(subject.id))) continue;
      const place = ctx.atlas.places[subject.place];
      const post = subject.kind === "post";
      if (post && place && place.kind === "city abroad") continue;
      // A consulate and an honorary consul of one state are two lives; its troops share a row.
      const key = post ? subject.id : `${subject.actor}:troops`;
      const honorary = post && Arctic.isHonorary(subject, ctx.state(subject.id) || {});
      if (!groups.has(key)) groups.set(key, { actor: subject.actor, post, honorary, main: [], aside: [] });
      groups.get(key)[post || subject.programme === EXERCISE ? "main" : "aside"].push(subject.id);
    }
    return [...groups.values()]
      .map((group) => ({
        ...group,
        ids: [...group.main, ...group.aside],
        main: group.main.length ? lineOf(ctx, clock, group.main) : EMPTY,
        aside: group.aside.length ? lineOf(ctx, clock, group.aside) : EMPTY,
      }))
      .filter(({ main, aside }) => main.top || main.ends.length || aside.top || aside.ends.length);
  };

  // The most telling rows that fit: who was there or on the way, with the most people; posts that changed.
  P.rowsThatFit = (rows, room) => {
    const there = (row) => (row.main.top >= LAYERS.indexOf("sentstale") ? 1 : 0);
    const active = (a, b) =>
      there(b) - there(a) || b.main.most - a.main.most || b.main.top - a.main.top ||
      b.main.changes - a.main.changes || b.aside.top - a.aside.top;
    const troops = rows.filter((row) => !row.post).sort(active);
    const posts = rows.filter((row) => row.post).sort((a, b) => b.main.changes - a.main.changes || active(a, b));
    const wanted = posts.filter((row) => row.main.changes).length;
    const few = Math.min(wanted, Math.max(1, Math.floor(room / 3)));
    const forPosts = Math.min(posts.length, Math.max(few, room - troops.length));
    return [...troops.slice(0, room - forPosts), ...posts.slice(0, Math.max(0, forPosts))];
  };
})();

// The phone: below the day (strip.js) everything in view as rows with the number on the right.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  Arctic.parts = Arctic.parts || {};
  const P = (Arctic.panel = Arctic.panel || {});
  const TOWN = "nuuk";
  // Whose posts are not foreign posts in Greenland; the sentence counts the same way.
  const HONORARY = "honorary consulate";
  const HOME = new Set(["DNK", "GRL"]);

  // Nations in an order that no day changes, so that nothing jumps while scrubbing: the largest number ever first.
  const order = (ctx) => {
    const most = new Map();
    for (const subject of ctx.atlas.subjects) {
      let size = 0;
      for (const s of P.life(ctx, subject.id)) {
        if (subject.kind === "contingent" && (s.step === "in_place" || s.step === "sent")) size = Math.max(size, s.low || 0, s.high || 0);
      }
      most.set(subject.actor, Math.max(most.get(subject.actor) || 0, size));
    }
    const kinds = ["contingent", "post", "command", "base", "outpost", "ship", "airport"];
    const list = [...ctx.atlas.subjects];
    const rank = (s) => kinds.indexOf(s.kind);
    const named = (s) => (s.actor ? 0 : 1);
    const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    return list.sort((a, b) =>
      named(a) - named(b) || most.get(b.actor) - most.get(a.actor) || byText(a.actor, b.actor) || rank(a) - rank(b));
  };

  const set = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
  };

  const makeRow = (ctx, subject) => {
    const row = P.button(ctx, "p-li", "", () => ctx.select(subject.id));
    row.dataset.id = subject.id;
    const words = ctx.el("span", "p-li-words");
    const name = ctx.el("span", "p-li-name");
    const note = ctx.el("span", "p-li-note");
    const right = ctx.el("span", "p-li-right");
    const item = ctx.el("li", "");
    words.append(name, note);
    row.append(words, right);
    item.append(row);
    return { item, row, name, note, right, key: "" };
  };

  const places = (ctx, subject, state) => {
    const spots = (state.spots || []).filter((s) => s[0]);
    if (spots.length > 1) return spots.map((s) => [ctx.placeName(s[0]), P.number(ctx, s[2], s[3])].filter(Boolean).join(" ")).join(" · ");
    if (state.place) return state.place === subject.place && P.isSite(subject) ? "" : ctx.placeName(state.place);
    return ctx.words("map.card.place_not_given");
  };

  const fill = (ctx, subject, made, first) => {
    const state = ctx.state(subject.id);
    const key = [first, ctx.lang, state.step, state.low, state.high, state.place, state.rank, state.last_known, state.unconfirmed, state.disputed].join("|");
    if (made.key === key) return;
    made.key = key;
    const nation = subject.actor ? ctx.name(subject.actor) : "";
    const what = subject.kind === "contingent" ? subject.task : subject.kind === "post" ? "" : subject.label;
    const rank = subject.kind === "post" ? ctx.words(state.rank ? "map.rank." + state.rank.replace(/ /g, "_") : "map.kind.post") : "";
    set(made.name, nation || subject.label);
    made.name.classList.toggle("p-hidden", !first && nation !== "");
    made.item.classList.toggle("p-again", !first);
    const stale = state.last_known ? ctx.words("map.flag.last_known") : state.unconfirmed ? ctx.words("map.flag.unconfirmed") : "";
    const step = state.step === "in_place" || (P.isSite(subject) && state.step === "open") ? "" : P.step(ctx, state.step);
    const unverified = ctx.unverified(state) ? ctx.words("map.flag.unverified") : "";
    const disputed = state.disputed ? ctx.words("map.flag.disputed") : "";
    const note = [what === subject.label && !nation ? "" : what, rank, places(ctx, subject, state), step, stale, unverified, disputed].filter(Boolean).join(" · ");
    set(made.note, note);
    made.note.title = note;
    made.row.classList.toggle("p-faint", Boolean(state.last_known || state.unconfirmed || unverified));
    const number = subject.kind === "contingent" && !P.isOver(state.step) ? P.rowNumber(ctx, subject, state) : "";
    const inside = [];
    if (number === "?") {
      const mark = ctx.el("span", "", "?");
      mark.setAttribute("aria-hidden", "true");
      inside.push(mark, ctx.el("span", "p-hidden", ctx.words("map.card.no_number")));
    } else if (number) inside.push(number);
    else if (subject.kind !== "contingent") inside.push(P.glyph(ctx, subject, state));
    made.right.replaceChildren(...inside);
    made.right.className = "p-li-right" + (P.isOpen(state.step) || state.step === "sent" ? "" : " p-not-yet");
  };

  Arctic.parts.rows = (ctx) => {
    const host = ctx.elements.rows;
    host.classList.add("p-rows");
    host.setAttribute("role", "region");
    const moveStrip = Arctic.dayStrip(ctx, ctx.elements.strip);
    const town = P.button(ctx, "p-li p-town", "", () => ctx.select("place:" + TOWN));
    town.dataset.id = "place:" + TOWN;
    const townWords = ctx.el("span", "p-li-words");
    const townName = ctx.el("span", "p-li-name");
    const townNote = ctx.el("span", "p-li-note");
    const diamonds = ctx.el("span", "p-diamonds");
    townWords.append(townName, townNote);
    town.append(townWords, diamonds);
    const townItem = ctx.el("li", "");
    townItem.append(town);
    const list = ctx.el("ul", "p-list");
    const none = ctx.el("p", "p-none");
    host.append(list, none);
    const made = new Map();
    let sorted = null;
    let sortedFor = "";
    let laidOut = "";

    const drawTown = (subjects) => {
      const posts = subjects.filter((s) => s.kind === "post" && !HOME.has(s.actor)).map((s) => [s, ctx.state(s.id)]).filter(([, v]) => v.place === TOWN);
      const opened = posts.filter(([, v]) => v.step === "open");
      const honorary = opened.filter(([, v]) => v.rank === HONORARY);
      const open = opened.filter((post) => !honorary.includes(post));
      const seen = posts.filter(([, v]) => v.step === "attested");
      const announced = posts.filter(([, v]) => v.step === "announced");
      townItem.hidden = !posts.length;
      set(townName, ctx.placeName(TOWN));
      const count = (key, list) => list.length && ctx.words(key, { n: list.length });
      const words = [count("map.rows.posts_open", open), count("map.rows.posts_announced", announced),
        count("map.rows.posts_honorary", honorary), count("map.rows.posts_seen", seen)];
      set(townNote, words.filter(Boolean).join(", "));
      const drawn = [...open, ...announced, ...honorary, ...seen];
      const key = drawn.map(([s, v]) => s.id + v.step + v.last_known).join();
      if (diamonds.dataset.key === key) return;
      diamonds.dataset.key = key;
      diamonds.replaceChildren(...drawn.map(([s, v]) => P.glyph(ctx, s, v)));
    };

    const draw = (change) => {
      const present = ctx.present();
      ctx.elements.strip.hidden = present;
      host.hidden = present;
      if (present || !ctx.narrow()) return;
      moveStrip(change.words || change.view);
      if (change.words) host.setAttribute("aria-label", ctx.words("map.rows.label"));
      if (!(change.day || change.view || change.size || change.words) && laidOut) return;
      if (sortedFor !== ctx.known || !sorted) {
        sorted = order(ctx);
        sortedFor = ctx.known;
      }
      const subjects = sorted.filter((s) => ctx.shown(s.id));
      drawTown(subjects);
      let before = null;
      for (const subject of subjects) {
        if (!made.has(subject.id)) made.set(subject.id, makeRow(ctx, subject));
        fill(ctx, subject, made.get(subject.id), subject.actor !== before || !subject.actor);
        before = subject.actor;
      }
      const layout = subjects.map((s) => s.id).join();
      if (layout !== laidOut) {
        laidOut = layout;
        Arctic.arrange(list, [townItem, ...subjects.map((s) => made.get(s.id).item)]);
      }
      none.hidden = subjects.length > 0;
      set(none, subjects.length ? "" : ctx.words("map.rows.none"));
    };
    return { draw };
  };
})();

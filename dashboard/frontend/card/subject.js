// The card of one subject: name, one big number, the life of the promise as a band, then who says so.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  const P = (Arctic.panel = Arctic.panel || {});

  // kind · place (precision) · programme; the place opens its own card.
  const kicker = (ctx, subject, state) => {
    const line = ctx.el("p", "p-kicker");
    const add = (...nodes) => {
      if (line.childNodes.length) line.append(" · ");
      line.append(...nodes);
    };
    const rank = state && state.rank ? "map.rank." + state.rank.replace(/ /g, "_") : "";
    add(rank ? ctx.words(rank) : P.kind(ctx, subject.kind));
    if (subject.task && subject.kind === "contingent") add(Arctic.say(ctx.el("span"), ctx.text(subject, "task")));
    const places = P.placesOf(subject, state);
    const precision = (state && state.precision) || subject.precision;
    const where = ctx.el("span", "p-where");
    if (P.vague(ctx, places)) {
      where.append(P.term(ctx, "p-soft", P.vague(ctx, places), "map.term.precision"));
      add(where);
    } else {
      const link = (id) => P.button(ctx, "p-link", ctx.placeName(id), () => ctx.select("place:" + id));
      where.append(...places.flatMap((id, i) => (i ? [", ", link(id)] : [link(id)])));
      add(where, " ", P.term(ctx, "p-soft", "(" + ctx.words("map.precision." + (precision || "not_given")) + ")", "map.term.precision"));
    }
    // What is promised as a site is no presence yet.
    const promised = P.isSite(subject) && state && !P.isOpen(state.step) && !P.isOver(state.step);
    if (subject.programme && subject.programme !== "unstated" && !promised) add(ctx.words("map.programme." + subject.programme));
    return line;
  };

  // What stood before, with its day: "13 had been announced on 14 Jan". Without it two numbers read like a sum.
  const HAD = { announced: "map.card.had_announced", sent: "map.card.had_sent", in_place: "map.card.had_in_place" };
  const before = (ctx, segments, now, state) => {
    for (let i = now - 1; i >= 0; i--) {
      const { step, numbers } = segments[i];
      if (step === segments[now].step || !numbers.length || !HAD[step]) continue;
      const { low, high, counts, rounded, said } = numbers[numbers.length - 1];
      if (low === state.low && high === state.high) return "";
      return ctx.words(HAD[step], { n: P.number(ctx, low, high, counts, rounded), day: P.when(ctx, said) });
    }
    return "";
  };

  // What nobody has reported for long: the day first, then the number, faded; the map says it with a flag.
  const faded = (ctx, state, number) => {
    const box = ctx.el("div", "p-big p-faded");
    const day = ctx.words("map.card.last_reported", { day: P.lastSeen(ctx, state) });
    const word = P.term(ctx, "p-stepword", day, "map.term.last_known");
    const line = ctx.el("p", number ? "p-big-over" : "p-big-words");
    line.append(word);
    if (number) line.append(":");
    box.append(line);
    const missing = P.missing(ctx, state);
    if (number) box.append(ctx.el("p", "p-big-number" + (number.length > 8 ? " p-long" : ""), number));
    else if (missing) box.append(ctx.el("p", "p-big-note p-missing", missing));
    return box;
  };

  // The number or the word for its absence, and the status; what is over has no number.
  const figure = (ctx, subject, state) => {
    const box = ctx.el("div", "p-big");
    const note = ctx.el("p", "p-big-note");
    const number = P.isOver(state.step) ? "" : P.numberOf(ctx, state);
    const step = P.term(ctx, "p-stepword", P.step(ctx, state.step), "map.term." + state.step);
    const missing = P.missing(ctx, state);
    if (number) {
      box.append(ctx.el("p", "p-big-number" + (number.length > 8 ? " p-long" : ""), number));
      note.append(step);
    } else if (missing) {
      box.append(ctx.el("p", "p-big-words p-missing", missing));
      note.append(step);
    } else {
      const line = ctx.el("p", "p-big-words" + (P.isDiplomatic(subject) ? " p-dip" : ""));
      line.append(step);
      box.append(line);
    }
    return { box, note };
  };

  // How old the evidence of a site is: sites never become last known, so their card says it at once.
  const age = (ctx, subject, state) => {
    if (!P.isSite(subject) || P.isOver(state.step)) return "";
    const day = P.lastSeen(ctx, state);
    if (day) return ctx.words("map.card.last_seen", { day });
    if (!P.isOpen(state.step)) return state.due ? "" : ctx.words("map.card.no_begin");
    return ctx.words("map.card.never_dated");
  };

  const big = (ctx, subject, state, segments) => {
    if (!state) {
      const box = ctx.el("div", "p-big");
      box.append(ctx.el("p", "p-big-words", ctx.words("map.step.no_word")), ctx.el("p", "p-big-note", ctx.words("map.card.no_word_on_day")));
      return box;
    }
    const over = P.isOver(state.step);
    if (state.last_known && !over) return faded(ctx, state, P.numberOf(ctx, state));
    const now = P.segmentAt(segments, ctx.day);
    const { box, note } = figure(ctx, subject, state);
    const number = P.numberOf(ctx, state);
    const more = [
      over && number && ctx.words("map.card.number_said", { n: number }),
      now >= 0 && before(ctx, segments, now, state),
      !over && state.due && ctx.words("map.card.due_on", { day: P.when(ctx, state.due) }),
      age(ctx, subject, state),
    ].filter(Boolean).join("; ");
    if (more) note.append(note.childNodes.length ? ", " + more : more);
    if (note.childNodes.length) box.append(note);
    return box;
  };

  // What would go stale only after the last evidence is no part of a life that anybody has seen.
  const shown = (ctx, all) => {
    const seen = ctx.day > ctx.atlas.evidence_to ? ctx.day : ctx.atlas.evidence_to;
    const segments = all.filter((s) => !s.stale || s.from <= seen);
    const now = P.segmentAt(segments, ctx.day);
    const most = 8;
    if (segments.length <= most) return [segments, now];
    const from = Math.max(0, Math.min(now - most + 3, segments.length - most));
    return [segments.slice(from, from + most), now < 0 ? now : now - from];
  };

  const wordOf = (ctx, segment) => {
    const flag = segment.stale && ctx.words("map.flag." + segment.stale);
    return flag && !P.isOver(segment.step) ? flag : [P.step(ctx, segment.step), flag].filter(Boolean).join(", ");
  };

  // The numbers of a segment, each with the day from which it holds unless that is the day above. What has
  // grown old says none anew.
  const MOST_NUMBERS = 3;
  const numbersOf = (ctx, segment) => {
    if (P.isOver(segment.step) || segment.stale) return [];
    return segment.numbers.slice(-MOST_NUMBERS).map(({ day, said, low, high, counts, rounded }) => {
      const n = P.number(ctx, low, high, counts, rounded);
      return day === segment.from ? n : ctx.words("map.card.number_day", { day: P.when(ctx, said), n });
    });
  };

  // The day above a segment: as its claim writes it where the segment begins with it, else the day on which it begins.
  P.segmentDay = ({ step, since, stale, from }) => {
    const openStep = step === "open" || step === "attested";
    const claimed = since && !stale && (openStep || since.length < 10) && P.latest(since) >= from;
    return claimed ? since : from;
  };

  // Of a year that is not over on the day in view it is only known that it happened by its end.
  const dayOf = (ctx, { from }, day) => {
    const open = day.length < 10 && from > ctx.day && ctx.day.startsWith(day);
    return open ? ctx.words("map.card.by_end_of", { when: P.when(ctx, day) }) : P.when(ctx, day);
  };

  // The life of a promise. Equal widths, because a consulate waits years and a visit lasts two days.
  const band = (ctx, subject, all) => {
    const [segments] = shown(ctx, all);
    const box = ctx.el("ol", "p-life" + (P.isDiplomatic(subject) ? " p-dip" : P.isSite(subject) ? " p-site" : " p-mil"));
    box.setAttribute("aria-label", ctx.words("map.card.life"));
    for (const segment of segments) {
      const item = ctx.el("li", `p-seg p-${P.drawn(segment.step)}` + (segment.stale || segment.step === "attested" ? " p-stale" : ""));
      const day = P.segmentDay(segment);
      const line = ctx.el("span", "p-seg-line");
      line.append(ctx.el("i", "p-now"));
      item.append(line, ctx.el("span", "p-seg-day", dayOf(ctx, segment, day)));
      item.append(ctx.el("span", "p-seg-word", wordOf(ctx, segment)));
      for (const text of numbersOf(ctx, segment)) item.append(ctx.el("span", "p-seg-number", text));
      box.append(item);
    }
    return box;
  };

  // Where the day stands in the band; only this moves while scrubbing.
  const place = (ctx, box, all) => {
    if (!box) return;
    const [segments, now] = shown(ctx, all);
    [...box.children].forEach((item, i) => {
      item.classList.toggle("p-current", i === now);
      if (i === now) item.setAttribute("aria-current", "date");
      else item.removeAttribute("aria-current");
    });
    if (now < 0) return;
    const segment = segments[now];
    const end = P.min(segment.to, segment.to === ctx.atlas.max ? P.min(ctx.atlas.max, ctx.atlas.evidence_to) : segment.to);
    const from = P.dayNumber(segment.from);
    const span = Math.max(1, P.dayNumber(end) - from);
    const share = Math.max(0, Math.min(1, (P.dayNumber(ctx.day) - from) / span));
    box.children[now].querySelector(".p-now").style.left = (2 + 96 * share).toFixed(1) + "%";
  };

  const fact = (ctx, list, key, value, term) => {
    if (!value) return null;
    const name = ctx.el("dt", "", term ? "" : ctx.words(key));
    if (term) name.append(P.term(ctx, "", ctx.words(key), term));
    const dd = ctx.el("dd", "", value);
    list.append(name, dd);
    return dd;
  };
  const facts = (ctx, subject, state) => {
    const list = ctx.el("dl", "p-facts");
    if (!state) return [list, null];
    const over = P.isOver(state.step);
    const spots = (state.spots || []).filter((s) => s[0]);
    if (spots.length > 1) {
      fact(ctx, list, "map.card.where", spots.map((s) => [ctx.placeName(s[0]), P.number(ctx, s[2], s[3])].filter(Boolean).join(" ")).join(" · "));
    }
    fact(ctx, list, P.firstSeen(state) ? "map.card.first" : "map.card.since", over ? "" : P.when(ctx, state.since));
    if (over) fact(ctx, list, "map.card.due", P.when(ctx, state.due));
    const told = !over && (state.last_known || P.isSite(subject)); // above, beside the status
    const last = told ? null : fact(ctx, list, "map.card.last_confirmed", P.lastSeen(ctx, state));
    fact(ctx, list, "map.card.independent", state.sources ? String(state.sources) : "", "map.term.independent");
    return [list, last];
  };

  const BELOW = 12; // pixels between the message and the edge of the card
  // A message that any editor can place: no address is invented, the text goes to the clipboard.
  P.reportError = (ctx, record, lines) => {
    const box = ctx.el("div", "p-error");
    const button = P.button(ctx, "p-quiet", ctx.words("map.card.report_error"));
    const status = ctx.el("p", "p-error-status");
    status.setAttribute("role", "status");
    button.addEventListener("click", () => {
      // The reader's own words for a day, and the day as the tables write it.
      const inWords = (iso) => `${ctx.fmtDay(iso, "long")} (${iso})`;
      const known = ctx.known === P.FOREVER ? ctx.words("map.card.known_all") : inWords(ctx.known);
      const text = [ctx.words("map.card.error_subject", { id: record }), ...lines().filter(Boolean),
        ctx.words("map.card.error_clocks", { day: inWords(ctx.day), known, release: ctx.atlas.release }), ctx.words("map.card.error_ask")].join("\n");
      let area = box.querySelector("textarea");
      if (!area) {
        area = ctx.el("textarea", "p-error-text");
        area.readOnly = true;
        area.rows = 6;
        area.setAttribute("aria-label", ctx.words("map.card.error_text"));
        box.append(area);
      }
      area.value = text;
      // The message opens below the edge of a long card: the card scrolls up to it, the page stays where it is.
      const show = () => {
        const body = box.closest(".p-body");
        const under = body ? box.getBoundingClientRect().bottom + BELOW - body.getBoundingClientRect().bottom : 0;
        if (under > 0) body.scrollTop += under;
      };
      const done = (ok) => {
        status.textContent = ctx.words(ok ? "map.card.copied" : "map.card.copy_by_hand");
        show();
      };
      show();
      const byHand = () => {
        area.select();
        let ok = false;
        try { ok = document.execCommand("copy"); } catch (_) { ok = false; }
        done(ok);
      };
      if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(() => done(true), byHand);
      else byHand();
    });
    box.append(button, status);
    return box;
  };

  P.views = P.views || {};
  P.views.subject = (ctx, id) => {
    const subject = P.subject(ctx, id);
    if (!subject) return null;
    const state = ctx.state(id);
    const article = ctx.el("article", "p-card");
    article.dataset.card = id;
    article.classList.add(P.isDiplomatic(subject) ? "p-of-dip" : P.isSite(subject) ? "p-of-site" : "p-of-mil");
    const title = Arctic.say(ctx.el("h2", "p-h2"), ctx.text(subject, "label"));
    title.tabIndex = -1;
    if (subject.actor) {
      const nation = P.button(ctx, "p-nation", ctx.name(subject.actor), () => ctx.select("nation:" + subject.actor));
      nation.title = ctx.words("map.card.all_of", { name: ctx.name(subject.actor) });
      article.append(nation);
    }
    const head = ctx.el("div", "p-head");
    article.append(title, head);
    let life = null;
    let segments = [];
    let last = null;
    // What follows the day while it moves; the claims wait until it rests.
    const step = () => {
      const now = ctx.state(id);
      segments = P.life(ctx, id);
      life = segments.length ? band(ctx, subject, segments) : null;
      const [list, lastFact] = facts(ctx, subject, now);
      last = lastFact;
      const parts = [kicker(ctx, subject, now), big(ctx, subject, now, segments), P.flags(ctx, now), P.wholeOf(ctx, subject, now), life, list.children.length ? list : null];
      head.replaceChildren(...parts.filter(Boolean));
      place(ctx, life, segments);
    };
    step();
    // The note knows how it went on; it would give away what was not known then.
    if (subject.note && ctx.known === P.FOREVER) article.append(Arctic.say(ctx.el("p", "p-note"), ctx.text(subject, "note")));
    P.partsOf(ctx, article, subject);
    const claims = ctx.el("div", "p-claims");
    claims.append(ctx.el("p", "p-none", ctx.words("map.card.loading")));
    article.append(claims);
    P.evidence(
      ctx,
      id,
      (evidence) => claims.replaceChildren(...P.claimsOf(ctx, evidence, subject, state)),
      () => claims.replaceChildren(ctx.el("p", "p-none", ctx.words("map.card.claims_failed")))
    );
    article.append(P.reportError(ctx, id, () => {
      const now = ctx.state(id) || { step: "", low: null, high: null };
      const what = [P.step(ctx, now.step), P.numberOf(ctx, now)].filter(Boolean).join(" ");
      return [ctx.text(subject, "label").text, what, [now.headline, now.number].filter(Boolean).join(", ")];
    }));
    const moved = () => {
      place(ctx, life, segments);
      const now = ctx.state(id);
      if (last && now) last.textContent = P.lastSeen(ctx, now);
    };
    return { node: article, title, moved, step };
  };
})();

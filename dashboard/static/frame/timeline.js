// The timeline under the map. Bars are drawn once per view; a step of a day moves one line and one pill.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  Arctic.parts = Arctic.parts || {};
  const P = (Arctic.panel = Arctic.panel || {});
  const PITCH = 12.5;
  const AXIS = 34;
  const RING_Y = 24.5;
  const RIGHT = 26;
  const HALF_PILL = 31;
  // Later in this list is drawn above: what is in place covers what was only announced.
  const LAYERS = ["considered", "announced", "sent", "stale", "in"];

  const segmentsIn = (ctx, clock, id) => {
    const first = P.isoDay(clock.first);
    const last = P.isoDay(clock.last);
    return P.life(ctx, id).filter((s) => s.to >= first && s.from <= last);
  };

  // One row per nation and side, with what decides how active it is.
  const rowsOf = (ctx, clock) => {
    const match = ctx.view.match ? new Set(ctx.view.match) : null;
    const rows = new Map();
    for (const subject of ctx.atlas.subjects) {
      if (P.isSite(subject) || (match && !match.has(subject.id))) continue;
      const place = ctx.atlas.places[subject.place];
      if (subject.kind === "post" && place && place.kind === "city abroad") continue;
      const segments = segmentsIn(ctx, clock, subject.id).filter((s) => !(P.isOver(s.step) && s.from < P.isoDay(clock.first)));
      if (!segments.length) continue;
      const post = subject.kind === "post";
      // A consulate and an honorary consul of one state are two lives; its troops share a row.
      const honorary = post && Arctic.isHonorary(subject, ctx.state(subject.id) || {});
      const key = post ? subject.id : subject.actor + ":troops";
      if (!rows.has(key)) rows.set(key, { actor: subject.actor, post, honorary, segments: [], ids: [], changes: 0, present: 0, most: 0 });
      const row = rows.get(key);
      row.segments.push(...segments);
      row.ids.push(subject.id);
      for (const s of segments) {
        if (s.from > P.isoDay(clock.first)) row.changes += 1;
        if (["in_place", "sent", "open"].includes(s.step)) row.present = 1;
        if (s.step === "in_place" || s.step === "sent") row.most = Math.max(row.most, s.low || 0, s.high || 0);
      }
    }
    return [...rows.values()];
  };
  const chosen = (rows, room) => {
    const active = (a, b) => b.present - a.present || b.most - a.most || b.changes - a.changes;
    const troops = rows.filter((r) => !r.post).sort(active);
    const posts = rows.filter((r) => r.post).sort((a, b) => b.changes - a.changes || active(a, b));
    const wanted = posts.filter((r) => r.changes).length;
    const forPosts = Math.min(posts.length, Math.max(Math.min(wanted, Math.floor(room / 3)), room - troops.length));
    return [...troops.slice(0, room - forPosts), ...posts.slice(0, Math.max(0, forPosts))];
  };

  // A name too long for the gutter is cut, and says itself in full on hover.
  const FONT = '11.5px "Source Sans", system-ui, sans-serif';
  const clip = (label, room) => {
    const whole = label.textContent;
    let text = whole;
    while (text.length > 3 && Arctic.textWidth(text === whole ? text : text + "…", FONT) > room) text = text.slice(0, -1).trimEnd();
    if (text === whole) return;
    const title = Arctic.svgEl("title");
    title.textContent = whole;
    label.textContent = text + "…";
    label.append(title);
  };

  Arctic.parts.timeline = (ctx) => {
    const host = ctx.elements.timeline;
    host.classList.add("p-timeline");
    host.setAttribute("role", "region");
    const clock = P.clock(ctx);
    const head = ctx.el("div", "p-tl-head");
    const play = P.playButton(ctx, "p-tl-play");
    const presets = ctx.el("div", "p-presets");
    presets.setAttribute("role", "group");
    head.append(play, presets);
    const plot = ctx.el("div", "p-tl-plot");
    const svg = ctx.svgEl("svg", { class: "p-tl-svg" });
    const now = ctx.el("div", "p-tl-now");
    const pill = ctx.el("div", "p-tl-pill");
    pill.setAttribute("role", "slider");
    pill.tabIndex = 0;
    const pillText = document.createTextNode("");
    pill.append(pillText);
    now.append(pill);
    plot.append(svg, now);
    host.append(head, plot);

    let box = { width: 0, height: 0, gutter: 0 };
    let drawn = "";
    let dates = [];
    const x = (number) => box.gutter + ((number - clock.first) / (clock.last - clock.first)) * (box.width - box.gutter - RIGHT);
    const numberAt = (clientX) => {
      const share = (clientX - plot.getBoundingClientRect().left - box.gutter) / (box.width - box.gutter - RIGHT);
      return clock.inside(Math.round(clock.first + share * (clock.last - clock.first)));
    };

    // Only this runs at each step of a day.
    const move = () => {
      const today = clock.today();
      const at = clock.inside(today);
      const before = today < clock.first;
      const after = today > clock.last;
      now.style.transform = `translateX(${x(at).toFixed(1)}px)`;
      pill.classList.toggle("p-before", before);
      pill.classList.toggle("p-after", after);
      const text = before || after ? ctx.fmtDay(ctx.day, "day") : P.when(ctx, ctx.day);
      pillText.data = before ? "‹ " + text : after ? text + " ›" : text;
      pill.setAttribute("aria-valuenow", at - clock.first);
      pill.setAttribute("aria-valuetext", P.valueText(ctx));
      // A date half under the pill reads as another date.
      const centre = x(at) + (before ? 44 : after ? -44 : 0);
      const half = before || after ? 74 : HALF_PILL + 16;
      for (const date of dates) {
        const hidden = Math.abs(date.x - centre) < half;
        if (hidden !== date.hidden) date.text.style.display = hidden ? "none" : "";
        date.hidden = hidden;
      }
      for (const button of presets.children) {
        const on = button.dataset.day === ctx.day && button.dataset.known === ctx.known;
        if ((button.getAttribute("aria-pressed") === "true") !== on) button.setAttribute("aria-pressed", String(on));
      }
    };

    const axis = (group) => {
      const lines = { day: "", week: "" };
      dates = [];
      let month = "";
      for (let n = clock.first; n <= clock.last; n++) {
        const week = (n - clock.first) % 7 === 0;
        lines[week ? "week" : "day"] += `M${x(n).toFixed(1)} ${RING_Y}V${box.height}`;
        if (!week || (clock.last - n < 4 && n !== clock.last)) continue;
        const iso = P.isoDay(n);
        const text = ctx.svgEl("text", { x: x(n).toFixed(1), y: 13, class: "p-tl-date" });
        text.textContent = iso.slice(0, 7) === month ? String(+iso.slice(8)) : ctx.fmtDay(iso, "short");
        month = iso.slice(0, 7);
        dates.push({ text, x: x(n), hidden: false });
        group.append(text);
      }
      group.prepend(ctx.svgEl("path", { d: lines.day, class: "p-tl-day" }), ctx.svgEl("path", { d: lines.week, class: "p-tl-week" }));
    };

    const bars = (group, rows, all) => {
      const paths = new Map();
      const put = (cls, d) => paths.set(cls, (paths.get(cls) || "") + d);
      rows.forEach((row, i) => {
        const y = AXIS + (i + 0.5) * PITCH;
        const side = row.post ? "dip" : "mil";
        const label = ctx.svgEl("text", { x: box.gutter - 14, y: y + 3.8, class: "p-tl-label" });
        const name = ctx.name(row.actor);
        label.textContent = row.post ? ctx.words(row.honorary ? "map.timeline.honorary_of" : "map.timeline.post_of", { name }) : name;
        label.dataset.sel = row.ids.length === 1 ? row.ids[0] : "nation:" + row.actor;
        group.append(label);
        clip(label, box.gutter - 18);
        for (const s of row.segments) {
          const from = Math.max(x(clock.first), x(P.dayNumber(s.from)));
          if (P.isOver(s.step)) {
            if (P.dayNumber(s.from) >= clock.first) put("p-tl-end", `M${from.toFixed(1)} ${y - 4.5}V${y + 4.5}`);
            continue;
          }
          const to = Math.min(x(clock.last), x(P.dayNumber(s.to) + 1));
          const layer = P.drawn(s.step) !== "in" ? s.step : s.stale || s.step === "attested" ? "stale" : "in";
          put(`p-tl-${layer} p-${side}`, `M${from.toFixed(1)} ${y}H${Math.max(to, from + 2).toFixed(1)}`);
        }
      });
      const order = (cls) => LAYERS.findIndex((layer) => cls.startsWith("p-tl-" + layer));
      for (const cls of [...paths.keys()].sort((a, b) => order(a) - order(b))) group.append(ctx.svgEl("path", { d: paths.get(cls), class: cls }));
      if (rows.length < all) {
        const more = ctx.svgEl("text", { x: box.gutter - 14, y: RING_Y + 4, class: "p-tl-more" });
        more.textContent = ctx.words("map.timeline.most_active", { n: rows.length, all });
        group.append(more);
      }
    };

    // One ring a day; one stop of the Tab key for all of them, arrows go from ring to ring.
    const rings = (group) => {
      const [first, last] = [P.isoDay(clock.first), P.min(P.isoDay(clock.last), ctx.known)];
      const days = [...P.store(ctx).eventDays.keys()].filter((d) => first <= d && d <= last).sort();
      const away = (d) => Math.abs(P.dayNumber(d) - clock.today());
      const largest = Math.max(2.8, Math.min(5.2, 0.42 * (x(clock.first + 1) - x(clock.first))));
      const nearest = days.reduce((best, d) => (away(d) < away(best) ? d : best), days[0]);
      const all = days.map((day) => {
        const events = P.store(ctx).eventDays.get(day);
        const ring = ctx.svgEl("g", { role: "button", class: "p-ring", tabindex: day === nearest ? "0" : "-1" });
        const count = ctx.words("map.timeline.n_events", { n: events.length });
        ring.setAttribute("aria-label", [ctx.fmtDay(day, "long"), count, events.map((e) => e.title).join("; ")].join(": "));
        const title = ctx.svgEl("title");
        title.textContent = [P.when(ctx, day), ...events.map((e) => e.title)].join("\n");
        const cx = x(P.dayNumber(day)).toFixed(1);
        const circle = (r, cls) => ctx.svgEl("circle", { cx, cy: RING_Y, r, class: cls });
        ring.append(title, circle(8, "p-ring-hit"), circle(Math.min(largest, 2.8 + 0.7 * events.length), "p-ring-line"));
                ring.dataset.sel = "event:" + events[0].id;
        return ring;
      });
      group.append(...all);
      const focus = (i) => {
        all.forEach((ring, k) => ring.setAttribute("tabindex", k === i ? "0" : "-1"));
        all[i].focus();
      };
      group.addEventListener("keydown", (event) => {
        const i = all.indexOf(event.target.closest(".p-ring"));
        if (i < 0) return;
        const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: all.length - 1 }[event.key];
        if (event.key === "Enter" || event.key === " ") ctx.select(all[i].dataset.sel);
        else if (to !== undefined && all[to]) focus(to);
        else if (to === undefined) return;
        event.preventDefault();
        event.stopPropagation();
      });
    };

    const drawAll = () => {
      const rect = plot.getBoundingClientRect();
      box = { width: rect.width, height: rect.height, gutter: Math.max(104, Math.min(144, rect.width * 0.125)) };
      svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
      svg.setAttribute("width", box.width);
      svg.setAttribute("height", box.height);
      const all = rowsOf(ctx, clock);
      const room = Math.max(0, Math.floor((box.height - AXIS - 2) / PITCH));
      const ground = ctx.svgEl("g", { "aria-hidden": "true" });
      const events = ctx.svgEl("g", { role: "group", "aria-label": ctx.words("map.timeline.events") });
      svg.replaceChildren(ground, events);
      axis(ground);
      bars(ground, chosen(all, room), all.length);
      rings(events);
    };
    const texts = () => {
      host.setAttribute("aria-label", ctx.words("map.timeline.label"));
      pill.setAttribute("aria-label", ctx.words("map.timeline.as_of"));
      pill.setAttribute("aria-valuemin", 0);
      pill.setAttribute("aria-valuemax", clock.last - clock.first);
      presets.setAttribute("aria-label", ctx.words("map.timeline.presets"));
      play.refresh();
      presets.replaceChildren(...ctx.atlas.openings
        .filter((o) => ctx.preset || o.known_by === ctx.known)
        .map((o) => {
          const key = "map.opening." + o.id;
          const text = ctx.words(key);
          const button = P.button(ctx, "p-preset", text === key ? o.label : text, () => {
            clock.stop();
            if (ctx.preset) ctx.preset(o.id);
            else clock.go(P.dayNumber(o.as_of), true);
          });
          button.dataset.day = o.as_of;
          button.dataset.known = o.known_by;
          button.setAttribute("aria-pressed", "false");
          return button;
        }));
    };

    let dragging = false;
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target.closest(".p-ring, .p-tl-label")) return;
      dragging = true;
      plot.setPointerCapture(event.pointerId);
      clock.stop();
      clock.go(numberAt(event.clientX), false);
      pill.focus({ preventScroll: true });
      event.preventDefault();
    });
    plot.addEventListener("pointermove", (event) => {
      if (!dragging) return;
      const number = numberAt(event.clientX);
      if (number !== clock.today()) clock.go(number, false);
    });
    const drop = () => {
      if (!dragging) return;
      dragging = false;
      clock.go(clock.today(), true);
    };
    plot.addEventListener("pointerup", drop);
    plot.addEventListener("pointercancel", drop);
    plot.addEventListener("click", (event) => {
      const target = event.target.closest(".p-ring, .p-tl-label");
      if (target) ctx.select(target.dataset.sel);
    });
    pill.addEventListener("keydown", clock.key);

    const draw = (change) => {
      const present = ctx.present();
      if (host.hidden !== present) host.hidden = present;
      if (present) return;
      // Sizes are asked for only when they may have changed: asking costs a layout.
      if (change.view || change.size || change.words || !drawn) {
        const [width, height] = [plot.clientWidth, plot.clientHeight];
        if (!width) return;
        const key = [ctx.known, ctx.lang, (ctx.view.match || ["*"]).join(), width, height].join("|");
        if (key !== drawn) {
          drawn = key;
          texts();
          drawAll();
        }
      }
      move();
    };
    return { draw };
  };
})();

// The timeline under the map. Bars are drawn once per view; a step of a day moves one line and one pill.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  Arctic.parts = Arctic.parts || {};
  const P = (Arctic.panel = Arctic.panel || {});
  const PITCH = 12.5;
  const AXIS = 34;
  const RING_Y = 24.5;
  const REACH = 8; // pixels round a ring that are the ring's
  const RIGHT = 34; // half of the pill on the last day, and a little
  const HALF_PILL = 31;
  const TALLEST = 0.62; // of the frame, when all rows are asked for

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
    const more = P.button(ctx, "p-tl-more", "", () => grow());
    const outside = ctx.el("span", "p-tl-key");
    head.append(play, more, outside, presets);
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
    let frame = ""; // what days, events and rows were drawn for
    let rowsFor = "";
    const ground = ctx.svgEl("g", { "aria-hidden": "true" });
    const names = ctx.svgEl("g", { role: "group" });
    let tall = false;
    let total = 0;
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

    // One stop of the Tab key for a list; arrows lead from one to the next.
    const roving = (group, cls, [back, on], start) => {
      const all = [...group.querySelectorAll(cls)];
      const stopAt = (i) => all.forEach((node, k) => node.setAttribute("tabindex", k === i ? "0" : "-1"));
      stopAt(Math.max(0, start));
      group.onkeydown = (event) => {
        const i = all.indexOf(event.target.closest(cls));
        if (i < 0) return;
        const to = { [on]: i + 1, [back]: i - 1, Home: 0, End: all.length - 1 }[event.key];
        if (event.key === "Enter" || event.key === " ") ctx.select(all[i].dataset.sel);
        else if (to !== undefined && all[to]) {
          stopAt(to);
          all[to].focus();
        } else if (to === undefined) return;
        event.preventDefault();
        event.stopPropagation();
      };
    };

    let lit = ""; // the nation in focus; the rows of all others are quiet
    const bars = (group, rows, named = false) => {
      lit = ctx.nation();
      const paths = new Map();
      const put = (cls, d) => paths.set(cls, (paths.get(cls) || "") + d);
      const line = ({ runs, ends }, y, cls, half, hush) => {
        for (const run of runs) {
          const to = Math.min(x(clock.last), x(run.to + 1));
          put(`p-tl-${run.layer} ${cls}${hush}`, `M${x(run.from).toFixed(1)} ${y}H${Math.max(to, x(run.from) + 2).toFixed(1)}`);
        }
        for (const day of ends) put(`p-tl-end${hush}`, `M${x(day).toFixed(1)} ${y - half}v${2 * half}`);
      };
      rows.forEach((row, i) => {
        const y = AXIS + (i + 0.5) * PITCH;
        const hush = lit && row.actor !== lit ? " quiet" : "";
        const both = row.aside.runs.length > 0;
        line(row.main, both ? y - 1 : y, row.post ? "p-dip" : "p-mil", 4.5, hush);
        line(row.aside, y + 4, "p-mil p-tl-aside", 2, hush);
        if (named) { // one of them may hold the focus, or get it back
          names.children[i].classList.toggle("quiet", Boolean(hush));
          return;
        }
        const label = ctx.svgEl("text", { x: box.gutter - 14, y: y + 3.8, class: `p-tl-label${hush}`, role: "button" });
        const name = ctx.name(row.actor);
        // A nation that is active only outside the exercise is named as such.
        const key = row.post ? (row.honorary ? "honorary_of" : "post_of") : row.main.runs.length || row.main.ends.length ? "" : "outside_of";
        label.textContent = key ? ctx.words("map.timeline." + key, { name }) : name;
        label.setAttribute("aria-label", label.textContent);
        label.dataset.sel = row.ids.length === 1 ? row.ids[0] : "nation:" + row.actor;
        names.append(label);
        clip(label, box.gutter - 18);
      });
      const order = (cls) => P.LAYERS.findIndex((layer) => layer && cls.startsWith(`p-tl-${layer} `));
      for (const cls of [...paths.keys()].sort((a, b) => order(a) - order(b))) group.append(ctx.svgEl("path", { d: paths.get(cls), class: cls }));
    };

    // The rest of the rows: the timeline grows over the map and shrinks again.
    const grow = () => {
      tall = !tall;
      host.closest(".framed").style.setProperty("--tl", tall ? `${tallHeight()}px` : "");
      if (!tall) host.closest(".framed").style.removeProperty("--tl");
    };
    const tallHeight = () => Math.min(window.innerHeight * TALLEST, 28 + AXIS + 4 + total * PITCH);

    // One ring a day, and one circle a ring: the ground round it that is its own is looked up, not drawn.
    let rings = [];
    let marked = ""; // the selection for which a ring is filled
    const mark = () => {
      if (marked === ctx.sel) return;
      marked = ctx.sel;
      for (const { node, sels } of rings) node.classList.toggle("chosen", sels.includes(marked));
    };
    const drawRings = (group) => {
      const [first, last] = [P.isoDay(clock.first), P.min(P.isoDay(clock.last), ctx.known)];
      const days = [...P.store(ctx).eventDays.keys()].filter((d) => first <= d && d <= last).sort();
      const away = (d) => Math.abs(P.dayNumber(d) - clock.today());
      const largest = Math.max(2.8, Math.min(5.2, 0.42 * (x(clock.first + 1) - x(clock.first))));
      const nearest = days.reduce((best, d) => (away(d) < away(best) ? d : best), days[0]);
      hover(null);
      rings = days.map((day) => {
        const events = P.store(ctx).eventDays.get(day);
        const at = x(P.dayNumber(day));
        const r = Math.min(largest, 2.8 + 0.7 * events.length);
        const node = ctx.svgEl("circle", { class: "p-ring", role: "button", cx: at.toFixed(1), cy: RING_Y, r });
        const count = ctx.words("map.timeline.n_events", { n: events.length });
        node.setAttribute("aria-label", [ctx.fmtDay(day, "long"), count, events.map((e) => e.title).join("; ")].join(": "));
        node.dataset.sel = "event:" + events[0].id;
        return { node, x: at, sels: events.map((e) => "event:" + e.id), title: () => [P.when(ctx, day), ...events.map((e) => e.title)].join("\n") };
      });
      group.append(...rings.map(({ node }) => node));
      marked = "";
      roving(group, ".p-ring", ["ArrowLeft", "ArrowRight"], days.indexOf(nearest));
    };

    // Days and events hang on the size, the language and what was known; the rows also on what is looked at.
    const drawFrame = (width, height) => {
      const key = [ctx.known, ctx.lang, width, height].join("|");
      if (key === frame) return;
      frame = key;
      rowsFor = "";
      box = { width, height, gutter: Math.max(104, Math.min(144, width * 0.125)) };
      texts();
      svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
      svg.setAttribute("width", box.width);
      svg.setAttribute("height", box.height);
      const days = ctx.svgEl("g", { "aria-hidden": "true" });
      const events = ctx.svgEl("g", { role: "group", "aria-label": ctx.words("map.timeline.events") });
      names.setAttribute("aria-label", ctx.words("map.timeline.names"));
      svg.replaceChildren(days, ground, events, names);
      axis(days);
      drawRings(events);
    };
    let shown = [];
    const relight = () => {
      ground.replaceChildren();
      bars(ground, shown, true);
    };
    const drawRows = () => {
      const key = [frame, tall, ...(ctx.view.match || ["*"])].join("|");
      if (key === rowsFor) return;
      rowsFor = key;
      const all = P.timelineRows(ctx, clock);
      const rows = P.rowsThatFit(all, Math.max(0, Math.floor((box.height - AXIS - 2) / PITCH)));
      const held = names.querySelector('[tabindex="0"]'); // and its focus too, if the row is still there
      const focused = held && held === document.activeElement;
      ground.replaceChildren();
      names.replaceChildren();
      bars(ground, (shown = rows));
      const start = [...names.children].findIndex((label) => held && label.dataset.sel === held.dataset.sel);
      roving(names, ".p-tl-label", ["ArrowUp", "ArrowDown"], start);
      if (focused && names.children[start]) names.children[start].focus({ preventScroll: true });
      total = all.length;
      more.hidden = !tall && rows.length === total;
      more.setAttribute("aria-expanded", String(tall));
      more.textContent = ctx.words(tall ? "map.timeline.fewer" : "map.timeline.all_rows", { n: rows.length, all: total });
    };
    const texts = () => {
      host.setAttribute("aria-label", ctx.words("map.timeline.label"));
      pill.setAttribute("aria-label", ctx.words("map.timeline.as_of"));
      pill.setAttribute("aria-valuemin", 0);
      pill.setAttribute("aria-valuemax", clock.last - clock.first);
      presets.setAttribute("aria-label", ctx.words("map.timeline.presets"));
      play.refresh();
      outside.textContent = ctx.words("map.timeline.outside_key");
      presets.replaceChildren(...ctx.atlas.openings
        .map((o) => {
          const key = "map.opening." + o.id;
          const text = ctx.words(key);
          const button = P.button(ctx, "p-preset", text === key ? o.label : text, () => {
            clock.stop();
            ctx.preset(o.id);
          });
          button.dataset.day = o.as_of;
          button.dataset.known = o.known_by;
          button.setAttribute("aria-pressed", "false");
          return button;
        }));
    };

    // Hand and picture take turns: what is drawn for a day never holds up the hand's next move.
    let wanted = null;
    const follow = (number) => {
      if (wanted === null) setTimeout(() => {
        if (wanted !== null && dragging) clock.go(wanted, false);
        wanted = null;
      }, 0);
      wanted = number;
    };
    let dragging = false;
    const ringAt = ({ clientX, clientY }) => {
      const { left, top } = plot.getBoundingClientRect();
      if (Math.abs(clientY - top - RING_Y) > REACH) return null;
      const away = (ring) => Math.abs(clientX - left - ring.x);
      const nearest = rings.reduce((best, ring) => (!best || away(ring) < away(best) ? ring : best), null);
      return nearest && away(nearest) <= REACH ? nearest : null;
    };
    let under = null; // the ring under the pointer
    const hover = (ring) => {
      if (ring === under) return;
      if (under) under.node.classList.remove("under");
      if (ring) ring.node.classList.add("under");
      plot.classList.toggle("p-on-ring", Boolean(ring));
      plot.title = ring ? ring.title() : "";
      under = ring;
    };
    const onPill = (event) => Boolean(event.target.closest(".p-tl-pill")); // it lies over the rings' ground
    const thing = (event) => event.target.closest(".p-ring, .p-tl-label");
    const chosenAt = (event) => thing(event) || (onPill(event) ? null : (ringAt(event) || {}).node);
    let pressed = null; // what a press began on: a drag that ends on a ring chooses nothing
    plot.addEventListener("pointerdown", (event) => {
      pressed = chosenAt(event);
      if (event.button !== 0 || pressed) return;
      dragging = true;
      plot.setPointerCapture(event.pointerId);
      clock.stop();
      clock.go(numberAt(event.clientX), false);
      pill.focus({ preventScroll: true });
      event.preventDefault();
    });
    plot.addEventListener("pointermove", (event) => {
      if (!dragging) return hover(onPill(event) ? null : ringAt(event));
      const number = numberAt(event.clientX);
      if (number !== (wanted === null ? clock.today() : wanted)) follow(number);
    });
    const drop = () => {
      if (!dragging) return;
      dragging = false;
      clock.go(wanted === null ? clock.today() : wanted, false);
      wanted = null;
      setTimeout(() => ctx.setDay(ctx.day, true), 0); // the page's own work comes after the map's
    };
    plot.addEventListener("pointerup", drop);
    plot.addEventListener("pointercancel", drop);
    plot.addEventListener("pointerleave", () => hover(null));
    plot.addEventListener("click", (event) => {
      const target = thing(event) || (pressed && pressed === chosenAt(event) ? pressed : null);
      if (target) ctx.select(target.dataset.sel);
    });
    pill.addEventListener("keydown", clock.key);

    const draw = (change) => {
      const present = ctx.present();
      if (host.hidden !== present) host.hidden = present;
      if (present) return;
      if (change.view || change.size || change.words || !frame) {
        const { width, height } = Arctic.where(ctx).plot;
        if (!width) return;
        drawFrame(width, height);
        drawRows();
      }
      if (lit !== ctx.nation()) relight();
      mark();
      move();
    };
    return { stand: draw };
  };
})();

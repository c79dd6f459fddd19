// The days that the reader moves through: the window, steps by key, play and pause. Timeline and phone slider share it.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  const P = (Arctic.panel = Arctic.panel || {});
  const REST_MS = 400;
  const PLAY_MS = 420;
  const CALM_MS = 1100;
  const LEAD = 7;
  const clocks = new WeakMap();

  const make = (ctx) => {
    const openings = ctx.atlas.openings.map((o) => o.as_of).sort();
    const end = ctx.atlas.evidence_to || openings[openings.length - 1] || ctx.day;
    // A week before the first day that somebody thought worth naming.
    const first = P.dayNumber(openings[0] || end) - LEAD;
    const last = Math.max(P.dayNumber(end), P.dayNumber(openings[openings.length - 1] || end), first + 1);
    const listeners = [];
    let rest = 0;
    let timer = 0;

    const clock = {
      first, last,
      today: () => P.dayNumber(ctx.day),
      inside: (n) => Math.max(first, Math.min(last, n)),
      // Outside the window a step leads on or back in; inside it stops at the edges.
      reach: (n) => Math.max(Math.min(first, clock.today()), Math.min(Math.max(last, clock.today()), n)),
      go: (number, resting) => {
        clearTimeout(rest);
        ctx.setDay(P.isoDay(number), resting);
      },
      // While keys come the map follows; Python hears once they stop.
      glide: (number) => {
        clock.go(number, false);
        rest = setTimeout(() => ctx.setDay(ctx.day, true), REST_MS);
      },
      key: (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return false;
        const today = clock.today();
        const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 7, PageDown: -7 };
        let to;
        if (event.key === "Home") to = first;
        else if (event.key === "End") to = last;
        else if (event.key in steps) to = clock.reach(today + steps[event.key]);
        else return false;
        event.preventDefault();
        event.stopPropagation();
        clock.stop();
        clock.glide(to);
        return true;
      },
      playing: () => timer !== 0,
      stop: () => {
        if (!timer) return;
        clearInterval(timer);
        timer = 0;
        listeners.forEach((listener) => listener());
        ctx.setDay(ctx.day, true);
      },
      toggle: () => {
        if (timer) return clock.stop();
        if (clock.today() >= last || clock.today() < first) clock.go(first, false);
        timer = setInterval(() => {
          const next = clock.today() + 1;
          if (next > last || document.hidden) clock.stop();
          else clock.go(next, false);
        }, ctx.still() ? CALM_MS : PLAY_MS);
        listeners.forEach((listener) => listener());
        return undefined;
      },
      listen: (listener) => listeners.push(listener),
    };
    return clock;
  };
  P.clock = (ctx) => {
    if (!clocks.has(ctx)) clocks.set(ctx, make(ctx));
    return clocks.get(ctx);
  };

  // Play and pause, drawn the same in both places.
  P.playButton = (ctx, cls) => {
    const clock = P.clock(ctx);
    const button = P.button(ctx, "p-play " + cls, "", clock.toggle);
    const svg = ctx.svgEl("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
    const shape = ctx.svgEl("path", {});
    svg.append(shape);
    const text = ctx.el("span", "p-play-word");
    button.append(svg, text);
    button.refresh = () => {
      const on = clock.playing();
      shape.setAttribute("d", on ? "M4 3h3v10H4ZM9 3h3v10H9Z" : "M4.5 2.6 13 8 4.5 13.4Z");
      text.textContent = ctx.words(on ? "map.timeline.pause" : "map.timeline.play");
      button.title = ctx.words("map.timeline.play_hint");
    };
    clock.listen(button.refresh);
    return button;
  };
  P.valueText = (ctx) => ctx.fmtDay(ctx.day, "long");
})();

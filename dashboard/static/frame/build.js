// build(map, elements, io): the whole frame. It knows neither the page it stands in nor a saved copy.
//
//   elements  {pane, card, timeline, strip, rows, caption}
//   io        load(name) -> Promise of JSON ("atlas", "claims", "words/en", "geo/land"), report(change),
//             and, where the host wants them, day(iso) while scrubbing and resized() after drawing
"use strict";
(() => {
  const ORDER = [
    "basemap", "focus", "legend", "lens", "tray", "symbols", "furniture", "tip", "card", "timeline", "rows", "caption",
    "story",
  ];
  const SETTLED = ["view", "size", "zoom", "words", "settle"];
  const SETTLE_MS = 120;
  const PATIENCE = 4000; // ms that a choice made here outranks an older one still on its way from the server

  Arctic.build = (map, elements, io) => {
    let ctx = null;
    let parts = {};
    let view = null; // the newest message
    let settling = 0;
    let told = {}; // what the server said last, by field
    const waiting = {}; // what was reported and not yet echoed
    const trouble = Arctic.el("div", "trouble");
    trouble.setAttribute("role", "alert");
    trouble.hidden = true;
    elements.pane.append(trouble);
    const side = Arctic.el("div", "side"); // legend above, lens below; the lens gives way
    elements.pane.append(side);

    const fail = (error) => {
      trouble.hidden = false;
      const text = ctx && ctx.words ? ctx.words("map.trouble") : "A part of the map could not be drawn.";
      trouble.textContent = `${text} (${error && error.message ? error.message : error})`;
      console.warn(error);
    };
    const guarded = (work) => {
      try {
        return work();
      } catch (error) {
        fail(error);
        return undefined;
      }
    };

    const report = (change) => {
      const n = io.report(change);
      const until = performance.now() + PATIENCE;
      for (const [name, value] of Object.entries(change)) waiting[name] = { value, n, until };
    };

    // The server wins when it says something new; an echo of an older choice does not undo a newer one here.
    // A message that has taken our report into account says so by its seq.
    const heard = (name, value) => {
      const pending = waiting[name];
      const fresh = told[name] !== value;
      told[name] = value;
      if (!pending) return fresh;
      const answered = pending.n > 0 && view.seq >= pending.n;
      if (!answered && pending.value !== value && performance.now() < pending.until) return false;
      delete waiting[name];
      return fresh || answered;
    };

    const redraw = (change) => {
      if (!ctx || !ctx.words) return;
      const began = performance.now();
      ctx.matched = ctx.view.match ? new Set(ctx.view.match) : null;
      ctx.stepped = ctx.view.steps && ctx.view.steps.length ? new Set(ctx.view.steps) : null;
      if (SETTLED.some((what) => change[what])) ctx.overlays = null; // where the lists lie is read anew
      guarded(() => Arctic.place(ctx));
      const drawn = change.settle ? ["lens", "symbols"] : ORDER; // a settling only finds new room for the names
      for (const name of drawn) if (parts[name]) guarded(() => parts[name].draw(change));
      // While days run by, a list that grew is measured once the hand rests: reading it forces a layout.
      if (ctx.grown) {
        ctx.grown = false;
        clearTimeout(settling);
        settling = setTimeout(() => redraw({ settle: true }), SETTLE_MS);
      }
      ctx.drawMs = performance.now() - began;
      ctx.emit("draw", change);
      if (io.resized) io.resized();
    };

    const switchProjection = (proj) => {
      if (!Arctic.CRS[proj] || ctx.proj === proj) return;
      const { atHome } = ctx; // asked before the plane changes under it
      const centre = map.getCenter();
      const metres = ctx.metres();
      ctx.proj = proj;
      map.options.crs = Arctic.CRS[proj];
      map.options.worldCopyJump = false;
      map._resetView(centre, Arctic.zoomFor(proj, metres, centre.lat), true);
      parts.basemap.reproject();
      if (atHome) ctx.fit();
    };

    const equip = () => {
      ctx.fail = fail;
      ctx.side = side;
      ctx.report = report;
      ctx.redraw = redraw;
      Arctic.makeStory(ctx);
      ctx.select = (sel) => {
        const next = sel === ctx.sel && sel.startsWith("nation:") ? "" : sel || "";
        if (ctx.telling === "present" || (ctx.telling && !next)) return; // a room only watches
        ctx.story.own();
        if (next === ctx.sel) return;
        ctx.own.sel = ctx.sel = next;
        redraw({ sel: true });
        ctx.emit("select", next);
        report({ sel: next });
      };
      ctx.setDay = (iso, rest) => {
        const day = ctx.clampDay(iso);
        ctx.story.own();
        if (day !== ctx.day) {
          ctx.own.day = ctx.day = day;
          redraw({ day: true });
          if (io.day) io.day(day);
        }
        ctx.scrubbing = !rest;
        const last = waiting.asof ? waiting.asof.value : told.asof;
        if (rest && last !== day) report({ asof: day });
      };
      // An opening is two clocks at once: the day moves here, what was known by then comes with the answer.
      ctx.preset = (id) => {
        const opening = ctx.atlas.openings.find((one) => one.id === id);
        if (!opening) return;
        ctx.setDay(opening.as_of, false);
        ctx.scrubbing = false;
        report({ preset: id, asof: opening.as_of });
      };
      ctx.setProjection = (proj) => {
        switchProjection(proj);
        redraw({ view: true });
        report({ proj });
      };
    };

    const language = async (lang) => {
      if (ctx.lang === lang) return false;
      ctx.setWords(lang, await io.load(`words/${lang}`));
      return true;
    };

    const take = async (message) => {
      view = message;
      if (!ctx) return;
      const asked = ctx.story.asked(message);
      if (asked !== "0" && !ctx.story.ready()) await ctx.story.load();
      const spoken = await language(message.lang || "en");
      if (view !== message) return; // a newer one came while scenes or words were on their way
      ctx.view = message;
      const { own } = ctx;
      if (heard("known", message.known || Arctic.ALL)) own.known = message.known || Arctic.ALL;
      if (!ctx.scrubbing && heard("asof", message.asof)) own.day = message.asof;
      if (heard("sel", message.sel || "")) own.sel = message.sel || "";
      if (heard("proj", message.proj)) switchProjection(message.proj);
      const refit = heard("fit", message.fit || 0) && ctx.started;
      const look = !ctx.stepping && heard("scene", asked) ? ctx.story.hear(asked) : null;
      const moved = ctx.wear();
      redraw({ ...moved, view: true, words: spoken });
      if (refit && !ctx.scene) ctx.fit();
      if (!ctx.started) return;
      if (look) guarded(look);
      else if (moved.sel && !ctx.scene) guarded(() => Arctic.bringIntoView(ctx, ctx.sel));
    };

    // On a phone one finger scrolls the page, two move the map; else the map would hold the page.
    const manners = () => {
      const coarse = window.matchMedia("(pointer: coarse)").matches;
      map.dragging[coarse && ctx.narrow() ? "disable" : "enable"]();
    };

    const begin = async () => {
      map.options.zoomSnap = 0;
      map.options.zoomDelta = 0.75;
      map.options.wheelPxPerZoomLevel = 110;
      map.setMinZoom(2);
      map.setMaxZoom(13);
      if (map.zoomControl) map.zoomControl.remove();
      if (map.attributionControl) map.attributionControl.remove();
      const atlas = await io.load("atlas");
      ctx = Arctic.makeContext(map, elements, io, { atlas });
      equip();
      Arctic.makeFit(ctx);
      await language((view && view.lang) || "en");
      const opening = atlas.openings[0];
      ctx.own.day = opening ? opening.as_of : atlas.evidence_to;
      ctx.wear();
      const make = () => {
        for (const name of ORDER) {
          const part = Arctic.parts[name];
          if (part) parts[name] = guarded(() => part(ctx));
        }
      };
      manners();
      ctx.fit();
      make();
      await (view ? take(view) : redraw({ view: true, day: true, sel: true, words: true }));
      redraw({ view: true, day: true, sel: true, size: true, words: true });
      if (!ctx.scene) ctx.fit();
      ctx.started = true;
      if (ctx.sel && !ctx.scene) guarded(() => Arctic.bringIntoView(ctx, ctx.sel));
      await parts.basemap.first;
      report({ ready: true });
    };

    const resize = () => {
      if (!ctx || !ctx.words) return;
      const home = ctx.atHome;
      const [centre, zoom] = [map.getCenter(), map.getZoom()];
      map.invalidateSize({ animate: false, pan: false });
      if (!home) map.setView(centre, zoom, { animate: false });
      manners();
      redraw({ size: true });
      if (home && !ctx.scene) ctx.fit();
    };

    const ready = begin();
    ready.catch(fail);
    // Fonts change widths; labels are laid out again when they have come.
    if (document.fonts) document.fonts.ready.then(() => { Arctic.forgetWidths(); if (ctx) redraw({ size: true }); });

    return {
      ready,
      apply: (message) => take(message).catch(fail),
      resize: () => guarded(resize),
      redraw: (change) => redraw(change),
      theme: () => redraw({ theme: true }),
      fail,
      parts: () => parts,
      visible: () => (ctx ? [...ctx.visible].sort() : []),
      state: (id) => (ctx ? Arctic.outward(ctx, id) : null),
      get ctx() { return ctx; },
    };
  };
})();

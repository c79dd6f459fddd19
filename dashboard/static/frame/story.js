// The story, told to one reader in the card or to a room across the window. A scene takes the place of day, known-by
// and choice here in the frame: a step draws at once, and the server hears of it when the reader rests.
"use strict";
(() => {
  const REST_MS = 400;
  const CALM_MS = 600;
  const SHOWN_KM = 1690; // so much of Greenland stays in sight from north to south round what is lit
  const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };

  const placed = (ctx) => {
    const state = ctx.subjects.has(ctx.sel) && ctx.state(ctx.sel);
    if (!state) return true;
    const has = (id) => Boolean(ctx.atlas.places[id]) && ctx.atlas.places[id].lat !== null;
    return has(state.place) || (state.spots || []).some(([place]) => has(place));
  };

  // Own choice and scene: what the map wears of the two.
  Arctic.makeStory = (ctx) => {
    const { map } = ctx;
    let scenes = null;
    let loading = null;
    let kept = null; // where the reader was when the story began
    let rest = 0;
    ctx.own = { day: ctx.day, known: ctx.known, sel: ctx.sel };
    ctx.telling = ""; // "story" in the card, "present" before a room
    ctx.scene = null;
    ctx.stepping = false; // a step was made of which the server has not been told yet

    ctx.wear = () => {
      const { scene } = ctx;
      const worn = scene ? { day: scene.as_of, known: scene.known_by, sel: scene.sel } : ctx.own;
      const change = { view: ctx.known !== worn.known, day: ctx.day !== worn.day, sel: ctx.sel !== worn.sel };
      Object.assign(ctx, worn);
      // Lists give way to the map; that of what has no place stays if what is told stands in it.
      ctx.elements.pane.classList.toggle("telling", Boolean(scene));
      ctx.elements.pane.classList.toggle("unplaced", Boolean(scene) && !placed(ctx));
      return change;
    };

    const load = () => {
      loading = loading || ctx.io.load("scenes").then(
        (found) => (scenes = found.map((scene, i) => ({ ...scene, number: i + 1, count: found.length }))),
        (error) => {
          loading = null;
          throw error;
        },
      );
      return loading;
    };

    const nearest = (number) => scenes[Math.max(0, Math.min(scenes.length, number || 1) - 1)];

    const turn = (mode, number) => {
      if (!ctx.telling) {
        Arctic.panel.clock(ctx).stop();
        kept = { home: ctx.atHome, centre: map.getCenter(), zoom: map.getZoom(), hidden: [...ctx.hidden] };
        ctx.hidden.clear(); // what the legend has switched off may be what is told
      }
      ctx.telling = mode;
      ctx.scene = nearest(number);
    };

    const lookBack = () => {
      if (!kept) return;
      const back = () => {
        arrive(map);
        if (kept.home) ctx.fit();
        else map.setView(kept.centre, kept.zoom, { animate: false });
      };
      back();
      // A glide that was asked for just before begins only with the next frame.
      requestAnimationFrame(() => { if (map._animatingZoom && !ctx.telling) back(); });
    };

    const end = (stay) => {
      clearTimeout(rest);
      ctx.stepping = false;
      if (stay) Object.assign(ctx.own, { day: ctx.day, known: ctx.known, sel: ctx.sel });
      else for (const kind of kept ? kept.hidden : []) ctx.hidden.add(kind);
      ctx.telling = "";
      ctx.scene = null;
    };

    const look = () => Arctic.lookAtScene(ctx, true);

    ctx.story = {
      load,
      ready: () => scenes !== null,
      /** What a message asks for: 0, or how and where the story is told. */
      asked: (message) => {
        if (!message.present && !message.story) return "0";
        return `${message.present ? "present" : "story"}:${message.scene || 1}`;
      },
      /** Follow the server; returns what is to be looked at once it is drawn. */
      hear: (asked) => {
        const before = ctx.scene;
        const was = ctx.telling;
        if (asked === "0") {
          if (was) end(false);
          return was ? lookBack : null;
        }
        const [mode, number] = asked.split(":");
        turn(mode, +number);
        return before === ctx.scene && was === mode ? null : look;
      },
      /** Begin, or go to a scene, at once. */
      go: (number, mode) => {
        const begin = () => {
          const before = ctx.scene;
          turn(mode || ctx.telling || "story", number);
          if (before === ctx.scene) return;
          ctx.stepping = true;
          ctx.redraw({ ...ctx.wear(), view: true, sel: true });
          look();
          clearTimeout(rest);
          rest = setTimeout(() => {
            ctx.stepping = false;
            ctx.io.choose({ scene: ctx.scene.number });
          }, before ? REST_MS : 0);
        };
        return scenes ? begin() : load().then(begin).catch(ctx.fail);
      },
      step: (by) => ctx.story.go(ctx.scene.number + by),
      leave: () => {
        if (!ctx.telling) return;
        const room = ctx.telling === "present";
        end(false);
        if (room && ctx.io.leave) ctx.io.leave();
        ctx.redraw({ ...ctx.wear(), view: true, sel: true });
        lookBack();
        ctx.io.choose({ scene: 0 });
        const again = ctx.elements.card.querySelector(".p-tell");
        if (again && !room) again.focus({ preventScroll: true });
      },
      /** The reader chooses something of their own and goes on from what the scene shows; a room only watches. */
      own: () => {
        if (ctx.telling !== "story") return;
        end(true);
        ctx.redraw({ view: true, sel: true });
        ctx.io.choose({ scene: 0, asof: ctx.day, known: ctx.known, sel: ctx.sel });
      },
    };
  };

  // Leaflet passes over a new aim while it glides to the last one.
  const arrive = (map) => {
    if (map._animatingZoom) map._onZoomTransitionEnd();
    map._stop();
  };

  const litPoints = (ctx) => {
    const [kind, id] = ctx.sel.includes(":") ? ctx.sel.split(":") : ["subject", ctx.sel];
    const here = (record) => (record && record.lat !== null ? [[record.lon, record.lat]] : []);
    let points = [];
    if (kind === "event") points = here(ctx.events.get(id));
    else if (kind === "place") points = here(ctx.atlas.places[id]);
    else {
      const mine = (item) => (kind === "nation" ? item.subject.actor === id : item.id === id);
      points = ctx.items.filter((item) => item.at && mine(item)).map((item) => item.at);
    }
    return points.filter((point) => Arctic.inGreenland(...point));
  };

  // What caption, card and lists leave free.
  const room = (ctx) => {
    const { pane } = ctx.elements;
    const [w, h] = [pane.clientWidth, pane.clientHeight];
    if (ctx.present()) return { left: w * 0.06, right: w * 0.86, top: h * 0.1, bottom: h * (w > h ? 0.74 : 0.62), foot: h * 0.84 };
    if (ctx.narrow()) return { left: 12, right: w - 12, top: 20, bottom: h - 70, foot: h - 50 };
    return { left: w * 0.08, right: w * 0.86, top: 40, bottom: h - 50, foot: h - 20 };
  };

  /** Move the map so that what a scene lights lies free; of what lies abroad the whole of Greenland is the ground. */
  Arctic.lookAtScene = (ctx, glide) => {
    const { map } = ctx;
    const { pane } = ctx.elements;
    arrive(map);
    const points = litPoints(ctx);
    if (!points.length || !pane.clientWidth) return ctx.fit(glide);
    const flat = Arctic.flat(ctx.proj);
    const box = (list) => {
      const [xs, ys] = [list.map((p) => p[0]), list.map((p) => p[1])];
      return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
    };
    const lit = box(points.map((p) => flat(...p)));
    const space = room(ctx);
    const [wide, high] = [space.right - space.left, space.bottom - space.top];
    const km = ctx.proj === "laea" ? 1 : 3.2; // Web Mercator stretches lengths up here
    const tall = Math.max(SHOWN_KM * km, 2 * (lit.y1 - lit.y0));
    const k = Math.min(high / tall, wide / Math.max(lit.x1 - lit.x0, tall * 0.5));
    const south = flat(-43.9, 59.77)[1];
    // The lit lies a little below the middle; the southern cape need not rise above the caption.
    let top = (lit.y0 + lit.y1) / 2 - (space.top + high * 0.55) / k;
    top = Math.min(top, south - space.foot / k);
    const left = (lit.x0 + lit.x1) / 2 - (space.left + wide * 0.46) / k;
    const crs = Arctic.CRS[ctx.proj];
    const unit = Arctic.UNIT[ctx.proj];
    const zoom = crs.zoom(k * unit);
    const centre = L.point(left * k + pane.clientWidth / 2, top * k + pane.clientHeight / 2);
    map.setView(crs.pointToLatLng(centre, zoom), zoom, { animate: Boolean(glide) && !ctx.still() });
    return undefined;
  };

  Arctic.parts.story = (ctx) => {
    const blank = ctx.el("div", "p-blank");
    blank.hidden = true;
    const { caption } = ctx.elements;
    caption.append(blank);
    const live = ctx.el("p", "p-hidden");
    live.setAttribute("aria-live", "polite");
    ctx.elements.pane.append(live);
    blank.addEventListener("click", () => (blank.hidden = true));

    const turnTo = (key) => {
      const { scene, story } = ctx;
      if (key in STEPS) story.step(STEPS[key]);
      else if (key === "Home") story.go(1);
      else if (key === "End") story.go(scene.count);
      else if (key === "Escape") story.leave();
      else return false;
      return true;
    };

    // Before a room keys turn the scenes whatever has the focus, here or on the page.
    ctx.on("key", (key) => {
      if (ctx.telling !== "present") return false;
      if (!blank.hidden) {
        blank.hidden = true;
        return true;
      }
      if (key !== "b" && key !== "B") return turnTo(key);
      blank.hidden = false;
      return true;
    });
    // In the card they do while the focus is in it, but a space presses the button it stands on.
    ctx.elements.card.addEventListener("keydown", (event) => {
      if (ctx.telling !== "story" || event.key === " " || event.altKey || event.ctrlKey || event.metaKey) return;
      if (!turnTo(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });

    let seen = null;
    const draw = () => {
      if (ctx.telling !== "present") blank.hidden = true;
      const { scene } = ctx;
      if (scene === seen) return;
      seen = scene;
      live.textContent = scene && ctx.telling === "story" ? `${scene.title[ctx.lang] || scene.title.en}. ${scene.sentence[ctx.lang] || scene.sentence.en}` : "";
      if (!scene || !ctx.narrow()) return;
      showMap();
      setTimeout(showMap, CALM_MS); // the page may still have been growing
    };

    // On a phone the sheet takes the lower half of the screen; the map comes up above it.
    const showMap = () => {
      let frame = null;
      try {
        frame = window.frameElement;
      } catch {
        return; // a foreign page scrolls itself
      }
      if (!ctx.scene) return;
      const target = frame || ctx.elements.pane;
      target.style.scrollMarginTop = frame ? "52px" : "0";
      target.scrollIntoView({ block: "start", behavior: ctx.still() ? "auto" : "smooth" });
    };
    return { draw };
  };
})();

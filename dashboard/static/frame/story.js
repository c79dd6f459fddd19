// The story, told to one reader in the card or to a room across the window. A scene takes the place of day, known-by
// and choice here in the frame: a step draws at once, and the server hears of it when the reader rests.
"use strict";
(() => {
  const P = Arctic.panel;
  const REST_MS = 400;
  const CALM_MS = 600;
  const SHOWN_M = 1690e3; // so much of Greenland stays in sight from north to south round what is lit
  const SCALE_AT = 72; // degrees north: where both projections call the same scale by the same zoom
  const SHEET_SHARE = 0.465;
  const SHEET_LEAST = 250;
  const LIT_BELOW = 44; // pixels that a symbol and its words may take below its place
  const ABOVE = 24; // pixels above the island where all of it is shown
  const GAP = 16; // pixels between what is lit and the sheet
  const HELD = 80; // pixels: whoever has scrolled further away is left alone
  const SWIPE = 48; // pixels: a shorter move of the finger is no turn
  const SETTLED_MS = 130; // names find their new room a moment after the map has come to rest
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
      loading = loading || ctx.loadScenes().then(
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

  const screenHeight = () => {
    try {
      return window.parent.innerHeight;
    } catch {
      return window.innerHeight; // a foreign page does not say how tall it is
    }
  };

  /** How high the sheet of a phone's story is: the same in every scene, so that its buttons stay under the thumb. */
  Arctic.storySheet = () => Math.max(SHEET_LEAST, Math.round(screenHeight() * SHEET_SHARE));

  // What caption, card and lists leave free: `shown` is how tall the ground is that gives the scale, the same in every
  // scene of a window; below `bottom` nothing lit may stand, and the southern cape need not rise above `foot`.
  const room = (ctx) => {
    const { pane, caption } = ctx.elements;
    const [w, h] = [pane.clientWidth, pane.clientHeight];
    if (ctx.present()) {
      const edge = (part) => caption.querySelector(part).getBoundingClientRect().top;
      const [bottom, sentence] = [edge(".p-cap-foot"), edge(".p-cap-sentence")];
      return { left: w * 0.06, right: w * 0.86, top: h * 0.1, bottom, foot: sentence + h * 0.03, shown: h * (w > h ? 0.64 : 0.52) };
    }
    if (ctx.narrow()) {
      const free = Math.min(h, screenHeight() - P.underHead() - Arctic.storySheet());
      return { left: 12, right: w - 12, top: 20, bottom: free - GAP, foot: free - 50, shown: free - 90 };
    }
    return { left: w * 0.08, right: w * 0.86, top: 40, bottom: h - 30, foot: h - 20, shown: h - 90 };
  };

  const boxOf = (points) => {
    const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
    return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
  };

  // Where the upper left corner of the pane lies in the drawing's plane, and how many pixels a unit of it has.
  const roundTheLit = (ctx, lit, space, perMetre) => {
    const wide = space.right - space.left;
    const tall = Math.max(SHOWN_M * perMetre, 2 * (lit.y1 - lit.y0));
    const k = Math.min(space.shown / tall, wide / Math.max(lit.x1 - lit.x0, tall * 0.5));
    const south = Arctic.island(ctx.proj).y1;
    // The lit lies a little below the middle; the southern cape need not rise above the caption.
    const middle = (lit.y0 + lit.y1) / 2 - (space.top + space.shown * 0.55) / k;
    const low = Math.min(middle, south - space.foot / k);
    const top = Math.max(low, lit.y1 - (space.bottom - LIT_BELOW) / k); // but what is lit does
    return { k, top, left: (lit.x0 + lit.x1) / 2 - (space.left + wide * 0.46) / k };
  };
  const wholeIsland = (ctx, space) => {
    const island = Arctic.island(ctx.proj);
    const [wide, high] = [space.right - space.left, space.bottom - ABOVE];
    const k = Math.min(wide / (island.x1 - island.x0), high / (island.y1 - island.y0));
    return {
      k, top: (island.y0 + island.y1) / 2 - (ABOVE + high / 2) / k,
      left: (island.x0 + island.x1) / 2 - (space.left + wide * 0.54) / k,
    };
  };

  /** Move the map so that what a scene lights lies free; of what lies abroad the whole of Greenland is the ground. */
  Arctic.lookAtScene = (ctx, glide) => {
    const { map } = ctx;
    const { pane } = ctx.elements;
    arrive(map);
    const points = litPoints(ctx);
    if (!pane.clientWidth) return undefined;
    const space = room(ctx);
    // Beside a card the map is as free as at the opening; below a caption, or above a sheet that covers it, it is not.
    const covered = ctx.present() || (ctx.narrow() && space.bottom < pane.clientHeight - GAP);
    if (!points.length && !covered) return ctx.fit(glide);
    const flat = Arctic.flat(ctx.proj);
    const crs = Arctic.CRS[ctx.proj];
    const unit = Arctic.UNIT[ctx.proj];
    // Units of the plane for a metre of ground, asked of the projection itself.
    const perMetre = unit / (crs.scale(0) * Arctic.metresPerPixel(ctx.proj, 0, SCALE_AT));
    const { k, top, left } = points.length
      ? roundTheLit(ctx, boxOf(points.map((p) => flat(...p))), space, perMetre)
      : wholeIsland(ctx, space);
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

    // On a phone a finger turns the scene too; up and down stays with what scrolls.
    let finger = null;
    const slot = ctx.elements.card;
    slot.addEventListener("pointerdown", (event) => {
      const turns = event.pointerType === "touch" && event.isPrimary && ctx.telling === "story" && ctx.narrow();
      finger = turns ? { id: event.pointerId, x: event.clientX, y: event.clientY } : null;
    });
    slot.addEventListener("pointercancel", () => (finger = null));
    slot.addEventListener("pointerup", (event) => {
      const from = finger;
      finger = null;
      if (!from || from.id !== event.pointerId || ctx.telling !== "story") return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.abs(x) >= SWIPE && Math.abs(x) > 2 * Math.abs(y)) ctx.story.step(x < 0 ? 1 : -1);
    });

    // What reaches under the caption would shine through it by half: it is left out whole.
    const clear = () => {
      const told = ctx.present() && ctx.scene;
      const edge = told ? caption.querySelector(".p-cap-foot").getBoundingClientRect().top : Infinity;
      const below = (node) => Boolean(node) && node.getBoundingClientRect().bottom > edge;
      const found = [...ctx.elements.pane.querySelectorAll(".cluster")].map((node) => {
        const mark = node.querySelector(".anchor > *");
        return [node, below(mark), below(node.querySelector(".box"))];
      });
      for (const [node, mark, box] of found) {
        node.classList.toggle("beneath", mark);
        node.classList.toggle("wordless", box);
      }
    };
    let clearing = 0;
    ctx.map.on("moveend", () => {
      if (ctx.telling !== "present") return;
      clearTimeout(clearing);
      clearing = setTimeout(clear, SETTLED_MS);
    });

    let seen = null;
    let cleared = false;
    const stand = () => {
      const told = ctx.telling === "present";
      if (told || cleared) clear();
      cleared = told;
    };
    const draw = () => {
      if (ctx.telling !== "present") blank.hidden = true;
      const { scene } = ctx;
      if (scene === seen) return;
      seen = scene;
      live.textContent = scene && ctx.telling === "story" ? `${scene.title[ctx.lang] || scene.title.en}. ${scene.sentence[ctx.lang] || scene.sentence.en}` : "";
      holdStill(Boolean(scene) && ctx.narrow());
      if (!scene || !ctx.narrow()) return;
      showMap();
      setTimeout(showMap, CALM_MS); // the page may still have been growing
    };

    const ownFrame = () => {
      try {
        return window.frameElement;
      } catch {
        return null; // a foreign page scrolls itself
      }
    };
    // The sentence above the map gets a line more or less with the server's answer; map and sheet stay where they are.
    let watch = null;
    const hold = () => {
      const frame = ownFrame();
      if (!frame || !ctx.scene || !ctx.narrow()) return;
      const away = frame.getBoundingClientRect().top - P.underHead();
      if (away && Math.abs(away) < HELD) P.scroller().scrollBy({ top: away, behavior: "instant" });
    };
    const holdStill = (on) => {
      if (watch) watch.disconnect();
      watch = null;
      const inner = on && ownFrame() && P.scroller().firstElementChild;
      if (!inner) return;
      watch = new ResizeObserver(hold);
      watch.observe(inner);
    };

    // On a phone the sheet takes the lower half of the screen; the map comes up above it.
    const showMap = () => {
      if (!ctx.scene) return;
      const frame = ownFrame();
      const target = frame || ctx.elements.pane;
      target.style.scrollMarginTop = `${P.underHead()}px`;
      target.scrollIntoView({ block: "start", behavior: ctx.still() ? "auto" : "smooth" });
    };
    return { draw, stand };
  };
})();

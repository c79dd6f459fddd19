// The story, told to one reader in the card or to a room across the window. A scene takes the place of day, known-by
// and choice here in the frame: a step draws at once, and the server hears of it when the reader rests.

import { clockOf } from "../timeline/playback.js";
import { arrive, lookAtScene } from "./look.js";

const REST_MS = 400;

const placed = (ctx) => {
  const state = ctx.subjects.has(ctx.sel) && ctx.state(ctx.sel);
  if (!state) return true;
  const has = (id) => Boolean(ctx.atlas.places[id]) && ctx.atlas.places[id].lat !== null;
  return has(state.place) || (state.spots || []).some(([place]) => has(place));
};

// Own choice and scene: what the map wears of the two.
const wear = (ctx) => {
  const { scene } = ctx;
  const worn = scene ? { day: scene.as_of, known: scene.known_by, sel: scene.sel } : ctx.own;
  const change = { view: ctx.known !== worn.known, day: ctx.day !== worn.day, sel: ctx.sel !== worn.sel };
  Object.assign(ctx, worn);
  // Lists give way to the map; that of what has no place stays if what is told stands in it.
  ctx.elements.pane.classList.toggle("telling", Boolean(scene));
  ctx.elements.pane.classList.toggle("unplaced", Boolean(scene) && !placed(ctx));
  return change;
};

// A tale is what the story remembers: {own, scenes, loading, kept, rest}; `kept` is where the reader was when it began,
// `own` the story that this reader alone is told.
const load = (ctx, tale) => {
  const { own } = tale;
  tale.loading = tale.loading || (own ? Promise.resolve(own.scenes) : ctx.loadScenes()).then(
    (found) => {
      if (own !== tale.own) return load(ctx, tale); // another story is told meanwhile
      tale.scenes = found.map((scene, i) => ({ ...scene, number: i + 1, count: found.length }));
      return tale.scenes;
    },
    (error) => {
      tale.loading = null;
      throw error;
    },
  );
  return tale.loading;
};

const turn = (ctx, tale, mode, number) => {
  ctx.scrubbing = false; // a scene ends a drag: the day of the next address is obeyed again
  const { map } = ctx;
  if (!ctx.telling) {
    clockOf(ctx).stop();
    tale.kept = { home: ctx.atHome, centre: map.getCenter(), zoom: map.getZoom(), hidden: [...ctx.hidden] };
    ctx.hidden.clear(); // what the legend has switched off may be what is told
  }
  ctx.telling = mode;
  ctx.glance = "";
  ctx.scene = tale.scenes[Math.max(0, Math.min(tale.scenes.length, number || 1) - 1)];
};

const lookBack = (ctx, { kept }) => {
  const { map } = ctx;
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

const end = (ctx, tale, stay) => {
  clearTimeout(tale.rest);
  ctx.stepping = false;
  if (stay) Object.assign(ctx.own, { day: ctx.day, known: ctx.known, sel: ctx.sel });
  else for (const kind of tale.kept ? tale.kept.hidden : []) ctx.hidden.add(kind);
  ctx.telling = ctx.glance = "";
  ctx.scene = null;
};

// What is drawn after a turn, on the map and on the page, which is told of which day it is now.
const show = (ctx) => {
  ctx.redraw({ ...wear(ctx), view: true, sel: true });
  ctx.announce();
};

const begin = (ctx, tale, number, mode) => {
  const before = ctx.scene;
  const glanced = ctx.glance;
  turn(ctx, tale, mode || ctx.telling || "story", number);
  if (before === ctx.scene) {
    if (glanced) ctx.redraw({ sel: true });
    return;
  }
  ctx.stepping = true;
  show(ctx);
  lookAtScene(ctx, true);
  clearTimeout(tale.rest);
  tale.rest = setTimeout(() => {
    ctx.stepping = false;
    ctx.io.choose({ scene: ctx.scene.number });
  }, before ? REST_MS : 0);
};

const leave = (ctx, tale) => {
  if (!ctx.telling) return;
  const room = ctx.telling === "present";
  end(ctx, tale, false);
  if (room && ctx.io.leave) ctx.io.leave();
  show(ctx);
  lookBack(ctx, tale);
  ctx.io.choose({ scene: 0 });
  const again = ctx.elements.card.querySelector(".p-tell");
  if (again && !room) again.focus({ preventScroll: true });
};

// Follow the server; returns what is to be looked at once it is drawn.
const hear = (ctx, tale, asked) => {
  const before = ctx.scene;
  const was = ctx.telling;
  if (asked === "0") {
    if (was) end(ctx, tale, false);
    return was ? () => lookBack(ctx, tale) : null;
  }
  const [mode, number] = asked.split(":");
  const { glance } = ctx;
  turn(ctx, tale, mode, +number);
  if (before !== ctx.scene || was !== mode) return () => lookAtScene(ctx, true);
  ctx.glance = glance; // the answer to the scene that is on show
  return null;
};

export const makeStory = (ctx) => {
  const tale = { own: null, scenes: null, loading: null, kept: null, rest: 0 };
  ctx.own = { day: ctx.day, known: ctx.known, sel: ctx.sel };
  ctx.telling = ""; // "story" in the card, "present" before a room
  ctx.scene = null;
  ctx.glance = ""; // what a room looks at in a card over the scene
  ctx.stepping = false; // a step was made of which the server has not been told yet
  ctx.wear = () => wear(ctx);
  ctx.story = {
    /** Tell the story of this reader alone; with nothing the one that all are told. */
    tells: (own) => {
      if ((own ? own.text : "") === (tale.own ? tale.own.text : "")) return;
      Object.assign(tale, { own, scenes: null, loading: null });
    },
    /** Finds that story on the server. */
    key: () => (tale.own ? tale.own.key : ""),
    load: () => load(ctx, tale),
    ready: () => tale.scenes !== null,
    /** What a message asks for: 0, or how and where the story is told. */
    asked: (message) => {
      if (!message.present && !message.story) return "0";
      return `${message.present ? "present" : "story"}:${message.scene || 1}`;
    },
    hear: (asked) => hear(ctx, tale, asked),
    /** Begin, or go to a scene, at once. */
    go: (number, mode) => {
      if (tale.scenes) return begin(ctx, tale, number, mode);
      return load(ctx, tale).then(() => begin(ctx, tale, number, mode)).catch(ctx.fail);
    },
    step: (by) => ctx.story.go(ctx.scene.number + by),
    /** Before a room: open a card over the scene, or with nothing go back to the scene. */
    glance: (sel) => {
      if (ctx.telling !== "present" || ctx.glance === sel) return;
      ctx.glance = sel;
      ctx.redraw({ sel: true });
    },
    leave: () => leave(ctx, tale),
    /** The reader chooses something of their own and goes on from what the scene shows; a room only watches. */
    own: () => {
      if (ctx.telling !== "story") return;
      end(ctx, tale, true);
      ctx.redraw({ view: true, sel: true });
      ctx.io.choose({ scene: 0, asof: ctx.day, known: ctx.known, sel: ctx.sel });
    },
  };
};

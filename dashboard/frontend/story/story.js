// The story, told to one reader in the card or to a room across the window. A scene takes the place of day, known-by
// and choice here in the frame: a step draws at once, and the server hears of it when the reader rests.

import { findAll } from "../lib/dom.js";
import { clockOf } from "../timeline/playback.js";
import { choose, hideKinds, setScrubbing, showState, tell } from "../view/state.js";
import { arrive, lookAtScene } from "./look.js";

/**
 * @typedef {object} Tale what the story remembers
 * @property {Payload.Tale | null} ownStory the story that this reader alone is told
 * @property {Frame.Scene[] | null} scenes
 * @property {Promise<Frame.Scene[]> | null} loading
 * @property {{ home: boolean, centre: any, zoom: number, hidden: string[] } | null} kept where the reader was when it began
 * @property {number} rest
 */

const REST_MS = 400;

/** @type {(ctx: Frame.Context) => boolean} */
const placed = (ctx) => {
  const state = ctx.subjects.has(ctx.sel) && ctx.state(ctx.sel);
  if (!state) return true;
  /** @type {(id: string) => boolean} */
  const has = (id) => Boolean(ctx.atlas.places[id]) && ctx.atlas.places[id].lat !== null;
  return has(state.place) || (state.spots || []).some(([place]) => has(place));
};

// Own choice and scene: what the map wears of the two.
/** @type {(ctx: Frame.Context) => { view: boolean, day: boolean, sel: boolean }} */
const showEffective = (ctx) => {
  const { scene } = ctx;
  const change = showState(ctx);
  // Lists give way to the map; that of what has no place stays if what is told stands in it.
  ctx.elements.pane.classList.toggle("telling", Boolean(scene));
  ctx.elements.pane.classList.toggle("unplaced", Boolean(scene) && !placed(ctx));
  return change;
};

/** @type {(ctx: Frame.Context, tale: Tale) => Promise<Frame.Scene[]>} */
const load = (ctx, tale) => {
  const { ownStory } = tale;
  tale.loading = tale.loading || (ownStory ? Promise.resolve(ownStory.scenes) : ctx.loadScenes()).then(
    (found) => {
      if (ownStory !== tale.ownStory) return load(ctx, tale); // another story is told meanwhile
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

/** @type {(ctx: Frame.Context, tale: Tale, mode: string, number: number) => void} */
const turn = (ctx, tale, mode, number) => {
  setScrubbing(ctx, false); // a scene ends a drag: the day of the next address is obeyed again
  const { map } = ctx;
  if (!ctx.storyMode) {
    clockOf(ctx).stop();
    tale.kept = { home: ctx.atHome, centre: map.getCenter(), zoom: map.getZoom(), hidden: [...ctx.hidden] };
    hideKinds(ctx, []); // what the legend has switched off may be what is told
  }
  const scenes = tale.scenes || [];
  const scene = scenes[Math.max(0, Math.min(scenes.length, number || 1) - 1)] || null;
  tell(ctx, { storyMode: mode, glance: "", scene });
};

/** @type {(ctx: Frame.Context, tale: Tale) => void} */
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
  requestAnimationFrame(() => { if (map._animatingZoom && !ctx.storyMode) back(); });
};

/** @type {(ctx: Frame.Context, tale: Tale, stay: boolean) => void} */
const end = (ctx, tale, stay) => {
  clearTimeout(tale.rest);
  if (stay) choose(ctx, { day: ctx.day, known: ctx.known, sel: ctx.sel });
  else hideKinds(ctx, [...ctx.hidden, ...(tale.kept ? tale.kept.hidden : [])]);
  tell(ctx, { storyMode: "", glance: "", scene: null, stepping: false });
};

// What is drawn after a turn, on the map and on the page, which is told of which day it is now.
/** @type {(ctx: Frame.Context) => void} */
const show = (ctx) => {
  ctx.redraw({ ...showEffective(ctx), view: true, sel: true });
  ctx.announce();
};

/** @type {(ctx: Frame.Context, tale: Tale, number: number, mode: string | undefined) => void} */
const begin = (ctx, tale, number, mode) => {
  const before = ctx.scene;
  const glanced = ctx.glance;
  turn(ctx, tale, mode || ctx.storyMode || "story", number);
  if (before === ctx.scene) {
    if (glanced) ctx.redraw({ sel: true });
    return;
  }
  tell(ctx, { stepping: true });
  show(ctx);
  lookAtScene(ctx, true);
  clearTimeout(tale.rest);
  tale.rest = setTimeout(() => {
    tell(ctx, { stepping: false });
    if (ctx.scene) ctx.io.choose({ scene: ctx.scene.number });
  }, before ? REST_MS : 0);
};

/** @type {(ctx: Frame.Context, tale: Tale) => void} */
const leave = (ctx, tale) => {
  if (!ctx.storyMode) return;
  const room = ctx.storyMode === "present";
  end(ctx, tale, false);
  if (room && ctx.io.leave) ctx.io.leave();
  show(ctx);
  lookBack(ctx, tale);
  ctx.io.choose({ scene: 0 });
  if (!room) findAll(ctx.elements.card, ".p-tell")[0]?.focus({ preventScroll: true });
};

// Follow the server; returns what is to be looked at once it is drawn.
/** @type {(ctx: Frame.Context, tale: Tale, request: string) => (() => void) | null} */
const hear = (ctx, tale, request) => {
  const before = ctx.scene;
  const was = ctx.storyMode;
  if (request === "0") {
    if (was) end(ctx, tale, false);
    return was ? () => lookBack(ctx, tale) : null;
  }
  const [mode, number] = request.split(":");
  const { glance } = ctx;
  turn(ctx, tale, mode, +number);
  if (before !== ctx.scene || was !== mode) return () => lookAtScene(ctx, true);
  tell(ctx, { glance }); // the answer to the scene that is on show
  return null;
};

/** @type {(ctx: Frame.Context) => void} */
export const makeStory = (ctx) => {
  /** @type {Tale} */
  const tale = { ownStory: null, scenes: null, loading: null, kept: null, rest: 0 };
  const writable = /** @type {Frame.Written["story/story.js"]} */ (ctx);
  writable.showEffective = () => showEffective(ctx);
  writable.story = {
    /** Tell the story of this reader alone; with nothing the one that all are told. */
    tells: (mine) => {
      if ((mine ? mine.text : "") === (tale.ownStory ? tale.ownStory.text : "")) return;
      Object.assign(tale, { ownStory: mine, scenes: null, loading: null });
    },
    /** That story as it was given, for notes on another screen. */
    text: () => (tale.ownStory ? tale.ownStory.text : ""),
    load: () => load(ctx, tale),
    ready: () => tale.scenes !== null,
    /** What a message asks for: 0, or how and where the story is told. */
    requestOf: (message) => {
      if (!message.present && !message.story) return "0";
      return `${message.present ? "present" : "story"}:${message.scene || 1}`;
    },
    hear: (request) => hear(ctx, tale, request),
    /** Begin, or go to a scene, at once. */
    go: (number, mode) => {
      if (tale.scenes) return begin(ctx, tale, number, mode);
      return load(ctx, tale).then(() => begin(ctx, tale, number, mode)).catch(ctx.fail);
    },
    step: (by) => ctx.scene && ctx.story.go(ctx.scene.number + by),
    list: () => ctx.emit("list"),
    /** Before a room: open a card over the scene, or with nothing go back to the scene. */
    glance: (sel) => {
      if (ctx.storyMode !== "present" || ctx.glance === sel) return;
      tell(ctx, { glance: sel });
      ctx.redraw({ sel: true });
    },
    leave: () => leave(ctx, tale),
    /** The reader chooses something of their own and goes on from what the scene shows; a room only watches. */
    takeOver: () => {
      if (ctx.storyMode !== "story") return;
      end(ctx, tale, true);
      ctx.redraw({ view: true, sel: true });
      ctx.io.choose({ scene: 0, asof: ctx.day, known: ctx.known, sel: ctx.sel });
    },
  };
};

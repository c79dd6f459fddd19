// Draws the parts of the frame in their order. Each part has `draw(change)`, which writes and reads nothing of the page, and
// `stand(change)`, which comes after all of them, when the lists can be measured in one go and the map knows where to look.

import { nextPicture } from "../lib/dom.js";
import { forgetLayout } from "../view/layout.js";
import { nuukListOn, placeItems } from "../view/placement.js";
import { readFilter } from "../view/state.js";

// Lies below the map and is read after it: at first, and after a choice, it comes one picture later, so that the map
// stands sooner.
const LATER = "timeline";
// These stand before all others: the scale bar has its width before names and distances look for room, and what of a card
// fits is read while nothing has been written since the lists were measured.
const FIRST = ["furniture", "card"];
/** @type {(keyof Frame.Change)[]} */
const SETTLED = ["view", "size", "words", "settle"];
const SETTLE_MS = 120;
/** @type {Frame.Change} */
export const ALL_NEW = { view: true, day: true, sel: true, size: true, words: true };

/**
 * Let the timeline stand: one picture after the map at first and after a choice. Whatever asks for it meanwhile gets it at
 * once, and so do a room and a sheet of paper.
 *
 * @param {Frame.Context} ctx
 * @param {(change: Frame.Change) => void} stand
 */
const makeLater = (ctx, stand) => {
  let complete = false; // it has stood
  /** @type {Frame.Change | null} */
  let owed = null;
  /** @type {(change: Frame.Change) => void} */
  const now = (change) => {
    const all = { ...owed, ...change };
    owed = null;
    stand(all);
  };
  return {
    complete: () => {
      complete = true;
      now(ALL_NEW);
    },
    /** @type {(change: Frame.Change) => void} */
    follow: (change) => {
      if (ctx.present() || ctx.paper()) return now(change);
      if (!complete) return;
      if (!change.view || change.day || change.size) return now(change);
      if (!owed) nextPicture().then(() => owed && now({}));
      owed = { ...owed, ...change };
    },
  };
};

/**
 * Offer `redraw`; `aim` sets where the map looks, `complete` draws what may come one picture later.
 *
 * @param {Frame.Context} ctx
 * @param {Map<string, Frame.Part>} parts in the order in which they draw; filled later
 * @param {import("./trouble.js").Trouble["guarded"]} guarded
 * @returns {{ aim: (work: () => void) => void, complete: () => Promise<void> }}
 */
export const makeDrawing = (ctx, parts, guarded) => {
  const { io } = ctx;
  const writable = /** @type {Frame.Written["app/drawing.js"]} */ (ctx);
  let settling = 0;
  let grown = false; // a list has, since the last drawing
  /** @type {(act: "draw" | "stand", change: Frame.Change) => void} */
  const all = (act, change) => {
    const names = act === "stand" ? [...FIRST, ...[...parts.keys()].filter((name) => !FIRST.includes(name))] : parts.keys();
    for (const name of names) {
      if (name === LATER) continue;
      guarded(() => parts.get(name)?.[act]?.(change));
    }
  };
  const later = makeLater(ctx, (change) => guarded(() => parts.get(LATER)?.stand?.(change)));
  /** @type {(change: Frame.Change) => void} */
  const lists = (change) => {
    const { nuukList } = ctx;
    guarded(() => placeItems(ctx));
    if (nuukList !== ctx.nuukList) forgetLayout(ctx);
    all("draw", change);
  };
  // First the lists, then the map's extent, which leaves room for them, then what is placed by that extent.
  /** @type {(work: () => void) => void} */
  const aim = (work) => {
    writable.aiming = true;
    guarded(work);
    writable.aiming = false;
  };
  /** @type {(work: () => void, change: Frame.Change) => void} */
  const lookAt = (work, change) => {
    aim(work);
    if (nuukListOn(ctx) !== ctx.nuukList) lists(change);
  };
  /** @type {(change: Frame.Change, look?: () => void) => void} */
  const redraw = (change, look) => {
    if (!ctx.words || ctx.aiming) return;
    const began = performance.now();
    readFilter(ctx);
    const anew = SETTLED.some((what) => change[what]);
    if (anew) forgetLayout(ctx);
    if (!change.settle) lists(change); // a settling only finds new room for the names
    if (look) lookAt(look, change);
    all("stand", change);
    later.follow(change);
    // While days run by, a list that grew is measured once the hand rests: reading it forces a layout.
    if (grown && change.day && !anew) {
      clearTimeout(settling);
      settling = setTimeout(() => redraw({ settle: true }), SETTLE_MS);
    }
    grown = false;
    ctx.emit("drawn");
    writable.drawMs = performance.now() - began;
    io.resized?.();
  };
  writable.redraw = redraw;
  writable.grew = () => {
    grown = true;
  };
  return {
    aim,
    complete: async () => {
      await nextPicture();
      later.complete();
      io.resized?.();
    },
  };
};

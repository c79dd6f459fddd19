// Draws the parts of the frame in their order. Each part has `draw(change)`, which writes and reads nothing of the page, and
// `stand(change)`, which comes after all of them, when the lists can be measured in one go and the map knows where to look.

import { nextPicture } from "../lib/dom.js";
import { forgetLayout } from "../view/layout.js";
import { lensOn, placeItems } from "../view/placement.js";
import { readFilter } from "../view/state.js";

// Lies below the map and is read after it: at first it comes one picture later, so that the map stands sooner.
const LATER = "timeline";
const FRAME = "furniture"; // the scale bar has its width before names and distances look for room
/** @type {(keyof Frame.Change)[]} */
const SETTLED = ["view", "size", "words", "settle"];
const SETTLE_MS = 120;
/** @type {Frame.Change} */
export const ALL_NEW = { view: true, day: true, sel: true, size: true, words: true };

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
  const own = /** @type {Frame.Written["app/drawing.js"]} */ (ctx);
  let settling = 0;
  let grown = false; // a list has, since the last drawing
  let complete = false; // all that belongs to the map has been drawn
  /** @type {(act: "draw" | "stand", change: Frame.Change) => void} */
  const all = (act, change) => {
    const names = act === "stand" ? [FRAME, ...[...parts.keys()].filter((name) => name !== FRAME)] : parts.keys();
    for (const name of names) {
      if (name === LATER && !complete && !ctx.present()) continue;
      guarded(() => parts.get(name)?.[act]?.(change));
    }
  };
  /** @type {(change: Frame.Change) => void} */
  const lists = (change) => {
    const { lens } = ctx;
    guarded(() => placeItems(ctx));
    if (lens !== ctx.lens) forgetLayout(ctx);
    all("draw", change);
  };
  // Where the map looks depends on where the lists lie, and what stands on it on where it looks.
  /** @type {(work: () => void) => void} */
  const aim = (work) => {
    own.aiming = true;
    guarded(work);
    own.aiming = false;
  };
  /** @type {(work: () => void, change: Frame.Change) => void} */
  const lookAt = (work, change) => {
    aim(work);
    if (lensOn(ctx) !== ctx.lens) lists(change);
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
    // While days run by, a list that grew is measured once the hand rests: reading it forces a layout.
    if (grown && change.day && !anew) {
      clearTimeout(settling);
      settling = setTimeout(() => redraw({ settle: true }), SETTLE_MS);
    }
    grown = false;
    ctx.emit("drawn");
    own.drawMs = performance.now() - began;
    io.resized?.();
  };
  own.redraw = redraw;
  own.grew = () => {
    grown = true;
  };
  return {
    aim,
    complete: async () => {
      await nextPicture();
      complete = true;
      guarded(() => parts.get(LATER)?.stand?.(ALL_NEW));
      io.resized?.();
    },
  };
};

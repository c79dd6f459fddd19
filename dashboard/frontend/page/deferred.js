// What comes when: the map first; what lies below the first screen once somebody is there; and what if no map comes.

import { lacksScripts } from "./release.js";

const LATE_MS = 6000;
const LEISURE_MS = 2500;
const GESTURES = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart", "focusin", "beforeprint"];

/** @type {boolean | null} */
let stands = null; // whether the map stands; null while it has not been heard of
let late = 0;
/** @type {Set<(mapless: boolean) => void>} */
const hearing = new Set();
const failed = () => stands === false;
export const mapIsComing = () => stands === null;

/**
 * The frame says that its map stands, or that it failed. Then, and when it says nothing for too long, its pane gives
 * way to the table; it comes back with a map that is only slow.
 *
 * @type {(good: boolean) => void}
 */
export const mapSays = (good) => {
  clearTimeout(late);
  stands = good;
  document.documentElement.classList.toggle("mapless", failed());
  for (const hear of hearing) hear(failed());
  if (wanted || !good) begin();
  else setTimeout(begin, LEISURE_MS);
};

const giveUp = () => {
  mapSays(false);
  lacksScripts();
};

/** @type {(hear: (mapless: boolean) => void) => () => void} */
export const awaitMap = (hear) => {
  hearing.add(hear);
  if (stands === null && !late) late = setTimeout(giveUp, LATE_MS);
  hear(failed());
  return () => hearing.delete(hear);
};

/* What the first screen does not show is drawn when it comes into sight, at the reader's first move, or at leisure:
   a first visit is quiet sooner, and who reads with a screen reader finds all of it. */
let wanted = false; // somebody is there; yet the map goes first
let begun = false;
/** @type {Map<Element, () => void>} */
const waiting = new Map();
const sight = new IntersectionObserver((seen) => {
  if (seen.some((it) => it.intersectionRect.height > 0)) begin(); // what only touches the edge is not seen
});
const begin = () => {
  wanted = true;
  if (begun || stands === null) return;
  begun = true;
  sight.disconnect();
  for (const gesture of GESTURES) removeEventListener(gesture, begin, true);
  for (const draw of waiting.values()) draw();
  waiting.clear();
};
for (const gesture of GESTURES) addEventListener(gesture, begin, { capture: true, passive: true });

/** @type {(node: Element, draw: () => void) => void} */
export const whenWanted = (node, draw) => {
  if (begun) return draw();
  waiting.set(node, draw);
  sight.observe(node);
};

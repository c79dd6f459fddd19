// In which order an answer is drawn: sentence and map at once, what stands round them afterwards. At a first visit that
// waits until the map stands, which has the one thread with it; but not for long, and not for a reader who is there.

import { nextPicture } from "../lib/dom.js";

const LONG_MS = 1000;
// Not that the pointer moves: it does so under a hand at rest, as the page grows below it.
const GESTURES = ["pointerdown", "keydown", "wheel", "touchstart", "focusin", "beforeprint"];

/** What waits for the map, as the newest answer has it. @type {(() => void) | null} */
let first = null;
/** What waits for the next picture. @type {(() => void) | null} */
let next = null;
let stands = false; // the map, or it need not be waited for
let timer = 0;

const drawNext = () => {
  const draw = next;
  next = null;
  draw?.();
};

/** The map stands, or failed: nothing waits for it any more. */
export const mapStands = () => {
  if (stands) return;
  stands = true;
  clearTimeout(timer);
  for (const gesture of GESTURES) removeEventListener(gesture, mapStands, true);
  first?.();
  first = null;
};
for (const gesture of GESTURES) addEventListener(gesture, mapStands, { capture: true, passive: true });

/** Draws once the map stands; then at once. @type {(draw: () => void) => void} */
export const afterMap = (draw) => {
  if (stands) return draw();
  first = draw;
  timer ||= setTimeout(mapStands, LONG_MS);
};

/** Draws in the picture after this one, unless a newer answer comes before. @type {(draw: () => void) => void} */
export const afterPicture = (draw) => {
  if (!next) nextPicture().then(drawNext);
  next = draw;
};
addEventListener("beforeprint", drawNext);

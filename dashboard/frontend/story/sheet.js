// The story on a phone: the map stands above the sheet, and a finger turns the scene.

import { scroller, underHead } from "../view/screen.js";
import { onSwipe } from "./swipe.js";

const HELD = 80; // pixels: a reader who has scrolled further away is left alone
const CALM_MS = 600;

/** @type {() => HTMLElement | null} */
const ownFrame = () => {
  try {
    return /** @type {HTMLElement | null} */ (window.frameElement);
  } catch {
    return null; // a foreign page scrolls itself
  }
};

/**
 * Call `follow()` at each new scene: the map comes up above the sheet, which takes the lower half of the screen.
 *
 * @param {Frame.Context} ctx
 */
export const storySheetPart = (ctx) => {
  const reads = () => ctx.storyMode === "story" && ctx.narrow();
  onSwipe(ctx.elements.card, reads, (by) => ctx.story.step(by));
  // The sentence above the map gets a line more or less with the server's answer; map and sheet stay where they are.
  /** @type {ResizeObserver | null} */
  let watch = null;
  let theirs = false; // the reader has moved the page since the scene began
  let ears = new AbortController();
  const listen = () => {
    ears.abort();
    ears = new AbortController();
    for (const room of [window, ownFrame()?.ownerDocument]) {
      for (const gesture of ["wheel", "touchmove"]) {
        room?.addEventListener(gesture, () => (theirs = true), { capture: true, passive: true, signal: ears.signal });
      }
    }
  };
  const hold = () => {
    const frame = ownFrame();
    if (!frame || !ctx.scene || !ctx.narrow()) return;
    const away = frame.getBoundingClientRect().top - underHead();
    if (away && (!theirs || Math.abs(away) < HELD)) scroller().scrollBy({ top: away, behavior: "instant" });
  };
  /** @type {(on: boolean) => void} */
  const holdStill = (on) => {
    if (watch) watch.disconnect();
    watch = null;
    ears.abort();
    const inner = on && ownFrame() && /** @type {Element} */ (scroller()).firstElementChild;
    if (!inner) return;
    watch = new ResizeObserver(hold);
    watch.observe(inner);
    listen();
  };
  const showMap = () => {
    if (!ctx.scene) return;
    const target = ownFrame() || ctx.elements.pane;
    target.style.scrollMarginTop = `${underHead()}px`;
    target.scrollIntoView({ block: "start", behavior: ctx.still() ? "auto" : "smooth" });
  };
  const follow = () => {
    holdStill(Boolean(ctx.scene) && ctx.narrow());
    if (!ctx.scene || !ctx.narrow()) return;
    theirs = false;
    showMap();
    setTimeout(showMap, CALM_MS); // the page may still have been growing
  };
  return { follow };
};

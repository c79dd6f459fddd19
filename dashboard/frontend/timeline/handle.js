// The line and the pill of the day. At a step of a day only this is written.

import { textWidth } from "../lib/text-width.js";
import { onAxis } from "../view/wording.js";
import { valueText } from "./playback.js";

const PILL_FONT = '600 11.5px "Source Sans", system-ui, sans-serif';
const PILL_EDGE = 20; // left and right of its text, together
const LEAST = 56;

/**
 * Make line and pill in the plot; the answer is a function that moves them to the day.
 *
 * @param {Time.Line} tl
 */
export const dayHandle = (tl) => {
  const { ctx, clock } = tl;
  const text = document.createTextNode("");
  tl.pill.setAttribute("role", "slider");
  tl.pill.tabIndex = 0;
  tl.pill.append(text);

  return () => {
    const today = clock.today();
    const x = tl.x(today);
    const before = x < tl.left() - 1;
    const after = x > tl.right() + 1;
    const at = before ? tl.left() : after ? tl.right() : x;
    tl.now.style.transform = `translateX(${at.toFixed(1)}px)`;
    tl.now.classList.toggle("p-away", before || after);
    tl.pill.classList.toggle("p-before", before);
    tl.pill.classList.toggle("p-after", after);
    const day = onAxis(ctx, ctx.day);
    text.data = before ? `‹ ${day}` : after ? `${day} ›` : day;
    tl.pill.setAttribute("aria-valuenow", String(clock.inside(today) - clock.first));
    tl.pill.setAttribute("aria-valuetext", valueText(ctx));
    // A date half under the pill reads as another date.
    const half = Math.max(LEAST, textWidth(text.data, PILL_FONT) + PILL_EDGE) / 2;
    const centre = before ? at + half - 8 : after ? at - half + 8 : at;
    for (const date of tl.dates) {
      const hidden = Math.abs(date.x - centre) < half + date.half + 3;
      if (hidden !== date.hidden) date.text.style.display = hidden ? "none" : "";
      date.hidden = hidden;
    }
  };
};

/**
 * The texts of the slider: its name and its ends.
 *
 * @param {Time.Line} tl
 */
export const nameHandle = (tl) => {
  tl.pill.setAttribute("aria-label", tl.ctx.words("map.timeline.as_of"));
  tl.pill.setAttribute("aria-valuemin", "0");
  tl.pill.setAttribute("aria-valuemax", String(tl.clock.last - tl.clock.first));
};

// The phone's day: the day in words, a slider over the whole axis of time, and play.
//
// Most of the slider is the window of the opening, where a finger finds single days; what was before and what came after
// lies at its ends, from change to change.

import { isoDay } from "../lib/days.js";
import { el, put } from "../lib/dom.js";
import { clockOf, playButton, valueText } from "../timeline/playback.js";

const STEPS = 1000;
const OPENING = [0.14, 0.84]; // the share of the slider that the opening takes, where there is more on both sides
const NEAR = 3; // steps to a day of change, where a step is more than a day

/**
 * Where a day stands on the slider, and which day stands at a place.
 *
 * @param {Pick<Time.Scale, "first" | "last" | "at" | "day" | "snap">} scale
 * @param {{from: number, to: number}} opening its window in units
 * @returns {{share: (day: number) => number, day: (share: number) => number}} shares from 0 to 1
 */
export const stripScale = (scale, opening) => {
  const [low, high] = [scale.at(scale.first), scale.at(scale.last)];
  const [from, to] = [Math.max(low, opening.from), Math.min(high, opening.to)];
  const knots = [[low, 0], [from, from > low ? OPENING[0] : 0], [to, to < high ? OPENING[1] : 1], [high, 1]];
  /** @param {number} value @param {0 | 1} key @param {0 | 1} other */
  const along = (value, key, other) => {
    const i = Math.max(1, knots.findIndex((knot, n) => n > 0 && value <= knot[key] && knot[key] > knots[n - 1][key]));
    const [a, b] = [knots[i - 1], knots[i]];
    return a[other] + ((value - a[key]) / (b[key] - a[key] || 1)) * (b[other] - a[other]);
  };
  return {
    share: (day) => along(scale.at(Math.max(scale.first, Math.min(scale.last, day))), 0, 1),
    day: (share) => {
      /** @param {number} value */
      const at = (value) => scale.day(along(Math.max(0, Math.min(1, value)), 1, 0));
      const step = (at(share + 1 / STEPS) - at(share - 1 / STEPS)) / 2; // days
      return scale.snap(at(share), step > 1 ? NEAR * step : 0);
    },
  };
};

// What lies where, below the slider: the beginning, the opening, the end.
/** @type {(ctx: Pick<Frame.Context, "fmtDay" | "words">, clock: Time.Clock, places: ReturnType<typeof stripScale>) => HTMLSpanElement} */
const signs = ({ fmtDay, words }, clock, places) => {
  const { opening, scale } = clock;
  const [from, to] = [opening.from, opening.to].map((unit) => Math.round(scale.day(unit)));
  const box = el("span", "p-strip-signs");
  box.setAttribute("aria-hidden", "true");
  /** @type {(day: number) => string} */
  const monthOf = (day) => fmtDay(isoDay(day).slice(0, 7)).replace(/\s*\d{4}$/, "");
  /** @type {(share: number, text: string, cls?: string) => void} */
  const mark = (share, text, cls = "") => {
    const label = el("span", cls, text);
    label.style.left = `${(100 * share).toFixed(1)}%`;
    box.append(label);
  };
  if (from > scale.first) mark(0, isoDay(scale.first).slice(0, 4));
  const span = monthOf(from) === monthOf(to) ? monthOf(from) : words("map.timeline.span", { from: monthOf(from), to: monthOf(to) });
  mark((places.share(from) + places.share(to)) / 2, `${span} ${isoDay(from).slice(0, 4)}`);
  if (to < scale.last) mark(1, monthOf(scale.last));
  for (const day of [from, to]) if (day > scale.first && day < scale.last) mark(places.share(day), "", "p-strip-cut");
  return box;
};

/** @type {(ctx: Frame.Context, host: HTMLElement) => (words: boolean | undefined) => void} */
export const dayStrip = (ctx, host) => {
  const clock = clockOf(ctx);
  const places = stripScale(clock.scale, clock.opening);
  host.classList.add("p-strip");
  const [day, year, track] = [el("b", ""), el("span", ""), el("span", "p-strip-track")];
  const dayText = el("span", "p-strip-day");
  dayText.setAttribute("aria-hidden", "true");
  dayText.append(day, year);
  const range = el("input", "p-range");
  Object.assign(range, { type: "range", step: 1, max: STEPS });
  const play = playButton(ctx, "p-strip-play");
  track.append(range);
  host.append(dayText, track, play);
  range.addEventListener("input", () => {
    clock.stop();
    clock.go(clock.inside(places.day(Number(range.value) / STEPS)), false);
  });
  range.addEventListener("change", () => ctx.setDay(ctx.day, true));
  range.addEventListener("keydown", clock.key);
  let lang = "";
  return (words) => {
    if (words || lang !== ctx.lang) {
      lang = ctx.lang;
      range.setAttribute("aria-label", ctx.words("map.timeline.as_of"));
      track.replaceChildren(range, signs(ctx, clock, places));
      play.refresh();
    }
    const share = places.share(clock.today());
    if (!range.matches(":active")) range.value = String(Math.round(share * STEPS)); // else the thumb would fight the finger
    range.style.setProperty("--p-share", `${(100 * share).toFixed(1)}%`);
    range.setAttribute("aria-valuetext", valueText(ctx));
    put(day, ctx.fmtDay(ctx.day, "short"));
    put(year, ctx.day.slice(0, 4));
  };
};

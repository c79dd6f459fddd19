// The days that the reader moves through: their scale, steps by key, play and pause. Timeline and phone slider share it.

import { dayNumber, earlier, isoDay } from "../lib/days.js";
import { el, svgEl } from "../lib/dom.js";
import { cardButton } from "../view/controls.js";
import { timeScale } from "./scale.js";

const REST_MS = 400;
const PLAY_MS = 420;
const CALM_MS = 1100;
const FIRST_DAY = "0001-01-01"; // what has always been so, as far as anybody knows
const DATED = /^\d{4}-\d{2}-\d{2}$/;
/** @type {WeakMap<Frame.Context, Time.Clock>} */
const clocks = new WeakMap();

// The days on which a state changes, by everything known, or something happens.
/** @type {(atlas: Payload.Atlas, table: Frame.StateTable) => string[]} */
const changesOf = ({ events, openings }, table) => [
  ...table.changes().filter((day) => day !== FIRST_DAY),
  ...events.map((event) => event.date),
  ...openings.map((opening) => opening.as_of),
];

// From the first of them to the last day of the evidence. A rule may change a state years later; nobody reported that.
/** @type {(ctx: Frame.Context) => Time.Scale} */
const scaleOf = (ctx) => {
  const { events, openings, evidence_to: to } = ctx.atlas;
  const changes = changesOf(ctx.atlas, ctx.table).filter((day) => DATED.test(day)).sort();
  const dated = events.filter((event) => DATED.test(event.date_text)).map((event) => event.date);
  const last = [...(to ? [to] : []), ...openings.map((one) => one.as_of), ...dated].sort().pop() || ctx.day;
  const first = changes.length ? earlier(changes[0], last) : last;
  return timeScale(changes.map(dayNumber), dayNumber(first), dayNumber(last));
};

// Where keys lead: a day, a week; across shrunk years Page Up and Page Down lead to the next change.
/** @type {(clock: Time.Clock, key: string) => number | null} */
const target = (clock, key) => {
  const { scale } = clock;
  const today = clock.today();
  const inside = clock.inside(today);
  /** @type {(n: number) => boolean} */
  const near = (n) => scale.open(inside) && scale.open(n);
  /** @type {Record<string, () => number>} */
  const steps = {
    Home: () => scale.first,
    End: () => scale.last,
    ArrowLeft: () => clock.reach(today - 1),
    ArrowRight: () => clock.reach(today + 1),
    PageDown: () => clock.reach(near(today - 7) ? today - 7 : scale.previous(inside)),
    PageUp: () => clock.reach(near(today + 7) ? today + 7 : scale.next(inside)),
  };
  steps.ArrowDown = steps.ArrowLeft;
  steps.ArrowUp = steps.ArrowRight;
  return Object.prototype.hasOwnProperty.call(steps, key) ? steps[key]() : null;
};

// Play and pause. It begins anew with the opening where there is nothing further to play.
/** @param {Frame.Context} ctx @param {Time.Clock} clock */
const playing = (ctx, clock) => {
  /** @type {(() => void)[]} */
  const listeners = [];
  let timer = 0;
  const tell = () => listeners.forEach((listener) => listener());
  const stop = () => {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    tell();
    ctx.setDay(ctx.day, true);
  };
  const step = () => {
    if (clock.today() >= clock.last || document.hidden) stop();
    else clock.go(clock.after(clock.today()), false);
  };
  return {
    playing: () => timer !== 0,
    stop,
    toggle: () => {
      if (timer) return stop();
      const outside = clock.today() >= clock.last || clock.today() < clock.first;
      if (outside) clock.go(Math.round(clock.scale.day(clock.opening.from)), false);
      timer = setInterval(step, ctx.still() ? CALM_MS : PLAY_MS);
      tell();
      return undefined;
    },
    /** @param {() => void} listener */
    listen: (listener) => listeners.push(listener),
  };
};

/** @type {(ctx: Frame.Context) => Time.Clock} */
const make = (ctx) => {
  const scale = scaleOf(ctx);
  const { first, last } = scale;
  const opening = scale.opening(ctx.atlas.openings.map((one) => dayNumber(one.as_of)));
  let rest = 0;

  const clock = /** @type {Time.Clock} */ (/** @type {Partial<Time.Clock>} */ ({
    scale, opening, first, last,
    today: () => dayNumber(ctx.day),
    inside: (n) => Math.max(first, Math.min(last, n)),
    // Outside the window a step leads on or back in; inside it stops at the edges.
    reach: (n) => Math.max(Math.min(first, clock.today()), Math.min(Math.max(last, clock.today()), n)),
    go: (number, resting) => {
      clearTimeout(rest);
      ctx.setDay(isoDay(number), resting);
    },
    // While keys come the map follows; Python hears once they stop.
    glide: (number) => {
      clock.go(number, false);
      rest = setTimeout(() => ctx.setDay(ctx.day, true), REST_MS);
    },
    key: (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return false;
      const to = target(clock, event.key);
      if (to === null) return false;
      event.preventDefault();
      event.stopPropagation();
      clock.stop();
      clock.glide(to);
      return true;
    },
    // Day by day through busy times, from change to change across the quiet ones.
    after: (n) => (scale.open(n + 1) ? n + 1 : scale.next(n)),
  }));
  return Object.assign(clock, playing(ctx, clock));
};
/** @type {(ctx: Frame.Context) => Time.Clock} */
export const clockOf = (ctx) => {
  const clock = clocks.get(ctx) || make(ctx);
  clocks.set(ctx, clock);
  return clock;
};

// Play and pause, drawn the same in both places.
/** @type {(ctx: Frame.Context, cls: string) => HTMLButtonElement & { refresh: () => void }} */
export const playButton = (ctx, cls) => {
  const clock = clockOf(ctx);
  const button = cardButton("p-play " + cls, "", clock.toggle);
  const svg = svgEl("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  const shape = svgEl("path", {});
  svg.append(shape);
  const text = el("span", "p-play-word");
  button.append(svg, text);
  const refresh = () => {
    const on = clock.playing();
    shape.setAttribute("d", on ? "M4 3h3v10H4ZM9 3h3v10H9Z" : "M4.5 2.6 13 8 4.5 13.4Z");
    text.textContent = ctx.words(on ? "map.timeline.pause" : "map.timeline.play");
    button.title = ctx.words("map.timeline.play_hint");
  };
  clock.listen(refresh);
  return Object.assign(button, { refresh });
};
/** @type {(ctx: Pick<Frame.Context, "day" | "fmtDay">) => string} */
export const valueText = ({ day, fmtDay }) => fmtDay(day, "long");

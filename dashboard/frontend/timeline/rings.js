// The rings of the timeline: what happened, one ring for days that lie close together. A ring says how many.

import { dayNumber, isoDay } from "../lib/days.js";
import { arrange, attr, put, svgEl } from "../lib/dom.js";
import { knownEvent, onAxis } from "../view/wording.js";
import { roving } from "./keys.js";
import { joinMarks } from "./ticks.js";

const APART = 24; // pixels between two rings
const AROUND = 60; // pixels beyond the window that still join
const REACH = 9; // pixels round a ring that are the ring's
const TITLES = 8; // that are read out

// What is dated to a month or a year stands at its end, but never after the last day of the evidence.
/** @param {Time.Line} tl */
const marksIn = (tl) => {
  const { ctx, clock } = tl;
  /** @type {Map<number, Time.Mark>} */
  const days = new Map();
  for (const event of ctx.atlas.events) {
    if (!knownEvent(ctx, event) || (event.date_text || event.date) > isoDay(clock.last)) continue;
    const day = Math.min(clock.last, dayNumber(event.date));
    const x = tl.x(day);
    if (x < tl.left() - AROUND || x > tl.right() + AROUND) continue;
    const mark = days.get(day) || { x, day, events: [] };
    mark.events.push(event);
    days.set(day, mark);
  }
  return [...days.values()];
};

// Those dated to the day come first.
/** @type {(marks: Time.Mark[]) => Payload.Event[]} */
const eventsOf = (marks) =>
  [...marks].sort((a, b) => a.day - b.day)
    .flatMap(({ events }) => [...events].sort((a, b) => (b.date_text || "").length - (a.date_text || "").length));

/** @type {(ctx: Frame.Context, ring: Pick<Time.Ring, "from" | "to" | "events">, form: "long" | "short") => string} */
const spanOf = (ctx, { from, to, events }, form) => {
  if (events.length === 1) return form === "long" ? ctx.fmtDay(events[0].date_text, "long") : onAxis(ctx, events[0].date_text);
  /** @type {(day: number) => string} */
  const dayText = (day) => (form === "long" ? ctx.fmtDay(isoDay(day), "long") : onAxis(ctx, isoDay(day)));
  return from === to ? dayText(from) : ctx.words("map.timeline.span_of_days", { from: dayText(from), to: dayText(to) });
};

/** @type {(ctx: Pick<Frame.Context, "text" | "words">, events: Payload.Event[], most: number) => string[]} */
const titlesOf = ({ text, words }, events, most) => {
  const titles = events.slice(0, most).map((event) => text(event, "title").text);
  const more = events.length - titles.length;
  return more > 0 ? [...titles, words("map.timeline.more_events", { n: more })] : titles;
};

// The ring that begins with an event keeps its node, and with it the focus, however many others it takes in.
/** @type {(tl: Time.Line, sel: string) => SVGGElement} */
const nodeFor = (tl, sel) => {
  const known = tl.ringNodes.get(sel);
  if (known) return known;
  const node = svgEl("g", { class: "p-ring", role: "button" });
  node.dataset.sel = sel;
  node.append(svgEl("circle"), svgEl("text", { y: 4 }));
  tl.ringNodes.set(sel, node);
  return node;
};

/** @param {Time.Line} tl @param {{ x: number, marks: Time.Mark[] }} group */
const makeRing = (tl, { x, marks }) => {
  const { ctx } = tl;
  const events = eventsOf(marks);
  const days = marks.map(({ day }) => day);
  const ring = { x, events, from: Math.min(...days), to: Math.max(...days), sels: events.map((event) => `event:${event.id}`) };
  const count = events.length;
  const node = nodeFor(tl, ring.sels[0]);
  attr(node, "transform", `translate(${x.toFixed(1)} ${tl.ringY})`);
  attr(node.children[0], "r", String(count === 1 ? 4.2 : count < 100 ? 8.5 : 11.5));
  put(node.children[1], count > 1 ? String(count) : "");
  const countText = ctx.words("map.timeline.n_events", { n: count });
  const label = [spanOf(ctx, ring, "long"), countText, titlesOf(ctx, events, TITLES).join("; ")].join(": ");
  attr(node, "aria-label", label);
  const title = () => [spanOf(ctx, ring, "short"), ...titlesOf(ctx, events, 2 * TITLES)].join("\n");
  return Object.assign(ring, { node, title });
};

/**
 * Draw the rings of the window; `tl.rings` lists them. Focus stays with the event it was on.
 *
 * @param {Time.Line} tl
 * @param {SVGGElement} group
 */
export const drawRings = (tl, group) => {
  tl.rings = joinMarks(marksIn(tl), APART)
    .filter(({ x }) => x >= tl.left() - 4 && x <= tl.right() + 4)
    .map((found) => makeRing(tl, found));
  const focused = /** @type {SVGElement} */ (document.activeElement);
  const held = group.contains(focused) ? focused.dataset.sel || "" : "";
  arrange(group, tl.rings.map(({ node }) => node));
  const today = tl.clock.today();
  /** @type {(options: Time.Ring) => number} */
  const away = ({ from, to }) => (today < from ? from - today : Math.max(0, today - to));
  const nearest = tl.rings.reduce((best, ring, i) => (best < 0 || away(ring) < away(tl.rings[best]) ? i : best), -1);
  const kept = tl.rings.findIndex(({ sels }) => sels.includes(held));
  roving(group, ".p-ring", ["ArrowLeft", "ArrowRight"], kept < 0 ? nearest : kept, tl.open);
  if (kept >= 0 && document.activeElement !== tl.rings[kept].node) tl.rings[kept].node.focus({ preventScroll: true });
  markRings(tl);
};

/**
 * Fill the ring of the event whose card is open.
 *
 * @param {Time.Line} tl
 */
export const markRings = (tl) => {
  for (const { node, sels } of tl.rings) node.classList.toggle("chosen", sels.includes(tl.ctx.sel));
};

/**
 * The ring under a point of the plot, or null.
 *
 * @param {Time.Line} tl
 * @param {number} x
 * @param {number} y
 */
export const ringAt = (tl, x, y) => {
  if (Math.abs(y - tl.ringY) > REACH) return null;
  /** @type {(ring: Time.Ring) => number} */
  const away = (ring) => Math.abs(x - ring.x);
  const [nearest] = [...tl.rings].sort((a, b) => away(a) - away(b));
  return nearest && away(nearest) <= REACH ? nearest : null;
};

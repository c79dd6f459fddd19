// Hands on the timeline: a drag moves the day; on the row of dates, or with Shift, it moves the window. The wheel zooms over
// the row of dates, or with Ctrl; two fingers zoom.

import { targetOf } from "../lib/dom.js";
import { ringAt } from "./rings.js";

const SLIP = 4; // pixels that a click may slip
const SNAP = 3; // pixels to a day of change, where days are narrower than a pixel
const ZOOM = 0.0022; // per pixel of the wheel
const LINE = 18; // pixels of a line of the wheel

/** @type {(tl: Time.Line, event: MouseEvent) => { x: number, y: number }} */
const point = (tl, event) => {
  const { left, top } = tl.plot.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
};
// Where a pixel holds many days the day is the nearest change.
/** @type {(tl: Time.Line, x: number) => number} */
const dayAt = (tl, x) => {
  const day = tl.scale.day(tl.unit(Math.max(tl.left(), Math.min(tl.right(), x))));
  const perPixel = 1 / (tl.scale.rateAt(day) * tl.perUnit());
  return tl.clock.inside(tl.scale.snap(day, perPixel > 1 ? SNAP * perPixel : 0));
};

// Hand and picture take turns: what is drawn for a day never holds up the hand's next move.
/** @param {Time.Line} tl */
const scrubbing = (tl) => {
  const { ctx, clock } = tl;
  let on = false;
  /** @type {number | null} */
  let wanted = null;
  const run = () => {
    if (wanted !== null && on) clock.go(wanted, false);
    wanted = null;
  };
  return {
    /** @param {number} x */
    begin: (x) => {
      on = true;
      clock.stop();
      clock.go(dayAt(tl, x), false);
    },
    /** @param {number} x */
    move: (x) => {
      const number = dayAt(tl, x);
      if (number === (wanted === null ? clock.today() : wanted)) return;
      if (wanted === null) setTimeout(run, 0);
      wanted = number;
    },
    end: () => {
      if (!on) return;
      on = false;
      clock.go(wanted === null ? clock.today() : wanted, false);
      wanted = null;
      setTimeout(() => ctx.setDay(ctx.day, true), 0); // the page's own work comes after the map's
    },
    on: () => on,
  };
};

// The ring under the pointer, and what a fold leaves out.
/** @type {(tl: Time.Line) => (ring: Time.Ring | null, x?: number) => void} */
const hovering = (tl) => {
  /** @type {Time.Ring | null} */
  let under = null;
  return (ring, x) => {
    const fold = !ring && x !== undefined && tl.folds.find((one) => x >= one.from && x <= one.to);
    const title = ring ? ring.title() : fold ? tl.ctx.words("map.timeline.left_out", { span: fold.says }) : "";
    if (tl.plot.title !== title) tl.plot.title = title;
    if (ring === under) return;
    if (under) under.node.classList.remove("under");
    if (ring) ring.node.classList.add("under");
    tl.plot.classList.toggle("p-on-ring", Boolean(ring));
    under = ring;
  };
};

/** @param {Time.Line} tl @param {Time.Zoom} zoom @param {Map<number, { x: number }>} fingers */
const pinching = (tl, zoom, fingers) => {
  let before = { x: 0, apart: 1 };
  const look = () => {
    const [a, b] = [...fingers.values()];
    return { x: (a.x + b.x) / 2, apart: Math.max(12, Math.abs(a.x - b.x)) };
  };
  return {
    begin: () => (before = look()),
    move: () => {
      const now = look();
      const unit = tl.unit(before.x);
      const view = tl.scale.zoomed(tl.view, unit, before.apart / now.apart);
      zoom.follow(tl.scale.moved(view, (before.x - now.x) / tl.perUnit()));
      before = now;
    },
  };
};

/** @type {(tl: Time.Line, zoom: Time.Zoom) => (event: WheelEvent) => void} */
const wheel = (tl, zoom) => (event) => {
  const { x, y } = point(tl, event);
  const scaled = event.deltaMode === 1 ? LINE : 1;
  const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
  if (!sideways && !event.ctrlKey && !event.metaKey && y > tl.panY) return; // the page scrolls
  event.preventDefault();
  if (sideways) zoom.pan(((event.deltaX || event.deltaY) * scaled) / tl.perUnit());
  else zoom.about(tl.unit(x), Math.exp(event.deltaY * scaled * (event.ctrlKey ? 3 : 1) * ZOOM));
};

// What lies under a pointer: the day's own handle, a ring or a name that a click opens.
/** @param {Time.Line} tl */
const finding = (tl) => {
  /** @type {(event: PointerEvent) => boolean} */
  const onPill = (event) => targetOf(event).closest(".p-tl-pill") !== null; // it lies over the rings' ground
  /** @param {Event} event */
  const thing = (event) => /** @type {HTMLElement | SVGElement | null} */ (targetOf(event).closest(".p-ring, .p-tl-label"));
  /** @type {(event: PointerEvent) => Time.Ring | null} */
  const ring = (event) => (onPill(event) ? null : ringAt(tl, point(tl, event).x, point(tl, event).y));
  return {
    thing, ring,
    /** @param {PointerEvent} event */
    chosen: (event) => thing(event) || ring(event)?.node || null,
    /** @param {PointerEvent} event */
    onDates: (event) => point(tl, event).y < tl.panY && point(tl, event).x > tl.left() && !onPill(event),
  };
};

// The window in a hand: on the row of dates, or with Shift. A click there is a day.
/** @param {Time.Line} tl @param {Time.Zoom} zoom */
const panning = (tl, zoom) => {
  /** @type {{ x: number, start: number, moved: boolean } | null} */
  let held = null;
  return {
    /** @param {number} x */
    begin: (x) => (held = { x, start: x, moved: false }),
    on: () => held !== null,
    /** @param {number} x */
    move: (x) => {
      if (!held || (!held.moved && Math.abs(x - held.start) <= SLIP)) return;
      zoom.pan((held.x - x) / tl.perUnit());
      Object.assign(held, { x, moved: true });
    },
    /** Where it was clicked, if nothing moved. */
    end: () => {
      const clicked = held && !held.moved ? held.start : null;
      held = null;
      return clicked;
    },
  };
};

// What a press begins: a ring or a name (a click may follow), the window, or the day.
/** @param {Time.Line} tl @param {Time.Zoom} zoom */
const hands = (tl, zoom) => {
  /** @type {Map<number, { x: number }>} */
  const fingers = new Map();
  const [find, scrub, hover, pan] = [finding(tl), scrubbing(tl), hovering(tl), panning(tl, zoom)];
  const pinch = pinching(tl, zoom, fingers);
  /** @type {HTMLElement | SVGElement | null} */
  let pressed = null; // a drag that ends on a ring chooses nothing

  /** @type {(event: PointerEvent) => void} */
  const begin = (event) => {
    if (targetOf(event).closest(".p-tl-ends")) return;
    const { x } = point(tl, event);
    pressed = find.chosen(event);
    if (event.button !== 0 || pressed) return;
    fingers.set(event.pointerId, { x });
    tl.plot.setPointerCapture(event.pointerId);
    if (fingers.size === 2) {
      scrub.end();
      pan.end();
      pinch.begin();
    } else if (event.shiftKey || find.onDates(event)) pan.begin(x);
    else scrub.begin(x);
    tl.pill.focus({ preventScroll: true });
    event.preventDefault();
  };
  /** @type {(event: PointerEvent) => void} */
  const move = (event) => {
    const { x } = point(tl, event);
    tl.plot.classList.toggle("p-on-dates", find.onDates(event));
    if (!fingers.has(event.pointerId)) return hover(find.ring(event), x);
    fingers.set(event.pointerId, { x });
    if (fingers.size === 2) pinch.move();
    else if (pan.on()) pan.move(x);
    else if (scrub.on()) scrub.move(x);
    return undefined;
  };
  /** @type {(event: PointerEvent) => void} */
  const drop = (event) => {
    if (!fingers.delete(event.pointerId)) return;
    const clicked = pan.end();
    if (clicked !== null && event.type === "pointerup") scrub.begin(clicked);
    scrub.end();
  };
  /** @type {(event: PointerEvent) => void} */
  const click = (event) => {
    const target = find.thing(event) || (pressed && pressed === find.chosen(event) ? pressed : null);
    if (target) tl.open(target);
  };
  return { begin, move, drop, click, forget: () => hover(null) };
};

/**
 * Let hands and wheel move day and window.
 *
 * @param {Time.Line} tl
 * @param {Time.Zoom} zoom
 */
export const timelineDrag = (tl, zoom) => {
  const hand = hands(tl, zoom);
  const { plot } = tl;
  plot.addEventListener("pointerdown", hand.begin);
  plot.addEventListener("pointermove", hand.move);
  plot.addEventListener("pointerup", hand.drop);
  plot.addEventListener("pointercancel", hand.drop);
  plot.addEventListener("pointerleave", hand.forget);
  plot.addEventListener("click", hand.click);
  plot.addEventListener("wheel", wheel(tl, zoom), { passive: false });
  return hand;
};

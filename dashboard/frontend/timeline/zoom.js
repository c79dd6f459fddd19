// The window of the timeline: which part of the axis is in sight. Zoom, pan, glide; and the day is never out of sight
// once it has been chosen.

const GLIDE_MS = 280;
const STEP = 1.6; // of one press of a button or a key
const REST_MS = 160; // after which a moved window has settled

/** @type {(share: number) => number} */
const ease = (share) => 1 - (1 - share) ** 3;

// The window in motion: at once, with a hand, or on its way to a goal.
/** @param {Time.Line} tl @param {() => void} draw @param {() => void} settled */
const moving = (tl, draw, settled) => {
  let frame = 0;
  let rest = 0;
  const halt = () => {
    cancelAnimationFrame(frame);
    clearTimeout(rest);
    frame = 0;
  };
  /** @type {(view: Time.View) => void} */
  const jump = (view) => {
    halt();
    tl.view = view;
    settled();
  };
  // Drawn at most once a picture; rows are chosen anew when the hand rests.
  /** @type {(view: Time.View) => void} */
  const follow = (view) => {
    tl.view = view;
    clearTimeout(rest);
    rest = setTimeout(settled, REST_MS);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  /** @type {(view: Time.View) => void} */
  const glide = (view) => {
    if (tl.ctx.still() || document.hidden || !tl.box.width) {
      jump(view);
      return;
    }
    halt();
    const from = tl.view;
    let began = 0; // with the first picture: until then other work may be going on
    /** @type {(now: number) => void} */
    const step = (now) => {
      began = began || now;
      const share = ease(Math.min(1, (now - began) / GLIDE_MS));
      /** @type {(key: "from" | "to") => number} */
      const mix = (key) => from[key] + (view[key] - from[key]) * share;
      if (share >= 1) {
        jump(view);
        return;
      }
      tl.view = { from: mix("from"), to: mix("to") };
      draw();
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  };
  return { jump, follow, glide };
};

/**
 * Give `tl.view` its movements.
 *
 * @param {Time.Line} tl
 * @param {() => void} draw draws what hangs on the window
 * @param {() => void} settled is told once the window rests
 * @returns {Time.Zoom}
 */
export const timelineZoom = (tl, draw, settled) => {
  const { clock, scale } = tl;
  const { jump, follow, glide } = moving(tl, draw, settled);
  tl.view = clock.opening;
  const wide = () => tl.view.to - tl.view.from;
  // About the chosen day while it is in sight, else about the middle.
  const centre = () => {
    const at = scale.at(clock.inside(clock.today()));
    return at >= tl.view.from && at <= tl.view.to ? at : (tl.view.from + tl.view.to) / 2;
  };
  /** @param {number} day */
  const windowOn = (day) => {
    if (scale.holds(clock.opening, day)) return clock.opening;
    const at = scale.at(day);
    return scale.window(at - wide() / 2, at + wide() / 2);
  };

  return {
    follow,
    pan: (units) => follow(scale.moved(tl.view, units)),
    about: (unit, factor) => follow(scale.zoomed(tl.view, unit, factor)),
    closer: () => glide(scale.zoomed(tl.view, centre(), 1 / STEP)),
    wider: () => glide(scale.zoomed(tl.view, centre(), STEP)),
    whole: () => glide(scale.whole),
    home: () => glide(clock.opening),
    toStart: () => glide(scale.window(scale.whole.from, scale.whole.from + wide())),
    toEnd: () => glide(scale.window(scale.whole.to - wide(), scale.whole.to)),
    /** Bring days apart that lie together. */
    part: (from, to) => {
      const room = Math.max(6 * scale.rateAt(from), (scale.at(to) - scale.at(from)) * 4);
      const middle = (scale.at(from) + scale.at(to)) / 2;
      if (room < wide()) glide(scale.window(middle - room / 2, middle + room / 2));
    },
    /** Bring a day into sight, if it is not. */
    show: (day, atOnce = false) => {
      if (!scale.holds(tl.view, day)) (atOnce ? jump : glide)(windowOn(day));
    },
  };
};

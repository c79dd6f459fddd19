// What stands over the timeline and at its ends: play, rows, key, chosen days, zoom, and the way to the rest of the axis.

import { isoDay } from "../lib/days.js";
import { childrenOf, el, svgEl } from "../lib/dom.js";
import { cardButton } from "../view/controls.js";
import { roving } from "./keys.js";
import { playButton } from "./playback.js";

/** @type {Record<string, string>} */
const KEYS = {
  event: "map.timeline.key_event",
  in: "map.timeline.key_in",
  held: "map.timeline.key_held",
  stale: "map.flag.last_known",
  announced: "map.step.announced",
  aside: "map.timeline.key_aside",
};
/** @type {Record<"closer" | "wider" | "whole", string>} */
const SHAPES = { closer: "M3 8H13M8 3V13", wider: "M3 8H13", whole: "M2 4.5V11.5M14 4.5V11.5M4 8H12M6 6 4 8 6 10M10 6 12 8 10 10" };

/** @type {(kind: string) => SVGSVGElement} */
const keySample = (kind) => {
  const svg = svgEl("svg", { viewBox: "0 0 20 10", "aria-hidden": "true" });
  if (kind === "event") svg.append(svgEl("circle", { class: "p-tl-key-ring", cx: 10, cy: 5, r: 4 }));
  else {
    const cls = kind === "aside" ? "p-tl-in p-mil p-tl-aside" : `p-tl-${kind} p-mil`;
    svg.append(svgEl("path", { class: cls, d: "M1 5H19" }));
  }
  return svg;
};

// What does not fit into the row is left out from the end.
/** @type {(ctx: Frame.Context) => { node: HTMLUListElement, write: () => void }} */
const makeKey = (ctx) => {
  const key = el("ul", "p-tl-keys");
  const items = Object.keys(KEYS).map((kind) => {
    const item = el("li", "p-tl-key");
    const text = el("span", "");
    item.append(keySample(kind), text);
    return { kind, item, text };
  });
  key.append(...items.map(({ item }) => item));
  return {
    node: key,
    write: () => {
      key.setAttribute("aria-label", ctx.words("map.timeline.key"));
      for (const { kind, text } of items) text.textContent = ctx.words(KEYS[kind]);
    },
  };
};

/** @param {Frame.Context} ctx @param {Time.Clock} clock */
const makePresets = (ctx, clock) => {
  const group = el("div", "p-presets");
  group.setAttribute("role", "group");
  /** @type {(opening: Payload.Opening) => HTMLButtonElement} */
  const make = (opening) => {
    const key = `map.opening.${opening.id}`;
    const text = ctx.words(key);
    const button = cardButton("p-preset", text === key ? opening.label : text, () => {
      clock.stop();
      ctx.preset(opening.id);
    });
    Object.assign(button.dataset, { day: opening.as_of, known: opening.known_by });
    button.setAttribute("aria-pressed", "false");
    return button;
  };
  return {
    node: group,
    write: () => {
      group.setAttribute("aria-label", ctx.words("map.timeline.presets"));
      group.replaceChildren(...ctx.atlas.openings.map(make));
      roving(group, ".p-preset", ["ArrowLeft", "ArrowRight"], 0, (/** @type {HTMLElement} */ button) => button.click());
    },
    press: () => {
      for (const button of childrenOf(group)) {
        const on = button.dataset.day === ctx.day && button.dataset.known === ctx.known;
        if ((button.getAttribute("aria-pressed") === "true") !== on) button.setAttribute("aria-pressed", String(on));
      }
    },
  };
};

// For a mouse; a keyboard has + − 0 on the day.
/** @type {(ctx: Frame.Context, zoom: Time.Zoom) => { node: HTMLDivElement, write: () => void }} */
const makeZoom = (ctx, zoom) => {
  const group = el("div", "p-tl-zoom");
  const buttons = /** @type {const} */ (["wider", "closer", "whole"]).map((name) => {
    const button = cardButton("p-tl-zoomer", "", () => zoom[name]());
    const svg = svgEl("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
    svg.append(svgEl("path", { d: SHAPES[name] }));
    button.append(svg);
    button.tabIndex = -1;
    return { name, button };
  });
  group.append(...buttons.map(({ button }) => button));
  return {
    node: group,
    write: () => {
      for (const { name, button } of buttons) {
        button.title = ctx.words(`map.timeline.${name}`);
        button.setAttribute("aria-label", button.title);
      }
    },
  };
};

/**
 * Build the head into the host; the answer writes its words and marks the chosen day.
 *
 * @param {Time.Line} tl
 * @param {Time.Zoom} zoom
 * @param {() => void} grow
 */
export const timelineHead = (tl, zoom, grow) => {
  const { ctx, clock } = tl;
  const head = el("div", "p-tl-head");
  const play = playButton(ctx, "p-tl-play");
  const more = cardButton("p-tl-more", "", grow);
  const [key, presets, zoomers] = [makeKey(ctx), makePresets(ctx, clock), makeZoom(ctx, zoom)];
  head.append(play, more, key.node, presets.node, zoomers.node);
  return {
    node: head,
    press: presets.press,
    write: () => {
      play.refresh();
      for (const part of [key, presets, zoomers]) part.write();
    },
    /** @param {number} shown @param {number} all @param {boolean} tall */
    rows: (shown, all, tall) => {
      more.hidden = !tall && shown === all;
      more.setAttribute("aria-expanded", String(tall));
      more.textContent = ctx.words(tall ? "map.timeline.fewer" : "map.timeline.all_rows", { n: shown, all });
    },
  };
};

/**
 * A quiet sign at both ends that the axis goes on, and the way there.
 *
 * @param {Time.Line} tl
 * @param {Time.Zoom} zoom
 */
export const timelineEnds = (tl, zoom) => {
  const { ctx, clock, scale } = tl;
  /** @type {(cls: string, act: () => void) => HTMLButtonElement} */
  const make = (cls, act) => cardButton(`p-tl-ends ${cls}`, "", act);
  const [start, end] = [make("p-tl-start", zoom.toStart), make("p-tl-end-of", zoom.toEnd)];
  return {
    nodes: [start, end],
    write: () => {
      const [year, month] = [isoDay(clock.first).slice(0, 4), ctx.fmtDay(isoDay(clock.last).slice(0, 7))];
      start.textContent = ctx.words("map.timeline.to_start", { when: year });
      end.textContent = ctx.words("map.timeline.to_end", { when: month });
      start.title = ctx.words("map.timeline.to_start_hint", { when: year });
      end.title = ctx.words("map.timeline.to_end_hint", { when: month });
      start.style.width = `${tl.box.gutter - 14}px`;
    },
    // Hidden without moving anything else: they only stand where the window ends before the axis does.
    stand: () => {
      const [before, after] = [tl.view.from < scale.at(clock.first), tl.view.to > scale.at(clock.last)];
      if (start.hidden !== before) start.hidden = before;
      if (end.hidden !== after) end.hidden = after;
    },
  };
};

// What frames the map: north arrow, scale bar, credits, buttons, the true-size badge, sea names, the empty state.

import { shapes } from "../data/shapes.js";
import { attr, el, makeButton, put, svgEl } from "../lib/dom.js";
import { groundDistance } from "../lib/projection.js";
import { forgetLayout } from "../view/layout.js";
import { makeSeaNames } from "./sea-names.js";

const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

/** @type {(cls: string, d: string, act: () => void) => HTMLButtonElement} */
const iconButton = (cls, d, act) => {
  const node = makeButton(cls, null, act);
  const svg = svgEl("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" });
  svg.append(svgEl("path", { d }));
  node.append(svg);
  return node;
};

/** @type {(words: Frame.Context["words"], node: HTMLElement, key: string) => void} */
const nameOf = (words, node, key) => {
  node.setAttribute("aria-label", words(key));
  node.title = words(key);
};

/** Closer, wider, all of Greenland. @param {Frame.Context} ctx */
const makeControls = (ctx) => {
  const { map } = ctx;
  const node = el("div", "over controls");
  const plus = iconButton("tool", "M-5 0H5M0 -5V5", () => map.zoomIn());
  const minus = iconButton("tool", "M-5 0H5", () => map.zoomOut());
  const whole = iconButton("tool whole", "M-6 -2V-6H-2M2 -6H6V-2M6 2V6H2M-2 6H-6V2", () => ctx.fit(true));
  node.append(plus, minus, whole);
  return {
    node,
    write: () => {
      nameOf(ctx.words, plus, "map.zoom.in");
      nameOf(ctx.words, minus, "map.zoom.out");
      nameOf(ctx.words, whole, "map.whole");
    },
    look: () => {
      const home = Boolean(ctx.atHome);
      if (node.classList.contains("at-home") === home) return;
      node.classList.toggle("at-home", home);
      forgetLayout(ctx); // on a phone a button more or less
    },
  };
};

/** @param {Frame.Context} ctx */
const makeNorth = (ctx) => {
  const { map } = ctx;
  const node = el("div", "north");
  node.setAttribute("aria-hidden", "true");
  const arrow = svgEl("svg", { width: 22, height: 30, viewBox: "-11 -15 22 30" });
  arrow.append(svgEl("path", { d: shapes.north }));
  const letter = el("span", "", "");
  node.append(arrow, letter);
  return {
    node,
    write: () => (letter.textContent = ctx.words("map.north")),
    look: () => {
      const centre = map.getCenter();
      const p = map.latLngToContainerPoint(centre);
      const up = map.latLngToContainerPoint([Math.min(89.9, centre.lat + 0.2), centre.lng]);
      arrow.style.transform = `rotate(${((Math.atan2(up.x - p.x, p.y - up.y) * 180) / Math.PI).toFixed(1)}deg)`;
    },
  };
};

// How many times too large Mercator draws the land: at both ends of the country, or where one looks.
/** @type {(ctx: Pick<Frame.Context, "atlas" | "fmtCount" | "map" | "words">) => string} */
const stretch = ({ atlas, fmtCount, map, words }) => {
  /** @type {(lat: number) => string} */
  const times = (lat) => {
    const n = 1 / Math.cos((lat * Math.PI) / 180) ** 2;
    return fmtCount(n < 10 ? Math.round(n * 10) / 10 : Math.round(n));
  };
  const bounds = map.getBounds();
  const ends = ["nuuk", "pituffik"].flatMap((id) => {
    const place = atlas.places[id];
    return place && place.lat !== null && bounds.contains([place.lat, place.lon]) ? [place.lat] : [];
  });
  if (ends.length < 2) return words("map.size.stretch", { times: times(map.getCenter().lat) });
  return words("map.size.stretch_both", { south: times(ends[0]), north: times(ends[1]) });
};

/** True areas or Mercator's. @param {Frame.Context} ctx */
const makeBadge = (ctx) => {
  const node = el("div", "over badge-size");
  node.setAttribute("role", "group");
  const text = el("span", "stretch");
  const choices = ["laea", "mercator"].map((proj) => ({
    proj, button: makeButton("choice", "", () => ctx.proj !== proj && ctx.setProjection(proj)),
  }));
  node.append(...choices.map(({ button }) => button), text);
  return {
    node,
    write: () => {
      for (const { proj, button } of choices) put(button, ctx.words(proj === "laea" ? "map.size.equal" : "map.size.mercator"));
      nameOf(ctx.words, node, "map.size.help");
    },
    look: () => {
      for (const { proj, button } of choices) attr(button, "aria-pressed", String(proj === ctx.proj));
      put(text, ctx.proj === "mercator" ? stretch(ctx) : "");
    },
  };
};

/** Credits and scale bar. @param {Frame.Context} ctx */
const makeFoot = (ctx) => {
  const { map } = ctx;
  const node = el("div", "foot");
  const credits = el("span", "credits");
  const scale = el("span", "scale");
  const bar = el("i");
  const text = el("span");
  scale.append(text, bar);
  node.append(credits, scale);
  return {
    node,
    draw: () => put(credits, ctx.words(ctx.narrow() ? "map.credits.short" : "map.credits")),
    look: () => {
      const p = map.latLngToContainerPoint(map.getCenter());
      const from = map.containerPointToLatLng([p.x - 50, p.y]);
      const to = map.containerPointToLatLng([p.x + 50, p.y]);
      const metres = groundDistance([from.lng, from.lat], [to.lng, to.lat]) / 100;
      const km = [...NICE].reverse().find((n) => (n * 1000) / metres <= 130) || NICE[0];
      bar.style.width = `${((km * 1000) / metres).toFixed(1)}px`;
      put(text, `${ctx.fmtCount(km)} km`);
    },
  };
};

/** Why the map is empty. @param {Frame.Context} ctx */
const makeEmpty = (ctx) => {
  const node = el("div", "over empty");
  node.setAttribute("role", "status");
  node.hidden = true;
  const title = el("b");
  const why = el("p");
  const all = makeButton("plain", "", () => ctx.showAllKinds());
  node.append(title, why, all);
  return {
    node,
    draw: () => {
      const full = ctx.visible.length > 0;
      if (node.hidden !== full) node.hidden = full;
      if (full) return;
      const { filtered, legend, words } = ctx.counts;
      title.textContent = ctx.words(words ? "map.empty.title" : "map.empty.noword");
      why.textContent = [
        filtered ? ctx.words("map.empty.filter", { n: filtered }) : "",
        legend ? ctx.words("map.empty.legend", { n: legend }) : "",
      ].filter(Boolean).join(" ");
      all.textContent = ctx.words("map.empty.all");
      all.hidden = !legend;
    },
  };
};

/** @type {(ctx: Frame.Context, container: HTMLElement) => void} */
const takeKeys = (ctx, container) => {
  // Leaflet focuses the map at each press. A browser then scrolls the page to it between press and click, and the
  // click lands beside what was pressed: the focus stays, the page does not move.
  container.focus = (options) => HTMLElement.prototype.focus.call(container, { preventScroll: true, ...options });
  container.addEventListener("keydown", (event) => {
    if (event.key !== "0" && event.key !== "Home") return;
    event.preventDefault();
    ctx.fit(true);
  });
};

/** @type {(ctx: Frame.Context) => Frame.Part} */
export const makeFurniture = (ctx) => {
  const { map } = ctx;
  const [north, controls, badge, foot, empty] = [makeNorth(ctx), makeControls(ctx), makeBadge(ctx), makeFoot(ctx), makeEmpty(ctx)];
  ctx.elements.pane.append(north.node, controls.node, badge.node, foot.node, empty.node);
  const drawSeas = makeSeaNames(ctx);
  const look = () => {
    for (const part of [controls, north, foot, badge]) part.look();
  };
  const container = map.getContainer();
  /** @type {(change: Frame.Change) => void} */
  const draw = (change) => {
    if (change.words || change.view) {
      for (const part of [controls, north, badge]) part.write();
      container.setAttribute("aria-label", ctx.words("map.label"));
      container.setAttribute("role", "region");
    }
    foot.draw();
    empty.draw();
  };
  /** @type {(change: Frame.Change) => void} */
  const stand = (change) => {
    if (!change.view && !change.words && !change.size && !change.zoom) return;
    look();
    drawSeas();
  };
  map.on("move zoomend viewreset resize", look);
  map.on("zoomend viewreset", drawSeas);
  takeKeys(ctx, container);
  return { draw, stand };
};

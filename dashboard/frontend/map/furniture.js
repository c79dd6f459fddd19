// What frames the map: north arrow, scale bar, credits, buttons, the true-size badge, sea names, the empty state.

import { shapes } from "../data/shapes.js";
import { attr, el, makeButton, put, svgEl } from "../lib/dom.js";
import { groundDistance } from "../lib/projection.js";
import { textWidth } from "../lib/text-width.js";
import { makePin } from "./markers.js";

const EDGE = 14; // pixels that the name of a sea stays away from the map's own edge
const SEA = 'italic 400 12.5px "Source Serif", Georgia, serif'; // as the style sheet says it
const SPACED = 0.8; // pixels between its letters
const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
const seaNames = (ctx) => {
  const marks = Object.entries(shapes.seas).map(([name, [lng, lat]]) => {
    const node = el("div", "sea");
    node.setAttribute("aria-hidden", "true");
    const text = el("span");
    node.append(text);
    makePin([lng, lat], node, { pane: "overlayPane" }).addTo(ctx.map);
    return { name, node, text, at: [lng, lat], turn: 0 };
  });
  // A sea gives up its name where a place or a distance needs the ground: looked up along the line of the text.
  ctx.on("distances", (boxes) => {
    for (const mark of marks) {
      const p = ctx.map.latLngToContainerPoint([mark.at[1], mark.at[0]]);
      const name = mark.text.textContent;
      const half = (textWidth(name, SEA) + SPACED * name.length) / 2;
      const [dx, dy] = [Math.cos(mark.turn) * half, Math.sin(mark.turn) * half];
      const points = [-1, -0.66, -0.33, 0, 0.33, 0.66, 1].map((t) => [p.x + dx * t, p.y + dy * t]);
      const size = ctx.map.getSize();
      const edge = points.some(([x, y]) => Math.min(x, y, size.x - x, size.y - y) < EDGE);
      const hit = edge || boxes.some((box) => points.some(([x, y]) =>
        x > box.x - 4 && x < box.x + box.w + 4 && y > box.y - 6 && y < box.y + box.h + 6));
      if (mark.node.hidden !== hit) mark.node.hidden = hit;
    }
  });
  return () => {
    for (const mark of marks) {
      const words = ctx.words(`map.sea.${mark.name}`);
      if (mark.text.textContent !== words) mark.text.textContent = words;
      // Along the parallel there, so that the name lies with the map's own grain.
      const [lng, lat] = mark.at;
      const a = ctx.map.latLngToLayerPoint([lat, lng - 1.5]);
      const b = ctx.map.latLngToLayerPoint([lat, lng + 1.5]);
      mark.turn = Math.atan2(b.y - a.y, b.x - a.x);
      mark.text.style.transform = `translate(-50%, -50%) rotate(${((mark.turn * 180) / Math.PI).toFixed(1)}deg)`;
    }
  };
};

const iconButton = (cls, d, act) => {
  const node = makeButton(cls, null, act);
  const svg = svgEl("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" });
  svg.append(svgEl("path", { d }));
  node.append(svg);
  return node;
};

export const makeFurniture = (ctx) => {
  const { map } = ctx;
  const { pane } = ctx.elements;
  const controls = el("div", "over controls");
  const plus = iconButton("tool", "M-5 0H5M0 -5V5", () => map.zoomIn());
  const minus = iconButton("tool", "M-5 0H5", () => map.zoomOut());
  const whole = iconButton("tool whole", "M-6 -2V-6H-2M2 -6H6V-2M6 2V6H2M-2 6H-6V2", () => ctx.fit(true));
  controls.append(plus, minus, whole);

  const north = el("div", "north");
  north.setAttribute("aria-hidden", "true");
  const arrow = svgEl("svg", { width: 22, height: 30, viewBox: "-11 -15 22 30" });
  arrow.append(svgEl("path", { d: shapes.north }));
  const letter = el("span", "", "");
  north.append(arrow, letter);

  const badge = el("div", "over badge-size");
  badge.setAttribute("role", "group");
  const badgeText = el("span", "stretch");
  const choices = ["laea", "mercator"].map((proj) => {
    const node = makeButton("choice", "", () => ctx.proj !== proj && ctx.setProjection(proj));
    return { proj, node };
  });
  badge.append(...choices.map(({ node }) => node), badgeText);

  const foot = el("div", "foot");
  const credits = el("span", "credits");
  const scale = el("span", "scale");
  const bar = el("i");
  const scaleText = el("span");
  scale.append(scaleText, bar);
  foot.append(credits, scale);

  const empty = el("div", "over empty");
  empty.setAttribute("role", "status");
  empty.hidden = true;
  const emptyTitle = el("b");
  const emptyWhy = el("p");
  const all = makeButton("plain", "", () => ctx.showAllKinds());
  empty.append(emptyTitle, emptyWhy, all);
  pane.append(north, controls, badge, foot, empty);
  const seas = seaNames(ctx);

  // How many times too large Mercator draws the land: at both ends of the country, or where one looks.
  const stretch = (lat) => {
    const times = (at) => {
      const n = 1 / Math.cos((at * Math.PI) / 180) ** 2;
      return ctx.fmtCount(n < 10 ? Math.round(n * 10) / 10 : Math.round(n));
    };
    const ends = ["nuuk", "pituffik"].map((id) => ctx.atlas.places[id]);
    const both = ends.every((place) => place && map.getBounds().contains([place.lat, place.lon]));
    if (!both) return ctx.words("map.size.stretch", { times: times(lat) });
    return ctx.words("map.size.stretch_both", { south: times(ends[0].lat), north: times(ends[1].lat) });
  };
  const look = () => {
    const home = Boolean(ctx.atHome);
    if (controls.classList.contains("at-home") !== home) {
      controls.classList.toggle("at-home", home);
      ctx.lies = null; // on a phone a button more or less
    }
    const centre = map.getCenter();
    const p = map.latLngToContainerPoint(centre);
    const up = map.latLngToContainerPoint([Math.min(89.9, centre.lat + 0.2), centre.lng]);
    arrow.style.transform = `rotate(${((Math.atan2(up.x - p.x, p.y - up.y) * 180) / Math.PI).toFixed(1)}deg)`;
    const from = map.containerPointToLatLng([p.x - 50, p.y]);
    const to = map.containerPointToLatLng([p.x + 50, p.y]);
    const metres = groundDistance([from.lng, from.lat], [to.lng, to.lat]) / 100;
    const km = [...NICE].reverse().find((n) => (n * 1000) / metres <= 130) || NICE[0];
    bar.style.width = `${((km * 1000) / metres).toFixed(1)}px`;
    const text = `${ctx.fmtCount(km)} km`;
    if (scaleText.textContent !== text) scaleText.textContent = text;
    const flat = ctx.proj === "mercator";
    for (const { proj, node } of choices) attr(node, "aria-pressed", String(proj === ctx.proj));
    put(badgeText, flat ? stretch(centre.lat) : "");
  };

  const emptiness = () => {
    const full = ctx.visible.length > 0;
    if (empty.hidden !== full) empty.hidden = full;
    if (full) return;
    const { filtered, legend, words } = ctx.counts;
    emptyTitle.textContent = ctx.words(words ? "map.empty.title" : "map.empty.noword");
    emptyWhy.textContent = [
      filtered ? ctx.words("map.empty.filter", { n: filtered }) : "",
      legend ? ctx.words("map.empty.legend", { n: legend }) : "",
    ].filter(Boolean).join(" ");
    all.textContent = ctx.words("map.empty.all");
    all.hidden = !legend;
  };

  const name = (node, key) => {
    node.setAttribute("aria-label", ctx.words(key));
    node.title = ctx.words(key);
  };
  const container = map.getContainer();
  const draw = (change) => {
    if (change.words || change.view) {
      name(plus, "map.zoom.in");
      name(minus, "map.zoom.out");
      name(whole, "map.whole");
      letter.textContent = ctx.words("map.north");
      for (const { proj, node } of choices) put(node, ctx.words(proj === "laea" ? "map.size.equal" : "map.size.mercator"));
      name(badge, "map.size.help");
      container.setAttribute("aria-label", ctx.words("map.label"));
      container.setAttribute("role", "region");
    }
    const credit = ctx.words(ctx.narrow() ? "map.credits.short" : "map.credits");
    if (credits.textContent !== credit) credits.textContent = credit;
    emptiness();
  };
  const stand = (change) => {
    if (change.view || change.words || change.size || change.zoom) {
      look();
      seas();
    }
  };
  map.on("move zoomend viewreset resize", look);
  map.on("zoomend viewreset", seas);
  // Leaflet focuses the map at each press. A browser then scrolls the page to it between press and click, and the
  // click lands beside what was pressed: the focus stays, the page does not move.
  container.focus = (options) => HTMLElement.prototype.focus.call(container, { preventScroll: true, ...options });
  container.addEventListener("keydown", (event) => {
    if (event.key === "0" || event.key === "Home") {
      event.preventDefault();
      ctx.fit(true);
    }
  });
  return { draw, stand };
};

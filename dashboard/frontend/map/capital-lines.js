// Great circles to a capital, with the distance: from all places of the nation in focus, or from what is chosen.

import { overlap } from "../lib/boxes.js";
import { UNIT, projector } from "../lib/crs.js";
import { el, svgEl } from "../lib/dom.js";
import { greatCircle, groundDistance, trace } from "../lib/projection.js";
import { textWidth } from "../lib/text-width.js";
import { isItemOver } from "../view/items.js";
import { layoutOf } from "../view/layout.js";
import { NUUK } from "../view/placement.js";
import { inGreenland } from "../view/viewport.js";
import { subjectOf } from "../view/wording.js";

const MOST = 8; // lines from more spots would only repeat each other
const STEP = 6; // pixels between the points of a line that are looked at
const GAP = 4; // pixels between a line and its number
const EDGE = { left: 12, top: 16, right: 12, bottom: 20 };
const FAVOURED = 0.8; // of the line in sight, from its place on: there the lines lie furthest apart

// Where a number may stand beside a point of its line: above it or below, in the middle or to either side.
const LIES = [-1, 0].flatMap((up) => [-0.5, 0, -1].map((across) => [across, up]));
/** @type {(point: number[], size: { w: number, h: number }, lie: number[]) => import("../lib/boxes.js").Box} */
const boxAt = ([x, y], { w, h }, [across, up]) => ({ x: x + across * w, y: y + (up ? -h - GAP : GAP), w, h });
const inBox = (box) => ([x, y]) => x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h;

export const makeCapitalLines = (ctx) => {
  const { map } = ctx;
  const { pane } = ctx.elements;
  const labels = el("div", "distances");
  labels.setAttribute("aria-hidden", "true");
  pane.append(labels);
  let lines = []; // nearest to the capital first
  let drawn = "";
  let stood = null; // where the map was when the numbers got their places
  const gaps = svgEl("path", { "clip-rule": "evenodd" });
  const clip = svgEl("clipPath", { id: "beside-words" });
  clip.append(gaps);
  ctx.plane.defs.append(clip);
  ctx.plane.group.focus.setAttribute("clip-path", "url(#beside-words)");

  // A nation by its own card, by a scene or as the only one that Countries leaves; else the one chosen thing.
  const focused = () => {
    const subject = subjectOf(ctx, ctx.sel);
    if (ctx.nation()) return { nation: ctx.nation() };
    if (subject) return { nation: subject.actor, id: ctx.scene ? "" : subject.id };
    const { nations } = ctx.view;
    return { nation: !ctx.scene && nations.length === 1 ? nations[0] : "" };
  };

  /** @type {(whose: { nation: string, id?: string }) => number[][]} */
  const spots = ({ nation, id }) => {
    const seen = new Map();
    for (const item of ctx.items) {
      if (item.subject.actor !== nation || isItemOver(item) || (id && item.id !== id)) continue;
      if (!item.at || !inGreenland(item.at[0], item.at[1])) continue;
      if (ctx.spoken && !ctx.spoken(item.subject)) continue;
      const at = item.nuuk ? NUUK : item.at;
      seen.set(at.map((n) => n.toFixed(0)).join(), at);
    }
    return [...seen.values()].slice(0, MOST);
  };

  // The points of a line that are in sight, evenly far apart.
  const inSight = (line, size) => {
    const seen = inBox({ x: 0, y: 0, w: size.x, h: size.y });
    const ends = line.points.map(([lng, lat]) => map.latLngToContainerPoint([lat, lng]));
    return ends.slice(1).flatMap((b, i) => {
      const a = ends[i];
      const aside = Math.max(a.x, b.x) < 0 || Math.max(a.y, b.y) < 0 || Math.min(a.x, b.x) > size.x || Math.min(a.y, b.y) > size.y;
      const steps = aside ? 0 : Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / STEP);
      return Array.from({ length: steps }, (_, k) => [a.x + ((b.x - a.x) * k) / steps, a.y + ((b.y - a.y) * k) / steps]);
    }).filter(seen);
  };

  const type = () => (ctx.present() ? Math.max(16, window.innerHeight * 0.0222) : 11.5);
  const sizeOf = (text) => {
    const px = type();
    return { w: textWidth(text, `600 ${px}px "Source Sans", system-ui, sans-serif`) + 8, h: Math.ceil(px * 1.4) + 2 };
  };

  // What is written and the dots of a block stay countable: the lines pause there.
  const spare = (boxes) => {
    const k = map.options.crs.scale(map.getZoom()) / UNIT[ctx.proj];
    const origin = map.getPixelOrigin();
    const ring = ({ x, y, w, h }) => {
      const { x: left, y: top } = map.containerPointToLayerPoint([x, y]).add(origin).divideBy(k);
      return `M${left} ${top}h${w / k}v${h / k}h${-w / k}z`;
    };
    const size = map.getSize();
    const whole = { x: -size.x, y: -size.y, w: 3 * size.x, h: 3 * size.y };
    gaps.setAttribute("d", [whole, ...boxes].map(ring).join(""));
  };

  // The nearest to the capital comes first and names it; the others need only their number. Each stands on nothing
  // else, neither words nor symbols nor lines, or not at all.
  const placeLabels = (taken) => {
    const size = map.getSize();
    const kept = [];
    const ways = lines.map((line) => inSight(line, size));
    const dots = ways.flat();
    const free = (box) => box.x > EDGE.left && box.x + box.w < size.x - EDGE.right
      && box.y > EDGE.top && box.y + box.h < size.y - EDGE.bottom
      && ![...taken, ...kept].some((other) => overlap(box, other)) && !dots.some(inBox(box));
    const find = (way, text) => {
      const wanted = FAVOURED * way.length;
      const points = way.map((point, i) => [Math.abs(i - wanted), point]).filter((_, i) => i % 3 === 0).sort((a, b) => a[0] - b[0]);
      for (const [, point] of points) {
        const box = LIES.map((lie) => boxAt(point, sizeOf(text), lie)).find(free);
        if (box) return { ...box, text };
      }
      return null;
    };
    let named = false;
    lines.forEach((line, at) => {
      const found = (named ? null : find(ways[at], line.full)) || find(ways[at], line.short);
      line.node.hidden = !found;
      if (!found) return;
      named = named || found.text === line.full;
      line.node.textContent = found.text;
      line.node.style.transform = `translate(${Math.round(found.x + 4)}px, ${Math.round(found.y + 1)}px)`;
      kept.push(found);
    });
    if (lines.length) spare(ctx.written || []);
    const centre = map.getCenter();
    stood = { centre, zoom: map.getZoom(), point: map.latLngToContainerPoint(centre) };
    follow();
    ctx.emit("distances", [...taken, ...kept]);
  };
  ctx.on("named", placeLabels);

  // While the map is dragged the numbers go with it, so none comes over a symbol; in another scale they wait for the
  // names to find their places.
  const follow = () => {
    if (!lines.length) return;
    labels.hidden = map.getZoom() !== stood.zoom;
    const { x, y } = map.latLngToContainerPoint(stood.centre).subtract(stood.point);
    labels.style.transform = x || y ? `translate(${x}px, ${y}px)` : "";
  };

  const draw = () => {
    const whose = focused();
    const actor = ctx.atlas.actors[whose.nation];
    const from = actor && actor.lat !== null && actor.lat !== undefined ? spots(whose) : [];
    const sign = `${whose.nation}|${ctx.proj}|${ctx.lang}|${from.join(";")}`;
    if (sign === drawn) return;
    drawn = sign;
    const flat = projector(ctx.proj);
    lines = from.map((at) => {
      const to = [actor.lon, actor.lat];
      const points = greatCircle(at, to, 160);
      const far = Math.round(groundDistance(at, to) / 1000);
      const path = svgEl("path", {
        class: "great-circle",
        d: trace(flat, points),
      });
      const km = ctx.fmtCount(far);
      const full = ctx.words("map.focus.distance", { place: ctx.capital(actor), km });
      return { far, points, path, node: el("span", "distance"), full, short: `${km} km` };
    }).sort((a, b) => a.far - b.far);
    ctx.plane.group.focus.replaceChildren(...lines.map((line) => line.path));
    labels.replaceChildren(...lines.map((line) => line.node));
    placeLabels(ctx.named || layoutOf(ctx).lists);
  };
  map.on("move", follow);
  return { stand: draw };
};

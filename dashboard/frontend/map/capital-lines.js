// Great circles to a capital, with the distance: from all places of the nation in focus, or from what is chosen.

import { UNIT, projector } from "../lib/crs.js";
import { el, svgEl } from "../lib/dom.js";
import { greatCircle, groundDistance, trace } from "../lib/projection.js";
import { textWidth } from "../lib/text-width.js";
import { isItemOver } from "../view/items.js";
import { layoutOf } from "../view/layout.js";
import { NUUK } from "../view/placement.js";
import { inGreenland } from "../view/viewport.js";
import { subjectOf } from "../view/wording.js";
import { inBox, placeNumbers } from "./distances.js";

const MOST = 8; // lines from more spots would only repeat each other
const STEP = 6; // pixels between the points of a line that are looked at

/** @typedef {{ far: number, points: number[][], path: SVGPathElement, node: HTMLElement, full: string, short: string }} Line */
/** @typedef {{ nation: string, id?: string }} Focus whose lines are drawn: all of a nation, or those of one thing */

// A nation by its own card, by a scene or as the only one that Countries leaves; else the one chosen thing.
/** @type {(ctx: Frame.Context) => Focus} */
const focusOf = (ctx) => {
  const subject = subjectOf(ctx, ctx.sel);
  if (ctx.nation()) return { nation: ctx.nation() };
  if (subject) return { nation: subject.actor, id: ctx.scene ? "" : subject.id };
  const { nations = [] } = ctx.view.chosen;
  return { nation: !ctx.scene && nations.length === 1 ? nations[0] : "" };
};

/** @type {(ctx: Pick<Frame.Context, "items" | "spoken">, focus: Focus) => Frame.LngLat[]} */
const spotsOf = ({ items, spoken }, { nation, id }) => {
  /** @type {Map<string, Frame.LngLat>} */
  const seen = new Map();
  for (const item of items) {
    if (item.subject.actor !== nation || isItemOver(item) || (id && item.id !== id)) continue;
    if (!item.at || !inGreenland(item.at[0], item.at[1])) continue;
    if (spoken && !spoken(item.subject)) continue;
    const at = item.nuuk ? NUUK : item.at;
    seen.set(at.map((n) => n.toFixed(0)).join(), at);
  }
  return [...seen.values()].slice(0, MOST);
};

// The points of a line that are in sight, evenly far apart.
/** @type {(map: any, points: number[][], size: { x: number, y: number }) => number[][]} */
const inSight = (map, points, size) => {
  const seen = inBox({ x: 0, y: 0, w: size.x, h: size.y });
  /** @type {{ x: number, y: number }[]} */
  const ends = points.map(([lng, lat]) => map.latLngToContainerPoint([lat, lng]));
  return ends.slice(1).flatMap((b, i) => {
    const a = ends[i];
    const aside = Math.max(a.x, b.x) < 0 || Math.max(a.y, b.y) < 0 || Math.min(a.x, b.x) > size.x || Math.min(a.y, b.y) > size.y;
    const steps = aside ? 0 : Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / STEP);
    return Array.from({ length: steps }, (_, k) => [a.x + ((b.x - a.x) * k) / steps, a.y + ((b.y - a.y) * k) / steps]);
  }).filter(seen);
};

/** How much ground a text takes. @type {(ctx: Frame.Context) => (text: string) => { w: number, h: number }} */
const sizing = (ctx) => {
  const px = ctx.present() ? Math.max(16, window.innerHeight * 0.0222) : 11.5;
  return (text) => ({
    w: textWidth(text, `600 ${px}px "Source Sans", system-ui, sans-serif`) + 8,
    h: Math.ceil(px * 1.4) + 2,
  });
};

// What is written and the dots of a block stay countable: the lines pause there.
/** @type {(ctx: Frame.Context) => (boxes: Frame.Box[]) => void} */
const makeGaps = (ctx) => {
  const { map } = ctx;
  const gaps = svgEl("path", { "clip-rule": "evenodd" });
  const clip = svgEl("clipPath", { id: "beside-words" });
  clip.append(gaps);
  ctx.plane.defs.append(clip);
  ctx.plane.group.focus.setAttribute("clip-path", "url(#beside-words)");
  return (boxes) => {
    const k = map.options.crs.scale(map.getZoom()) / UNIT[ctx.proj];
    const origin = map.getPixelOrigin();
    /** @type {(box: Frame.Box) => string} */
    const ring = ({ x, y, w, h }) => {
      const { x: left, y: top } = map.containerPointToLayerPoint([x, y]).add(origin).divideBy(k);
      return `M${left} ${top}h${w / k}v${h / k}h${-w / k}z`;
    };
    const size = map.getSize();
    const whole = { x: -size.x, y: -size.y, w: 3 * size.x, h: 3 * size.y };
    gaps.setAttribute("d", [whole, ...boxes].map(ring).join(""));
  };
};

/** The line from a place to the capital. @type {(ctx: Frame.Context, actor: Payload.Actor, at: Frame.LngLat, to: Frame.LngLat) => Line} */
const lineFrom = (ctx, actor, at, to) => {
  const points = greatCircle(at, to, 160);
  const far = Math.round(groundDistance(at, to) / 1000);
  const path = svgEl("path", { class: "great-circle", d: trace(projector(ctx.proj), points) });
  const km = ctx.fmtCount(far);
  const full = ctx.words("map.focus.distance", { place: ctx.capital(actor), km });
  return { far, points, path, node: el("span", "distance"), full, short: `${km} km` };
};

/** The layer of the numbers: `place` finds their ground anew, `follow` moves them with the map. @param {Frame.Context} ctx */
const makeNumbers = (ctx) => {
  const { map } = ctx;
  const layer = el("div", "distances");
  layer.setAttribute("aria-hidden", "true");
  ctx.elements.pane.append(layer);
  const pauseAt = makeGaps(ctx);
  /** @type {Line[]} */
  let lines = []; // nearest to the capital first
  /** @type {{ centre: any, zoom: number, point: any } | null} */
  let stood = null; // where the map was when the numbers got their places
  // While the map is dragged the numbers go with it, so none comes over a symbol; in another scale they wait for the
  // names to find their places.
  const follow = () => {
    if (!lines.length || !stood) return;
    layer.hidden = map.getZoom() !== stood.zoom;
    const { x, y } = map.latLngToContainerPoint(stood.centre).subtract(stood.point);
    layer.style.transform = x || y ? `translate(${x}px, ${y}px)` : "";
  };
  /** @type {(taken: Frame.Ground[]) => void} */
  const place = (taken) => {
    const size = map.getSize();
    const wanted = lines.map(({ full, short, points }) => ({ full, short, way: inSight(map, points, size) }));
    const places = placeNumbers(wanted, taken, size, sizing(ctx));
    lines.forEach(({ node }, i) => {
      const found = places[i];
      node.hidden = !found;
      if (!found) return;
      node.textContent = found.text;
      node.style.transform = `translate(${Math.round(found.x + 4)}px, ${Math.round(found.y + 1)}px)`;
    });
    if (lines.length) pauseAt(ctx.written || []);
    const centre = map.getCenter();
    stood = { centre, zoom: map.getZoom(), point: map.latLngToContainerPoint(centre) };
    follow();
    ctx.emit("distances", [...taken, ...places.flatMap((box) => box || [])]);
  };
  /** @type {(next: Line[]) => void} */
  const show = (next) => {
    lines = next;
    layer.replaceChildren(...lines.map((line) => line.node));
    place(ctx.named || layoutOf(ctx).lists);
  };
  return { show, place, follow };
};

/** @type {(ctx: Frame.Context) => Frame.Part} */
export const makeCapitalLines = (ctx) => {
  const numbers = makeNumbers(ctx);
  let drawn = "";
  const stand = () => {
    const focus = focusOf(ctx);
    const actor = ctx.atlas.actors[focus.nation];
    const to = actor && actor.lat !== null && actor.lon !== null ? [actor.lon, actor.lat] : null;
    const from = to ? spotsOf(ctx, focus) : [];
    const signature = `${focus.nation}|${ctx.proj}|${ctx.lang}|${from.join(";")}`;
    if (signature === drawn) return;
    drawn = signature;
    const lines = to ? from.map((at) => lineFrom(ctx, actor, at, to)).sort((a, b) => a.far - b.far) : [];
    ctx.plane.group.focus.replaceChildren(...lines.map((line) => line.path));
    numbers.show(lines);
  };
  ctx.on("named", numbers.place);
  ctx.map.on("move", numbers.follow);
  return { stand };
};

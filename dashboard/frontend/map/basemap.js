// The base map: one SVG in the plane of the projection, moved and scaled as one element.

import { UNIT, projector } from "../lib/crs.js";
import { svgEl } from "../lib/dom.js";
import { trace } from "../lib/projection.js";
import { townWindows } from "./detail-insets.js";

const GROUPS = ["deep", "lines", "land", "coast", "coast-near", "windows", "ice", "borders", "rings", "focus"];
const PADDING = 0.5; // of the pane, drawn beyond its edges so that a drag finds the map there

// The canvas that carries the groups; its g holds the drawing's plane, so strokes need no rescaling.
const Plane = L.Layer.extend({
  initialize(proj) {
    this.proj = proj;
    this.svg = svgEl("svg", { class: "plane leaflet-zoom-animated", "aria-hidden": "true" });
    this.root = svgEl("g");
    this.defs = svgEl("defs");
    this.svg.append(this.defs, this.root);
    this.group = {};
    for (const name of GROUPS) this.root.append((this.group[name] = svgEl("g", { class: `g-${name}` })));
  },
  onAdd(map) {
    map.getPane("tilePane").append(this.svg);
    this.settle();
  },
  onRemove() {
    this.svg.remove();
  },
  getEvents() {
    return { viewreset: this.settle, moveend: this.settle, zoom: this.follow, zoomanim: this.animate };
  },
  settle() {
    const map = this._map;
    const size = map.getSize();
    const pad = size.multiplyBy(PADDING).round();
    const whole = size.add(pad.multiplyBy(2));
    const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1));
    this.zoom = map.getZoom();
    this.centre = map.getCenter();
    this.corner = corner;
    this.svg.setAttribute("width", whole.x);
    this.svg.setAttribute("height", whole.y);
    L.DomUtil.setPosition(this.svg, corner);
    const k = map.options.crs.scale(this.zoom) / UNIT[this.proj];
    const shift = map.getPixelOrigin().add(corner);
    this.root.setAttribute("transform", `matrix(${k} 0 0 ${k} ${-shift.x} ${-shift.y})`);
    this.scale = k;
  },
  // While a pinch or an animation runs, only the element's own transform changes.
  follow() {
    if (this._map._animatingZoom) return;
    this.moveTo(this._map.getCenter(), this._map.getZoom());
  },
  animate(event) {
    this.moveTo(event.center, event.zoom);
  },
  moveTo(centre, zoom) {
    const map = this._map;
    const k = map.getZoomScale(zoom, this.zoom);
    const half = map.getSize().divideBy(2);
    const world = map.project(this.centre, zoom);
    const corner = half.multiplyBy(-k).add(world).subtract(map._getNewPixelOrigin(centre, zoom));
    const pad = map.getSize().multiplyBy(PADDING).round().multiplyBy(-k);
    L.DomUtil.setTransform(this.svg, corner.add(pad), k);
  },
});

const rings = (geometry) => {
  if (!geometry) return [];
  const { type, coordinates } = geometry;
  if (type === "Polygon") return [coordinates];
  if (type === "MultiPolygon") return coordinates;
  if (type === "LineString") return [[coordinates]];
  if (type === "MultiLineString") return coordinates.map((line) => [line]);
  if (type === "GeometryCollection") return geometry.geometries.flatMap(rings);
  return [];
};

// Far from Greenland the equal-area plane folds over itself; nothing there is ever looked at.
const tooFar = (ring) => ring.every(([, lat]) => lat < 15);

// Edges that only exist because the world was cut at 180 degrees get no stroke.
const seam = (a, b) => Math.abs(a[0]) > 179.9 && Math.abs(b[0]) > 179.9;

// Of what has a shore, the pieces that the cut runs through stand apart.
const sorted = (features, edge) => {
  const pieces = { whole: [], cut: [] };
  for (const piece of features.flatMap((feature) => rings(feature.geometry))) {
    if (tooFar(piece[0])) continue;
    const through = edge && piece.some((line) => line.some((point, i) => i && seam(line[i - 1], point)));
    pieces[through ? "cut" : "whole"].push(piece);
  }
  return pieces;
};

// What the first look shows: it came with the evidence, written by the server.
/** @type {[string, string, { cls: string, edge?: string, closed?: boolean }][]} */
const FIRST = [
  ["coast", "coast-5km", { cls: "gl" }],
  ["land", "land", { cls: "land", edge: "land-edge" }],
  ["ice", "ice", { cls: "ice" }],
  ["lines", "graticule", { cls: "graticule", closed: false }],
  ["lines", "arctic_circle", { cls: "arctic-circle", closed: false }],
  ["borders", "pituffik", { cls: "enclave" }],
];

export const makeBasemap = (ctx) => {
  const { map } = ctx;
  const plane = new Plane(ctx.proj);
  plane.addTo(map);
  ctx.plane = plane;
  const drawn = []; // what was drawn, to draw it again in another projection

  // One path a kind. Each element costs its own style, layout and paint: as one each, the islands took half of the map's.
  const spell = ({ pieces, closed, fine }) => {
    const flat = projector(ctx.proj);
    // Mercator stops short of the pole, the equal-area plane does not: `top` is the last latitude drawn.
    const top = ctx.proj === "laea" ? 90 : 85.05;
    const path = (all, how) => all.flat().map((line) => trace(flat, line, { top, fine, ...how })).join("");
    return { whole: path(pieces.whole, { closed }), cut: path(pieces.cut, { closed }), edge: path(pieces.cut, { cut: seam }) };
  };

  // `whole` is filled and outlined, `cut` only filled; `edge` is the shore of what is cut.
  const fill = ({ nodes, holder, cls, edge, fine }, text) => {
    const classes = { whole: `${cls} ${edge}`.trim(), cut: cls, edge: edge && `${edge} bare` };
    for (const [part, name] of Object.entries(classes)) {
      if (!name || (!text[part] && !nodes[part])) continue;
      if (!nodes[part]) {
        nodes[part] = svgEl("path", { class: name });
        if (fine !== 1) nodes[part].setAttribute("transform", `scale(${1 / fine})`);
        holder.append(nodes[part]);
      }
      nodes[part].setAttribute("d", text[part] || "");
    }
  };

  // What the server wrote is in the equal-area plane; for another one the geometry itself is asked for.
  const write = (entry) => {
    const given = ctx.proj === "laea" && entry.given;
    if (given || entry.pieces) return fill(entry, given || spell(entry));
    fill(entry, {});
    entry.coming = entry.coming || entry.ask().then((data) => {
      entry.pieces = sorted(data.features, entry.edge);
      write(entry);
    }).catch((error) => {
      entry.coming = null;
      ctx.fail(error);
    });
    return entry.coming;
  };

  /** @type {(group: any, how: { cls: string, edge?: string, closed?: boolean, fine?: number }, source: any) => any} */
  const layer = (group, { cls, edge = "", closed = true, fine = 1 }, source) => {
    const holder = typeof group === "string" ? plane.group[group] : group;
    const entry = { holder, cls, edge, closed, fine, nodes: {}, ...source };
    drawn.push(entry);
    return write(entry);
  };

  const add = (group, collection, how) => layer(group, how, { pieces: sorted(collection.features, how.edge) });

  // What is missing is told, except the quiet extras.
  const asked = new Set();
  const fetchOnce = (name, use, extra = false) => {
    if (asked.has(name)) return null;
    asked.add(name);
    return ctx.io.load(name).then(use).catch((error) => {
      if (extra) {
        console.warn(error);
        return;
      }
      asked.delete(name);
      ctx.fail(error);
    });
  };

  // The sea floor, one path a depth. A map could do without it for a moment, but then all of it is painted twice.
  const sea = (depths) => {
    let whole = null; // asked for once, for all depths
    for (const [depth, given] of Object.entries(depths)) {
      const ask = async () => {
        whole = whole || ctx.io.load("geo/bathymetry").catch((error) => {
          whole = null; // the next switch asks again
          throw error;
        });
        const { features } = await whole;
        return { features: features.filter(({ properties }) => String(Math.abs(properties.depth_m)) === depth) };
      };
      layer("deep", { cls: `depth d${depth}`, fine: 0.1 }, { given, ask });
    }
  };
  const { bathymetry, ...others } = ctx.data.drawn;
  sea(bathymetry);
  const first = Promise.all(FIRST.map(([group, name, how]) =>
    layer(group, how, { given: others[name], ask: () => ctx.io.load(`geo/${name}`) })));

  const windows = townWindows(ctx, plane, add, fetchOnce);

  const detail = () => {
    const metres = ctx.metres();
    const near = metres < 900;
    plane.svg.classList.toggle("near", near && asked.has("coast-1km-done"));
    plane.svg.classList.toggle("no-ice", map.getZoom() > 7);
    plane.svg.classList.toggle("borders-on", metres < 2600 && metres > 60);
    if (near) {
      const arrived = fetchOnce("geo/coast-1km", (data) => {
        add("coast-near", data, { cls: "gl", fine: 10 });
        asked.add("coast-1km-done");
      });
      if (arrived) arrived.then(detail);
    }
    if (metres < 2600) {
      const draw = (data) => add("borders", data, { cls: "municipality", closed: false });
      fetchOnce("geo/municipality_lines", draw, true);
    }
    windows.detail(metres);
  };
  map.on("moveend", detail);
  detail();

  return {
    first,
    // Same map, other plane: the paths are written again, nothing is mounted.
    reproject() {
      plane.proj = ctx.proj;
      for (const entry of drawn) write(entry);
      windows.reproject();
      plane.settle();
    },
  };
};

// The base map: layers of paths in the plane of the projection, and the finer ones that are fetched as one comes closer.

import { projector } from "../lib/crs.js";
import { svgEl } from "../lib/dom.js";
import { townWindows } from "./detail-insets.js";
import { pathsOf, sortPieces } from "./paths.js";
import { Plane } from "./plane.js";

/**
 * @typedef {import("./paths.js").Feature} Feature
 * @typedef {import("./paths.js").Paths} Paths
 * @typedef {{ cls: string, edge?: string, closed?: boolean, fine?: number }} How
 * @typedef {{ pieces?: import("./paths.js").Pieces, given?: Partial<Paths>, ask?: () => Promise<{ features: Feature[] }> }} Source what a layer is drawn from: its geometry, the server's own paths in the equal-area plane, or who has it
 */
/**
 * @typedef {object} Shown how a layer is drawn
 * @property {Element} holder
 * @property {string} cls
 * @property {string} edge class of its shore
 * @property {boolean} closed
 * @property {number} fine parts of a unit that its path counts in
 * @property {Partial<Record<keyof Paths, SVGPathElement>>} nodes
 * @property {Promise<void>} [coming]
 */
/** @typedef {Shown & Source} Layer */
/** @typedef {ReturnType<typeof makeLayers>} Layers */

// Mercator stops short of the pole, the equal-area plane does not: the last latitude drawn.
/** @type {Record<string, number>} */
const LAST = { laea: 90, mercator: 85.05 };

// What the first look shows: it came with the evidence, written by the server.
/** @type {[string, string, How][]} */
const FIRST = [
  ["coast", "coast-5km", { cls: "gl" }],
  ["land", "land", { cls: "land", edge: "land-edge" }],
  ["ice", "ice", { cls: "ice" }],
  ["lines", "graticule", { cls: "graticule", closed: false }],
  ["lines", "arctic_circle", { cls: "arctic-circle", closed: false }],
  ["borders", "pituffik", { cls: "enclave" }],
];

/** @type {(layer: Layer, paths: Partial<Paths>) => void} */
const fill = ({ nodes, holder, cls, edge, fine }, paths) => {
  /** @type {[keyof Paths, string][]} */
  const classes = [["whole", `${cls} ${edge}`.trim()], ["cut", cls], ["edge", edge && `${edge} bare`]];
  for (const [part, name] of classes) {
    let node = nodes[part];
    if (!name || (!paths[part] && !node)) continue;
    if (!node) {
      node = nodes[part] = svgEl("path", { class: name });
      if (fine !== 1) node.setAttribute("transform", `scale(${1 / fine})`);
      holder.append(node);
    }
    node.setAttribute("d", paths[part] || "");
  }
};

/** The layers that are drawn, to draw them again in another projection. @type {(ctx: Frame.Context, plane: Frame.Plane) => { add: (group: string | Element, how: How, source: Source) => Promise<void> | void, addFeatures: (group: string | Element, data: { features: Feature[] }, how: How) => void, rewrite: () => void }} */
const makeLayers = (ctx, plane) => {
  /** @type {Layer[]} */
  const drawn = [];
  // What the server wrote is in the equal-area plane; for another one the geometry itself is asked for.
  /** @type {(layer: Layer) => Promise<void> | void} */
  const write = (layer) => {
    const { given, pieces, ask } = layer;
    if (given && ctx.proj === "laea") return fill(layer, given);
    if (pieces) return fill(layer, pathsOf(projector(ctx.proj), pieces, { ...layer, top: LAST[ctx.proj] }));
    fill(layer, {});
    if (!ask) return undefined;
    layer.coming = layer.coming || ask().then((data) => {
      layer.pieces = sortPieces(data.features, layer.edge !== "");
      return write(layer);
    }).catch((error) => {
      layer.coming = undefined;
      ctx.fail(error);
    });
    return layer.coming;
  };
  /** @type {(group: string | Element, how: How, source: Source) => Promise<void> | void} */
  const add = (group, { cls, edge = "", closed = true, fine = 1 }, source) => {
    const holder = typeof group === "string" ? plane.group[group] : group;
    const layer = { holder, cls, edge, closed, fine, nodes: {}, ...source };
    drawn.push(layer);
    return write(layer);
  };
  return {
    add,
    addFeatures: (group, data, how) => void add(group, how, { pieces: sortPieces(data.features, Boolean(how.edge)) }),
    rewrite: () => drawn.forEach((layer) => void write(layer)),
  };
};

// The sea floor, one path a depth. A map could do without it for a moment, but then all of it is painted twice.
/** @type {(io: Frame.Context["io"], layers: Layers, depths: Record<string, Partial<Paths>>) => void} */
const addSea = (io, layers, depths) => {
  /** @type {Promise<{ features: Feature[] }> | null} */
  let whole = null; // asked for once, for all depths
  const all = () => {
    whole = whole || io.load("geo/bathymetry").catch((error) => {
      whole = null; // the next switch asks again
      throw error;
    });
    return whole;
  };
  for (const [depth, given] of Object.entries(depths)) {
    const ask = async () => {
      const { features } = await all();
      return { features: features.filter(({ properties }) => String(Math.abs(properties.depth_m)) === depth) };
    };
    layers.add("deep", { cls: `depth d${depth}`, fine: 0.1 }, { given, ask });
  }
};

/**
 * Fetch a file once. What is missing is told, except the quiet extras.
 *
 * @param {Pick<Frame.Context, "fail" | "io">} ctx
 */
const makeFetch = ({ fail, io }) => {
  /** @type {Set<string>} */
  const requested = new Set();
  /** @type {(name: string, use: (data: any) => void, extra?: boolean) => Promise<void> | null} */
  return (name, use, extra = false) => {
    if (requested.has(name)) return null;
    requested.add(name);
    return io.load(name).then(use).catch((error) => {
      if (extra) {
        console.warn(error);
        return;
      }
      requested.delete(name);
      fail(error);
    });
  };
};

/** Finer layers, as one comes closer. @type {(ctx: Frame.Context, plane: Frame.Plane, layers: Layers) => { detail: () => void, reproject: () => void }} */
const makeDetail = (ctx, plane, { addFeatures }) => {
  const { map } = ctx;
  const fetchOnce = makeFetch(ctx);
  const windows = townWindows(ctx, plane, addFeatures, fetchOnce);
  let fineCoast = false;
  const detail = () => {
    const metres = ctx.metres();
    const near = metres < 900;
    plane.svg.classList.toggle("near", near && fineCoast);
    plane.svg.classList.toggle("no-ice", map.getZoom() > 7);
    plane.svg.classList.toggle("borders-on", metres < 2600 && metres > 60);
    if (near) {
      fetchOnce("geo/coast-1km", (data) => {
        addFeatures("coast-near", data, { cls: "gl", fine: 10 });
        fineCoast = true;
      })?.then(detail);
    }
    if (metres < 2600) {
      fetchOnce("geo/municipality_lines", (data) => addFeatures("borders", data, { cls: "municipality", closed: false }), true);
    }
    windows.detail(metres);
  };
  return { detail, reproject: windows.reproject };
};

/** @type {(ctx: Frame.Context) => { first: Promise<unknown>, reproject: () => void }} */
export const makeBasemap = (ctx) => {
  /** @type {Frame.Plane & { addTo: (map: any) => void }} */
  const plane = new Plane(ctx.proj);
  plane.addTo(ctx.map);
  /** @type {Frame.Written["map/basemap.js"]} */ (ctx).plane = plane;
  const layers = makeLayers(ctx, plane);
  const { bathymetry, ...others } = ctx.data.drawn;
  addSea(ctx.io, layers, bathymetry);
  const first = Promise.all(FIRST.map(([group, name, how]) =>
    layers.add(group, how, { given: others[name], ask: () => ctx.io.load(`geo/${name}`) })));
  const { detail, reproject } = makeDetail(ctx, plane, layers);
  ctx.map.on("moveend", detail);
  detail();
  return {
    first,
    // Same map, other plane: the paths are written again, nothing is mounted.
    reproject() {
      plane.proj = ctx.proj;
      layers.rewrite();
      reproject();
      plane.settle();
    },
  };
};

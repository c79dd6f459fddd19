// Symbols on the map: one button per subject and spot, gathered by place, with the place's name beside it.

import { el, findAll } from "../lib/dom.js";
import { makeRoving } from "../lib/roving.js";
import { nearestTap } from "../lib/touch-targets.js";
import { APART, findClusters } from "../view/clusters.js";
import { nuukListOn } from "../view/placement.js";
import { anchorOf, boxOf, isBroad, signatureOf, spokesOf } from "./cluster-box.js";
import { marked } from "./item-button.js";
import { layOutLabels } from "./labels.js";
import { makePin } from "./pin.js";

const CROWDED = 150; // pixels: places so far apart are never drawn as one
const TIDY_MS = 90; // not in the hand's own moment: a drag ends first, the names follow

/** @typedef {import("./labels.js").Entry & { marker: any, signature: string, slim: boolean, at: string }} Entry */

/** Draw what stands at a place; the focus stays where it was. @type {(ctx: Frame.Context, entry: Entry, slim: boolean) => void} */
const build = (ctx, entry, slim) => {
  const { cluster, node } = entry;
  const had = node.contains(document.activeElement);
  const focused = had ? /** @type {HTMLElement} */ (document.activeElement).dataset.key : "";
  const { node: anchor, first } = anchorOf(ctx, cluster);
  const { box, sizes } = boxOf(ctx, cluster, first, slim);
  node.replaceChildren(...spokesOf(cluster), anchor, box);
  const anchored = Boolean(first || cluster.items.length || cluster.nuukList);
  Object.assign(entry, { box, sizes, slim, leaderLine: null, placed: "", anchored });
  if (had) findAll(node, "[data-key]").find((one) => one.dataset.key === focused)?.focus({ preventScroll: true });
};

/** @type {(ctx: Frame.Context, cluster: Frame.Cluster) => Entry} */
const newEntry = (ctx, cluster) => {
  const node = el("div", "cluster");
  const sizes = { title: 0, sub: 0, w: 0, h: 0, marks: 0, lines: 0 };
  /** @type {Entry} */
  const entry = {
    cluster, node, sizes, marker: makePin(cluster.at, node), box: node, placed: "", anchored: false, leaderLine: null,
    signature: "", slim: false, at: cluster.at.join(),
    narrow: () => {
      if (entry.slim || !entry.cluster.items.some(isBroad)) return false;
      build(ctx, entry, true);
      return true;
    },
  };
  entry.marker.addTo(ctx.map);
  return entry;
};

/** The clusters as they are drawn: `write` says whether any of it changed. @param {Frame.Context} ctx */
const makeEntries = (ctx) => {
  /** @type {Map<string, Entry>} */
  const shown = new Map();
  /** @type {(cluster: Frame.Cluster) => boolean} */
  const upsert = (cluster) => {
    const entry = shown.get(cluster.id) || newEntry(ctx, cluster);
    shown.set(cluster.id, entry);
    if (entry.at !== cluster.at.join()) {
      entry.marker.setLatLng([cluster.at[1], cluster.at[0]]);
      entry.at = cluster.at.join();
    }
    const signature = signatureOf(ctx, cluster);
    entry.cluster = cluster;
    if (entry.signature === signature) return false;
    entry.signature = signature;
    build(ctx, entry, false);
    return true;
  };
  const entries = {
    /** @type {Entry[]} */
    list: [], // most important first
    /** @type {(clusters: Frame.Cluster[]) => boolean} */
    write: (clusters) => {
      const keep = new Set(clusters.map((cluster) => cluster.id));
      let changed = false;
      for (const [id, entry] of shown) {
        if (keep.has(id)) continue;
        entry.marker.remove();
        shown.delete(id);
        changed = true;
      }
      for (const cluster of clusters) changed = upsert(cluster) || changed;
      entries.list = clusters.flatMap((cluster) => shown.get(cluster.id) || []);
      return changed;
    },
  };
  return entries;
};

/** Light up what is chosen and quieten the rest, wherever it is drawn. @type {(ctx: Frame.Context) => void} */
const markSelection = (ctx) => {
  const { pane } = ctx.elements;
  pane.classList.toggle("focusing", Boolean(ctx.nation()));
  for (const node of findAll(pane, "[data-id]")) {
    const mark = marked(ctx, node.dataset.id || "");
    node.classList.toggle("chosen", mark === " chosen");
    node.classList.toggle("quiet", mark === " quiet");
  }
  for (const node of findAll(pane, "[data-place]")) {
    node.classList.toggle("chosen", ctx.sel === `place:${node.dataset.place}`);
  }
};

/** @type {(ctx: Frame.Context) => Frame.Part} */
export const makeSymbols = (ctx) => {
  const { map } = ctx;
  const entries = makeEntries(ctx);
  let tidy = 0;
  let joined = false; // some stand closer than they would like

  // Where no ground is left for a symbol, far out or in a corner, places closer to each other are drawn as one.
  const arrange = () => {
    clearTimeout(tidy);
    let fits = layOutLabels(ctx, entries.list);
    joined = !fits;
    for (let apart = 1.5 * APART; !fits && apart < CROWDED; apart *= 1.5) {
      entries.write(findClusters(ctx, apart));
      fits = layOutLabels(ctx, entries.list);
    }
  };
  /** @type {(change: Frame.Change) => void} */
  const stand = (change) => {
    const changed = entries.write(findClusters(ctx));
    if (changed || !ctx.layout || change.size || change.zoom || change.view || change.words) arrange();
    if (change.sel || change.view) markSelection(ctx);
  };

  map.on("zoomend", () => ctx.redraw({ zoom: true }));
  map.on("moveend", () => {
    if (ctx.aiming) return;
    // A drag changes neither clusters nor states; only overlays and edges may now be in the way.
    if (nuukListOn(ctx) !== ctx.nuukList) ctx.redraw({ zoom: true });
    else {
      clearTimeout(tidy);
      tidy = setTimeout(() => {
        if (joined) entries.write(findClusters(ctx));
        arrange();
        ctx.emit("drawn");
      }, TIDY_MS);
    }
  });
  nearestTap(ctx);
  const stops = ".cluster .item, .cluster .title:not([aria-hidden]), .note";
  ctx.on("drawn", makeRoving(map.getPanes().mapPane, stops, { spatial: true }));
  map.on("click", () => ctx.sel && ctx.select(""));
  return { stand };
};

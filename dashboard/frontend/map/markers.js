// Symbols on the map: one button per subject and spot, gathered by place, with the place's name beside it.

import { isOpen } from "../data/steps.js";
import { attr, el, makeButton, say, svgEl } from "../lib/dom.js";
import { makeRoving } from "../lib/roving.js";
import { textWidth } from "../lib/text-width.js";
import { nearestTap } from "../lib/touch-targets.js";
import { APART, findClusters } from "../view/clusters.js";
import { nuukCount } from "../view/groups.js";
import { describe, isItemOver, lastReported, shortName } from "../view/items.js";
import { lensOn } from "../view/placement.js";
import { drawSymbol, isStale, stateClass } from "../view/symbols.js";
import { subjectOf } from "../view/wording.js";
import { layOutLabels, markSize, roomSize, typeScale } from "./labels.js";

const TITLE = '600 12.5px "Source Sans", system-ui, sans-serif';
const SMALL = '400 11.5px "Source Sans", system-ui, sans-serif';
const LINE = 15;
const MANY = 4;
const ROW = 6; // small symbols in a row
const CLOSE = 110; // metres a pixel
const BROAD = 640; // pixels of the map: a narrower one has no room for a crowd's names
const CROWDED = 150; // pixels: places so far apart are never drawn as one
const NAMED = '400 12px "Source Sans", system-ui, sans-serif';
const MARK = 24; // a small symbol with the ground that a finger needs

// An icon is a box that Leaflet keeps on its place, also while it zooms.
const Holder = L.Icon.extend({
  createIcon() { return this.options.node; },
  createShadow() { return null; },
});

// A marker that stands by left and top: Leaflet's own transform makes a layer of the screen out of each, and every
// frame pays for that. Only while a zoom runs does it move by a transform, which the browser then eases.
const Pin = L.Marker.extend({
  _setPos(pos) {
    const { style } = this._icon;
    this._icon._leaflet_pos = pos;
    style.left = `${pos.x}px`;
    style.top = `${pos.y}px`;
    style.transform = "";
    this._zIndex = pos.y + this.options.zIndexOffset;
    this._resetZIndex();
  },
  _animateZoom(event) {
    const to = this._map._latLngToNewLayerPoint(this._latlng, event.zoom, event.center).round();
    const from = this._icon._leaflet_pos;
    this._icon.style.transform = `translate(${to.x - from.x}px, ${to.y - from.y}px)`;
  },
});
export const makePin = (at, node, options) =>
  new Pin([at[1], at[0]], { icon: new Holder({ node }), interactive: false, keyboard: false, ...options });

/** How the selection marks an item: itself chosen, or quiet while a nation is in focus. */
export const marked = (ctx, id) => {
  const nation = ctx.nation();
  const subject = subjectOf(ctx, id);
  if (id === ctx.sel) return " chosen";
  return nation && (!subject || subject.actor !== nation) ? " quiet" : "";
};

/** A button for one item; used on the map, in the lens and in the tray alike. */
export const itemButton = (ctx, item, cls) => {
  const node = makeButton(`item ${cls || ""}${marked(ctx, item.id)}`);
  node.dataset.id = item.id;
  node.dataset.key = item.key;
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    ctx.select(item.id);
  });
  node.tabIndex = -1; // arrows lead to it: see roving.js
  nameItem(ctx, item, node);
  return node;
};

/** What a screen reader says of an item: first what is written on it, then whatever that leaves unsaid. */
const spoken = (ctx, item, written = "") => {
  const d = describe(ctx, item.id, item.spot);
  const said = [];
  const had = (text) => [written, ...said].some((one) => one.toLowerCase().includes(text.toLowerCase()));
  for (const text of [d.what.text, d.who, d.kind, d.step, d.number, ...d.flags, d.where]) if (text && !had(text)) said.push(text);
  return [written, ...said].filter(Boolean).join(", ");
};
const written = (node) => [...node.querySelectorAll("span")].map((it) => it.textContent).filter(Boolean).join(" ");
export const nameItem = (ctx, item, node) => attr(node, "aria-label", spoken(ctx, item, written(node)));

const subline = (ctx, item) => {
  const who = item.subject.actor ? ctx.whose(item.subject) : "";
  if (item.subject.kind === "contingent") {
    const [, , low, high] = item.spot;
    const size = ctx.fmtSize(item.state, low, high);
    const told = item.shared ? ctx.words("map.sub.whole", { who, n: size }) : `${who} ${size}`;
    const number = low === null && high === null ? who : told;
    return [number, lastReported(ctx, item.subject, item.state)].filter(Boolean).join(", ");
  }
  if (item.state.group === "abroad") return ctx.words("map.group.abroad");
  if (item.subject.kind === "post") return who;
  if (item.subject.kind === "base" && item.subject.actor) {
    return ctx.words(isOpen(item.state.step) ? "map.sub.base" : "map.sub.step", { who, step: ctx.words(`map.step.${item.state.step}`) });
  }
  return "";
};

// "Denmark ?": whose people stand here in unknown number.
const unnumbered = (ctx, rest) => {
  const [whole] = rest.filter(([item]) => item.shared && !isItemOver(item));
  if (whole) return subline(ctx, whole[0]);
  const actors = rest
    .filter(([{ subject, spot, state }]) =>
      subject.kind === "contingent" && !(spot[2] || spot[3]) && !isItemOver({ state }) && spot[2] !== 0)
    .map(([{ subject }]) => ctx.name(subject.actor));
  return [...new Set(actors)].slice(0, 2).map((who) => `${who} ?`).join(" · ");
};

// In a story a few flags go by name.
const inRoom = (ctx, small) =>
  ctx.scene && small.length && small.length < MANY
    ? [...new Set(small.map(([{ subject }]) => ctx.name(subject.actor)))].join(" · ") : "";

const anchorFor = (cluster) => {
  const node = el("div", "anchor");
  // A base keeps its own ground; a post only where it is alone, else the town's ring stands for the place.
  const alone = cluster.items.length === 1;
  const first = cluster.items.find((item) =>
    item.subject.kind !== "contingent" && (item.subject.kind !== "post" || alone));
  if (first) return { node, first };
  const big = cluster.items.length || cluster.lens;
  const ring = svgEl("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", class: "town", "aria-hidden": "true" });
  ring.append(svgEl("circle", { r: big ? 4.6 : 2.4 }));
  if (!big) ring.classList.add("small");
  if (cluster.lens) ring.classList.add("nuuk");
  node.append(ring);
  return { node, first: null };
};

const buttonWith = (ctx, item, shape) => {
  const button = itemButton(ctx, item);
  button.append((shape || drawSymbol(ctx, item)).node);
  return button;
};

// What a story speaks of is large, unless it is many.
const pitchOf = (ctx, item) => {
  const many = Math.max(item.spot[2] || 0, item.spot[3] || 0) > 40;
  // Print is finer than a screen and its map smaller; a low pane has little room.
  if (!ctx.scene) return many && ctx.paper() ? 3 : many && ctx.low() ? 3.8 : 4.7;
  const pitch = ctx.present() ? Math.max(6, Math.min(20 * roomSize(), window.innerWidth / 72)) : ctx.narrow() ? 8 : 10;
  return many ? Math.max(4.7, pitch / 2) : pitch;
};

// A crowd in close view is named one by one, where there is room; else its marks stand in a row.
const namesCrowd = (ctx) => ctx.metres() < CLOSE && ctx.map.getSize().x >= BROAD;

// Column by column, as the list of Nuuk is read; gives the size of it.
const nameCrowd = (ctx, marks, small) => {
  const names = small.map(([item]) => textWidth(shortName(ctx, item.subject).text, NAMED));
  const widest = Math.max(...names) + 30;
  const across = small.length > 12 ? 3 : 2;
  const down = Math.ceil(small.length / across);
  marks.classList.add("crowd");
  marks.style.gridTemplate = `repeat(${down}, ${MARK}px) / repeat(${across}, ${widest}px)`;
  return { w: widest * across, h: down * MARK };
};

// The box beside the anchor; its sizes are counted, never measured on the page.
const content = (ctx, cluster, first, slim) => {
  const box = el("div", "box");
  const head = el("div", "head");
  const marks = el("div", "marks");
  const rest = cluster.items
    .filter((item) => item !== first)
    .map((item) => [item, drawSymbol(ctx, item, { pitch: pitchOf(ctx, item), columns: slim ? 10 : 0 })]);
  const blocks = rest.filter(([, shape]) => shape.node.classList.contains("dots"));
  const small = rest.filter(([, shape]) => !shape.node.classList.contains("dots"));
  const crowd = small.length > MANY && namesCrowd(ctx);
  for (const [item, shape] of small) {
    const button = buttonWith(ctx, item, shape);
    if (crowd) {
      button.append(say(el("span", "who"), shortName(ctx, item.subject)));
      nameItem(ctx, item, button);
    }
    marks.append(button);
  }
  const title = makeButton("title", cluster.title, (event) => {
    event.stopPropagation();
    ctx.select(cluster.items.length === 1 ? cluster.items[0].id : `place:${cluster.place}`);
  });
  title.dataset.place = cluster.place;
  title.tabIndex = -1;
  // One thing alone is named by its own symbol: twice would be heard twice.
  if (cluster.items.length === 1) title.setAttribute("aria-hidden", "true");
  title.classList.toggle("chosen", ctx.sel === `place:${cluster.place}`);
  const columns = Math.min(small.length, ROW);
  const sizes = {
    title: textWidth(cluster.title, TITLE), sub: 0, w: 0, h: 0,
    marks: crowd ? 0 : columns * MARK, lines: crowd ? 0 : Math.ceil(small.length / ROW),
  };
  const wide = markSize(ctx);
  if (!crowd && columns) marks.style.gridTemplateColumns = `repeat(${columns}, ${wide}px)`;
  if (small.length && !crowd) head.append(marks);
  head.append(title);
  box.append(head);
  if (crowd) {
    Object.assign(sizes, nameCrowd(ctx, marks, small));
    box.append(marks);
  }
  const single = cluster.items.length === 1 ? cluster.items[0] : blocks.length === 1 ? blocks[0][0] : null;
  const asking = crowd ? "" : unnumbered(ctx, rest);
  const sub = cluster.lens && (ctx.narrow() || ctx.lensTiny) ? nuukCount(ctx) : single ? subline(ctx, single) : asking || inRoom(ctx, small);
  if (sub) {
    box.append(el("div", "sub", sub));
    sizes.sub = textWidth(sub, SMALL);
  }
  for (const [item, shape] of blocks) {
    const button = itemButton(ctx, item, "block");
    const own = blocks.length > 1 ? subline(ctx, item) : "";
    if (own) {
      button.append(el("span", "sub", own));
      nameItem(ctx, item, button);
    }
    button.append(shape.node);
    box.append(button);
    const scale = typeScale(ctx);
    sizes.w = Math.max(sizes.w, shape.w, own ? scale * textWidth(own, SMALL) : 0);
    sizes.h += Math.max(shape.h + 3, ctx.present() ? 0 : 12) + (own ? scale * LINE : 0);
  }
  return { box, sizes };
};

// Lines from where a cluster stands to where its things are.
const spokes = ({ moved }) => {
  if (!moved.length) return [];
  const node = svgEl("svg", { class: "tether", width: 1, height: 1, "aria-hidden": "true" });
  node.append(svgEl("path", { d: moved.map(([x, y]) => `M0 0L${x} ${y}`).join("") }));
  for (const [cx, cy] of moved) node.append(svgEl("circle", { class: "place", cx, cy, r: 2.2 }));
  return [node];
};

// More than a hundred dots stand in two blocks side by side, unless there is no room for that.
const broad = ({ subject, spot }) => subject.kind === "contingent" && Math.max(spot[2] || 0, spot[3] || 0) > 100;

// What a cluster looks like, in one line: the same line, the same picture.
const signature = (ctx, cluster) => {
  const close = cluster.items.length > MANY && namesCrowd(ctx);
  const list = cluster.lens ? (ctx.narrow() || ctx.lensTiny ? nuukCount(ctx) : "listed") : "";
  const items = cluster.items.map((item) => `${item.key}:${item.index}:${ageOf(ctx, item)}`);
  return [cluster.title, close, list, cluster.moved.join(" "), ctx.lang, typeScale(ctx), ctx.paper(), ctx.low(), Boolean(ctx.scene), ctx.fontsCome, ...items].join("|");
};
const ageOf = (ctx, item) => (isStale(ctx, item.subject, item.state) ? stateClass(ctx, item.subject, item.state) : "");

export const makeSymbols = (ctx) => {
  const { map } = ctx;
  const shown = new Map(); // cluster id → {marker, node, sign, sizes, cluster}
  let tidy = 0;
  let entries = []; // most important first
  let joined = false; // some stand closer than they would like

  const build = (cluster, entry, slim = false) => {
    const had = entry.node.contains(document.activeElement);
    const focused = had ? /** @type {HTMLElement} */ (document.activeElement).dataset.key : "";
    const { node: anchor, first } = anchorFor(cluster);
    if (first) anchor.append(buttonWith(ctx, first));
    const { box, sizes } = content(ctx, cluster, first, slim);
    entry.node.replaceChildren(...spokes(cluster), anchor, box);
    Object.assign(entry, { box, sizes, slim, tether: null, anchored: Boolean(first || cluster.items.length || cluster.lens) });
    if (had) {
      const again = [...entry.node.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focused);
      if (again) again.focus({ preventScroll: true });
    }
  };

  const upsert = (cluster) => {
    let entry = shown.get(cluster.id);
    if (!entry) {
      const node = el("div", "cluster");
      const marker = makePin(cluster.at, node);
      entry = { node, marker, sign: "" };
      const own = entry;
      entry.narrow = () => {
        if (own.slim || !own.cluster.items.some(broad)) return false;
        build(own.cluster, own, true);
        return true;
      };
      shown.set(cluster.id, entry);
      marker.addTo(map);
    }
    if (entry.at !== cluster.at.join()) {
      entry.marker.setLatLng([cluster.at[1], cluster.at[0]]);
      entry.at = cluster.at.join();
    }
    const sign = signature(ctx, cluster);
    entry.cluster = cluster;
    if (entry.sign === sign) return false;
    entry.sign = sign;
    build(cluster, entry);
    return true;
  };

  // Writes what is drawn at each place; says whether any of it changed.
  const write = (clusters) => {
    const keep = new Set(clusters.map((cluster) => cluster.id));
    let changed = false;
    for (const [id, entry] of shown) {
      if (keep.has(id)) continue;
      entry.marker.remove();
      shown.delete(id);
      changed = true;
    }
    for (const cluster of clusters) changed = upsert(cluster) || changed;
    entries = clusters.map((cluster) => shown.get(cluster.id));
    return changed;
  };

  // Where no ground is left for a symbol, far out or in a corner, places closer to each other are drawn as one.
  const arrange = () => {
    clearTimeout(tidy);
    let fits = layOutLabels(ctx, entries);
    joined = !fits;
    for (let apart = 1.5 * APART; !fits && apart < CROWDED; apart *= 1.5) {
      write(findClusters(ctx, apart));
      fits = layOutLabels(ctx, entries);
    }
  };

  const draw = (change) => {
    const changed = write(findClusters(ctx));
    if (changed || !ctx.lies || change.size || change.zoom || change.view || change.words) arrange();
    if (change.sel || change.view) markSelection(ctx);
  };

  map.on("zoomend", () => ctx.redraw({ zoom: true }));
  map.on("moveend", () => {
    if (ctx.aiming) return;
    // A drag changes neither clusters nor states; only overlays and edges may now be in the way.
    if (lensOn(ctx) !== ctx.lens) ctx.redraw({ zoom: true });
    else {
      // Not in the hand's own moment: the drag ends first, the names follow.
      clearTimeout(tidy);
      tidy = setTimeout(() => {
        if (joined) write(findClusters(ctx));
        arrange();
        ctx.emit("drawn");
      }, 90);
    }
  });
  nearestTap(ctx);
  const stops = ".cluster .item, .cluster .title:not([aria-hidden]), .note";
  ctx.on("drawn", makeRoving(map.getPanes().mapPane, stops, { spatial: true }));
  map.on("click", () => ctx.sel && ctx.select(""));
  return { stand: draw };
};

/** Light up what is chosen and quieten the rest, wherever it is drawn. */
const markSelection = (ctx) => {
  const { sel } = ctx;
  ctx.elements.pane.classList.toggle("focusing", Boolean(ctx.nation()));
  for (const node of ctx.elements.pane.querySelectorAll("[data-id]")) {
    const mark = marked(ctx, node.dataset.id);
    node.classList.toggle("chosen", mark === " chosen");
    node.classList.toggle("quiet", mark === " quiet");
  }
  for (const node of ctx.elements.pane.querySelectorAll("[data-place]")) {
    node.classList.toggle("chosen", sel === `place:${node.dataset.place}`);
  }
};

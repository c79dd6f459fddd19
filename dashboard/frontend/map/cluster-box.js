// What is drawn of a cluster: its anchor on the place, and the box of name, marks and blocks beside it. Sizes are counted,
// never measured on the page.

import { isOpen } from "../data/steps.js";
import { el, makeButton, say, svgEl } from "../lib/dom.js";
import { textWidth } from "../lib/text-width.js";
import { nuukCount } from "../view/groups.js";
import { isItemOver, lastReported, shortName } from "../view/items.js";
import { drawSymbol, isStale, stateClass } from "../view/symbols.js";
import { itemButton, nameItem } from "./item-button.js";
import { LINE, MARK } from "./label-forms.js";
import { markSize, roomSize, typeScale } from "./labels.js";

const TITLE = '600 12.5px "Source Sans", system-ui, sans-serif';
const SMALL = '400 11.5px "Source Sans", system-ui, sans-serif';
const NAMED = '400 12px "Source Sans", system-ui, sans-serif';
const MANY = 4;
const ROW = 6; // small symbols in a row
const CLOSE = 110; // metres a pixel
const BROAD = 640; // pixels of the map: a narrower one has no room for a crowd's names

/**
 * @typedef {import("../view/symbols.js").Drawn} Drawn
 * @typedef {import("./label-forms.js").Sizes} Sizes
 * @typedef {{ item: Frame.Item, shape: Drawn }} Part an item and its symbol
 * @typedef {{ blocks: Part[], small: Part[], rest: Part[] }} Parts blocks of dots, and small symbols in a row
 */

/** Who and how many, under a name. @type {(ctx: Frame.Context, item: Frame.Item) => string} */
const sublineOf = (ctx, item) => {
  const who = item.subject.actor ? ctx.whose(item.subject) : "";
  if (item.subject.kind === "contingent") {
    const [, , low, high] = item.spot;
    const size = ctx.fmtSize(item.state, low, high);
    const counted = item.shared ? ctx.words("map.sub.whole", { who, n: size }) : `${who} ${size}`;
    const number = low === null && high === null ? who : counted;
    return [number, lastReported(ctx, item.subject, item.state)].filter(Boolean).join(", ");
  }
  if (item.state.group === "abroad") return ctx.words("map.group.abroad");
  if (item.subject.kind === "post") return who;
  if (item.subject.kind === "base" && item.subject.actor) {
    return ctx.words(isOpen(item.state.step) ? "map.sub.base" : "map.sub.step", { who, step: ctx.words(`map.step.${item.state.step}`) });
  }
  return "";
};

/** "Denmark ?": whose people stand here in unknown number. @type {(ctx: Frame.Context, parts: Part[]) => string} */
const unnumbered = (ctx, parts) => {
  const items = parts.map(({ item }) => item).filter((item) => !isItemOver(item));
  const whole = items.find(({ shared }) => shared);
  if (whole) return sublineOf(ctx, whole);
  const actors = items
    .filter(({ subject, spot }) => subject.kind === "contingent" && !(spot[2] || spot[3]) && spot[2] !== 0)
    .map(({ subject }) => ctx.name(subject.actor));
  return [...new Set(actors)].slice(0, 2).map((who) => `${who} ?`).join(" · ");
};

/** In a story a few flags go by name. @type {(ctx: Pick<Frame.Context, "name" | "scene">, small: Part[]) => string} */
const inRoom = ({ name, scene }, small) =>
  scene && small.length && small.length < MANY
    ? [...new Set(small.map(({ item }) => name(item.subject.actor)))].join(" · ") : "";

/** The line under the name of a cluster. @type {(ctx: Frame.Context, cluster: Frame.Cluster, parts: Parts, crowd: boolean) => string} */
const underName = (ctx, cluster, { blocks, small, rest }, crowd) => {
  if (cluster.nuukList && (ctx.narrow() || ctx.nuukListTiny)) return nuukCount(ctx);
  const single = cluster.items.length === 1 ? cluster.items[0] : blocks.length === 1 ? blocks[0].item : null;
  if (single) return sublineOf(ctx, single);
  return (crowd ? "" : unnumbered(ctx, rest)) || inRoom(ctx, small);
};

/** What stands on the place itself, a symbol or the town's ring. @type {(ctx: Frame.Context, cluster: Frame.Cluster) => { node: HTMLElement, first: Frame.Item | null }} */
export const anchorOf = (ctx, cluster) => {
  const node = el("div", "anchor");
  // A base keeps its own ground; a post only where it is alone, else the town's ring stands for the place.
  const alone = cluster.items.length === 1;
  const first = cluster.items.find((item) =>
    item.subject.kind !== "contingent" && (item.subject.kind !== "post" || alone));
  if (first) {
    node.append(buttonWith(ctx, first, drawSymbol(ctx, first)));
    return { node, first };
  }
  const big = cluster.items.length || cluster.nuukList;
  const ring = svgEl("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", class: "town", "aria-hidden": "true" });
  ring.append(svgEl("circle", { r: big ? 4.6 : 2.4 }));
  if (!big) ring.classList.add("small");
  if (cluster.nuukList) ring.classList.add("nuuk");
  node.append(ring);
  return { node, first: null };
};

/** @type {(ctx: Frame.Context, item: Frame.Item, shape: Drawn) => HTMLButtonElement} */
const buttonWith = (ctx, item, shape) => {
  const button = itemButton(ctx, item);
  button.append(shape.node);
  return button;
};

/** What a story speaks of is large, unless it is many. @type {(ctx: Frame.Context, item: Frame.Item) => number} */
const pitchOf = (ctx, item) => {
  const many = Math.max(item.spot[2] || 0, item.spot[3] || 0) > 40;
  // Print is finer than a screen and its map smaller; a low pane has little room.
  if (!ctx.scene) return many && ctx.paper() ? 3 : many && ctx.low() ? 3.8 : 4.7;
  const pitch = ctx.present() ? Math.max(6, Math.min(20 * roomSize(), window.innerWidth / 72)) : ctx.narrow() ? 8 : 10;
  return many ? Math.max(4.7, pitch / 2) : pitch;
};

// A crowd in close view is named one by one, where there is room; else its marks stand in a row.
/** @type {(ctx: Pick<Frame.Context, "map" | "metres">) => boolean} */
const namesCrowd = ({ map, metres }) => metres() < CLOSE && map.getSize().x >= BROAD;

/** Column by column, as the list of Nuuk is read; gives the size of it. @type {(ctx: Frame.Context, marks: HTMLElement, small: Part[]) => { w: number, h: number }} */
const nameCrowd = (ctx, marks, small) => {
  const names = small.map(({ item }) => textWidth(shortName(ctx, item.subject).text, NAMED));
  const widest = Math.max(...names) + 30;
  const across = small.length > 12 ? 3 : 2;
  const down = Math.ceil(small.length / across);
  marks.classList.add("crowd");
  marks.style.gridTemplate = `repeat(${down}, ${MARK}px) / repeat(${across}, ${widest}px)`;
  return { w: widest * across, h: down * MARK };
};

/** @type {(ctx: Frame.Context, cluster: Frame.Cluster, first: Frame.Item | null, slim: boolean) => Parts} */
const partsOf = (ctx, cluster, first, slim) => {
  const rest = cluster.items.filter((item) => item !== first)
    .map((item) => ({ item, shape: drawSymbol(ctx, item, { pitch: pitchOf(ctx, item), columns: slim ? 10 : 0 }) }));
  /** @type {(part: Part) => boolean} */
  const isBlock = ({ shape }) => shape.node.classList.contains("dots");
  return { rest, blocks: rest.filter(isBlock), small: rest.filter((part) => !isBlock(part)) };
};

/** @type {(ctx: Frame.Context, cluster: Frame.Cluster) => HTMLButtonElement} */
const titleOf = (ctx, cluster) => {
  const alone = cluster.items.length === 1;
  const title = makeButton("title", cluster.title, (event) => {
    event.stopPropagation();
    ctx.select(alone ? cluster.items[0].id : `place:${cluster.place}`);
  });
  title.dataset.place = cluster.place;
  title.tabIndex = -1;
  if (alone) title.setAttribute("aria-hidden", "true"); // named by its own symbol: twice would be heard twice
  title.classList.toggle("chosen", ctx.sel === `place:${cluster.place}`);
  return title;
};

/** The small symbols, in rows or as a crowd by name. @type {(ctx: Frame.Context, small: Part[], crowd: boolean) => HTMLElement} */
const marksOf = (ctx, small, crowd) => {
  const marks = el("div", "marks");
  for (const { item, shape } of small) {
    const button = buttonWith(ctx, item, shape);
    if (crowd) {
      button.append(say(el("span", "who"), shortName(ctx, item.subject)));
      nameItem(ctx, item, button);
    }
    marks.append(button);
  }
  return marks;
};

/** Put a block of dots into the box. @type {(ctx: Frame.Context, box: HTMLElement, sizes: Sizes, part: Part, sub: string) => void} */
const addBlock = (ctx, box, sizes, { item, shape }, sub) => {
  const button = itemButton(ctx, item, "block");
  if (sub) {
    button.append(el("span", "sub", sub));
    nameItem(ctx, item, button);
  }
  button.append(shape.node);
  box.append(button);
  const scale = typeScale(ctx.present);
  sizes.w = Math.max(sizes.w, shape.w, sub ? scale * textWidth(sub, SMALL) : 0);
  sizes.h += Math.max(shape.h + 3, ctx.present() ? 0 : 12) + (sub ? scale * LINE : 0);
};

/**
 * The box beside the anchor.
 *
 * @param {Frame.Context} ctx
 * @param {Frame.Cluster} cluster
 * @param {Frame.Item | null} first what stands on the place itself
 * @param {boolean} slim ten dots to a row
 * @returns {{ box: HTMLElement, sizes: Sizes }}
 */
export const boxOf = (ctx, cluster, first, slim) => {
  const box = el("div", "box");
  const head = el("div", "head");
  const parts = partsOf(ctx, cluster, first, slim);
  const { blocks, small } = parts;
  const crowd = small.length > MANY && namesCrowd(ctx);
  const marks = marksOf(ctx, small, crowd);
  const columns = Math.min(small.length, ROW);
  const sizes = {
    title: textWidth(cluster.title, TITLE), sub: 0, w: 0, h: 0,
    marks: crowd ? 0 : columns * MARK, lines: crowd ? 0 : Math.ceil(small.length / ROW),
  };
  if (!crowd && columns) marks.style.gridTemplateColumns = `repeat(${columns}, ${markSize(ctx.present)}px)`;
  if (small.length && !crowd) head.append(marks);
  head.append(titleOf(ctx, cluster));
  box.append(head);
  if (crowd) {
    Object.assign(sizes, nameCrowd(ctx, marks, small));
    box.append(marks);
  }
  const sub = underName(ctx, cluster, parts, crowd);
  if (sub) {
    box.append(el("div", "sub", sub));
    sizes.sub = textWidth(sub, SMALL);
  }
  for (const part of blocks) addBlock(ctx, box, sizes, part, blocks.length > 1 ? sublineOf(ctx, part.item) : "");
  return { box, sizes };
};

/** Lines from where a cluster stands to where its things are. @type {(cluster: Frame.Cluster) => SVGSVGElement[]} */
export const spokesOf = ({ moved }) => {
  if (!moved.length) return [];
  const node = svgEl("svg", { class: "leader-line", width: 1, height: 1, "aria-hidden": "true" });
  node.append(svgEl("path", { d: moved.map(([x, y]) => `M0 0L${x} ${y}`).join("") }));
  for (const [cx, cy] of moved) node.append(svgEl("circle", { class: "place", cx, cy, r: 2.2 }));
  return [node];
};

/** More than a hundred dots stand in two blocks side by side, unless there is no room for that. @type {(item: Frame.Item) => boolean} */
export const isBroad = ({ subject, spot }) => subject.kind === "contingent" && Math.max(spot[2] || 0, spot[3] || 0) > 100;

/** @type {(ctx: Frame.Context, item: Frame.Item) => string} */
const ageOf = (ctx, item) => (isStale(ctx, item.subject, item.state) ? stateClass(ctx, item.subject, item.state) : "");

/** What a cluster looks like, in one line: the same line, the same picture. @type {(ctx: Frame.Context, cluster: Frame.Cluster) => string} */
export const signatureOf = (ctx, cluster) => {
  const close = cluster.items.length > MANY && namesCrowd(ctx);
  const list = cluster.nuukList ? (ctx.narrow() || ctx.nuukListTiny ? nuukCount(ctx) : "listed") : "";
  const items = cluster.items.map((item) => `${item.key}:${item.index}:${ageOf(ctx, item)}`);
  return [
    cluster.title, close, list, cluster.moved.join(" "), ctx.lang, typeScale(ctx.present), ctx.paper(), ctx.low(),
    Boolean(ctx.scene), ctx.fontsCome, ...items,
  ].join("|");
};

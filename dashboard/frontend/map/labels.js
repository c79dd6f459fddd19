// Names never overlap: each takes the first free place round its symbol, or gives up text until it fits.

import { svgEl } from "../lib/dom.js";
import { layoutOf } from "../view/layout.js";
import { MARK, knotOf } from "./label-forms.js";
import { placeLabel } from "./label-places.js";

/**
 * @typedef {import("./label-places.js").Placed} Placed
 * @typedef {import("./label-places.js").Live & { entry: Entry }} Live
 */
/**
 * @typedef {object} Entry a cluster with what is drawn for it
 * @property {Frame.Cluster} cluster
 * @property {HTMLElement} node
 * @property {HTMLElement} box
 * @property {string} placed where the box stands, as it was written last
 * @property {import("./label-forms.js").Sizes} sizes
 * @property {boolean} anchored whether something stands on the place itself
 * @property {{ node: SVGSVGElement, path: SVGPathElement } | null} leaderLine the line to a box that stands further out
 * @property {() => boolean} narrow draw it narrower, if that is possible
 */

/** How many times larger than usual symbols are drawn before a room: more than once only on a very large screen. */
export const roomSize = () => Math.max(1, window.innerWidth / 2200);

/** How much larger type is before a room: 2.22 % of the window's height. @type {(present: Frame.Context["present"]) => number} */
export const typeScale = (present) => (present() ? Math.max(1.3, window.innerHeight * 0.00178) : 1);

/** The side of the square that a symbol in a row takes; before a room it grows with the type, as the badge in it does. @type {(present: Frame.Context["present"]) => number} */
export const markSize = (present) => (present() ? Math.max(36, window.innerHeight / 30) : MARK);

// Boxes on the left or in the middle hang by the page's own width of them, so that a wrong guess leaves no gap.
/** @type {(entry: Entry, placed: Placed) => void} */
const writePlace = (entry, { side, dx, dy, shape }) => {
  const middle = side === "below" || side === "above";
  const left = side.startsWith("left");
  const at = [
    left ? "auto" : middle ? "0" : `${Math.round(dx)}px`,
    left ? `${-Math.round(dx + shape.w)}px` : "auto", `${Math.round(dy)}px`, middle ? "translateX(-50%)" : "",
  ];
  const signature = at.join();
  if (entry.placed === signature) return;
  entry.placed = signature;
  const { style } = entry.box;
  [style.left, style.right, style.top, style.transform] = at;
};

/** @type {(entry: Entry, placed: Placed | null) => void} */
const writeLeaderLine = (entry, placed) => {
  if (!placed || !placed.away) {
    entry.leaderLine?.node.remove();
    entry.leaderLine = null;
    return;
  }
  if (!entry.leaderLine) {
    const node = svgEl("svg", { class: "leader-line", "aria-hidden": "true", width: 1, height: 1 });
    const path = svgEl("path");
    node.append(path);
    entry.node.prepend(node);
    entry.leaderLine = { node, path };
  }
  const [x, y] = knotOf(placed);
  entry.leaderLine.path.setAttribute("d", `M0 0L${x.toFixed(1)} ${y.toFixed(1)}`);
};

/** @type {(entry: Entry, placed: Placed | null) => void} */
const write = (entry, placed) => {
  const { box } = entry;
  const form = placed ? placed.form : "none";
  if (box.dataset.form !== form) box.dataset.form = form;
  writeLeaderLine(entry, placed);
  if (!placed) return;
  box.classList.toggle("mirror", placed.side.startsWith("left"));
  writePlace(entry, placed);
};

/** Labels where their symbols stand now. @type {(ctx: Frame.Context, entries: Entry[]) => Live[]} */
const atSymbols = (ctx, entries) => entries.map((entry) => {
  const p = ctx.map.latLngToContainerPoint([entry.cluster.at[1], entry.cluster.at[0]]);
  const reach = (entry.anchored ? 9 : 5) * (ctx.present() ? 1.6 * roomSize() : 1);
  // A symbol's own ground is never covered by another's name.
  return { entry, p, reach, ground: { x: p.x - reach, y: p.y - reach, w: 2 * reach, h: 2 * reach } };
});

/** Give each label its place, most important first; say whether each symbol found free ground. @type {(ctx: Frame.Context, entries: Entry[]) => boolean} */
export const layOutLabels = (ctx, entries) => {
  const size = ctx.map.getSize();
  const { over } = layoutOf(ctx);
  const live = atSymbols(ctx, entries);
  /** @type {import("./label-places.js").Ground} */
  const ground = {
    size, over, live, taken: [], leader: ctx.leader, narrow: ctx.narrow(), inStory: Boolean(ctx.scene),
    type: { scale: typeScale(ctx.present), mark: markSize(ctx.present) },
  };
  let all = true;
  for (const one of live) {
    const { entry, p } = one;
    const onPane = p.x > -20 && p.y > -20 && p.x < size.x + 20 && p.y < size.y + 20;
    // What lies beyond the picture is not reached by Tab: its focus could not be seen.
    if (entry.node.inert === onPane) entry.node.inert = !onPane;
    const { placed, fits } = onPane ? placeLabel(ground, one) : { placed: null, fits: true };
    all &&= fits;
    write(entry, placed);
    if (placed) ground.taken.push(...placed.boxes.map((box) => ({ ...box, place: entry.cluster.place })));
  }
  const named = [...over, ...ground.taken, ...live.map((one) => one.ground)];
  Object.assign(/** @type {Frame.Written["map/labels.js"]} */ (ctx), { named, written: ground.taken });
  ctx.emit("named", named);
  return all;
};

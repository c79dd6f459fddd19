// Where lists, credits and timeline lie: read in one go once all of them are written. A reading between two writings
// makes the browser lay out the page there and then. And which list is unfolded: at rest none is, and none covers the land.

const MARGIN = 4;
const TOLD = ".p-cap-title, .p-cap-day, .p-cap-foot";
const AT_EDGE = ".controls, .north, .badge-size, .credits, .scale";

/** @type {(ctx: Frame.Context) => Frame.Written["view/layout.js"]} */
const written = (ctx) => /** @type {Frame.Written["view/layout.js"]} */ (ctx);

/** The lists are to be measured anew. @type {(ctx: Frame.Context) => void} */
export const forgetLayout = (ctx) => {
  written(ctx).layout = null;
};

/**
 * Which list is unfolded is kept as long as the page is open; one at a time, for they cover the map.
 *
 * @type {(ctx: Frame.Context) => void}
 */
export const makeLists = (ctx) => {
  let opened = "";
  const writable = written(ctx);
  writable.tight = () => ctx.elements.pane.closest(".tight") !== null;
  writable.low = () => ctx.elements.pane.closest(".low") !== null;
  writable.isOpen = (name) => ctx.paper() || opened === name;
  writable.unfold = (name, on = opened !== name) => {
    if (on === (opened === name)) return false;
    opened = on ? name : "";
    ctx.redraw({ size: true });
    return true;
  };
};

/**
 * {over, lists, nuukList, side, edge, plot}: what names and distances keep clear of, the lists, the list of Nuuk, the column
 * of the folded lists, what stands at the other edges, and the timeline's plot; all in the pane's own pixels.
 *
 * @type {(ctx: Frame.Context) => Frame.Layout}
 */
export const layoutOf = (ctx) => {
  if (ctx.layout) return ctx.layout;
  const { pane, caption, timeline } = ctx.elements;
  const origin = pane.getBoundingClientRect();
  const grown = origin.width / pane.offsetWidth || 1;
  /** @type {(node: Element) => Frame.Box} */
  const boxOf = (node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return { x: (left - origin.left) / grown, y: (top - origin.top) / grown, w: width / grown, h: height / grown };
  };
  /** @type {(nodes: Element[]) => (Frame.Box & { node: Element })[]} */
  const there = (nodes) => nodes.map((node) => ({ node, ...boxOf(node) })).filter((box) => box.w);
  const captions = ctx.present() ? there([...caption.querySelectorAll(TOLD)]) : [];
  const lists = there([...pane.querySelectorAll(".over")]);
  const foot = there([...pane.querySelectorAll(".credits, .scale, .north")]);
  /** @type {(cls: string) => (Frame.Box & { node: Element }) | null} */
  const named = (cls) => lists.find(({ node }) => node.classList.contains(cls)) || null;
  const plot = timeline.querySelector(".p-tl-plot");
  const layout = {
    over: [...lists, ...foot, ...captions].map(({ node, x, y, w, h }) => ({
      x: x - MARGIN, y: y - MARGIN, w: w + 2 * MARGIN, h: h + 2 * MARGIN, open: node.classList.contains("open"),
    })),
    lists: [...lists, ...captions],
    legend: named("legend"),
    nuukList: named("nuuk-list"),
    side: boxOf(ctx.side),
    edge: there([...pane.querySelectorAll(AT_EDGE)]),
    plot: plot ? { width: plot.clientWidth, height: plot.clientHeight } : { width: 0, height: 0 },
  };
  written(ctx).layout = layout;
  return layout;
};

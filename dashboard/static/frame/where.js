// Where lists, credits and timeline lie: read in one go once all of them are written. A reading between two writings
// makes the browser lay out the page there and then.
"use strict";
(() => {
  const MARGIN = 4;
  const TOLD = ".p-cap-title, .p-cap-day, .p-cap-foot";

  /** {over, lists, legend, lens, plot}: what names and distances keep clear of, the legend, the list of Nuuk, the timeline's plot. */
  Arctic.where = (ctx) => {
    if (ctx.lies) return ctx.lies;
    const { pane, caption, timeline } = ctx.elements;
    const origin = pane.getBoundingClientRect();
    const boxOf = (node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return { x: left - origin.left, y: top - origin.top, w: width, h: height };
    };
    const there = (nodes) => nodes.map((node) => ({ node, ...boxOf(node) })).filter((box) => box.w);
    const told = ctx.present() ? there([...caption.querySelectorAll(TOLD)]) : [];
    const lists = there([...pane.querySelectorAll(".over")]);
    const foot = there([...pane.querySelectorAll(".credits, .scale")]);
    const named = (cls) => lists.find(({ node }) => node.classList.contains(cls)) || null;
    const plot = timeline.querySelector(".p-tl-plot");
    ctx.lies = {
      over: [...lists, ...foot, ...told].map(({ x, y, w, h }) => ({
        x: x - MARGIN, y: y - MARGIN, w: w + 2 * MARGIN, h: h + 2 * MARGIN,
      })),
      lists: [...lists, ...told],
      legend: named("legend"),
      lens: named("lens"),
      plot: plot ? { width: plot.clientWidth, height: plot.clientHeight } : { width: 0, height: 0 },
    };
    return ctx.lies;
  };
})();

// A finger is broader than a symbol: on a phone a tap within 22 pixels goes to the nearest symbol or name, and where
// two lie close together, to the one whose middle is nearer. Nothing is drawn larger for it, so nothing hides another.
"use strict";
(() => {
  const REACH = 22; // half of the 44 pixels that a finger needs

  const nearest = (nodes, x, y) => {
    let best = null;
    for (const node of nodes) {
      const box = node.getBoundingClientRect();
      if (!box.width) continue;
      const dx = Math.max(box.left - x, 0, x - box.right);
      const dy = Math.max(box.top - y, 0, y - box.bottom);
      const off = Math.hypot(dx, dy);
      const middle = Math.hypot((box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y);
      if (off > REACH) continue;
      if (!best || off < best.off || (off === best.off && middle < best.middle)) best = { node, off, middle };
    }
    return best && best.node;
  };

  Arctic.nearestTap = (ctx) => {
    const { pane } = ctx.elements;
    pane.addEventListener("click", (event) => {
      // Keys and scripts press a button itself; they have no place on the screen.
      if (!ctx.narrow() || !event.isTrusted || event.detail === 0) return;
      if (event.target.closest("button, a, input, .over") || !event.target.closest(".leaflet-container")) return;
      const node = nearest(pane.querySelectorAll(".cluster .item, .cluster .title"), event.clientX, event.clientY);
      if (!node) return;
      event.stopPropagation();
      node.click();
    }, true);
  };
})();

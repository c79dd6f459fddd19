// A finger is broader than a symbol: on a phone a tap within 22 pixels goes to the nearest symbol or name, and where
// two lie close together, to the one whose middle is nearer. Nothing is drawn larger for it, so nothing hides another.

const REACH = 22; // half of the 44 pixels that a finger needs

/** @type {(nodes: Iterable<HTMLElement>, x: number, y: number) => HTMLElement | null} */
const nearest = (nodes, x, y) => {
  /** @type {{ node: HTMLElement, off: number, middle: number } | null} */
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

/** @param {{ elements: { pane: HTMLElement }, narrow: () => boolean }} ctx */
export const nearestTap = (ctx) => {
  const { pane } = ctx.elements;
  pane.addEventListener("click", (event) => {
    // Keys and scripts press a button itself; they have no place on the screen.
    if (!ctx.narrow() || !event.isTrusted || event.detail === 0) return;
    if (pane.classList.contains("a-drawing")) return; // an area is drawn: a tap means the ground, whatever stands there
    const target = /** @type {Element} */ (event.target);
    if (target.closest("button, a, input, .over") || !target.closest(".leaflet-container")) return;
    const targets = pane.querySelectorAll(".cluster .item, .cluster .title");
    const node = nearest(/** @type {NodeListOf<HTMLElement>} */ (targets), event.clientX, event.clientY);
    if (!node) return;
    event.stopPropagation();
    node.click();
  }, true);
};

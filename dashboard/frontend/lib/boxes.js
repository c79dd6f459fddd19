// Boxes {x, y, w, h} in the pane.

/** @typedef {{ x: number, y: number, w: number, h: number }} Box */

/**
 * Whether two boxes share some ground.
 *
 * @param {Box} a
 * @param {Box} b
 */
export const overlap = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/**
 * Where a node lies inside the pane.
 *
 * @param {HTMLElement} pane
 * @param {Element} node
 * @returns {Box}
 */
export const boxIn = (pane, node) => {
  const a = pane.getBoundingClientRect();
  const b = node.getBoundingClientRect();
  const grown = a.width / pane.offsetWidth || 1; // on a very large screen all of the pane is drawn larger
  return { x: (b.left - a.left) / grown, y: (b.top - a.top) / grown, w: b.width / grown, h: b.height / grown };
};

// One Tab stop for a group of buttons: arrows lead on inside it, in order or to the nearest in that direction.

/** @type {Record<string, number[]>} */
const STEPS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };
const ASIDE = 2.2; // what lies off the direction counts that many times

/** @typedef {HTMLElement & { disabled?: boolean }} Stop */

/** @param {Element} node */
const middle = (node) => {
  const { left, top, width, height } = node.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
};

/**
 * The node nearest to another in a direction; null where there is none.
 *
 * @param {Stop[]} nodes
 * @param {Stop} from
 * @param {number[]} direction
 * @returns {Stop | null}
 */
const nearestIn = (nodes, from, [dx, dy]) => {
  const [x, y] = middle(from);
  /** @type {{ node: Stop, far: number } | null} */
  let best = null;
  for (const node of nodes) {
    if (node === from) continue;
    const [a, b] = middle(node);
    const ahead = (a - x) * dx + (b - y) * dy;
    const aside = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
    if (ahead < 1 || aside > 3 * ahead + 8) continue;
    const far = ahead + ASIDE * aside;
    if (!best || far < best.far) best = { node, far };
  }
  return best && best.node;
};

/**
 * Make what `selector` finds in `holder` one Tab stop; gives a function that looks for the stop anew.
 *
 * @param {HTMLElement} holder
 * @param {string} selector
 * @param {{ spatial?: boolean, close?: (() => unknown) | null }} [how]
 */
export const makeRoving = (holder, selector, { spatial = false, close = null } = {}) => {
  /** @type {Stop | null} */
  let current = null;
  /** @type {() => Stop[]} */
  const all = () => [...holder.querySelectorAll(selector)].map((node) => /** @type {Stop} */ (node));
  /** @param {Stop} node */
  const there = (node) => !node.disabled && !node.closest("[hidden], [inert]");
  const stops = () => all().filter((node) => there(node) && node.checkVisibility());
  /** @param {Stop} node */
  const make = (node) => {
    if (current && current !== node) current.tabIndex = -1;
    current = node;
    if (node.tabIndex !== 0) node.tabIndex = 0;
  };
  // Asks nothing that would make the browser lay out the page.
  const refresh = () => {
    const nodes = all();
    const stop = current && nodes.includes(current) && there(current) ? current : nodes.find(there);
    for (const node of nodes) if (node !== stop && node.tabIndex !== -1) node.tabIndex = -1;
    if (stop) make(stop);
  };
  /** @type {(key: string, nodes: Stop[], from: Stop) => Stop | null | undefined} */
  const next = (key, nodes, from) => {
    if (key === "Home") return nodes[0];
    if (key === "End") return nodes[nodes.length - 1];
    if (spatial) return nearestIn(nodes, from, STEPS[key]);
    const [dx, dy] = STEPS[key];
    return nodes[nodes.indexOf(from) + dx + dy];
  };
  /** The stop that an event is about, if it is about one. @param {Event} event */
  const stopOf = ({ target }) => {
    const node = /** @type {Stop} */ (target);
    return node.matches(selector) ? node : null;
  };
  holder.addEventListener("focusin", (event) => {
    const node = stopOf(event);
    if (node) make(node);
  });
  holder.addEventListener("keydown", (event) => {
    const from = stopOf(event);
    if (event.ctrlKey || event.metaKey || event.altKey || !from) return;
    if (event.key === "Escape" && close && close()) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (!(event.key in STEPS) && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    event.stopPropagation(); // else the map would move under the hand
    const node = next(event.key, stops(), from);
    if (node) node.focus({ preventScroll: spatial });
  });
  return refresh;
};

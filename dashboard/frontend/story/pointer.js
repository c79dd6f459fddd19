// A ring that follows the mouse before a room, as a laser does on a wall: key P puts it there and takes it away.

import { el } from "../lib/dom.js";
/**
 * The ring lies over everything and takes no click.
 * @param {Frame.Context["elements"]} elements
 */
export const makePointer = (elements) => {
  const node = el("div", "p-pointer");
  node.setAttribute("aria-hidden", "true");
  node.hidden = true;
  elements.caption.append(node);
  /** @type {{x: number, y: number} | null} */
  let at = null; // where the mouse was seen last
  const place = () => {
    const { x, y } = at || { x: window.innerWidth / 2, y: window.innerHeight / 2 };
    node.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
  };
  addEventListener("pointermove", (event) => {
    at = { x: event.clientX, y: event.clientY };
    if (!node.hidden) place();
  }, { passive: true });
  const set = (/** @type {boolean} */ on) => {
    node.hidden = !on;
    if (on) place();
  };
  return { toggle: () => set(Boolean(node.hidden)), close: () => set(false) };
};

// A finger that turns the scenes: from side to side; up and down stays with what scrolls.

const SWIPE = 48; // pixels: a shorter move of the finger is no turn

/** @type {(node: EventTarget, may: () => boolean, step: (by: 1 | -1) => void) => void} */
export const onSwipe = (node, may, step) => {
  /** @type {{ id: number, x: number, y: number } | null} */
  let finger = null;
  /** @type {(type: string, hear: (event: PointerEvent) => void) => void} */
  const on = (type, hear) => node.addEventListener(type, (event) => hear(/** @type {PointerEvent} */ (event)));
  on("pointerdown", (event) => {
    const alone = event.pointerType === "touch" && event.isPrimary && may();
    finger = alone ? { id: event.pointerId, x: event.clientX, y: event.clientY } : null;
  });
  on("pointercancel", () => (finger = null));
  on("pointerup", (event) => {
    const from = finger;
    finger = null;
    if (!from || from.id !== event.pointerId || !may()) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.abs(x) >= SWIPE && Math.abs(x) > 2 * Math.abs(y)) step(x < 0 ? 1 : -1);
  });
};

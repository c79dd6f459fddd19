// Keys on the timeline: one stop of Tab for a list, arrows within it; plus, minus and nought for its window.

/**
 * Make a list one stop of the Tab key; arrows lead from one to the next, Enter and Space open one.
 *
 * @type {<T extends HTMLElement | SVGElement>(group: HTMLElement | SVGElement, cls: string, keys: string[], start: number, open: (node: T) => void) => void}
 */
export const roving = (group, cls, [back, on], start, open) => {
  const all = /** @type {(HTMLElement | SVGElement)[]} */ ([...group.querySelectorAll(cls)]);
  /** @type {(i: number) => void} */
  const stopAt = (i) => all.forEach((node, k) => node.setAttribute("tabindex", k === i ? "0" : "-1"));
  stopAt(Math.max(0, start));
  group.onkeydown = (/** @type {KeyboardEvent} */ event) => {
    const node = /** @type {Element} */ (event.target).closest(cls);
    const i = all.findIndex((one) => one === node);
    if (i < 0) return;
    /** @type {Record<string, number>} */
    const goals = { [on]: i + 1, [back]: i - 1, Home: 0, End: all.length - 1 };
    const to = goals[event.key];
    if (event.key === "Enter" || event.key === " ") open(/** @type {any} */ (all[i]));
    else if (to !== undefined && all[to]) {
      stopAt(to);
      all[to].focus();
    } else if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };
};

/** @type {(zoom: Pick<Time.Zoom, "closer" | "wider" | "home">) => Record<string, () => void>} */
const zoomKeys = (zoom) => ({ "+": zoom.closer, "=": zoom.closer, "-": zoom.wider, "−": zoom.wider, 0: zoom.home });

/** @type {(tl: Time.Line, zoom: Pick<Time.Zoom, "closer" | "wider" | "home">) => void} */
export const timelineKeys = (tl, zoom) => {
  const acts = zoomKeys(zoom);
  tl.pill.addEventListener("keydown", tl.clock.key);
  tl.plot.addEventListener("keydown", (event) => {
    const plain = !(event.altKey || event.ctrlKey || event.metaKey);
    if (!plain || !Object.prototype.hasOwnProperty.call(acts, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  });
};

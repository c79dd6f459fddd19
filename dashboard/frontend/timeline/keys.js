// Keys on the timeline: one stop of Tab for a list, arrows within it; plus, minus and nought for its window.

/** Make a list one stop of the Tab key; arrows lead from one to the next, Enter and Space open one. */
export const roving = (group, cls, [back, on], start, open) => {
  const all = [...group.querySelectorAll(cls)];
  const stopAt = (i) => all.forEach((node, k) => node.setAttribute("tabindex", k === i ? "0" : "-1"));
  stopAt(Math.max(0, start));
  group.onkeydown = (event) => {
    const i = all.indexOf(event.target.closest(cls));
    if (i < 0) return;
    const to = { [on]: i + 1, [back]: i - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") open(all[i]);
    else if (to !== undefined && all[to]) {
      stopAt(to);
      all[to].focus();
    } else if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };
};

const zoomKeys = (zoom) => ({ "+": zoom.closer, "=": zoom.closer, "-": zoom.wider, "−": zoom.wider, 0: zoom.home });

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

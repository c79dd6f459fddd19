// Gives the focus to a part of the page.

// Brings a part of the page into sight and gives it the focus, so that Tab goes on from there.
/** @type {(part: HTMLElement | null) => void} */
export const moveFocusTo = (part) => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!part) return;
  part.tabIndex = -1;
  part.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  part.focus({ preventScroll: true });
};

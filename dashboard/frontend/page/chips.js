// Chips: buttons that are pressed or not, in a row that is one stop of the Tab key; arrows go from chip to chip.

import { el } from "../lib/dom.js";

/** @type {Record<string, number>} */
const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// Only one control of a row can be reached by Tab: the one that had the focus last, else the first.
/** @type {(root: HTMLElement, controls: () => HTMLElement[]) => () => void} */
export const rove = (root, controls) => {
  /** @type {(to: HTMLElement) => void} */
  const reach = (to) => {
    for (const one of controls()) one.tabIndex = one === to ? 0 : -1;
  };
  root.addEventListener("focusin", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (controls().includes(target)) reach(target);
  });
  return () => {
    const all = controls();
    if (all.length && all.filter((one) => one.tabIndex === 0).length !== 1) reach(all[0]);
  };
};

/** @type {(all: HTMLElement[], event: KeyboardEvent) => void} */
export const walkRow = (all, event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
  const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : at + (NEXT[event.key] || NaN);
  if (at < 0 || !all[to]) return;
  event.preventDefault();
  all[to].focus();
};

/** @type {(cls: string, label: string, press: (code: string) => void) => { root: HTMLElement, show: (items: [string, string][], isPressed: (code: string) => boolean) => void }} */
export const chipRow = (cls, label, press) => {
  const row = { root: el("div", cls), made: /** @type {Map<string, HTMLButtonElement>} */ (new Map()) };
  const chips = () => /** @type {HTMLElement[]} */ ([...row.root.children]);
  row.root.setAttribute("role", "toolbar");
  row.root.setAttribute("aria-label", label);
  row.root.addEventListener("keydown", (event) => walkRow(chips(), event));
  const settle = rove(row.root, chips);
  /** @type {(code: string) => HTMLButtonElement} */
  const chip = (code) => {
    const made = Object.assign(el("button", "chip"), { type: "button" });
    made.addEventListener("click", () => press(code));
    row.made.set(code, made);
    return made;
  };
  // Chips come and go with the day; one that stays keeps the focus.
  /** @type {(items: [string, string][], isPressed: (code: string) => boolean) => void} */
  const show = (items, isPressed) => {
    const now = items.map(([code, text]) => {
      const made = row.made.get(code) || chip(code);
      if (made.textContent !== text) made.textContent = text;
      made.setAttribute("aria-pressed", String(isPressed(code)));
      return made;
    });
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    if (now.length !== row.root.childElementCount || now.some((made, at) => made !== row.root.children[at])) {
      row.root.replaceChildren(...now);
      if (now.some((made) => made === focused)) focused.focus({ preventScroll: true });
    }
    row.root.hidden = !now.length;
    settle();
  };
  return { root: row.root, show };
};

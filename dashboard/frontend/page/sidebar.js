// The rail that the fields stand in. On a desktop it is always there, at the left; on a phone it is a sheet over the page,
// which the header's "Filter" opens and shuts.

import { el } from "../lib/dom.js";

const ID = "arctic-rail";
const phone = matchMedia("(max-width: 700px)"); // as the style sheets have it

// Two elements of the page share it: the button stands in the header, the sheet holds the fields.
/** @type {{ button: HTMLButtonElement | null, sheet: HTMLElement | null, shade: HTMLElement | null, word: string, count: number, text: string }} */
const rail = { button: null, sheet: null, shade: null, word: "", count: 0, text: "" };

/** @type {(cls: string, act: () => void) => HTMLButtonElement} */
const press = (cls, act) => {
  const made = Object.assign(el("button", cls), { type: "button" });
  made.addEventListener("click", act);
  return made;
};

const isOpen = () => Boolean(rail.sheet?.classList.contains("open"));

/** @type {(back: boolean) => void} */
const shut = (back) => {
  if (!isOpen() || !rail.sheet) return;
  for (const [what, listener] of listeners) document.removeEventListener(what, listener);
  rail.sheet.classList.remove("open");
  document.documentElement.classList.remove("filtering");
  sign();
  if (back) rail.button?.focus();
};

const open = () => {
  if (!rail.sheet || !phone.matches) return;
  rail.sheet.classList.add("open");
  document.documentElement.classList.add("filtering"); // the page behind does not scroll
  for (const [what, listener] of listeners) document.addEventListener(what, listener);
  sign();
  rail.sheet.scrollTop = 0;
  /** @type {HTMLElement | null} */ (rail.sheet.querySelector(".fields button"))?.focus({ preventScroll: true });
};

/** @type {(target: Node) => boolean} */
const isOurs = (target) => Boolean(rail.sheet?.contains(target)) || Boolean(rail.button?.contains(target));

// What lies within the sheet and can be shut by itself, an open list above all, takes Escape for itself.
/** @type {(event: KeyboardEvent) => void} */
const onKey = (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.preventDefault();
  shut(true);
};
// At the click, not when the finger comes down: what lies under the shade would get the rest of the tap.
/** @type {(event: MouseEvent) => void} */
const onClick = (event) => {
  const target = /** @type {Node} */ (event.target);
  if (target.isConnected && !isOurs(target)) shut(target === rail.shade);
};
// A press on what takes no focus gives it to Streamlit's main part, which holds the sheet: that is no leaving.
/** @type {(event: FocusEvent) => void} */
const onFocus = (event) => {
  const target = /** @type {Node} */ (event.target);
  if (!isOurs(target) && !target.contains(rail.sheet)) shut(false);
};
/** @type {[string, (event: any) => void][]} */
const listeners = [
  ["keydown", onKey],
  ["click", onClick],
  ["focusin", onFocus],
];
phone.addEventListener("change", () => shut(false));

// The button says whether the sheet is open, and how much is chosen in it.
const sign = () => {
  const { button, sheet, word, count, text } = rail;
  if (sheet) sheet.setAttribute("aria-label", word);
  if (!button) return;
  const [name, number] = button.children;
  name.textContent = word;
  number.textContent = count ? String(count) : "";
  button.setAttribute("aria-label", count ? `${word}, ${text}` : word);
  button.setAttribute("aria-expanded", String(isOpen()));
};

export const filterButton = () => {
  rail.button = press("filter", () => (isOpen() ? shut(true) : open()));
  rail.button.setAttribute("aria-controls", ID);
  rail.button.append(el("span", "word"), el("span", "count"));
  sign();
  return rail.button;
};

/** @type {(word: string) => void} */
export const nameFilter = (word) => {
  rail.word = word;
  sign();
};

/** @type {(chosen: { count: number, text: string }) => void} */
export const countFilter = ({ count, text }) => {
  Object.assign(rail, { count, text });
  sign();
};

/** @type {(parentElement: HTMLElement, fields: HTMLElement) => { show: (word: string) => void, end: () => void }} */
export const makeRail = (parentElement, fields) => {
  shut(false);
  const sheet = el("section", "rail");
  rail.sheet = sheet;
  sheet.id = ID;
  rail.shade = el("div", "shade");
  rail.shade.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays until the click
  const done = press("done", () => shut(true));
  sheet.append(fields, done);
  parentElement.append(sheet, rail.shade);
  sign();
  return {
    show: (word) => {
      done.textContent = word;
    },
    end: () => {
      if (rail.sheet !== sheet) return; // another stands in its place
      shut(false);
      rail.sheet = null;
    },
  };
};

// The sidebar that the fields stand in. On a desktop it is always there, at the left; on a phone it is a sheet over the page,
// which the header's "Filter" opens and shuts.

import { el } from "../lib/dom.js";

const ID = "arctic-sidebar";
const phone = matchMedia("(max-width: 700px)"); // as the style sheets have it

// Two elements of the page share it: the button stands in the header, the sheet holds the fields.
/** @type {{ button: HTMLButtonElement | null, sheet: HTMLElement | null, shade: HTMLElement | null, word: string, count: number, text: string }} */
const sidebar = { button: null, sheet: null, shade: null, word: "", count: 0, text: "" };

/** @type {(cls: string, act: () => void) => HTMLButtonElement} */
const press = (cls, act) => {
  const made = Object.assign(el("button", cls), { type: "button" });
  made.addEventListener("click", act);
  return made;
};

const isOpen = () => Boolean(sidebar.sheet?.classList.contains("open"));

/** @type {(back: boolean) => void} */
const shut = (back) => {
  if (!isOpen() || !sidebar.sheet) return;
  for (const [what, listener] of listeners) document.removeEventListener(what, listener);
  sidebar.sheet.classList.remove("open");
  document.documentElement.classList.remove("filtering");
  update();
  if (back) sidebar.button?.focus();
};

const open = () => {
  if (!sidebar.sheet || !phone.matches) return;
  sidebar.sheet.classList.add("open");
  document.documentElement.classList.add("filtering"); // the page behind does not scroll
  for (const [what, listener] of listeners) document.addEventListener(what, listener);
  update();
  sidebar.sheet.scrollTop = 0;
  /** @type {HTMLElement | null} */ (sidebar.sheet.querySelector(".fields button"))?.focus({ preventScroll: true });
};

/** @type {(target: Node) => boolean} */
const isOurs = (target) => Boolean(sidebar.sheet?.contains(target)) || Boolean(sidebar.button?.contains(target));

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
  if (target.isConnected && !isOurs(target)) shut(target === sidebar.shade);
};
// A press on what takes no focus gives it to Streamlit's main part, which holds the sheet: that is no leaving.
/** @type {(event: FocusEvent) => void} */
const onFocus = (event) => {
  const target = /** @type {Node} */ (event.target);
  if (!isOurs(target) && !target.contains(sidebar.sheet)) shut(false);
};
/** @type {[string, (event: any) => void][]} */
const listeners = [
  ["keydown", onKey],
  ["click", onClick],
  ["focusin", onFocus],
];
phone.addEventListener("change", () => shut(false));

// The button says whether the sheet is open, and how much is chosen in it.
const update = () => {
  const { button, sheet, word, count, text } = sidebar;
  if (sheet) sheet.setAttribute("aria-label", word);
  if (!button) return;
  const [name, number] = button.children;
  name.textContent = word;
  number.textContent = count ? String(count) : "";
  button.setAttribute("aria-label", count ? `${word}, ${text}` : word);
  button.setAttribute("aria-expanded", String(isOpen()));
};

export const filterButton = () => {
  sidebar.button = press("filter", () => (isOpen() ? shut(true) : open()));
  sidebar.button.setAttribute("aria-controls", ID);
  sidebar.button.append(el("span", "word"), el("span", "count"));
  update();
  return sidebar.button;
};

/** @type {(word: string) => void} */
export const nameFilter = (word) => {
  sidebar.word = word;
  update();
};

/** @type {(chosen: { count: number, text: string }) => void} */
export const countFilter = ({ count, text }) => {
  Object.assign(sidebar, { count, text });
  update();
};

/** @type {(parentElement: HTMLElement, fields: HTMLElement) => { show: (word: string) => void, end: () => void }} */
export const makeSidebar = (parentElement, fields) => {
  shut(false);
  const sheet = el("section", "sidebar");
  sidebar.sheet = sheet;
  sheet.id = ID;
  sidebar.shade = el("div", "shade");
  sidebar.shade.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays until the click
  const done = press("done", () => shut(true));
  sheet.append(fields, done);
  parentElement.append(sheet, sidebar.shade);
  update();
  return {
    show: (word) => {
      done.textContent = word;
    },
    end: () => {
      if (sidebar.sheet !== sheet) return; // another stands in its place
      shut(false);
      sidebar.sheet = null;
    },
  };
};

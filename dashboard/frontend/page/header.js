// The header: what this page is and as of when, the search, the way to present, a phone's "Filter", and the menu of
// everything else, whose entries are made when it is first opened.

import { el } from "../lib/dom.js";
import { bareAddress, makeChoice } from "./address.js";
import { memoryOf } from "./elements.js";
import { speaksOf } from "./moving-day.js";
import { opensPaper } from "./own-paper.js";
import { handOver } from "./own-story.js";
import { makeSearch } from "./search.js";
import { filterButton, nameFilter } from "./sidebar.js";
import { makeSkips } from "./skip-links.js";
import { wordStreamlit } from "./streamlit-words.js";
import { watchTheme } from "./theme.js";

/**
 * @typedef {{ text: string, href?: string, lang?: string }} Words
 * @typedef {{ made: HTMLAnchorElement | HTMLButtonElement, wordsOf: (now: any) => Words }} Entry
 */
/**
 * @typedef {object} Header
 * @property {string} shown
 * @property {any} data as Python sent it last
 * @property {Entry[]} items of the menu; none before it is first opened
 * @property {HTMLElement} title
 * @property {HTMLElement} days
 * @property {ReturnType<typeof makeSearch>} search
 * @property {(name: string) => void} ask
 * @property {HTMLAnchorElement} analyse
 * @property {HTMLAnchorElement} present
 * @property {ReturnType<typeof makeSkips>} skips
 * @property {HTMLButtonElement} more
 * @property {HTMLElement} menu
 * @property {(name: string, value: unknown) => void} trigger
 */

const MENU = "arctic-menu";
const PHONE = "(max-width: 700px)";

// A real link whose plain click is a choice like any other: from the newest address, without loading.
/** @type {(cls: string, patch: () => Record<string, string>) => HTMLAnchorElement} */
const way = (cls, patch) => {
  const made = el("a", cls);
  made.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    makeChoice(patch(), true);
  });
  return made;
};

const present = () => ({ present: "1", scene: new URLSearchParams(location.search).get("scene") || "1" });
const story = () => ({ view: "story", present: "", scene: "1" });

/** The way to the analysis and back, where the bar has no room for it. @type {(header: Header) => Entry} */
const room = (header) => ({ made: way("", () => header.data.analyse.patch), wordsOf: (now) => now.analyse });

// One entry of the menu: what it is made of, and how it takes new words.
/** @type {(header: Header, data: any) => Entry[]} */
const entries = (header, data) => [
  ...(data.analyse.text && matchMedia(PHONE).matches ? [room(header)] : []),
  { made: way("", story), wordsOf: (now) => now.story },
  ...data.dialogs.map((/** @type {{ name: string }} */ { name }, /** @type {number} */ at) => {
    const made = el("button");
    made.type = "button";
    made.addEventListener("click", () => header.ask(name));
    return { made, wordsOf: (/** @type {any} */ now) => now.dialogs[at] };
  }),
  ...data.languages.map((/** @type {unknown} */ _, /** @type {number} */ at) => {
    const made = way("language", () => ({ lang: made.lang }));
    return { made, wordsOf: (/** @type {any} */ now) => now.languages[at] };
  }),
];

/** @type {(header: Header) => boolean} */
const isOpen = (header) => !header.menu.hidden;

/** @type {(header: Header, back: boolean) => void} */
const shut = (header, back) => {
  header.menu.hidden = true;
  header.more.setAttribute("aria-expanded", "false");
  if (back) header.more.focus();
};

/** @type {(header: Header, at: number) => void} */
const open = (header, at) => {
  fillMenu(header);
  header.menu.hidden = false;
  header.more.setAttribute("aria-expanded", "true");
  header.items.at(at)?.made.focus();
};

// The entry whose name begins with a letter, the next one after where the focus is.
/** @type {(header: Header, letter: string, from: number) => Entry | undefined} */
const beginning = (header, letter, from) => {
  const turned = [...header.items.slice(from + 1), ...header.items.slice(0, from + 1)];
  return turned.find(({ made }) => made.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()));
};

/** @type {(header: Header, event: KeyboardEvent) => void} */
const onMenuKey = (header, event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const from = header.items.findIndex(({ made }) => made === document.activeElement);
  const count = header.items.length;
  /** @type {Record<string, number>} */
  const goals = { ArrowDown: (from + 1) % count, ArrowUp: (from + count - 1) % count, Home: 0, End: count - 1 };
  if (event.key === "Escape") shut(header, true);
  else if (event.key === "Tab") return shut(header, true); // and the browser goes on from the button
  else if (event.key === " ") header.items[from]?.made.click();
  else if (event.key in goals) header.items[goals[event.key]].made.focus();
  else if (event.key.length === 1) beginning(header, event.key, from)?.made.focus();
  else return;
  event.preventDefault();
};

/** @type {(header: Header, event: KeyboardEvent) => void} */
const onButtonKey = (header, event) => {
  const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
  if (at === undefined) return;
  event.preventDefault();
  open(header, at);
};

/** The button of the menu, and the menu. */
const makeMenu = () => {
  const more = Object.assign(el("button", "", "•••"), { type: "button" });
  more.setAttribute("aria-haspopup", "menu");
  more.setAttribute("aria-expanded", "false");
  more.setAttribute("aria-controls", MENU);
  const menu = Object.assign(el("div", "menu"), { id: MENU, hidden: true });
  menu.setAttribute("role", "menu");
  const root = el("div", "more");
  root.append(more, menu);
  return { root, more, menu };
};

/** @type {(header: Header, root: HTMLElement) => void} */
const listen = (header, root) => {
  const { more, menu } = header;
  more.addEventListener("click", () => (isOpen(header) ? shut(header, true) : open(header, 0)));
  more.addEventListener("mousedown", (event) => isOpen(header) && event.preventDefault()); // or it shuts twice
  more.addEventListener("keydown", (event) => onButtonKey(header, event));
  menu.addEventListener("keydown", (event) => onMenuKey(header, event));
  menu.addEventListener("click", () => shut(header, true)); // a dialog gives the focus back to where it was
  root.addEventListener("focusout", (event) => {
    if (isOpen(header) && !root.contains(/** @type {Node | null} */ (event.relatedTarget))) shut(header, false);
  });
};

/** @type {(header: Header) => void} */
const fillMenu = (header) => {
  if (header.items.length) return;
  header.items = entries(header, header.data);
  for (const { made } of header.items) {
    made.setAttribute("role", "menuitem");
    made.tabIndex = -1;
  }
  header.menu.append(...header.items.map(({ made }) => made));
  paintMenu(header);
};

/** @type {(parentElement: HTMLElement, trigger: Header["trigger"]) => Header} */
const make = (parentElement, trigger) => {
  const { root, more, menu } = makeMenu();
  /** @type {Header} */
  const header = {
    shown: "", data: null, items: [], trigger, more, menu,
    title: el("strong"), days: el("span", "days"),
    search: makeSearch((text) => header.trigger("typed", text)),
    ask: (name) => header.trigger("ask", name),
    analyse: way("analyse", () => header.data.analyse.patch),
    present: way("present", present),
    skips: makeSkips(),
  };
  listen(header, root);
  opensPaper(() => header.ask("paper"));
  const [bar, brand] = [el("div", "head"), el("div", "brand")];
  brand.append(header.title, header.days);
  bar.append(brand, header.search.root, header.analyse, header.present, filterButton(), root);
  parentElement.append(bar);
  return header;
};

/** @type {(header: Header, data: any) => void} */
const paint = (header, data) => {
  header.title.textContent = data.title;
  header.days.replaceChildren(...data.days.map((/** @type {string} */ text) => el("span", "", text)));
  header.analyse.textContent = data.analyse.text;
  header.analyse.href = bareAddress(data.analyse.href);
  header.present.textContent = data.present.text;
  header.present.href = bareAddress(data.present.href);
  header.more.setAttribute("aria-label", data.menu);
  header.menu.setAttribute("aria-label", data.menu);
  header.skips.name(data.skip, data.skips);
  nameFilter(data.filter);
  wordStreamlit(data.streamlit);
  paintMenu(header);
};

/** @type {(header: Header) => void} */
const paintMenu = (header) => {
  for (const { made, wordsOf } of header.items) {
    const { text, href, lang } = wordsOf(header.data);
    made.textContent = text;
    if (href && made instanceof HTMLAnchorElement) made.href = bareAddress(href);
    if (lang) made.lang = lang;
  }
};

/** @type {import("./elements.js").Draw} */
export const drawHead = ({ data, parentElement, setTriggerValue }) => {
  const header = memoryOf(parentElement, () => make(parentElement, setTriggerValue));
  header.trigger = setTriggerValue;
  watchTheme();
  const text = JSON.stringify(data);
  if (text !== header.shown) {
    header.shown = text;
    header.data = data;
    paint(header, data);
    header.search.hear(data.search, data.lang);
  }
  speaksOf(header.days, data.asof, "asof");
  handOver(data.asks_story, setTriggerValue);
  return () => header.search.end();
};

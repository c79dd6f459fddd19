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
import { watchTheme } from "./theme.js";

const MENU = "arctic-menu";

// A real link whose plain click is a choice like any other: from the newest address, without loading.
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

// One entry of the menu: what it is made of, and how it takes new words.
const entries = (own, data) => [
  { made: way("", story), told: (now) => now.story },
  ...data.dialogs.map(({ name }, at) => {
    const made = el("button");
    made.type = "button";
    made.addEventListener("click", () => own.ask(name));
    return { made, told: (now) => now.dialogs[at] };
  }),
  ...data.languages.map((_, at) => {
    const made = way("language", () => ({ lang: made.lang }));
    return { made, told: (now) => now.languages[at] };
  }),
];

const isOpen = (own) => !own.menu.hidden;

const shut = (own, back) => {
  own.menu.hidden = true;
  own.more.setAttribute("aria-expanded", "false");
  if (back) own.more.focus();
};

const open = (own, at) => {
  fillMenu(own);
  own.menu.hidden = false;
  own.more.setAttribute("aria-expanded", "true");
  own.items.at(at).made.focus();
};

// The entry whose name begins with a letter, the next one after where the focus is.
const beginning = (own, letter, from) => {
  const turned = [...own.items.slice(from + 1), ...own.items.slice(0, from + 1)];
  return turned.find(({ made }) => made.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()));
};

const onMenuKey = (own, event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const from = own.items.findIndex(({ made }) => made === document.activeElement);
  const count = own.items.length;
  const goals = { ArrowDown: (from + 1) % count, ArrowUp: (from + count - 1) % count, Home: 0, End: count - 1 };
  if (event.key === "Escape") shut(own, true);
  else if (event.key === "Tab") return shut(own, true); // and the browser goes on from the button
  else if (event.key === " ") own.items[from]?.made.click();
  else if (event.key in goals) own.items[goals[event.key]].made.focus();
  else if (event.key.length === 1) beginning(own, event.key, from)?.made.focus();
  else return;
  event.preventDefault();
};

const onButtonKey = (own, event) => {
  const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
  if (at === undefined) return;
  event.preventDefault();
  open(own, at);
};

const makeMenu = (own) => {
  const root = el("div", "more");
  own.more = el("button", "", "•••");
  own.more.type = "button";
  own.more.setAttribute("aria-haspopup", "menu");
  own.more.setAttribute("aria-expanded", "false");
  own.more.setAttribute("aria-controls", MENU);
  own.menu = el("div", "menu");
  own.menu.id = MENU;
  own.menu.hidden = true;
  own.menu.setAttribute("role", "menu");
  own.more.addEventListener("click", () => (isOpen(own) ? shut(own, true) : open(own, 0)));
  own.more.addEventListener("mousedown", (event) => isOpen(own) && event.preventDefault()); // or it shuts twice
  own.more.addEventListener("keydown", (event) => onButtonKey(own, event));
  own.menu.addEventListener("keydown", (event) => onMenuKey(own, event));
  own.menu.addEventListener("click", () => shut(own, true)); // a dialog gives the focus back to where it was
  root.addEventListener("focusout", (event) => {
    if (isOpen(own) && !root.contains(/** @type {Node | null} */ (event.relatedTarget))) shut(own, false);
  });
  root.append(own.more, own.menu);
  return root;
};

const fillMenu = (own) => {
  if (own.items.length) return;
  own.items = entries(own, own.data);
  for (const { made } of own.items) {
    made.setAttribute("role", "menuitem");
    made.tabIndex = -1;
  }
  own.menu.append(...own.items.map(({ made }) => made));
  paintMenu(own);
};

const make = (parentElement) => {
  const own = { shown: "", data: null, items: [] };
  const bar = el("div", "head");
  const brand = el("div", "brand");
  own.title = el("strong");
  own.days = el("span", "days");
  brand.append(own.title, own.days);
  own.search = makeSearch((text) => own.trigger("typed", text));
  own.ask = (name) => own.trigger("ask", name);
  opensPaper(() => own.ask("paper"));
  own.analyse = way("analyse", () => own.data.analyse.patch);
  own.present = way("present", present);
  own.skips = makeSkips();
  bar.append(brand, own.search.root, own.analyse, own.present, filterButton(), makeMenu(own));
  parentElement.append(bar);
  return own;
};

const paint = (own, data) => {
  own.title.textContent = data.title;
  own.days.replaceChildren(...data.days.map((text) => el("span", "", text)));
  own.analyse.textContent = data.analyse.text;
  own.analyse.href = bareAddress(data.analyse.href);
  own.present.textContent = data.present.text;
  own.present.href = bareAddress(data.present.href);
  own.more.setAttribute("aria-label", data.menu);
  own.menu.setAttribute("aria-label", data.menu);
  own.skips.name(data.skip, data.skips);
  nameFilter(data.filter);
  paintMenu(own);
};

const paintMenu = (own) => {
  for (const { made, told } of own.items) {
    const { text, href, lang } = told(own.data);
    made.textContent = text;
    if (href) made.href = bareAddress(href);
    if (lang) made.lang = lang;
  }
};

export const drawHead = ({ data, parentElement, setTriggerValue }) => {
  const own = memoryOf(parentElement, () => make(parentElement));
  own.trigger = setTriggerValue;
  watchTheme();
  const text = JSON.stringify(data);
  if (text !== own.shown) {
    own.shown = text;
    own.data = data;
    paint(own, data);
    own.search.hear(data.search, data.lang);
  }
  speaksOf(own.days, data.asof, "asof");
  handOver(data.asks_story, setTriggerValue);
  return () => own.search.end();
};

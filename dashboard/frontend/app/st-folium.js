// The host inside st_folium's frame: theme, form, height, keys, and the way to and from the server.

import { answerClaims, waitsForClaims } from "../card/claims.js";
import { ALL, readClaims } from "../data/lookup.js";
import { el } from "../lib/dom.js";
import { build } from "./map-app.js";
import { sheetText, shorten } from "./print.js";

const NARROW = 700;
const TIGHT = 660; // a pane narrower than this folds its overlays
const SNUG = 800; // here the tray folds, the lens stays
const LOW = 470; // a pane lower than this shows less of each list
const LARGE_PANE = 1660; // pixels of the pane, in a window of some 2,200, beyond which the map is drawn larger
const MOST_GROWN = 2.5;
const SHEET = 655; // what the printed page has below its header, sentence included; less than LEAST no frame can use
const LEAST = 460;
const OTHER_RELEASE = 409; // the server's answer to who asks it for a release that is not its own
const TRIES = 8;
const PAUSE_MS = 250;
const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const here = (script && script.src) || document.baseURI; // a file that holds all has its scripts inside
const root = new URL("../", here); // assets/ and data/ are neighbours
let release = ""; // of the data, as the first message names it; with it an answer may be kept for ever

const outer = () => {
  try {
    return window.parent !== window && window.parent.document ? window.parent : null;
  } catch {
    return null; // a foreign page: nothing of it may be touched
  }
};

let title = null;
const elements = () => {
  const parent = document.getElementById("parent");
  const main = document.getElementById("root") || document.body;
  if (main !== document.body) main.setAttribute("role", "main");
  title = main.insertBefore(document.createElement("h1"), main.firstChild);
  title.className = "unseen";
  const make = (cls) => {
    const node = document.createElement("div");
    node.className = cls;
    main.append(node);
    return node;
  };
  parent.classList.add("pane");
  return {
    pane: parent, card: make("card"), timeline: make("timeline"), strip: make("strip"), rows: make("rows"),
    caption: make("caption"),
  };
};

const decode = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))));

const dark = (theme) => {
  if (theme && theme.base) return theme.base === "dark";
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
  const hex = /^#(..)(..)(..)/.exec(colour);
  return hex ? hex.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 300 : false;
};

let app = null;
let parts = null;
let theme = null;
let settle;
const ready = new Promise((resolve) => (settle = resolve));
const streamlit = () => window.Streamlit;

const onPaper = () => document.body.classList.contains("printing");
const setTheme = (next) => {
  theme = next || theme;
  document.body.classList.toggle("dark", !onPaper() && dark(theme)); // paper is light
};

// What the reader chooses here goes the way of every choice: into the address, which the server then answers.
const patchOf = (change) => {
  const keys = {};
  for (const key of ["asof", "known", "sel", "proj"]) if (key in change) keys[key] = change[key];
  if (keys.known === ALL) keys.known = "all";
  if (keys.proj === "laea") keys.proj = "";
  if (change.scene) {
    keys.scene = String(change.scene);
    if (app.ctx.telling !== "present") Object.assign(keys, { view: "story", present: "" });
  } else if (change.scene === 0) Object.assign(keys, { scene: "", view: "", present: "" });
  return keys;
};
const ours = () => (outer() || {}).ArcticPage; // the page's own scripts, where there is a page
let patch = null; // what is chosen in one breath is one step of the address
const choose = (change) => {
  if (!ours()) return;
  if (!patch) {
    queueMicrotask(() => {
      const whole = patch;
      patch = null;
      ours().choose(whole, true);
    });
  }
  patch = { ...patch, ...patchOf(change) };
};
const stale = (address) => Boolean(address && ours() && !ours().isNow(address));
const say = (stands) => {
  if (ours()) ours().mapSays(stands);
};

// On a phone the frame is as tall as its content and the page scrolls. st_folium sets a height of its own with each
// message; were it to count, the page would shrink for a moment and lose its place. So the page's style sheet takes ours.
let heightWanted = 0;
const setHeight = () => {
  if (heightWanted) return;
  heightWanted = setTimeout(() => {
    heightWanted = 0;
    if (!document.body.classList.contains("narrow")) return;
    const bottom = Math.max(parts.rows.getBoundingClientRect().bottom, parts.strip.getBoundingClientRect().bottom);
    const own = Math.ceil(bottom + window.scrollY);
    if (outer()) /** @type {HTMLElement} */ (window.frameElement).style.setProperty("--own", `${own}px`);
    else if (streamlit() && streamlit().setFrameHeight) streamlit().setFrameHeight(own);
  }, 0);
};
const standTall = (on) => {
  const page = outer();
  if (page) page.document.documentElement.classList.toggle("tall", on);
};

const outerClass = (name) => {
  const page = outer();
  return Boolean(page) && page.document.documentElement.classList.contains(name);
};

let last = "";
// On a very large screen all that stands on the map grows with it, the type included; here and nowhere else. The pane's
// own pixels then are larger than the window's.
const grow = (present) => {
  const { pane } = parts;
  const wide = pane.getBoundingClientRect().width;
  const own = onPaper() || present; // a sheet has its size, and before a room all is drawn in shares of the window
  const times = own ? 1 : Math.max(1, Math.min(MOST_GROWN, wide / LARGE_PANE));
  const zoom = times > 1 ? times.toFixed(3) : "";
  if (pane.style.zoom !== zoom) pane.style.zoom = zoom;
};
const measure = () => {
  const { body } = document;
  const present = outer() ? outerClass("present") : Boolean(app && app.ctx && app.ctx.telling === "present");
  body.classList.toggle("present", present);
  const paper = onPaper();
  const narrow = !present && !paper && window.innerWidth < NARROW;
  body.classList.toggle("narrow", narrow);
  grow(present);
  standTall(narrow);
  const { clientWidth: w, clientHeight: h } = parts.pane;
  body.classList.toggle("tight", !present && !paper && (w < TIGHT || h < 350));
  body.classList.toggle("snug", !present && !paper && w < SNUG);
  body.classList.toggle("low", !present && h < LOW);
  const now = `${window.innerWidth}x${w}x${h}x${body.className}`;
  if (now === last) return;
  last = now;
  if (app) app.resize();
};

const where = (file) => {
  const url = new URL(`data/${file}`, root);
  if (release) url.searchParams.set("v", release);
  return url;
};

// A server of another release has nothing of ours. While several servers change over, the next answer may come from one
// that still has it; if none does, the page has to change whole.
const load = async (name, tries = TRIES) => {
  if (ours() && ours().held) return ours().held(name); // a published page has its files elsewhere
  const answer = await fetch(where(name.startsWith("geo/") ? name : `${name}.json`));
  if (answer.status === OTHER_RELEASE && tries) {
    await new Promise((later) => setTimeout(later, PAUSE_MS));
    return load(name, tries - 1);
  }
  if (answer.status === OTHER_RELEASE && ours()) ours().isOutdated();
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
};

// Printing waits for nobody: what it needs is asked for in one breath, which nothing else may do.
const atOnce = (name, address) => {
  if (ours() && ours().heldNow) return ours().heldNow(name);
  try {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    request.send();
    return request.status === 200 ? JSON.parse(request.responseText) : null;
  } catch {
    return null;
  }
};
const claimsAtOnce = (sel) => {
  const name = `claims/${encodeURIComponent(sel)}`;
  return atOnce(name, where(`${name}.json`));
};
let sheet = null;
let whole = null; // gives back what the printed card leaves out
// The frame takes what the sentence leaves of the sheet.
const fill = (page) => {
  const told = page && page.document.querySelector(".st-key-told");
  if (!told) return;
  const high = `${Math.max(LEAST, SHEET - Math.ceil(told.offsetHeight))}px`;
  for (const { documentElement } of [page.document, document]) documentElement.style.setProperty("--sheet", high);
};
const printing = (on) => {
  if (on === onPaper()) return;
  const drawn = Boolean(app && app.ctx && app.ctx.words);
  if (on && drawn) {
    if (waitsForClaims()) {
      const found = claimsAtOnce(app.ctx.sel);
      answerClaims(found && readClaims(found));
    }
    sheet = sheet || parts.timeline.parentNode.appendChild(el("p", "sheet-line"));
    const { document: told, location } = outer() || window;
    const link = /** @type {HTMLAnchorElement | null} */ (told.querySelector('a[href*="view/rows.csv"]')); // holds what the page understood of its address
    const { search } = link ? new URL(link.href) : location;
    sheet.textContent = sheetText(app.ctx, atOnce("sources", new URL(`view/sources.json${search}`, root)), location.href);
  }
  document.body.classList.toggle("printing", on);
  const page = outer();
  if (page) page.document.documentElement.classList.toggle("printing", on);
  if (on) fill(page);
  setTheme(theme);
  if (whole) whole();
  whole = on && drawn ? shorten(app.ctx, parts.card) : null; // the map takes what the card leaves
  void document.body.offsetHeight;
  measure();
};

// Before a room keys turn the scenes, whatever has the focus here; letters typed into a field are its own.
const WRITING = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]";
const typing = ({ key, target }) => key !== "Escape" && Boolean(target.closest && target.closest(WRITING));
const forward = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event) || !arctic.key(event.key, event.shiftKey)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
};

// folium forbids pinch zoom in a tag of its own; people need it.
const allowPinch = () => {
  /** @type {NodeListOf<HTMLMetaElement>} */
  const tags = document.querySelectorAll("meta[name=viewport]");
  for (const tag of tags) tag.content = "width=device-width, initial-scale=1";
};

// Written only when it changes: it restyles the whole frame.
const speak = (lang) => {
  if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
};

// Streamlit's library puts its theme into the head with each message; one is enough, and the same one once more would
// restyle the whole frame.
const oneTheme = () => {
  const sheets = [...document.head.querySelectorAll("style")].filter((it) => it.textContent.includes("--primary-color:"));
  const newest = sheets.pop();
  const same = sheets.length && sheets[sheets.length - 1].textContent === newest.textContent;
  if (same) newest.remove();
  for (const old of same ? sheets.slice(0, -1) : sheets) old.remove();
};

const start = (map) => {
  document.body.classList.add("ar", "framed");
  speak(document.documentElement.lang || "en");
  allowPinch();
  const landmark = document.getElementById("root"); // all of the frame stands in one landmark
  if (landmark) Object.assign(landmark, { role: "region", ariaLabel: "Arctic Endurance Map" });
  parts = elements();
  setTheme(theme);
  measure();
  const io = {
    beside: ours() && ours().held ? null : root.href, // where the server's routes are; a published page has none
    load,
    choose,
    stale,
    sayReady: () => say(true),
    day: (day, texts) => {
      const page = outer();
      if (page) page.postMessage({ arctic: "day", day, texts }, location.origin === "null" ? "*" : location.origin);
    },
    resized: setHeight,
    leave: () => {
      const page = outer();
      if (page) page.document.documentElement.classList.remove("present");
      measure();
    },
  };
  app = build(map, parts, io);
  app.ready.then(() => {
    arctic.drawMs = () => app.ctx.drawMs;
    const callByName = () => { // in the language of the page, which may change
      const name = app.ctx.words("map.frame");
      if (document.title === name) return;
      document.title = name;
      title.textContent = name;
      if (landmark) landmark.ariaLabel = name;
      if (window.frameElement) /** @type {HTMLElement} */ (window.frameElement).title = name;
    };
    callByName();
    app.ctx.on("drawn", callByName);
    allowPinch();
    settle(true);
  }, () => say(false));
  new ResizeObserver(measure).observe(parts.pane);
  window.addEventListener("resize", measure);
  const page = outer();
  if (page) {
    const watch = new MutationObserver(measure);
    watch.observe(page.document.documentElement, { attributes: true, attributeFilter: ["class"] });
  }
  window.addEventListener("beforeprint", () => printing(true));
  window.addEventListener("afterprint", () => printing(false));
  // A preview need not be a printing: it shows the same sheet.
  (page || window).matchMedia("print").addEventListener("change", (event) => printing(event.matches));
  window.addEventListener("keydown", forward, true);
  if (ours() && ours().takeDrops) ours().takeDrops(document);
};

/** What the frame offers: to st_folium's layer script, to the page round it, and to tests. */
export const arctic = {
  apply(map, text) {
    oneTheme();
    let message = null;
    let broken = null;
    try {
      message = decode(text);
      if (ours() && !ours().takes(message)) return; // of another release than the page shows
      if (/^[\w.-]+$/.test(message.release || "")) release = message.release;
    } catch (error) {
      broken = error;
    }
    if (!app) start(map);
    if (broken) {
      app.fail(broken);
      return;
    }
    speak(message.lang || "en");
    app.apply(message).then(measure);
  },
  /** A key pressed on the page; true when the story took it. With Shift the space bar goes back. */
  key: (name, shift = false) => Boolean(app && app.ctx && app.ctx.emit("key", shift && name === " " ? "PageUp" : name)),
  /** All of Greenland and every kind, as at the opening. */
  home() {
    if (!app || !app.ctx) return;
    app.ctx.hidden.clear();
    app.ctx.fit(true);
    app.redraw({ view: true });
  },
  /** Gives the focus to the day: the timeline's handle, or a phone's slider. */
  toTimeline() {
    /** @type {NodeListOf<HTMLElement>} */
    const handles = document.querySelectorAll("[role=slider], input[type=range]");
    window.focus();
    [...handles].find((handle) => handle.checkVisibility())?.focus();
  },
  visible: () => (app ? app.visible() : []),
  state: (id) => (app ? app.state(id) : null),
  ready,
  get ctx() { return app && app.ctx; },
};

if (window.Streamlit && window.Streamlit.events) {
  window.Streamlit.events.addEventListener("streamlit:render", (event) =>
    setTheme(/** @type {CustomEvent} */ (event).detail.theme));
}

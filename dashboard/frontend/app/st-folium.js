// The host inside st_folium's frame: theme, form, height, keys, and the way to and from the server.

import { EVER } from "../lib/days.js";
import { hideKinds } from "../view/state.js";
import { build } from "./map-app.js";
import { makePrinting, onPaper } from "./printing.js";

/** @typedef {{ base?: string }} Theme what Streamlit says of its colours */

const NARROW = 700;
const TIGHT = 660; // a pane narrower than this folds its overlays
const SNUG = 800; // here the list of the unplaced folds, that of Nuuk stays
const LOW = 470; // a pane lower than this shows less of each list
const LARGE_PANE = 1660; // pixels of the pane, in a window of some 2,200, beyond which the map is drawn larger
const MOST_GROWN = 2.5;
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

/** @type {HTMLElement | null} */
let title = null;
const elements = () => {
  const parent = /** @type {HTMLElement} */ (document.getElementById("parent"));
  const main = document.getElementById("root") || document.body;
  if (main !== document.body) main.setAttribute("role", "main");
  title = main.insertBefore(document.createElement("h1"), main.firstChild);
  title.className = "unseen";
  /** @type {(cls: string) => HTMLDivElement} */
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

/** @param {string} text */
const decode = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))));

/** @type {(theme: Theme | null) => boolean} */
const dark = (theme) => {
  if (theme && theme.base) return theme.base === "dark";
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
  const hex = /^#(..)(..)(..)/.exec(colour);
  return hex ? hex.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 300 : false;
};

/** @type {Frame.App | null} */
let app = null;
/** @type {Frame.Elements | null} */
let parts = null;
/** @type {Theme | null} */
let theme = null;
/** @type {(stands: boolean) => void} */
let settle = () => undefined;
/** @type {Promise<boolean>} */
const ready = new Promise((resolve) => (settle = resolve));

/** @type {(next: Theme | null) => void} */
const setTheme = (next) => {
  theme = next || theme;
  document.body.classList.toggle("dark", !onPaper() && dark(theme)); // paper is light
};

// What the reader chooses here goes the way of every choice: into the address, which the server then answers.
/** @type {(change: Record<string, any>) => Record<string, string>} */
const patchOf = (change) => {
  /** @type {Record<string, string>} */
  const keys = {};
  for (const key of ["asof", "known", "sel", "proj"]) if (key in change) keys[key] = change[key];
  for (const key of ["kinds", "steps"]) if (key in change) keys[key] = change[key];
  if (change.rows) keys.q = `rows:${change.rows}`;
  if (keys.known === EVER) keys.known = "all";
  if (keys.proj === "laea") keys.proj = "";
  if (change.scene) {
    keys.scene = String(change.scene);
    if (app?.ctx?.storyMode !== "present") Object.assign(keys, { view: "story", present: "" });
  } else if (change.scene === 0) Object.assign(keys, { scene: "", view: "", present: "" });
  return keys;
};
const ours = () => (outer() || {}).ArcticPage; // the page's own scripts, where there is a page
/** @type {Record<string, string> | null} */
let patch = null; // what is chosen in one breath is one step of the address
/** @type {(change: Record<string, any>) => void} */
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
/** @type {(address: unknown) => boolean} */
const stale = (address) => Boolean(address && ours() && !ours().isNow(address));
/** @type {(stands: boolean) => void} */
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
    if (!parts || !document.body.classList.contains("narrow")) return;
    const bottom = Math.max(parts.rows.getBoundingClientRect().bottom, parts.strip.getBoundingClientRect().bottom);
    const height = Math.ceil(bottom + window.scrollY);
    if (outer()) /** @type {HTMLElement} */ (window.frameElement).style.setProperty("--own", `${height}px`);
    else window.Streamlit?.setFrameHeight?.(height);
  }, 0);
};
/** @type {(on: boolean) => void} */
const standTall = (on) => {
  const page = outer();
  if (page) page.document.documentElement.classList.toggle("tall", on);
};

/** @type {(name: string) => boolean} */
const outerClass = (name) => {
  const page = outer();
  return page !== null && page.document.documentElement.classList.contains(name);
};

let last = "";
// On a very large screen all that stands on the map grows with it, the type included; here and nowhere else. The pane's
// own pixels then are larger than the window's.
/** @type {(pane: HTMLElement, present: boolean) => void} */
const grow = (pane, present) => {
  const wide = pane.getBoundingClientRect().width;
  const height = onPaper() || present; // a sheet has its size, and before a room all is drawn in shares of the window
  const times = height ? 1 : Math.max(1, Math.min(MOST_GROWN, wide / LARGE_PANE));
  const zoom = times > 1 ? times.toFixed(3) : "";
  if (pane.style.zoom !== zoom) pane.style.zoom = zoom;
};
const measure = () => {
  if (!parts) return;
  const { body } = document;
  const { pane } = parts;
  const present = outer() ? outerClass("present") : app?.ctx?.storyMode === "present";
  body.classList.toggle("present", present);
  const paper = onPaper();
  const narrow = !present && !paper && window.innerWidth < NARROW;
  body.classList.toggle("narrow", narrow);
  grow(pane, present);
  standTall(narrow);
  const { clientWidth: w, clientHeight: h } = pane;
  body.classList.toggle("tight", !present && !paper && (w < TIGHT || h < 350));
  body.classList.toggle("snug", !present && !paper && w < SNUG);
  body.classList.toggle("low", !present && h < LOW);
  const now = `${window.innerWidth}x${w}x${h}x${body.className}`;
  if (now === last) return;
  last = now;
  app?.resize();
};

/** @type {(file: string) => URL} */
const addressOf = (file) => {
  const url = new URL(`data/${file}`, root);
  if (release) url.searchParams.set("v", release);
  return url;
};

// A server of another release has nothing of ours. While several servers change over, the next answer may come from one
// that still has it; if none does, the page has to change whole.
/** @param {string} name @param {number} [tries] */
const load = async (name, tries = TRIES) => {
  if (ours() && ours().held) return ours().held(name); // a published page has its files elsewhere
  const answer = await fetch(addressOf(name.startsWith("geo/") ? name : `${name}.json`));
  if (answer.status === OTHER_RELEASE && tries) {
    await new Promise((later) => setTimeout(later, PAUSE_MS));
    return load(name, tries - 1);
  }
  if (answer.status === OTHER_RELEASE && ours()) ours().isOutdated();
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
};

const printing = makePrinting({
  frame: () => (app?.ctx?.words && parts ? { ctx: app.ctx, parts } : null),
  addressOf, outer, root,
  heldNow: () => ours()?.heldNow,
  setTheme: () => setTheme(theme),
  measure: () => measure(),
});

// Before a room keys turn the scenes, whatever has the focus here; letters typed into a field are its own. Where a page
// stands round the frame, its keys and ours go one way, in order.
const WRITING = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]";
/** @type {(event: KeyboardEvent) => boolean} */
const typing = ({ key, target }) => key !== "Escape" && Boolean(/** @type {Element} */ (target).closest?.(WRITING));
const keys = () => outer()?.ArcticStart?.keys;
/** @type {(event: KeyboardEvent) => void} */
const forward = (event) => {
  const { key, shiftKey } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
  const press = keys()?.press || arctic.key;
  if (!press(key, shiftKey)) return;
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
/** @type {(lang: string) => void} */
const speak = (lang) => {
  if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
};

// Streamlit's library puts its theme into the head with each message; one is enough, and the same one once more would
// restyle the whole frame.
const oneTheme = () => {
  const sheets = [...document.head.querySelectorAll("style")].filter((it) => it.textContent?.includes("--primary-color:"));
  const newest = sheets.pop();
  const same = sheets.at(-1)?.textContent === newest?.textContent && sheets.length > 0;
  if (same) newest?.remove();
  for (const old of same ? sheets.slice(0, -1) : sheets) old.remove();
};

/** The way from the frame to its page. @type {() => Frame.Host} */
const makeHost = () => ({
  beside: ours()?.held ? null : root.href, // where the server's routes are; a published page has none
  load,
  choose,
  stale,
  sayReady: () => {
    say(true);
    keys()?.hand();
  },
  inRoom: () => queueMicrotask(() => keys()?.hand()), // what is being drawn is drawn first
  day: (day, texts) => {
    outer()?.postMessage({ arctic: "day", day, texts }, location.origin === "null" ? "*" : location.origin);
  },
  resized: setHeight,
  leave: () => {
    outer()?.document.documentElement.classList.remove("present");
    measure();
  },
});

/** The frame has its name in the language of the page, which may change. @type {(words: Frame.Context["words"], landmark: HTMLElement | null) => void} */
const nameFrame = (words, landmark) => {
  const name = words("map.frame");
  if (document.title === name) return;
  document.title = name;
  if (title) title.textContent = name;
  if (landmark) landmark.ariaLabel = name;
  if (window.frameElement) /** @type {HTMLElement} */ (window.frameElement).title = name;
};

/** @type {(pane: HTMLElement) => void} */
const watch = (pane) => {
  new ResizeObserver(measure).observe(pane);
  window.addEventListener("resize", measure);
  const page = outer();
  if (page) {
    const classes = new MutationObserver(measure);
    classes.observe(page.document.documentElement, { attributes: true, attributeFilter: ["class"] });
  }
  window.addEventListener("beforeprint", () => printing(true));
  window.addEventListener("afterprint", () => printing(false));
  // A preview need not be a printing: it shows the same sheet.
  (page || window).matchMedia("print").addEventListener("change", (event) => printing(event.matches));
  window.addEventListener("keydown", forward, true);
  ours()?.takeDrops?.(document);
};

/** @type {(map: any) => Frame.App} */
const start = (map) => {
  document.body.classList.add("ar", "framed");
  speak(document.documentElement.lang || "en");
  allowPinch();
  const landmark = document.getElementById("root"); // all of the frame stands in one landmark
  if (landmark) Object.assign(landmark, { role: "region", ariaLabel: "Arctic Endurance Map" });
  parts = elements();
  setTheme(theme);
  measure();
  const made = build(map, parts, makeHost());
  app = made;
  made.ready.then(() => {
    const { ctx } = made;
    if (ctx) {
      nameFrame(ctx.words, landmark);
      ctx.on("drawn", () => nameFrame(ctx.words, landmark));
    }
    allowPinch();
    settle(true);
  }, () => say(false));
  watch(parts.pane);
  return made;
};

/** What the frame offers: to st_folium's layer script, to the page round it, and to tests. */
export const arctic = {
  /** @param {any} map @param {string | Payload.ViewMessage} given as st_folium's script has it, or as it is */
  apply(map, given) {
    oneTheme();
    /** @type {Payload.ViewMessage} */
    let message;
    try {
      message = typeof given === "string" ? decode(given) : given;
      if (ours() && !ours().takes(message)) return; // of another release than the page shows
      if (/^[\w.-]+$/.test(message.release || "")) release = message.release;
    } catch (error) {
      (app || start(map)).fail(error);
      return;
    }
    const frame = app || start(map);
    speak(message.lang || "en");
    frame.apply(message).then(measure);
  },
  /** A key pressed on the page; true when the story took it. With Shift the space bar goes back. @type {(name: string, shift?: boolean) => boolean} */
  key: (name, shift = false) => Boolean(app?.ctx?.emit("key", shift && name === " " ? "PageUp" : name)),
  /** Whether the story is told before a room, and takes keys. */
  get inRoom() { return Boolean(app?.ctx?.started && app.ctx.storyMode === "present"); },
  /** The address has changed: what of it the map can tell by itself is drawn at once; says whether the server has yet to answer that. @type {(search: string) => boolean} */
  preview: (search) => Boolean(app?.preview(search)),
  /** All of Greenland and every kind, as at the opening. */
  home() {
    if (!app || !app.ctx) return;
    hideKinds(app.ctx, []);
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
  /** @type {(id: string) => Record<string, unknown> | null} */
  state: (id) => (app ? app.state(id) : null),
  ready,
  drawMs: () => app?.ctx?.drawMs || 0,
  get ctx() { return app && app.ctx; },
};

if (window.Streamlit && window.Streamlit.events) {
  window.Streamlit.events.addEventListener("streamlit:render", (event) =>
    setTheme(/** @type {CustomEvent} */ (event).detail.theme));
}

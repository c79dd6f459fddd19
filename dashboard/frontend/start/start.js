// Stands in the start page itself, so it runs whatever else does not arrive: the line at the foot of the page, and what it
// says when the page does not come to life.

import { keys } from "./keys.js";

/** @typedef {Record<"updated" | "half" | "late" | "lost" | "files" | "show" | "again", string> & { links: [string, string][] }} Words */

// What the map's frame will need comes into the browser's cache from now on. A body that nobody reads would not be kept.
for (const file of (document.documentElement.dataset.ahead || "").split(" ").filter(Boolean)) {
  fetch(file).then((answer) => answer.arrayBuffer()).catch(() => {}); // who needs it asks again, and says if it fails
}

const LATE_MS = 6000; // a page that has drawn nothing by then gets no connection, or a very slow one
const DRAWN = ".sentence-box, [data-testid=stAlert]";
const MOST_LOADS = 4; // of the page, by itself
const WITHIN_MS = 60000;
const KEY = "arctic-loads";

/** @type {() => Words} */
const words = () => {
  const all = JSON.parse(document.getElementById("arctic-words")?.textContent || "{}");
  return all[document.documentElement.lang] || all.en;
};

/** @type {(text: string, act: () => void) => HTMLButtonElement} */
const button = (text, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
};

// The files of the view that the address names; what does not belong to a file they pass over.
/** @type {(text: Words) => HTMLElement} */
const files = (text) => {
  const list = document.createElement("span");
  list.append(text.files);
  const query = new URLSearchParams(location.search);
  if (!query.get("lang")) query.set("lang", document.documentElement.lang || "en");
  for (const [href, label] of text.links) {
    const link = Object.assign(document.createElement("a"), { href: `./${href}?${query}`, textContent: label });
    list.append(" ", link);
  }
  return list;
};

// The first of these that holds is said; each says what it is, and what can be done.
/** @type {Record<string, (text: Words) => (Node | string)[]>} */
const KINDS = {
  updated: (text) => [text.updated, button(text.show, () => (window.ArcticPage?.renew ? window.ArcticPage.renew() : location.reload()))],
  half: (text) => [text.half, button(text.again, () => location.reload()), files(text)],
  late: (text) => [text.late, files(text)],
  lost: (text) => [text.lost],
};
/** @type {Set<string>} */
const holds = new Set();
const draw = () => {
  const place = document.getElementById("arctic-says");
  const kind = Object.keys(KINDS).find((name) => holds.has(name)) || "";
  if (!place || place.dataset.kind === kind) return;
  place.dataset.kind = kind;
  place.replaceChildren(...(kind ? KINDS[kind](words()) : []).flatMap((part) => [part, " "]));
};
/** @type {(kind: string, on: boolean) => void} */
const say = (kind, on) => {
  if (on === holds.has(kind)) return;
  if (on) holds.add(kind);
  else holds.delete(kind);
  draw();
};

// Loads the page once more by itself, a few times at most: a reload that mends nothing must not go on for ever.
const again = () => {
  /** @type {number[]} */
  let times = [];
  try {
    times = JSON.parse(sessionStorage.getItem(KEY) || "[]").filter((/** @type {number} */ time) => Date.now() - time < WITHIN_MS);
    sessionStorage.setItem(KEY, JSON.stringify([...times, Date.now()]));
  } catch {
    times = Array(MOST_LOADS); // nothing can be remembered, so nothing is tried
  }
  if (times.length < MOST_LOADS) setTimeout(() => location.reload(), 200 + 300 * times.length);
  else say("half", true);
};

// A script that another version of the server answers for, or that did not arrive.
let failed = false;
addEventListener("error", ({ target }) => {
  if (failed || !(target instanceof HTMLScriptElement)) return;
  failed = true;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", again);
  else again();
}, true);

const late = () => {
  if (document.querySelector(DRAWN)) return;
  say("late", true);
  const look = new MutationObserver(() => {
    if (!document.querySelector(DRAWN)) return;
    look.disconnect();
    say("late", false);
  });
  look.observe(document.body, { childList: true, subtree: true });
};
setTimeout(late, LATE_MS);

window.ArcticStart = { say, again, keys };

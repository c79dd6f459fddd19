// The one way in which a choice is made, which is a new address.

import { el } from "../lib/dom.js";
import { isConnected, onAway, rerun } from "./connection.js";
import { mapFrame } from "./frame.js";
import { stepAside } from "./moving-day.js";
import { outdated } from "./release.js";
import { pageData } from "./session.js";

const STREAMLITS = ["embed", "embed_options"]; // keys of the address that the server does not tell us of

// An address that is longer than the server reads would come back with each message: what is read of it takes its place.
const shorten = () => {
  const { longest } = pageData;
  const query = location.search;
  if (!longest || (query.length <= longest.characters && query.split("&").length <= longest.parts)) return;
  const asked = new URLSearchParams(query.slice(0, longest.characters));
  const kept = longest.kept.map((key) => [key, asked.get(key) || ""]).filter(([, value]) => value && value.length <= longest.most);
  history.replaceState({}, "", `?${new URLSearchParams([...kept, longest.mark])}`);
};
addEventListener("popstate", shorten, true); // before Streamlit asks for it

// The opening view is the bare page.
/** @type {(href: string) => string} */
export const bareAddress = (href) => (href === "?" ? location.pathname : href);

// An address whole, from wherever the page stands.
/** @type {(href: string) => string} */
export const routeOf = (href) => new URL(bareAddress(href), location.href).href;

// Goes to an address without loading the page anew, unless the server has another release than the page shows. Without
// a connection the address alone changes; the page runs when it is back.
/** @type {(href: string) => void} */
export const go = (href) => {
  const goal = new URL(bareAddress(href), location.href).href;
  if (goal === location.href) return;
  if (outdated) {
    location.assign(goal);
    return;
  }
  history.pushState({}, "", goal);
  preview();
  if (isConnected()) rerun();
};

// What the map can tell by itself it shows at once, after a choice and after Back and Forward. Who cannot be answered now is
// told nothing of another choice.
const preview = () => {
  const ahead = Boolean(mapFrame()?.preview?.(location.search));
  stepAside(ahead && !isConnected());
};
addEventListener("popstate", (event) => event.isTrusted && preview());
onAway(shorten);
onAway(preview);

/** @type {(cls: string, text: string, href: string) => HTMLAnchorElement} */
export const pageLink = (cls, text, href) => {
  const made = el("a", cls, text);
  made.href = bareAddress(href);
  made.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    go(made.href);
  });
  return made;
};

/** @type {(query: URLSearchParams) => boolean} */
const isStory = (query) => query.get("view") === "story" || query.get("present") === "1";

// One choice has one address, whatever way led to it.
/** @type {(query: URLSearchParams) => URLSearchParams} */
const inOrder = (query) => {
  /** @type {(key: string) => number} */
  const place = (key) => pageData.keys.indexOf(key) + 1 || Infinity;
  return new URLSearchParams([...query].sort(([a], [b]) => place(a) - place(b) || 0));
};

/**
 * Chooses: a patch names keys of the address and their new text, nothing to take a key out. It starts from the newest
 * address, so two quick choices add up. Values that could not be used leave with the next choice. Who chooses while
 * the story is told leaves it and goes on from what its scene shows, unless the story itself is what moves.
 *
 * @type {(patch: Record<string, string>, inStory?: boolean) => void}
 */
export const makeChoice = (patch, inStory = false) => {
  shorten();
  const { mend } = pageData;
  let query = new URLSearchParams(mend && isNow(mend.from) ? mend.to : location.search);
  if (isStory(query) && !inStory) query = new URLSearchParams(pageData.onward);
  for (const key of pageData.faults) query.delete(key);
  for (const [key, value] of Object.entries(patch)) {
    if (value && value !== pageData.opening[key]) query.set(key, value);
    else query.delete(key);
  }
  go(`?${inOrder(query)}`);
};

// "Reset all": the opening view, in the same language and colours, all of Greenland, every kind.
export const resetAll = () => {
  const now = new URLSearchParams(location.search);
  const query = new URLSearchParams();
  for (const key of ["lang", "theme"]) if (now.get(key)) query.set(key, now.get(key) || "");
  go(`?${query}`);
  mapFrame()?.home();
};

/** @type {(pairs: Iterable<[string, string]>) => string} */
const entries = (pairs) =>
  JSON.stringify([...pairs].filter(([key, value]) => value && !STREAMLITS.includes(key)).sort());

// Whether the page still stands at an address, given as pairs: an answer to an older one comes too late.
/** @type {(address: Iterable<[string, string]>) => boolean} */
export const isNow = (address) => entries(address) === entries(new URLSearchParams(location.search));

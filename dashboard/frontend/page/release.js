// One release, one truth: a page shows what comes from one release of the evidence. What comes from another is not drawn;
// the page says so, and changes whole, at the reader's word or with the next choice.

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const code = new URL(script.src || location.href).searchParams.get("v"); // the version of this very script

const REFUSED = 409;

let held = ""; // the release that the page shows
let title = ""; // of the tab, as that release names it
let nextTitle = ""; // what Streamlit called the tab since; it does so before anything else of a run arrives
let unsure = false; // whether the server may have changed since it last answered
/** @type {Set<string>} */
const drawn = new Set(); // keys of the elements that show it

/** @typedef {{ release: string, code?: string, read?: number }} Origin a release, the page's script, and when it was read */

/**
 * What the page shows comes from here.
 *
 * @type {Origin | null}
 */
export let shownOrigin = null;

/** Whether the server has another release than the page shows. */
export let outdated = false;

/** @type {(now: boolean) => void} */
const change = (now) => {
  if (outdated === now) return;
  outdated = now;
  document.documentElement.classList.toggle("outdated", outdated);
  window.ArcticStart.say("updated", outdated);
};

const other = () => {
  if (!drawn.size) return window.ArcticStart.again(); // there is nothing that a reader could lose
  change(true);
};

// Who comes back may be another server: until it is known to be of the same release, the tab keeps its name.
export const doubt = () => (unsure = true);
const titleNode = /** @type {HTMLTitleElement} */ (document.querySelector("title"));
new MutationObserver(() => {
  if (!title || document.title === title || !(unsure || outdated)) return;
  nextTitle = document.title;
  document.title = title;
}).observe(titleNode, { childList: true });

const trust = () => {
  unsure = false;
  change(false);
  if (nextTitle) document.title = nextTitle;
  nextTitle = "";
};

/**
 * Whether something may be drawn: the first that comes decides for the page. A release whose scripts are others is never
 * the page's own.
 *
 * @type {(origin: Origin) => boolean}
 */
export const takes = (origin) => {
  const foreign = Boolean(origin.code && code && origin.code !== code);
  if (!held && !foreign) held = origin.release;
  const same = origin.release === held && !foreign;
  if (same && origin.read) shownOrigin = origin;
  if (same) trust();
  else other();
  return same;
};

/** @type {(key: string, stands: boolean) => void} */
export const isDrawn = (key, stands) => {
  if (stands) {
    drawn.add(key);
    title = document.title;
  } else {
    drawn.delete(key);
    if (!drawn.size) held = "";
  }
};

// The server answers for another release than the page shows, and has nothing of this one any more.
export const isOutdated = () => {
  if (drawn.size) change(true);
  else window.ArcticStart.again();
};

// A map that does not come, for a server of another version refused the frame's script: the page loads once more.
export const lacksScripts = () => {
  const refused = [...document.querySelectorAll("iframe")].some((frame) => {
    try {
      const entries = /** @type {Window} */ (frame.contentWindow).performance.getEntriesByType("resource");
      return entries.some(({ name, responseStatus }) => /\/assets\/\w+\.js\?/.test(name) && responseStatus === REFUSED);
    } catch {
      return false; // a frame of somebody else's
    }
  });
  if (refused) window.ArcticStart.again();
};

addEventListener("popstate", (event) => {
  if (event.isTrusted && outdated) location.reload();
});

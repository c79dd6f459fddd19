// New evidence on the server while a page is open. What the reader looks at stays what it is: the page says that there is
// something newer and changes at the reader's word; then it stands where it stood, map and scroll alike.

import { mapFrame } from "./frame.js";
import { outdated, shownOrigin } from "./release.js";

const ASK_MS = 20000;
const KEY = "arctic-place";
const FRESH_MS = 60000;
const TRY_MS = 100;
const GESTURES = ["wheel", "touchstart", "keydown", "pointerdown"];

const main = () => document.querySelector("[data-testid=stMain]");
const map = () => {
  for (const frame of document.querySelectorAll("iframe")) {
    try {
      const inside = /** @type {any} */ (frame.contentWindow);
      if (inside.arctic) return inside.map;
    } catch {
      // a frame of somebody else's
    }
  }
  return null;
};

// The newest release may be asked of another server: only one that was read later is newer.
let announced = false;
export const askForNewer = async () => {
  const shown = shownOrigin;
  if (announced || !shown?.read || outdated || document.hidden) return;
  try {
    const answer = await fetch("./data/release", { cache: "no-store" });
    if (!answer.ok) return;
    const { release, read } = await answer.json();
    announced = release !== shown.release && read >= shown.read;
    if (announced) window.ArcticStart.say("updated", true);
  } catch {
    // without a connection the page says so anyway
  }
};

/** Loads the page anew, with the newest release, and remembers where it stood. */
export const renew = () => {
  const place = { time: Date.now(), top: main()?.scrollTop || 0 };
  const drawn = map();
  if (drawn) Object.assign(place, { center: drawn.getCenter(), zoom: drawn.getZoom() });
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // then it stands at its beginning
  }
  const address = new URL(location.href);
  const earlier = address.searchParams.has("release");
  address.searchParams.delete("release");
  if (earlier) location.assign(address);
  else location.reload();
};

const remembered = () => {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) || "null");
    sessionStorage.removeItem(KEY);
    return found && Date.now() - found.time < FRESH_MS ? found : null;
  } catch {
    return null;
  }
};

/** Asks now and then whether there is newer evidence; puts a page that was renewed where it stood. */
export const watchForNewer = () => {
  setInterval(askForNewer, ASK_MS);
  document.addEventListener("visibilitychange", askForNewer);

  const place = remembered();
  let handsOff = !place; // who has begun to move the page is not moved
  for (const gesture of GESTURES) addEventListener(gesture, () => (handsOff = true), { capture: true, passive: true, once: true });
  const putBack = () => {
    if (handsOff || Date.now() - place.time > FRESH_MS) return;
    const drawn = map();
    const frame = mapFrame();
    if (drawn && place.center && frame) {
      const { center, zoom } = place;
      place.center = null;
      frame.ready.then(() => drawn.setView(center, zoom, { animate: false }));
    }
    const room = main();
    if (room && place.top && !place.center) {
      room.scrollTop = place.top;
      if (Math.abs(room.scrollTop - place.top) < 2) place.top = 0;
    }
    if (place.top || place.center) setTimeout(putBack, TRY_MS);
  };
  if (place) setTimeout(putBack, TRY_MS);
};

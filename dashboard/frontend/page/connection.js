// What happens while the server cannot be reached: the page says so, keeps the reader's choices in the address, and asks for
// the view of that address as soon as the server is back.

import { findAll } from "../lib/dom.js";
import { doubt } from "./release.js";

const BLINK_MS = 1500; // a connection that is back by then was never missed
const STATE = "data-test-connection-state"; // Streamlit writes it on its page

/** @type {Element | null} */
let app = null;
let away = false;
let timer = 0;
/** @type {(() => void)[]} */
const listeners = [];
/** Say what is to happen as soon as the server is away. @type {(listener: () => void) => unknown} */
export const onAway = (listener) => listeners.push(listener);

// Streamlit says so too, in English and in a dialog that takes all keys from who stands before a room: ours is enough.
const STREAMLITS = "[data-testid=stDialog]:not(:has([data-testid=stVerticalBlock]))"; // those of the page hold blocks
const dismiss = () => {
  for (const box of away ? findAll(document, STREAMLITS) : []) box.querySelector("button")?.click();
};

export const isConnected = () => !app || app.getAttribute(STATE) === "CONNECTED";

const look = () => {
  if (isConnected() !== away) return;
  away = !away;
  clearTimeout(timer);
  document.documentElement.classList.toggle("away", away);
  dismiss();
  if (away) {
    doubt();
    for (const listener of listeners) listener();
    timer = setTimeout(() => window.ArcticStart.say("lost", true), BLINK_MS);
  } else {
    window.ArcticStart.say("lost", false);
    rerun(); // what was chosen meanwhile, or just before, may never have arrived
  }
};

// From the first drawing on: before, nothing can be lost.
export const watchConnection = () => {
  const now = document.querySelector(".stApp");
  if (!now || now === app) return;
  app = now;
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: [STATE] });
  new MutationObserver(dismiss).observe(document.body, { childList: true });
  look();
};

// Streamlit listens to popstate and runs with the query of the address.
export const rerun = () => dispatchEvent(new PopStateEvent("popstate", { state: {} }));

// The presenting window's side of the notes, loaded by key N: it shows the code, tells the server what is on show and
// does the steps that a paired screen asks for.

import { el, makeButton, put } from "../lib/dom.js";
import { tabMemory } from "../lib/tab-memory.js";
import { ask, pause, pauseAfter } from "./asking.js";

/**
 * @typedef {object} Room what the window lends
 * @property {HTMLElement} host
 * @property {URL} root
 * @property {() => string} lang
 * @property {() => Record<string, number>} shown scene, count and blank
 * @property {(step: string) => void} act
 * @property {() => boolean} presenting
 * @property {() => string} story the story that is told here alone, as it was given; empty for that of all
 * @typedef {{ secret: string, code: string, place: string, picture: string, local: boolean, server: string, done: number,
 *   words: Record<string, string> }} Desk
 */

const AGAIN_MS = 2000; // another process answered: the next answer may come from the right one
const WRONG = ["lost", "away", "another", "ended"]; // what the window says by itself
const OVER = ["another", "ended"]; // then key N asks for a new code
const memory = tabMemory("arctic-notes");

/** @type {(room: Room) => { panel: HTMLElement, badge: HTMLElement }} */
const makeNodes = (room) => {
  const panel = el("div", "p-keys p-notes");
  panel.setAttribute("role", "dialog");
  panel.tabIndex = -1;
  panel.hidden = true;
  const badge = el("p", "p-notes-badge");
  badge.setAttribute("role", "status");
  badge.hidden = true;
  room.host.append(panel, badge);
  return { panel, badge };
};

/** @type {(panel: HTMLElement, desk: Desk, state: HTMLElement, close: () => void, end: () => void) => void} */
const fill = (panel, desk, state, close, end) => {
  const { words } = desk;
  const shut = makeButton("p-cap-way p-keys-close", "×", close);
  shut.setAttribute("aria-label", words["stage.close"]);
  panel.setAttribute("aria-label", words["stage.title"]);
  const picture = el("img", "p-notes-picture");
  picture.src = desk.picture;
  picture.alt = words["stage.picture"];
  const explained = el("div", "p-notes-text");
  const code = el("p", "p-notes-code", `${desk.code.slice(0, 3)} ${desk.code.slice(3)}`);
  code.dataset.code = desk.code;
  explained.append(el("p", "", words["stage.open"]), el("p", "p-notes-place", desk.place), el("p", "", words["stage.type"]), code, state);
  if (desk.local) explained.append(el("p", "p-notes-local", words["stage.local"]));
  explained.append(makeButton("p-quiet p-notes-end", words["stage.end"], end));
  const both = el("div", "p-notes-both");
  both.append(picture, explained);
  panel.replaceChildren(el("h2", "p-keys-title", words["stage.title"]), shut, both);
};

/**
 * What the window shows of the notes: the panel with the code, and a line when something is wrong.
 *
 * @param {Room} room
 */
const makeFace = (room) => {
  const { panel, badge } = makeNodes(room);
  const state = el("p", "p-notes-state");
  state.setAttribute("role", "status");
  const close = () => { panel.hidden = true; };
  let kind = "";
  return {
    isOpen: () => !panel.hidden,
    isOver: () => OVER.includes(kind),
    close,
    open: () => {
      panel.hidden = false;
      panel.focus({ preventScroll: true });
    },
    /** @type {(desk: Desk, end: () => void) => void} */
    fill: (desk, end) => fill(panel, desk, state, close, end),
    /** @type {(words: Record<string, string>, now: string) => void} */
    say: (words, now) => {
      kind = now;
      panel.dataset.state = now;
      put(state, words[`stage.${now}`] || "");
      put(badge, words[`stage.${now}`] || "");
      badge.hidden = !WRONG.includes(now);
    },
  };
};

/**
 * Tells the server of one desk what is on show, and does the steps that it answers with, until it ends.
 *
 * @param {Room} room
 * @param {Desk} desk
 * @param {ReturnType<typeof makeFace>} face
 * @param {boolean} again whether the window has loaded anew; then nobody needs the code at once
 */
const makeTalk = (room, desk, face, again) => {
  let [on, read, ever] = [true, false, again];
  let lastSent = ""; // what the server was told last
  let cut = new AbortController();
  /** @type {(kind: string) => void} */
  const say = (kind) => face.say(desk.words, kind);
  const isNews = () => lastSent !== JSON.stringify(room.shown());

  /** @type {(reply: import("./asking.js").Reply) => void} */
  const hear = (reply) => {
    if (reply.read && !ever) face.close(); // the room sees the scene again
    read = reply.read;
    ever = ever || read;
    say(read ? "read" : ever ? "away" : "waits");
    for (const [number, step] of reply.steps) {
      desk.done = number;
      room.act(step);
    }
    if (reply.steps.length) memory.write(desk);
  };
  /** One question; gives the milliseconds until the next, or less than nothing for none. */
  const turn = async () => {
    const shown = room.shown();
    lastSent = JSON.stringify(shown);
    const { status, reply } = await ask(room.root, "stage", desk.secret, { ...shown, done: desk.done, read: +read }, cut);
    if (!on) return -1;
    if (status === 200) {
      hear(reply);
      return 0;
    }
    const another = reply.server !== desk.server;
    say(another ? "another" : "ended");
    return another ? AGAIN_MS : -1;
  };
  const talk = async () => {
    let [failed, wait] = [0, 0];
    while (on && wait >= 0) {
      cut = new AbortController();
      try {
        wait = await turn();
        failed = 0;
      } catch {
        if (!on) return;
        wait = 0;
        if (!cut.signal.aborted || !isNews()) {
          say("lost");
          wait = pauseAfter(failed++);
        }
      }
      if (wait > 0) await pause(wait);
    }
    if (on) memory.write(null); // its code has ended: key N opens the next
  };
  talk();
  return {
    follow: () => { if (isNews()) cut.abort(); },
    stop: () => {
      on = false;
      cut.abort();
    },
  };
};

/**
 * The desk of this window.
 *
 * @param {Room} room
 */
const makeDesk = (room) => {
  const face = makeFace(room);
  /** @type {Desk | null} */
  let desk = null;
  /** @type {ReturnType<typeof makeTalk> | null} */
  let talk = null;
  const forget = () => {
    if (talk) talk.stop();
    desk = talk = null;
    memory.write(null);
    face.close();
    face.say({}, "");
  };
  const end = () => {
    if (desk) ask(room.root, "close", desk.secret).catch(() => {});
    forget();
  };
  /** @type {(next: Desk, again: boolean) => void} */
  const begin = (next, again) => {
    forget();
    desk = next;
    memory.write(next);
    face.fill(next, end);
    face.say(next.words, "waits");
    talk = makeTalk(room, next, face, again);
  };
  const open = async () => {
    if (!desk || face.isOver()) {
      const { status, reply } = await ask(room.root, "open", "", { lang: room.lang() }, undefined, room.story());
      if (status !== 200) throw new Error(`notes: ${status}`);
      begin(/** @type {Desk} */ ({ ...reply, done: 0 }), false);
    }
    face.open();
  };
  const held = memory.read();
  if (held && held.secret && held.words) begin(held, true);
  addEventListener("pagehide", () => { if (desk) ask(room.root, "close", desk.secret, { soon: 1 }).catch(() => {}); });
  /** The scene has changed, or presenting has ended. */
  const follow = () => {
    if (!desk) return;
    if (!room.presenting()) end();
    else if (talk) talk.follow();
  };
  return { isOpen: face.isOpen, open, close: face.close, follow };
};

export { makeDesk }; // taken by story/room.js when it is asked for

// What lies over a scene before a room: a black screen, the list of the keys, a card in large type.

import { el, findAll, makeButton, put } from "../lib/dom.js";
import { tabMemory } from "../lib/tab-memory.js";
import { cardButton } from "../view/controls.js";
import { makePointer } from "./pointer.js";
import { onSwipe } from "./swipe.js";

/**
 * @typedef {{ isOpen: () => boolean, close: () => void, open?: () => void }} Layer
 * @typedef {ReturnType<typeof makeRoom>} Layers
 * @typedef {{ isOpen: () => boolean, open: () => unknown, close: () => void, follow: () => void }} Desk the notes on another screen: notes/stage.js
 */

const LEAST_TYPE = 11.5; // pixels of the smallest type in a card
const ROOM_TYPE = 0.0222; // of the window's height
const BROAD = 340; // pixels of a card, before it grows
const EDGE = 0.03; // of the window's height, round the card
const FAILED_MS = 6000;
const KEYS = ["next", "back", "ends", "number", "full", "blank", "pointer", "notes", "list", "leave"];

const outerDocument = () => {
  try {
    return window.parent.document;
  } catch {
    return document; // a foreign page: the frame alone fills the screen
  }
};

/** Fills the screen, or gives it back; a browser may refuse, and the story goes on as it is. */
const fullScreen = () => {
  const page = outerDocument();
  const root = page.documentElement;
  if (page.fullscreenElement) page.exitFullscreen();
  else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
};

/** @param {Pick<Frame.Context, "elements" | "emit">} ctx */
const makeBlank = ({ elements, emit }) => {
  const node = el("div", "p-blank");
  node.hidden = true;
  const memory = tabMemory("arctic-blank");
  /** @type {(on: boolean) => void} */
  const set = (on) => {
    if (on === !node.hidden) return;
    node.hidden = !on;
    memory.write(on);
    emit("blanked");
  };
  node.addEventListener("click", () => set(false));
  elements.caption.append(node);
  if (memory.read()) node.hidden = false; // the page was loaded anew in the dark: the room sees nothing of it
  return { isOpen: () => !node.hidden, open: () => set(true), close: () => set(false) };
};

/** @param {Frame.Context} ctx */
const makeList = (ctx) => {
  const node = el("div", "p-keys");
  node.setAttribute("role", "dialog");
  node.hidden = true;
  node.tabIndex = -1;
  /** @type {HTMLElement | null} */
  let from = null;
  const write = () => {
    const title = el("h2", "p-keys-title", ctx.words("map.story.list"));
    node.setAttribute("aria-label", ctx.words("map.story.list"));
    const shut = makeButton("p-cap-way p-keys-close", "×", () => set(false));
    shut.setAttribute("aria-label", ctx.words("map.card.close"));
    const rows = el("dl", "");
    for (const key of KEYS) {
      if (key === "notes" && !ctx.io.beside) continue;
      const values = { count: ctx.scene?.count };
      rows.append(el("dt", "", ctx.words(`map.story.key.${key}`, values)), el("dd", "", ctx.words(`map.story.does.${key}`, values)));
    }
    node.replaceChildren(title, shut, rows);
  };
  /** @type {(on: boolean) => void} */
  const set = (on) => {
    if (on === !node.hidden) return;
    if (on) {
      write();
      from = /** @type {HTMLElement | null} */ (document.activeElement);
    }
    node.hidden = !on;
    if (on) node.focus({ preventScroll: true });
    else if (from && from.isConnected) from.focus({ preventScroll: true });
  };
  ctx.elements.caption.append(node);
  return { isOpen: () => !node.hidden, open: () => set(true), close: () => set(false) };
};

// The card slot itself, in large type at the right edge, with a way back in words.
/** @param {Frame.Context} ctx */
const makeCard = (ctx) => {
  const slot = ctx.elements.card;
  const back = cardButton("p-quiet p-return", "", () => ctx.story.glance(""));
  back.hidden = true;
  slot.querySelector(".p-bar")?.prepend(back);
  const draw = () => {
    const on = Boolean(ctx.glance);
    if (!on && back.hidden) return; // asking below where the sentence stands lays the page out, at each step of the day
    back.hidden = !on;
    slot.classList.toggle("p-glance", on);
    document.body.classList.toggle("has-glance", on);
    if (on) put(back, ctx.words("map.story.return"));
    const grown = on ? Math.max(1, (window.innerHeight * ROOM_TYPE) / LEAST_TYPE) : 1;
    const edge = window.innerHeight * EDGE;
    slot.style.zoom = on ? grown.toFixed(3) : "";
    slot.style.setProperty("--p-edge", `${edge / grown}px`);
    const sentence = findAll(ctx.elements.caption, ".p-cap-sentence")[0].getBoundingClientRect().top;
    slot.style.setProperty("--p-high", `${Math.max(window.innerHeight / 2, sentence - 2 * edge) / grown}px`); // the sentence stays
    slot.style.setProperty("--p-broad", `${Math.min(BROAD, (window.innerWidth - 2 * edge) / grown)}px`);
  };
  return { isOpen: () => Boolean(ctx.glance), close: () => ctx.story.glance(""), draw };
};

const hasNotes = () => {
  try {
    return Boolean(sessionStorage.getItem("arctic-notes"));
  } catch {
    return false;
  }
};

// The notes on another screen: their script is asked for by their key, or after a reload in the middle of it.
/** @param {Frame.Context} ctx @param {Layer & { open: () => void }} blank */
const makeNotes = (ctx, blank) => {
  /** @type {Desk | null} */
  let desk = null;
  /** @type {Promise<void> | null} */
  let loading = null;
  /** @type {Record<string, () => unknown>} */
  const steps = {
    next: () => ctx.story.step(1),
    back: () => ctx.story.step(-1),
    first: () => ctx.story.go(1),
    last: () => ctx.story.go(ctx.scene?.count || 1),
  };
  /** @type {(step: string) => void} */
  const act = (step) => {
    if (ctx.storyMode !== "present") return;
    if (blank.isOpen()) blank.close();
    else if (step === "blank") blank.open();
    if (step in steps) steps[step]();
  };
  const room = {
    host: ctx.elements.caption,
    lang: () => ctx.lang,
    shown: () => ({ scene: ctx.scene ? ctx.scene.number : 1, count: ctx.scene ? ctx.scene.count : 1, blank: +blank.isOpen() }),
    presenting: () => ctx.storyMode === "present",
    story: () => ctx.story.text(),
    act,
  };
  const load = () => {
    /** @type {(path: string) => URL} */
    const from = (path) => new URL(path, ctx.io.beside || undefined);
    const coming = loading || import(from("assets/stage.js").href).then(({ makeDesk }) => {
      desk = makeDesk({ ...room, root: from("notes/") });
    });
    loading = coming;
    coming.catch(() => (loading = null));
    return coming;
  };
  const fail = () => {
    const line = el("p", "p-notes-badge", ctx.words("map.story.notes.failed"));
    line.setAttribute("role", "status");
    room.host.append(line);
    setTimeout(() => line.remove(), FAILED_MS);
  };
  ctx.on("blanked", () => desk?.follow());
  return {
    isOpen: () => desk !== null && desk.isOpen(),
    open: () => { if (ctx.io.beside) load().then(() => desk?.open()).catch(fail); },
    close: () => desk?.close(),
    draw: () => {
      if (desk) desk.follow();
      else if (!loading && ctx.storyMode === "present" && ctx.io.beside && hasNotes()) load().catch(() => {});
    },
  };
};

/**
 * The layers of a room: {blank, list, card, pointer, notes, fullScreen, draw}.
 *
 * @param {Frame.Context} ctx
 */
export const makeRoom = (ctx) => {
  const blank = makeBlank(ctx);
  const layers = { blank, notes: makeNotes(ctx, blank), list: makeList(ctx), card: makeCard(ctx), pointer: makePointer(ctx.elements), fullScreen };
  const watched = () => ctx.storyMode === "present" && !ctx.glance && !blank.isOpen() && !layers.list.isOpen();
  onSwipe(window, watched, (by) => ctx.story.step(by));
  /** @type {Frame.Scene | null} */
  let scene = null;
  const draw = () => {
    if (ctx.storyMode !== "present" || scene !== ctx.scene) layers.list.close();
    if (ctx.storyMode !== "present" && ctx.started) layers.blank.close();
    if (ctx.storyMode !== "present") layers.pointer.close();
    if (ctx.storyMode !== "present") layers.notes.close();
    scene = ctx.scene;
    layers.card.draw();
    layers.notes.draw();
  };
  return { ...layers, draw };
};

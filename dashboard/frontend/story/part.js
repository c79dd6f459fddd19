// The story as a part of the frame: it brings keys, layers and sheet together and follows the scene.

import { el, findAll } from "../lib/dom.js";
import { cardKeys, roomKeys } from "./keys.js";
import { makeRoom } from "./room.js";
import { storySheetPart } from "./sheet.js";

const SETTLED_MS = 130; // names find their new room a moment after the map has come to rest

// What reaches under the caption would shine through it by half: it is left out whole.
/** @type {(ctx: Frame.Context) => void} */
const clear = (ctx) => {
  const inScene = ctx.present() && ctx.scene;
  const edge = inScene ? findAll(ctx.elements.caption, ".p-cap-foot")[0].getBoundingClientRect().top : Infinity;
  /** @type {(node: Element | null) => boolean} */
  const below = (node) => node !== null && node.getBoundingClientRect().bottom > edge;
  const found = [...ctx.elements.pane.querySelectorAll(".cluster")].map((node) => {
    const mark = node.querySelector(".anchor > *");
    return { node, mark: below(mark), box: below(node.querySelector(".box")) };
  });
  for (const { node, mark, box } of found) {
    node.classList.toggle("beneath", mark);
    node.classList.toggle("wordless", box);
  }
};
/** @type {(ctx: Frame.Context) => () => void} */
const clearing = (ctx) => {
  let waiting = 0;
  let cleared = false;
  ctx.map.on("moveend", () => {
    if (ctx.storyMode !== "present") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => clear(ctx), SETTLED_MS);
  });
  return () => {
    const presenting = ctx.storyMode === "present";
    if (presenting || cleared) clear(ctx);
    cleared = presenting;
  };
};

/** @type {(ctx: Frame.Context) => { draw: () => void, stand: () => void }} */
export const makeStoryPart = (ctx) => {
  const live = el("p", "p-hidden");
  live.setAttribute("aria-live", "polite");
  ctx.elements.pane.append(live);
  const room = makeRoom(ctx);
  ctx.on("list", room.list.open);
  ctx.on("key", roomKeys(ctx, room));
  cardKeys(ctx);
  const sheet = storySheetPart(ctx);
  /** @type {(texts: Record<string, string>) => string} */
  const inWords = (texts) => texts[ctx.lang] || texts.en;

  /** @type {Frame.Scene | null} */
  let seen = null;
  const draw = () => {
    room.draw();
    if (ctx.storyMode === "present") ctx.io.inRoom?.();
    const { scene } = ctx;
    if (scene === seen) return;
    seen = scene;
    live.textContent = scene && ctx.storyMode === "story" ? `${inWords(scene.title)}. ${inWords(scene.sentence)}` : "";
    sheet.follow();
  };
  return { draw, stand: clearing(ctx) };
};

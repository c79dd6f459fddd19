// The story as a part of the frame: it brings keys, layers and sheet together and follows the scene.

import { cardKeys, roomKeys } from "./keys.js";
import { makeRoom } from "./room.js";
import { storySheetPart } from "./sheet.js";

const SETTLED_MS = 130; // names find their new room a moment after the map has come to rest

// What reaches under the caption would shine through it by half: it is left out whole.
const clear = (ctx) => {
  const told = ctx.present() && ctx.scene;
  const edge = told ? ctx.elements.caption.querySelector(".p-cap-foot").getBoundingClientRect().top : Infinity;
  const below = (node) => Boolean(node) && node.getBoundingClientRect().bottom > edge;
  const found = [...ctx.elements.pane.querySelectorAll(".cluster")].map((node) => {
    const mark = node.querySelector(".anchor > *");
    return [node, below(mark), below(node.querySelector(".box"))];
  });
  for (const [node, mark, box] of found) {
    node.classList.toggle("beneath", mark);
    node.classList.toggle("wordless", box);
  }
};
const clearing = (ctx) => {
  let waiting = 0;
  let cleared = false;
  ctx.map.on("moveend", () => {
    if (ctx.telling !== "present") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => clear(ctx), SETTLED_MS);
  });
  return () => {
    const told = ctx.telling === "present";
    if (told || cleared) clear(ctx);
    cleared = told;
  };
};

export const makeStoryPart = (ctx) => {
  const live = ctx.el("p", "p-hidden");
  live.setAttribute("aria-live", "polite");
  ctx.elements.pane.append(live);
  const room = makeRoom(ctx);
  ctx.story.list = room.list.open;
  ctx.on("key", roomKeys(ctx, room));
  cardKeys(ctx);
  const sheet = storySheetPart(ctx);
  const inWords = (texts) => texts[ctx.lang] || texts.en;

  let seen = null;
  const draw = () => {
    room.draw();
    const { scene } = ctx;
    if (scene === seen) return;
    seen = scene;
    live.textContent = scene && ctx.telling === "story" ? `${inWords(scene.title)}. ${inWords(scene.sentence)}` : "";
    sheet.follow();
  };
  return { draw, stand: clearing(ctx) };
};

// The names of the seas lie along the parallel there, so that they lie with the map's own grain. A sea gives up its name
// where a place or a distance needs the ground.

import { shapes } from "../data/shapes.js";
import { el } from "../lib/dom.js";
import { textWidth } from "../lib/text-width.js";
import { makePin } from "./pin.js";

const EDGE = 14; // pixels that the name of a sea stays away from the map's own edge
const SEA = 'italic 400 12.5px "Source Serif", Georgia, serif'; // as the style sheet says it
const SPACED = 0.8; // pixels between its letters

/** @typedef {{ name: string, node: HTMLElement, text: HTMLElement, at: Frame.LngLat, turn: number }} Mark */

/** @type {(map: Frame.Context["map"], name: string, at: Frame.LngLat) => Mark} */
const makeMark = (map, name, at) => {
  const node = el("div", "sea");
  node.setAttribute("aria-hidden", "true");
  const text = el("span");
  node.append(text);
  makePin(at, node, { pane: "overlayPane" }).addTo(map);
  return { name, node, text, at, turn: 0 };
};

/** Whether the ground is taken, looked up along the line of the text. @type {(map: any, mark: Mark, boxes: Frame.Box[]) => boolean} */
const isTaken = (map, mark, boxes) => {
  const p = map.latLngToContainerPoint([mark.at[1], mark.at[0]]);
  const name = mark.text.textContent || "";
  const half = (textWidth(name, SEA) + SPACED * name.length) / 2;
  const [dx, dy] = [Math.cos(mark.turn) * half, Math.sin(mark.turn) * half];
  const points = [-1, -0.66, -0.33, 0, 0.33, 0.66, 1].map((t) => [p.x + dx * t, p.y + dy * t]);
  const size = map.getSize();
  return points.some(([x, y]) => Math.min(x, y, size.x - x, size.y - y) < EDGE) || boxes.some((box) =>
    points.some(([x, y]) => x > box.x - 4 && x < box.x + box.w + 4 && y > box.y - 6 && y < box.y + box.h + 6));
};

/** Make the names; gives a function that writes and turns them anew. @type {(ctx: Frame.Context) => () => void} */
export const makeSeaNames = (ctx) => {
  const marks = Object.entries(shapes.seas).map(([name, at]) => makeMark(ctx.map, name, at));
  ctx.on("distances", (boxes) => {
    for (const mark of marks) {
      const taken = isTaken(ctx.map, mark, boxes);
      if (mark.node.hidden !== taken) mark.node.hidden = taken;
    }
  });
  return () => {
    for (const mark of marks) {
      const words = ctx.words(`map.sea.${mark.name}`);
      if (mark.text.textContent !== words) mark.text.textContent = words;
      const [lng, lat] = mark.at;
      const a = ctx.map.latLngToLayerPoint([lat, lng - 1.5]);
      const b = ctx.map.latLngToLayerPoint([lat, lng + 1.5]);
      mark.turn = Math.atan2(b.y - a.y, b.x - a.x);
      mark.text.style.transform = `translate(-50%, -50%) rotate(${((mark.turn * 180) / Math.PI).toFixed(1)}deg)`;
    }
  };
};

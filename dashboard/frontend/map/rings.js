// Rings of true ground size, in the plane of the base map: within one the place is known, no finer. Drawn where they are
// large enough to say something, and for what is chosen or looked at.

import { shapes } from "../data/shapes.js";
import { projector } from "../lib/crs.js";
import { svgEl } from "../lib/dom.js";
import { groundCircle, trace } from "../lib/projection.js";
import { inGreenland } from "../view/viewport.js";

const TELLING = 22; // pixels of radius: a smaller ring is only ink

/** @type {(kind: string) => number} */
const rank = (kind) => shapes.ring_rank[kind] || 0;

// One ring a place.
/** @param {Frame.Context} ctx @param {string} looked */
const found = (ctx, looked) => {
  /** @type {Map<string, { at: Frame.LngLat, kind: string, metres: number }>} */
  const seen = new Map();
  if (ctx.hidden.has("ring")) return seen;
  const pixel = ctx.metres();
  for (const item of ctx.items) {
    const metres = shapes.reach[item.spot[1]]; // on the ground
    if (!item.at || !metres || !inGreenland(item.at[0], item.at[1])) continue;
    if (metres / pixel < TELLING && item.id !== ctx.sel && item.id !== looked) continue;
    const key = `${item.at[0].toFixed(2)},${item.at[1].toFixed(2)}|${metres}`;
    const { kind } = item.subject;
    const before = seen.get(key);
    if (!before || rank(before.kind) < rank(kind)) seen.set(key, { at: item.at, kind, metres });
  }
  return seen;
};

/** @type {(ctx: Frame.Context) => { stand: () => void }} */
export const makeRings = (ctx) => {
  let drawn = "";
  let looked = ""; // under the pointer or in focus
  const stand = () => {
    const seen = found(ctx, looked);
    const signature = ctx.proj + [...seen].map(([key, { kind }]) => key + kind).join();
    if (signature === drawn) return;
    drawn = signature;
    const flat = projector(ctx.proj);
    ctx.plane.group.rings.replaceChildren(...[...seen.values()].map(({ at, kind, metres }) =>
      svgEl("path", {
        class: `ring k-${kind}`,
        transform: "scale(.01)",
        d: trace(flat, groundCircle(at[0], at[1], metres), { closed: true, fine: 100 }),
      })));
  };
  ctx.on("looked", (id) => {
    if (looked === id || !ctx.items) return;
    looked = id;
    stand();
  });
  return { stand };
};

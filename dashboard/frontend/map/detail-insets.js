// Town windows: within some 60 km of a town the unsimplified coast takes the place of the 1 km one.

import { projector } from "../lib/crs.js";
import { svgEl } from "../lib/dom.js";
import { groundCircle, groundDistance, trace } from "../lib/projection.js";

/** @type {Record<string, [number, number]>} */
const TOWNS = { nuuk: [-51.72, 64.18], pituffik: [-68.7, 76.53], kangerlussuaq: [-50.69, 67.01] };
const REACH = 58e3;
const NEAR = 320; // metres a pixel: closer than this the window is worth its bytes

/**
 * @param {Frame.Context} ctx
 * @param {Frame.Plane} plane the base map's drawing
 * @param {(group: Element, data: any, how: { cls: string, fine?: number }) => unknown} add
 * @param {(name: string, use: (data: any) => void) => unknown} fetchOnce
 */
export const townWindows = (ctx, plane, add, fetchOnce) => {
  // The coarse coast is clipped away inside a window, so that two coasts never show at once.
  const clip = svgEl("clipPath", { id: "outside-windows" });
  const hole = svgEl("path", { "clip-rule": "evenodd" });
  clip.append(hole);
  plane.defs.append(clip);
  /** @type {Set<string>} */
  const open = new Set();
  /** @type {(flat: import("../lib/projection.js").Plane, name: string) => string} */
  const circle = (flat, name) =>
    trace(flat, groundCircle(TOWNS[name][0], TOWNS[name][1], REACH, 72), { closed: true });

  const outline = () => {
    const flat = projector(ctx.proj);
    const whole = "M-900000 -900000H900000V900000H-900000Z";
    hole.setAttribute("d", whole + [...open].map((name) => circle(flat, name)).join(""));
    const url = open.size ? "url(#outside-windows)" : "none";
    plane.group["coast-near"].setAttribute("clip-path", url);
    plane.group.coast.setAttribute("clip-path", url);
    for (const name of open) shape(name);
  };

  /** @type {Record<string, Element>} */
  const circles = {};
  /** @type {(name: string) => void} */
  const shape = (name) => {
    if (!circles[name]) {
      const circleClip = svgEl("clipPath", { id: `window-${name}` });
      circles[name] = svgEl("path");
      circleClip.append(circles[name]);
      plane.defs.append(circleClip);
    }
    circles[name].setAttribute("d", circle(projector(ctx.proj), name));
  };

  return {
    /** @param {number} metres a pixel */
    detail(metres) {
      const centre = ctx.map.getCenter();
      plane.svg.classList.toggle("windows-on", metres < NEAR);
      if (metres >= NEAR) {
        if (open.size) {
          plane.group["coast-near"].setAttribute("clip-path", "none");
          plane.group.coast.setAttribute("clip-path", "none");
        }
        return;
      }
      for (const [name, place] of Object.entries(TOWNS)) {
        if (groundDistance([centre.lng, centre.lat], place) > 150e3) continue;
        fetchOnce(`geo/window-${name}`, (data) => {
          shape(name);
          const group = svgEl("g", { "clip-path": `url(#window-${name})` });
          plane.group.windows.append(group);
          add(group, data, { cls: "gl", fine: 100 });
          open.add(name);
          outline();
        });
      }
      if (open.size) outline();
    },
    reproject() {
      if (open.size) outline();
    },
  };
};

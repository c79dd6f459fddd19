// What is seen while an area is drawn: the bar with words and buttons, the corners, the lines between them.

import { attr, el, makeButton, put } from "../lib/dom.js";
import { choose } from "./choosing.js";
import { makeLines } from "./lines.js";
import { sightOf } from "./shapes.js";

/** @typedef {import("../lib/projection.js").LngLat} LngLat */

const KINDS = ["circle", "box", "polygon"];

/** The bar with the words and the buttons. @type {(act: Record<string, () => void>) => any} */
export const makeBar = (act) => {
  const bar = el("section", "over a-panel a-draw");
  const title = el("p", "a-title");
  const kinds = el("div", "a-ways a-kinds");
  const help = el("p", "");
  const status = el("p", "under");
  status.setAttribute("role", "status");
  const keys = el("p", "under a-keys");
  const ways = el("div", "a-ways");
  const choices = KINDS.map((kind) => makeButton("", "", () => choose({ draw: kind })));
  kinds.append(...choices);
  const [set, undo, done, leave] = ["set", "undo", "done", "leave"].map((name) => makeButton(`a-${name}`, "", act[name]));
  ways.append(set, undo, done, leave);
  bar.append(title, kinds, help, status, ways, keys);
  /** @type {(kind: string, words: Record<string, string>) => void} */
  const word = (kind, words) => {
    attr(bar, "aria-label", words["draw.title"]);
    put(title, words["draw.title"]);
    choices.forEach((node, at) => {
      put(node, words[`draw.${KINDS[at]}`]);
      attr(node, "aria-pressed", String(KINDS[at] === kind));
    });
    put(help, words[`draw.help.${kind}`]);
    put(keys, words["draw.keys"]);
    for (const [node, name] of [[set, "set"], [undo, "undo"], [done, "done"], [leave, "leave"]]) put(/** @type {Element} */ (node), words[`draw.${name}`]);
    done.hidden = kind !== "polygon";
  };
  return { bar, status, set, undo, done, word };
};

/** @type {(map: Frame.Context["map"]) => any} */
export const makeSketch = (map) => {
  const lines = makeLines(map);
  /** @type {any[]} */
  let corners = [];
  return {
    /** @type {(kind: string, points: LngLat[], here: LngLat | null) => void} */
    show: (kind, points, here) => {
      for (const one of corners) one.remove();
      corners = points.map(([lng, lat]) => L.marker([lat, lng], { interactive: false, keyboard: false, icon: new L.Icon.Corner() }).addTo(map));
      lines.show(sightOf(kind, here ? [...points, here] : points));
    },
  };
};

// A corner is a plain box: Leaflet's own icon of that kind would take text as markup.
export const cornerIcon = () => {
  L.Icon.Corner = L.Icon.extend({
    options: { iconSize: [10, 10], className: "a-corner" },
    createIcon() {
      const node = el("div");
      this._setIconStyles(node, "icon");
      return node;
    },
    createShadow: () => null,
  });
};

// Small maps side by side: each a picture of the server's, with its name, what it shows in words, and a link to the view.

import { el } from "../lib/dom.js";
import { pageLink, routeOf } from "./address.js";
import { memoryOf } from "./elements.js";

/** @typedef {{ name: string, src: string, href: string, says: string }} SmallMap `src` as the server's routes are named */

/** @type {(map: SmallMap, size: [number, number]) => HTMLElement} */
const figure = ({ name, src, href, says }, [width, height]) => {
  const made = el("li");
  const link = pageLink("", name, href);
  const picture = Object.assign(el("img"), { alt: says, loading: "lazy", decoding: "async", width, height });
  picture.src = routeOf(src);
  const seen = pageLink("", "", href); // for a mouse or a finger: name and words lead there by keyboard
  seen.tabIndex = -1;
  seen.setAttribute("aria-hidden", "true");
  seen.append(picture);
  made.append(link, seen, pageLink("says", says, href));
  return made;
};

/** @type {import("./elements.js").Draw} */
export const drawMaps = ({ data, parentElement }) => {
  const memory = memoryOf(parentElement, () => ({ shown: "" }));
  const text = JSON.stringify(data);
  if (text === memory.shown) return;
  memory.shown = text;
  /** @type {{ maps: SmallMap[], size: [number, number], label: string }} */
  const { maps, size, label } = data;
  const list = el("ul", "maps");
  list.setAttribute("aria-label", label);
  list.append(...maps.map((one) => figure(one, size)));
  parentElement.replaceChildren(list);
};

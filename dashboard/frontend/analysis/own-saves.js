// Files with the reader's own claims: a button asks the server for one, which comes with the next drawing and is saved at once.

import { el, makeButton } from "../lib/dom.js";
import { handOut } from "../lib/hand-out.js";

/**
 * @typedef {object} Made a file, or why there is none; the mark tells one time of asking from another
 * @property {string} mark
 * @property {string} [failed]
 * @property {string} [name]
 * @property {string} [type]
 * @property {string} [body] in base64
 */
/**
 * @typedef {object} OwnSaves
 * @property {{ label: string, files: { name: string, text: string }[] }[]} groups
 * @property {string} making
 * @property {Made} [made]
 */

/** @type {(text: string) => Uint8Array<ArrayBuffer>} */
const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

/** @type {(data: OwnSaves, ask: (name: string) => void) => Node[]} */
const groups = (data, ask) => data.groups.map(({ label, files }) => {
  const line = el("p", "group");
  line.append(el("span", "", label), ...files.map(({ name, text }) => makeButton("save", text, () => ask(name))));
  return line;
});

/** @typedef {{ shown: string, mark: string, box: HTMLElement, status: HTMLElement }} Saves */
/** @type {WeakMap<Element, Saves>} */
const kept = new WeakMap();

/** @type {(parent: HTMLElement) => Saves} */
const make = (parent) => {
  const saves = { shown: "", mark: "", box: el("div", "own-saves"), status: el("p", "said") };
  saves.status.setAttribute("role", "status");
  parent.replaceChildren(saves.box, saves.status);
  return saves;
};

/** @type {(saves: Saves, made: Made) => void} */
const save = (saves, made) => {
  if (made.mark === saves.mark) return;
  saves.mark = made.mark;
  saves.status.textContent = made.failed || made.name || "";
  if (made.body) handOut(new Blob([bytesOf(made.body)], { type: made.type }), made.name || "");
};

/** @type {(args: { data: OwnSaves, parentElement: HTMLElement, setTriggerValue: (name: string, value: unknown) => void }) => void} */
const draw = ({ data, parentElement, setTriggerValue }) => {
  const saves = kept.get(parentElement) || make(parentElement);
  kept.set(parentElement, saves);
  const shown = JSON.stringify([data.groups, data.making]);
  if (shown !== saves.shown) {
    saves.shown = shown;
    saves.box.replaceChildren(...groups(data, (name) => {
      saves.status.textContent = data.making;
      setTriggerValue("wanted", name);
    }));
  }
  if (data.made) save(saves, data.made);
};

export { draw }; // what Streamlit calls: see build.mjs

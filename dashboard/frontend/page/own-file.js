// Takes a file of the reader's own as text, by hand or dropped, and says what can be done with what came of it: save it,
// present it, take it along as slides or as one file. It goes to the server with a question and is kept by none.

import { el, makeButton } from "../lib/dom.js";
import { handOut } from "../lib/hand-out.js";
import { makeChoice } from "./address.js";
import { memoryOf } from "./elements.js";
import { slowFiles } from "./lists.js";

/**
 * @typedef {object} OwnFile
 * @property {string} pick
 * @property {string} large
 * @property {number} most characters
 * @property {string} accept
 * @property {{ text: string, body: string, name: string, type: string }} [save]
 * @property {string} [present]
 * @property {{ files: { text: string, href: string }[], making: string, failed: string }} [files] what is made of it
 */

/** Makes the field that takes a file. @type {(words: { pick: string, accept: string }, take: (file: File) => void) => HTMLElement} */
export const filePick = ({ pick, accept }, take) => {
  const label = el("label", "pick", pick);
  const input = Object.assign(el("input", ""), { type: "file", accept });
  /** @type {(files: FileList | null | undefined) => void} */
  const first = (files) => {
    const file = files && files[0];
    if (file) take(file);
  };
  input.addEventListener("change", () => {
    first(input.files);
    input.value = ""; // the same file may be chosen again once it is mended
  });
  label.addEventListener("dragover", (event) => event.preventDefault());
  label.addEventListener("drop", (event) => {
    event.preventDefault();
    first(event.dataTransfer?.files);
  });
  label.append(input);
  return label;
};

/** @type {(data: OwnFile, trigger: (name: string, value: unknown) => void) => Node[]} */
const parts = (data, trigger) => {
  const status = el("span", "said");
  status.setAttribute("role", "status");
  const field = filePick(data, async (file) => {
    const text = file.size > 4 * data.most ? "" : await file.text();
    if (!text || text.length > data.most) status.textContent = data.large;
    else trigger("picked", text);
  });
  const made = [field, status];
  const { save, present, files } = data;
  if (present) made.push(makeButton("present main", present, () => makeChoice({ view: "", present: "1", scene: "1" }, true)));
  if (save && save.body) {
    made.push(makeButton("save", save.text, () => handOut(new Blob([save.body], { type: save.type }), save.name)));
  }
  if (save && files) made.push(slowFiles({ ...files, body: save.body }));
  return made;
};

/** @type {import("./elements.js").Draw} */
export const drawOwnFile = ({ data, parentElement, setTriggerValue }) => {
  const memory = memoryOf(parentElement, () => ({ shown: "" }));
  const shown = JSON.stringify(data);
  if (shown === memory.shown) return;
  memory.shown = shown;
  const box = el("div", "yours-files");
  box.append(...parts(data, setTriggerValue));
  parentElement.replaceChildren(box);
};

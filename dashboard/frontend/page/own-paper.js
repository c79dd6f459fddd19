// Takes the PDF of a briefing sheet, chosen in its dialog or dropped anywhere on the page, and hands it over in parts: a
// message of the page is small, and no route takes a file. The next part goes when the last has come.

import { el } from "../lib/dom.js";
import { memoryOf } from "./elements.js";
import { filePick } from "./own-file.js";

/**
 * @typedef {object} OwnPaper
 * @property {string} pick
 * @property {string} accept
 * @property {string} large
 * @property {string} reading
 * @property {number} most bytes
 * @property {number} part bytes
 * @property {number} number of the file that the server takes
 * @property {number} got parts of it that have come
 */

/** @type {File | null} */
let dropped = null; // until the dialog stands

/** @type {(bytes: Uint8Array) => string} */
const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** @type {(files: DataTransfer | null) => File | undefined} */
const pdfOf = (files) => [...(files?.files || [])].find((file) => file.type === "application/pdf");

let open = () => {};
/** Names what asks for the dialog. @type {(asks: () => void) => void} */
export const opensPaper = (asks) => { open = asks; };

/** Lets a document, the page or its frame, take a dropped PDF: the dialog opens and takes it. @type {(whole: Document) => void} */
export const takeDrops = (whole) => {
  whole.addEventListener("dragover", (event) => {
    if ([...(event.dataTransfer?.items || [])].some((one) => one.type === "application/pdf")) event.preventDefault();
  });
  whole.addEventListener("drop", (event) => {
    const file = pdfOf(event.dataTransfer);
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    dropped = file;
    open();
  });
};

/** @type {import("./elements.js").Draw} */
export const drawOwnPaper = ({ data, parentElement, setTriggerValue }) => {
  const paper = /** @type {OwnPaper} */ (data);
  const memory = memoryOf(parentElement, () => {
    const made = { send: setTriggerValue, bytes: new Uint8Array(), number: 0, options: paper, status: el("span", "said") };
    made.status.setAttribute("role", "status");
    return { ...made, take: /** @type {(file: File) => void} */ (() => {}) };
  });
  memory.send = setTriggerValue;
  memory.options = paper;
  const parts = () => Math.max(1, Math.ceil(memory.bytes.length / memory.options.part));
  /** @type {(at: number) => void} */
  const sendPart = (at) => {
    const { part, reading } = memory.options;
    memory.status.textContent = `${reading} ${Math.round((100 * at) / parts())} %`;
    memory.send("part", { number: memory.number, of: parts(), at, text: base64(memory.bytes.slice(at * part, (at + 1) * part)) });
  };
  if (!parentElement.childElementCount) {
    memory.take = async (file) => {
      if (!file.size || file.size > memory.options.most) {
        memory.status.textContent = memory.options.large;
        return;
      }
      memory.bytes = new Uint8Array(await file.arrayBuffer());
      memory.number = memory.options.number + 1;
      sendPart(0);
    };
    const box = el("div", "yours-files");
    box.append(filePick(paper, (file) => memory.take(file)), memory.status);
    parentElement.append(box);
  }
  if (memory.number && paper.number === memory.number) {
    if (paper.got > 0 && paper.got < parts()) sendPart(paper.got);
    else memory.status.textContent = "";
  }
  if (dropped) {
    const file = dropped;
    dropped = null;
    memory.take(file);
  }
};

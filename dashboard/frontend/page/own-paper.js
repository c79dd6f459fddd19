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
  const own = memoryOf(parentElement, () => {
    const made = { send: setTriggerValue, bytes: new Uint8Array(), number: 0, options: paper, status: el("span", "said") };
    made.status.setAttribute("role", "status");
    return { ...made, take: /** @type {(file: File) => void} */ (() => {}) };
  });
  own.send = setTriggerValue;
  own.options = paper;
  const parts = () => Math.max(1, Math.ceil(own.bytes.length / own.options.part));
  /** @type {(at: number) => void} */
  const sendPart = (at) => {
    const { part, reading } = own.options;
    own.status.textContent = `${reading} ${Math.round((100 * at) / parts())} %`;
    own.send("part", { number: own.number, of: parts(), at, text: base64(own.bytes.slice(at * part, (at + 1) * part)) });
  };
  if (!parentElement.childElementCount) {
    own.take = async (file) => {
      if (!file.size || file.size > own.options.most) {
        own.status.textContent = own.options.large;
        return;
      }
      own.bytes = new Uint8Array(await file.arrayBuffer());
      own.number = own.options.number + 1;
      sendPart(0);
    };
    const box = el("div", "yours-files");
    box.append(filePick(paper, (file) => own.take(file)), own.status);
    parentElement.append(box);
  }
  if (own.number && paper.number === own.number) {
    if (paper.got > 0 && paper.got < parts()) sendPart(paper.got);
    else own.status.textContent = "";
  }
  if (dropped) {
    const file = dropped;
    dropped = null;
    own.take(file);
  }
};

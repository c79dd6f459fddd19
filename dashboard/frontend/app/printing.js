// Printing: the frame takes the form of a sheet, and gives it back. It waits for nobody: what it needs is asked for in one
// breath, which nothing else may do.

import { answerClaims, waitsForClaims } from "../card/claims.js";
import { readClaims } from "../data/lookup.js";
import { el, findAll } from "../lib/dom.js";
import { sheetText, shorten } from "./print.js";

const SHEET = 655; // pixels of the printed page below its header, sentence included; less than LEAST no frame can use
const LEAST = 460;

/**
 * @typedef {object} Host what printing asks of the frame's host
 * @property {() => { ctx: Frame.Context, parts: Frame.Elements } | null} frame null while nothing is drawn
 * @property {() => Window | null} outer the page round the frame, if it is ours
 * @property {(file: string) => URL} addressOf a file of the data
 * @property {URL} root of the server's routes
 * @property {() => ((name: string) => any) | undefined} heldNow what a published page holds itself
 * @property {() => void} setTheme paper is light
 * @property {() => void} measure the frame has another form
 */

export const onPaper = () => document.body.classList.contains("printing");

/** @type {(host: Host, name: string, address: URL) => any} */
const atOnce = ({ heldNow }, name, address) => {
  const held = heldNow();
  if (held) return held(name);
  try {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    request.send();
    return request.status === 200 ? JSON.parse(request.responseText) : null;
  } catch {
    return null;
  }
};

/** What stands under the timeline of a printed sheet. @type {(host: Host, ctx: Frame.Context) => string} */
const lineOf = (host, ctx) => {
  if (waitsForClaims()) {
    const name = `claims/${encodeURIComponent(ctx.sel)}`;
    const found = atOnce(host, name, host.addressOf(`${name}.json`));
    answerClaims(found && readClaims(found));
  }
  const { document: page, location } = host.outer() || window;
  /** @type {HTMLAnchorElement | null} */
  const link = page.querySelector('a[href*="view/rows.csv"]'); // holds what the page understood of its address
  const { search } = link ? new URL(link.href) : location;
  return sheetText(ctx, atOnce(host, "sources", new URL(`view/sources.json${search}`, host.root)), location.href);
};

// The frame takes what the sentence leaves of the sheet.
/** @type {(page: Window | null) => void} */
const fill = (page) => {
  const sentence = page && findAll(page.document, ".st-key-sentence_area")[0];
  if (!sentence) return;
  const high = `${Math.max(LEAST, SHEET - Math.ceil(sentence.offsetHeight))}px`;
  for (const { documentElement } of [page.document, document]) documentElement.style.setProperty("--sheet", high);
};

/** Give a function that turns the frame into a sheet, and back. @type {(host: Host) => (on: boolean) => void} */
export const makePrinting = (host) => {
  const line = el("p", "sheet-line");
  /** @type {(() => void) | null} */
  let restore = null; // gives back what the printed card leaves out
  return (on) => {
    if (on === onPaper()) return;
    const frame = host.frame();
    if (on && frame) {
      if (!line.isConnected) frame.parts.timeline.parentNode?.append(line);
      line.textContent = lineOf(host, frame.ctx);
    }
    document.body.classList.toggle("printing", on);
    const page = host.outer();
    page?.document.documentElement.classList.toggle("printing", on);
    if (on) fill(page);
    host.setTheme();
    restore?.();
    restore = on && frame ? shorten(frame.ctx, frame.parts.card) : null; // the map takes what the card leaves
    void document.body.offsetHeight;
    host.measure();
  };
};

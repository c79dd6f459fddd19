// A published page: reads the address, answers it from files, and hands the answer to the elements of the page and to the
// map, which are those of the live page.

import { EVER } from "../lib/days.js";
import { el } from "../lib/dom.js";
import { makeChoice } from "../page/address.js";
import { drawElement } from "../page/elements.js";
import { provideSources } from "../page/sources.js";
import { readChoice, rowsAndSearch } from "./address.js";
import { answerTo } from "./answer.js";
import { fileAtOnce, fileOf, keepFile } from "./files.js";
import { answerSearch, readIndex, subjectsFound } from "./find.js";
import { tellHeight } from "./height.js";
import { knowledgeDay, shownBy } from "./lookup.js";
import { afterMap, afterPicture } from "./order.js";
import { theme, watchTheme, wearTheme } from "./theme.js";

/** @typedef {{ say: (message: any) => void, applyTheme: (base: string) => void }} Joined the map's frame */

const { lang, dataset } = document.documentElement;
/** @type {Record<string, import("../page/elements.js").Draw>} */
let elements = {};
/** @type {import("./address.js").Base} */
let base = null;
/** @type {import("./find.js").Index | null} */
let index = null;
/** @type {Joined | null} */
let frame = null;
/** @type {any} */
let last = null; // the newest answer
let typed = "";
let turn = 0;
/** @type {any} What the map is told of the view that no address asks for, as Python wrote it into the page. */
const opening = JSON.parse(document.getElementById("arctic-opening")?.textContent || "null");
let opened = false; // the map was told that

/** @type {(name: string) => string} */
const pathOf = (name) => {
  const at = name.indexOf("/");
  const [group, rest] = [name.slice(0, at), name.slice(at + 1)];
  if (group === "states") return `states/${knowledgeDay(base, rest)}`;
  if (group !== "claims") return name;
  const sel = decodeURIComponent(rest);
  return ["claims", ...(sel.includes(":") ? sel.split(":", 2) : ["subject", sel])].join("/");
};

/** What the map asks for, by the name that the live page's server knows it by. @type {(name: string) => Promise<any>} */
export const held = async (name) => {
  if (!base && name.startsWith("states/")) await begun;
  return fileOf(pathOf(name));
};

/** @type {(all: any, rows: string[]) => any} */
const listed = ({ caption, columns, rows }, numbers) => ({ caption, columns, rows: numbers.map((number) => rows[Number(number)]) });

/** The same in one breath. @type {(name: string) => any} */
export const heldNow = (name) => {
  if (!name.startsWith("sources")) return fileAtOnce(pathOf(name));
  const all = last?.table.sources && fileAtOnce(`sources/${lang}`);
  return all ? listed(all, last.table.sources.slice("sources:".length).split(".")) : null;
};

/** The map's frame is here. @type {(joined: Joined) => void} */
export const join = (joined) => {
  frame = joined;
  frame.applyTheme(theme);
  if (last) return frame.say(last.message);
  opened = opening && !location.search;
  if (opened) frame.say(opening);
};

/** @type {(name: string, data: any, slot?: HTMLElement | null) => void} */
const draw = (name, data, slot = document.getElementById(`slot-${name}`)) => {
  if (!slot) return;
  const args = { key: name, name: `arctic_${name}`, data: { ...data, release: base.release }, parentElement: slot, setTriggerValue: onTrigger };
  drawElement(elements, args);
};

// Dialogs: their text stands in the page, written by Python.
/** @type {(name: string) => void} */
const openDialog = (name) => {
  const box = /** @type {HTMLDialogElement | null} */ (document.getElementById(`arctic-${name}`));
  const slot = /** @type {HTMLElement | null} */ (box?.querySelector(".slot") || null);
  if (slot) draw("share", { href: location.search || "?", words: base.share }, slot);
  const lines = box?.querySelector("textarea");
  if (lines && base.embed) {
    const src = new URL(`embed/${location.search}`, new URL("./", location.href)).href;
    lines.value = base.embed.replace("{src}", () => src.replaceAll("&", "&amp;")).replace("{title}", () => base.words.title);
    Object.assign(lines.parentElement || {}, { hidden: false });
  }
  box?.showModal();
};
const watchDialogs = () => {
  for (const box of document.querySelectorAll("dialog")) {
    box.querySelector(".close")?.addEventListener("click", () => box.close());
    box.addEventListener("click", (event) => event.target === box && box.close());
  }
};

const searchIndex = async () => {
  if (!index) index = readIndex(await fileOf(`find/${lang}`));
  return index;
};

/** @type {(name: string, value: unknown) => void} */
const onTrigger = (name, value) => {
  if (name === "ask") openDialog(String(value));
  else search(String(value)).catch(failed);
};

/** @type {(text: string) => Promise<void>} */
const search = async (text) => {
  typed = text.trim().slice(0, base.codes.longestSearch);
  const answers = [answerSearch(await searchIndex(), typed, base)];
  draw("head", { ...last.head, search: { ...last.head.search, answers } });
};

/** @type {(texts: string[], empty: string) => void} */
const note = (texts, empty) => {
  document.querySelector(".st-key-notes")?.replaceChildren(...texts.map((text) => el("p", "note", text)));
  const none = document.getElementById("slot-empty");
  if (none) Object.assign(none, { textContent: empty, hidden: !empty });
};

/** @type {(result: any) => void} */
const show = (result) => {
  const stands = !location.search; // the file holds the sentence of the view that no address asks for
  last = result;
  document.title = result.title;
  if (frame && !(stands && opened)) frame.say(result.message);
  opened = false;
  const whole = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".whole a"));
  if (whole) whole.search = location.search;
  const tell = () => draw("sentence", result.sentence);
  if (!stands) tell();
  note(result.notices, result.empty);
  afterMap(() => {
    if (stands) tell();
    draw("head", result.head);
    draw("fields", result.fields);
    afterPicture(() => draw("table", result.table));
  });
};

const run = async () => {
  turn += 1;
  const mine = turn;
  const pairs = [...new URLSearchParams(location.search)];
  const { state: choice, faults } = readChoice(pairs, base);
  const pages = JSON.parse(dataset.pages || "{}");
  if (choice.lang && choice.lang !== lang && pages[choice.lang]) {
    location.replace(new URL(pages[choice.lang], location.href).href + location.search);
    return;
  }
  const { shown } = shownBy(choice, base);
  const [, text] = rowsAndSearch(shown.q);
  const [says, names, found] = await Promise.all([
    fileOf(`says/${lang}/${knowledgeDay(base, shown.known)}`), shown.sel ? fileOf(`names/${lang}`) : {}, text ? searchIndex() : index,
  ]);
  if (mine !== turn) return; // a newer address is being answered
  wearTheme();
  const texts = [...new Set([typed, text].filter(Boolean))];
  show(answerTo(base, { choice, faults, pairs }, says, {
    only: text && found ? subjectsFound(found, text) : null,
    names,
    answers: found ? texts.map((one) => answerSearch(found, one, base)) : [],
  }));
};

/** @type {(error: unknown) => void} */
const failed = (error) => {
  console.warn(error);
  window.ArcticStart.say("half", true);
};

/** @type {() => void} */
let settle;
const begun = new Promise((resolve) => (settle = () => resolve(true)));

/** Begins, with what draws each element. @type {(made: Record<string, import("../page/elements.js").Draw>) => void} */
export const startSite = (made) => {
  elements = made;
  watchDialogs();
  const block = document.querySelector("[data-testid=stMainBlockContainer]");
  if (dataset.embed && block) tellHeight(block);
  watchTheme((next) => makeChoice({ theme: next }), (next) => frame?.applyTheme(next));
  wearTheme();
  provideSources(async (request) => listed(await fileOf(`sources/${lang}`), request.slice("sources:".length).split(".")));
  fileOf(`start/${lang}`).catch(failed); // the map will ask for it
  const begin = async () => {
    if (opening && !location.search) await new Promise((resolve) => afterMap(() => resolve(true))); // it asks for nothing else
    base = await fileOf(`page/${lang}`);
    keepFile(`says/${lang}/${EVER}`, base.says);
    settle();
    await run();
  };
  addEventListener("popstate", () => base && run().catch(failed));
  const early = /** @type {any} */ (document.querySelector("#arctic-map"))?.contentWindow?.Streamlit?.joined;
  if (early) join(early); // it was here before this script
  begin().catch(failed);
};

// The printed sheet says which day it shows, what was known, and whose reports it rests on.

import { EVER } from "../lib/days.js";
import { el, findAll } from "../lib/dom.js";

const MOST = 24;
const BESIDE_CARD = 12; // publishers on a sheet that also holds a card
// What goes last, first: who says so is worth more than a note, and a source is named in its report already.
const ENTRIES = [".p-report, .p-sides, .p-rows-list > li, .p-chips > li", ".p-note", ".p-source"];

// Publishers behind what is in view, in the order of its rows, each once.
/** @type {(table: { rows: { cells: string[] }[] }) => string[]} */
const publishers = ({ rows }) => [...new Set(rows.map(({ cells }) => cells[0].split(" (")[0]).filter(Boolean))];

/**
 * Text under the timeline of a printed sheet; without the sources it names the page, where they stand.
 *
 * @param {Frame.Context} ctx
 * @param {{ rows: { cells: string[] }[] } | null} sources
 * @param {string} address
 */
export const sheetText = (ctx, sources, address) => {
  const known = ctx.known === EVER ? ctx.words("map.card.known_all") : ctx.fmtDay(ctx.known, "long");
  const clocks = ctx.words("map.sheet.clocks", {
    day: ctx.fmtDay(ctx.day, "long"), known, to: ctx.fmtDay(ctx.atlas.evidence_to, "long"),
  });
  const names = sources ? publishers(sources) : [];
  const most = ctx.sel ? BESIDE_CARD : MOST;
  const more = names.length - most;
  const list = names.slice(0, most).join(", ") + (more > 0 ? ` ${ctx.words("map.card.more_sources", { n: more })}` : "");
  const credits = list ? ctx.words("map.sheet.sources", { list }) : "";
  return [clocks, credits, ctx.words("map.sheet.address", { address }), ctx.words("map.credits")].filter(Boolean).join(" ");
};

// How many reports a button of the card would unfold; on paper nobody presses it.
/** @type {(words: Frame.Context["words"], button: Element) => number} */
const folded = (words, button) => {
  const text = button.textContent;
  if (text === words("map.card.show_more", { n: 1 })) return 1;
  const digits = /\d+/.exec(text);
  return digits ? Number(digits[0]) : 0;
};

// What is left out together: a disagreement loses all of its sides or none.
/** @type {(article: HTMLElement) => Element[][]} */
const entriesOf = (article) => ENTRIES.flatMap((kind) => [...article.querySelectorAll(kind)])
  .map((node) => (node.matches(".p-sides") ? [...node.children] : [node]));
/** @type {(node: Element) => boolean} */
const isCut = (node) => node.classList.contains("p-cut");

// A list of which nothing is left goes as well, and a heading with all its lists.
/** @type {(article: HTMLElement, lists: Set<Element>) => void} */
const tidy = (article, lists) => {
  for (const list of lists) list.classList.toggle("p-cut", [...list.children].every(isCut));
  for (const heading of article.querySelectorAll(".p-h3")) {
    const below = [];
    for (let it = heading.nextElementSibling; it && !it.matches(".p-h3"); it = it.nextElementSibling) below.push(it);
    const listed = below.filter((it) => lists.has(it));
    heading.classList.toggle("p-cut", listed.length > 0 && listed.every(isCut));
  }
};

/**
 * Leave out what the columns of a printed card cannot hold, the last first, and say how much; gives what undoes it.
 *
 * @param {Frame.Context} ctx
 * @param {HTMLElement} card
 */
export const shorten = (ctx, card) => {
  const body = card.querySelector(".p-body");
  const article = body && findAll(body, ".p-card")[0];
  if (!body || !article || !card.classList.contains("p-filled")) return () => undefined;
  const note = article.appendChild(el("p", "p-none"));
  const entries = entriesOf(article);
  const lists = new Set(entries.flat().flatMap((it) => (it.parentElement?.matches("ul") ? [it.parentElement] : [])));
  const unfolded = [...article.querySelectorAll(".p-quiet")].filter((it) => !it.closest(".p-error"))
    .reduce((sum, button) => sum + folded(ctx.words, button), 0);
  /** @type {(nodes: Element[], on: boolean) => boolean} */
  const show = (nodes, on) => {
    for (const node of nodes) node.classList.toggle("p-cut", !on);
    tidy(article, lists);
    const left = unfolded + entries.flat().filter(isCut).length;
    note.textContent = left ? ctx.words("map.unplaced.more", { n: left }) : "";
    note.hidden = !left;
    return body.scrollWidth <= body.clientWidth + 1;
  };
  let kept = entries.length;
  let fits = show([], true);
  while (!fits && kept) fits = show(entries[--kept], false);
  // A shorter one may still stand where the first of those was too long.
  for (const nodes of entries.slice(kept + 1)) if (!show(nodes, true)) show(nodes, false);
  return () => {
    for (const node of article.querySelectorAll(".p-cut")) node.classList.remove("p-cut");
    note.remove();
  };
};

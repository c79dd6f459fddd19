// Rows of symbols with a name and a number: the same in the list of Nuuk and in that of the unplaced.

import { arrange, el, say, sayAll } from "../lib/dom.js";
import { textWidth } from "../lib/text-width.js";
import { flagsOf, isItemOver, lastReported, shortName } from "../view/items.js";
import { drawSymbol, stateClass } from "../view/symbols.js";
import { placesOf, whereText } from "../view/wording.js";
import { itemButton, marked, nameItem } from "./item-button.js";

const INLINE = 46; // pixels that a block may take beside a name, unless a list says otherwise

/** @type {(ctx: Pick<Frame.Context, "fmtDay" | "fmtSize" | "last" | "words">, item: Frame.Item, spell: boolean) => string} */
const note = ({ fmtDay, fmtSize, last, words }, item, spell) => {
  const { subject, state, spot } = item;
  const step = words(`map.step.${state.step}`);
  if (subject.kind === "contingent") {
    const [, , low, high] = spot;
    // Who is only promised or on the way says so in every list.
    const notYet = state.step !== "in_place" && (spell || !state.last_known);
    if (low === null && high === null) {
      return isItemOver(item) || notYet ? step : "";
    }
    if (low === 0 && high === 0) return step;
    const number = fmtSize(state, low, high);
    return notYet ? words("map.row.number_step", { number, step }) : number;
  }
  if (subject.kind !== "post") return state.step === "open" ? "" : step;
  if (state.step === "open") return state.since ? words("map.row.since", { year: state.since.slice(0, 4) }) : "";
  if (state.step === "announced") return state.due ? fmtDay(state.due, "short") : step;
  if (state.step === "attested") return words("map.seen", { year: last(state).slice(0, 4) });
  return step;
};

// The second line, in parts: what the people are for, and what must be said with it.
/** @type {(ctx: Frame.Context, item: Frame.Item, named: boolean, spell?: boolean) => (string | Frame.Spoken)[]} */
const under = (ctx, item, named, spell = false) => {
  const { subject, state } = item;
  if (subject.kind !== "contingent") return [];
  const reported = lastReported(ctx, subject, state);
  const flags = flagsOf(ctx.unverified, state).filter((flag) => flag !== "disputed" && !(reported && flag === "last_known"))
    .map((flag) => ctx.words(`map.flag.${flag}`));
  // Of what has no point on the map, the place that the evidence names.
  const places = placesOf(subject, state);
  const where = spell && !(ctx.scene && isItemOver(item)) ? whereText(ctx, places) : "";
  return [named ? ctx.text(subject, "task") : "", where, reported, ...flags].filter((part) => (typeof part === "string" ? part : part.text));
};

/** @type {(ctx: Frame.Context, item: Frame.Item, row: HTMLElement, amount: string, second: (Frame.Spoken | string)[], how: { pitch: number, inline: number }) => void} */
const fillRow = (ctx, item, row, amount, second, { pitch, inline }) => {
  const { subject } = item;
  const shape = drawSymbol(ctx, item, { pitch, wide: true });
  const dots = subject.kind === "contingent";
  const name = say(el("span", "who"), shortName(ctx, subject));
  const number = el("span", "num", amount);
  // A small block stands in the line, a large one under it.
  row.classList.toggle("stacked", dots && shape.w > inline);
  row.classList.toggle("counted", dots);
  row.classList.toggle("unsaid", !amount);
  const counted = amount ? [number] : []; // a mark without a number stands where numbers stand
  row.replaceChildren(...(dots ? [name, shape.node] : [shape.node, name]), ...counted);
  if (!dots) return;
  if (second.length) row.append(sayAll(el("span", "sub"), second));
};

const NAME = '400 12.5px "Source Sans", system-ui, sans-serif';
const SMALL = '400 11.5px "Source Sans", system-ui, sans-serif';

/**
 * How tall a row of the people's column will be, counted instead of measured.
 *
 * @param {Frame.Context} ctx
 * @param {Frame.Item} item
 * @param {number} width
 */
export const rowHeight = (ctx, item, width) => {
  const { subject, spot } = item;
  if (subject.kind !== "contingent") return textWidth(shortName(ctx, subject).text, NAME) > width - 23 ? 32 : 24;
  const second = under(ctx, item, true).map((part) => (typeof part === "string" ? part : part.text)).join(" · ");
  const lines = second ? Math.ceil(textWidth(second, SMALL) / width) : 0;
  const n = Math.max(spot[2] || 0, spot[3] || 0);
  const dots = n > 100 ? Math.ceil(n / 30) * 3.5 + 9 : n > 30 ? Math.ceil(n / 20) * 3.5 + 9 : 0;
  return Math.max(24, 18 + lines * 14 + dots);
};

/**
 * A list that keeps its rows: update(items) writes only what has changed.
 *
 * @param {Frame.Context} ctx
 * @param {HTMLElement} holder
 * @param {{ pitch?: number | undefined, inline?: number | undefined, tasks?: boolean | undefined, spell?: boolean | undefined }} [options]
 */
export const rowList = (ctx, holder, { pitch = 3.5, inline = INLINE, tasks = false, spell = false } = {}) => {
  /** @type {Map<string, { row: HTMLElement, signature: string }>} */
  const rows = new Map();
  let order = "";
  return (/** @type {Frame.Item[]} */ items) => {
    /** @type {Map<string, number>} */
    const same = new Map();
    for (const { subject } of items) {
      if (subject.kind === "contingent") same.set(subject.actor, (same.get(subject.actor) || 0) + 1);
    }
    for (const item of items) {
      let entry = rows.get(item.key);
      if (!entry) {
        entry = { row: itemButton(ctx, item, "row"), signature: "" };
        rows.set(item.key, entry);
      }
      const amount = note(ctx, item, spell);
      const second = under(ctx, item, tasks || (same.get(item.subject.actor) || 0) > 1, spell);
      const cls = stateClass(ctx, item.subject, item.state);
      const signature = [item.index, ctx.lang, amount, JSON.stringify(second), cls].join("|");
      if (entry.signature === signature) continue;
      entry.signature = signature;
      entry.row.className = `item row ${cls}${marked(ctx, item.id)}`;
      fillRow(ctx, item, entry.row, amount, second, { pitch, inline });
      nameItem(ctx, item, entry.row);
    }
    const now = items.map((item) => item.key).join();
    if (now === order) return false;
    order = now;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    arrange(holder, items.flatMap((item) => rows.get(item.key)?.row || []));
    if (focused !== document.activeElement && holder.contains(focused)) focused.focus({ preventScroll: true });
    return true;
  };
};

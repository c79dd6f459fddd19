// The card at rest: who is there as Python tells it, then what happened around the day and what is promised next.

import { latestDay } from "../lib/days.js";
import { el, findAll, say } from "../lib/dom.js";
import { makeRoving } from "../lib/roving.js";
import { cardButton } from "../view/controls.js";
import { isDiplomatic, kindWord, knownEvent, rankWord, whenText } from "../view/wording.js";

/** @typedef {{ sel: string, day: string, text: Frame.Spoken, note?: string }} Dated a line that opens something */

const EVENTS = 3;
const PROMISES = 2;
const STOPS = "button.p-rest-row, .p-rest-drilldown, .p-around-row, .p-tell";

// The server's words: {title, rows, notes, drilldowns}.
/** @type {(ctx: Frame.Context) => Payload.Situation} */
const situationOf = (ctx) => {
  const { title, rows, notes, drilldowns } = ctx.view.situation || { title: "", rows: [], notes: [], drilldowns: [] };
  return { title: title || ctx.words("map.card.situation"), rows: rows || [], notes: notes || [], drilldowns: drilldowns || [] };
};

/** @type {(ctx: Frame.Context, row: Payload.SituationRow) => HTMLLIElement} */
const nation = (ctx, { name, number, note, sel, drilldown }) => {
  const open = sel ? () => ctx.select(sel) : drilldown ? () => ctx.io.choose({ rows: drilldown }) : null;
  const row = open ? cardButton("p-rest-row", "", open) : el("span", "p-rest-row");
  row.append(el("span", "p-rest-name", name));
  if (number) row.append(el("span", "p-rest-number", number));
  if (note) row.append(el("span", "p-rest-note", note));
  const item = el("li", "");
  item.append(row);
  return item;
};

// A note; one that counts people leads to their rows.
/** @type {(io: Frame.Context["io"], text: string, drilldown: string) => HTMLElement} */
const noted = (io, text, drilldown) => {
  const note = el("p", "p-rest-said");
  note.append(drilldown ? cardButton("p-rest-drilldown", text, () => io.choose({ rows: drilldown })) : text);
  return note;
};

// The last events up to the day in view, the newest first.
/** @type {(ctx: Frame.Context) => { sel: string, day: string, text: Frame.Spoken }[]} */
const events = (ctx) =>
  ctx.atlas.events.filter((event) => event.date <= ctx.day && knownEvent(ctx, event))
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0)).slice(0, EVENTS)
    .map((event) => ({ sel: "event:" + event.id, day: event.date_text, text: ctx.text(event, "title") }));

// A post is named after its place, which says neither that it is one nor of which rank.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => string} */
const awaited = (ctx, subject, state) => {
  const post = isDiplomatic(subject) && (state.rank ? rankWord(ctx.words, state.rank) : kindWord(ctx.words, subject.kind));
  return [post, ctx.words("map.card.awaited")].filter(Boolean).join(" · ");
};

// What is announced for a later day, the soonest first.
/** @type {(ctx: Frame.Context) => { sel: string, day: string, text: Frame.Spoken, note: string }[]} */
const promises = (ctx) =>
  ctx.atlas.subjects.filter((subject) => ctx.shown(subject.id))
    .flatMap((subject) => {
      const state = ctx.state(subject.id);
      return state && state.step === "announced" && state.due && latestDay(state.due) > ctx.day ? [{ subject, state }] : [];
    })
    .sort((a, b) => (latestDay(a.state.due) < latestDay(b.state.due) ? -1 : 1)).slice(0, PROMISES)
    .map(({ subject, state }) => ({ sel: subject.id, day: state.due, text: ctx.text(subject, "label"), note: awaited(ctx, subject, state) }));

/** @type {(ctx: Frame.Context, cls: string, line: Dated) => HTMLLIElement} */
const dated = (ctx, cls, { sel, day, text, note }) => {
  const row = cardButton("p-around-row", "", () => ctx.select(sel));
  const words = el("span", "p-around-text");
  words.append(say(el("span"), text));
  if (note) words.append(" ", el("span", "p-around-note", note));
  row.append(el("span", "p-around-day", whenText(ctx, day)), words);
  const item = el("li", cls);
  item.append(row);
  return item;
};

/** Written only when it says something else: most days say what the day before said. @type {(ctx: Frame.Context, list: HTMLElement) => () => void} */
const aroundIn = (ctx, list) => {
  let written = "";
  return () => {
    const [past, promised] = [events(ctx), promises(ctx)];
    const text = JSON.stringify([past, promised]);
    if (text === written) return;
    written = text;
    list.replaceChildren(...past.map((one) => dated(ctx, "p-past", one)), ...promised.map((one) => dated(ctx, "p-promised", one)));
  };
};

// Where all does not fit, what stands under a row moves beside it; then things are left out, the least first: older
// events, the second promise, notes, the way to the story, which *Present* in the header opens too, and the first note.
/** @type {(body: HTMLElement, node: HTMLElement) => void} */
const trim = (body, node) => {
  const droppable = findAll(node, ".p-past:not(:first-child)").reverse();
  const promised = findAll(node, ".p-promised").slice(1);
  const notes = findAll(node, ".p-rest-said").reverse();
  const first = notes.splice(-1);
  const all = [...droppable, ...promised, ...notes, ...findAll(node, ".p-tell"), ...first];
  const fits = () => body.scrollHeight <= body.clientHeight;
  for (const item of all) item.hidden = false;
  node.classList.remove("p-tight");
  node.classList.toggle("p-tight", !fits());
  for (const item of all) {
    if (fits()) return;
    item.hidden = true;
  }
};

/** @type {(ctx: Frame.Context) => Frame.Card} */
export const restOfCard = (ctx) => {
  const { title: text, rows, notes, drilldowns } = situationOf(ctx);
  const node = el("article", "p-card p-empty");
  const title = el("h2", "p-h2", text);
  const list = el("ul", "p-rest");
  list.append(...rows.map((row) => nation(ctx, row)));
  const noteBox = el("div", "p-rest-notes");
  noteBox.append(...notes.map((note, at) => noted(ctx.io, note, drilldowns[at] || "")));
  const around = el("ul", "p-around");
  const heading = el("h3", "p-h3", ctx.words("map.card.around"));
  const fillAround = aroundIn(ctx, around);
  const fill = () => {
    fillAround();
    heading.hidden = !around.children.length;
  };
  fill();
  node.append(title, list, noteBox, heading, around);
  node.append(cardButton("p-quiet p-tell", ctx.words("map.story.tell"), () => ctx.story.go(1)));
  const refresh = makeRoving(node, STOPS); // one stop, as the lists on the map are
  refresh();
  const step = () => { fill(); refresh(); };
  return { node, title, step, fit: (body) => { trim(body, node); refresh(); } };
};

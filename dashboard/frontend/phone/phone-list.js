// The phone: below the day (strip.js) everything in view as rows with the number on the right.

import { lifeOf } from "../data/lives.js";
import { isOpen, isOver } from "../data/steps.js";
import { arrange, el, put, say, sayAll } from "../lib/dom.js";
import { isEarlier, isNow } from "../view/groups.js";
import { cardButton, glyphOf } from "../view/controls.js";
import { ofDay } from "../view/running.js";
import {
  isSite, kindWord, lastSeen, missingNumber, numberOf, numberText, placesOf, rankWord, rowNumber, stepWord, whereText,
} from "../view/wording.js";
import { dayStrip } from "./day-strip.js";
import { makeKey } from "./phone-key.js";

/** @typedef {ReturnType<typeof makeRow>} Made */

const TOWN = "nuuk";
const GROUPS = ["office", "honorary", "own"]; // the groups in which posts are counted, as everywhere

/** Under whom a subject stands: what several nations do as one is no nation's. @type {(wholes: Frame.Context["wholes"], subject: Payload.Subject) => string} */
const ownerOf = (wholes, { id, actor }) => (wholes.has(id) ? id : actor);

// Nations in an order that no day changes, so that nothing jumps while scrubbing: the largest number ever first.
/** @type {(ctx: Frame.Context) => (a: Payload.Subject, b: Payload.Subject) => number} */
const order = (ctx) => {
  /** @type {Map<string, number>} */
  const most = new Map();
  for (const subject of ctx.atlas.subjects) {
    let size = 0;
    for (const s of lifeOf(ctx, subject.id)) {
      if (subject.kind === "contingent" && (s.step === "in_place" || s.step === "sent" || ctx.wholes.has(subject.id))) size = Math.max(size, s.low || 0, s.high || 0);
    }
    most.set(ownerOf(ctx.wholes, subject), Math.max(most.get(ownerOf(ctx.wholes, subject)) || 0, size));
  }
  /** @type {(s: Payload.Subject) => number} */
  const rank = (s) => ctx.atlas.kinds.indexOf(s.kind);
  /** @type {(s: Payload.Subject) => 0 | 1} */
  const named = (s) => (s.actor ? 0 : 1);
  /** @type {(a: string, b: string) => 0 | 1 | -1} */
  const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const collate = new Intl.Collator(ctx.lang || "en").compare; // as the reader's language sorts, not by codes
  /** @type {(s: Payload.Subject) => string} */
  const owner = (s) => (ctx.wholes.has(s.id) ? ctx.nameOf("whose", s.id) : s.actor && ctx.name(s.actor));
  /** @type {(s: Payload.Subject) => number} */
  const size = (s) => most.get(ownerOf(ctx.wholes, s)) || 0;
  return (a, b) =>
    named(a) - named(b) || size(b) - size(a) || collate(owner(a), owner(b)) || byText(ownerOf(ctx.wholes, a), ownerOf(ctx.wholes, b)) || rank(a) - rank(b);
};

/** @param {Frame.Context} ctx @param {{ id: string }} subject */
const makeRow = (ctx, subject) => {
  const row = cardButton("p-li", "", () => ctx.select(subject.id));
  row.dataset.id = subject.id;
  const words = el("span", "p-li-words");
  const name = el("span", "p-li-name");
  const note = el("span", "p-li-note");
  const right = el("span", "p-li-right");
  const item = el("li", "");
  words.append(name, note);
  row.append(words, right);
  item.append(row);
  return { item, row, name, note, right, key: "" };
};

/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => string} */
const places = (ctx, subject, state) => {
  const spots = (state.spots || []).filter((s) => s[0]);
  if (spots.length > 1) return spots.map((s) => [ctx.placeName(s[0]), numberText(ctx, s[2], s[3], "", state.rounded)].filter(Boolean).join(" ")).join(" · ");
  if (isSite(subject) && state.place === subject.place) return "";
  const ids = placesOf(subject, state);
  return whereText(ctx, ids);
};

// Under the name: for what, which rank, where, in which status; what is last known says its day instead.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => (string | Frame.Spoken)[]} */
const noteOf = (ctx, subject, state) => {
  const what = subject.kind === "contingent" ? ctx.text(subject, "task") : subject.kind === "post" || !subject.actor ? "" : ctx.text(subject, "label");
  const rank = subject.kind === "post" ? state.rank ? rankWord(ctx.words, state.rank) : kindWord(ctx.words, subject.kind) : "";
  const plain = state.step === "in_place" || (isSite(subject) && state.step === "open");
  const step = state.last_known ? ctx.words("map.card.last_reported", { day: lastSeen(ctx, state) }) : plain ? "" : stepWord(ctx.words, state.step);
  const flags = [state.unconfirmed && "unconfirmed", ctx.unverified(state) && "unverified", state.disputed && "disputed"].filter(Boolean);
  const whole = numberOf(ctx, state) || state.wants_number !== "with_whole" ? "" : missingNumber(ctx.words, state);
  return [what, rank, places(ctx, subject, state), step, ...flags.map((flag) => ctx.words("map.flag." + flag)), whole];
};

/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => string[] | Element[]} */
const rightOf = (ctx, subject, state) => {
  if (subject.kind !== "contingent") return [glyphOf(ctx, subject, state)];
  const number = isOver(state.step) ? "" : rowNumber(ctx, state, state.low, state.high);
  if (number !== "?") return number ? [number] : [];
  const mark = el("span", "", "?");
  mark.setAttribute("aria-hidden", "true");
  return [mark, el("span", "p-hidden", ctx.words("number.not_given"))];
};

// Alone under its nation a subject bears its name; else the nation has a row of its own above.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, made: Made, alone: boolean) => void} */
const fill = (ctx, subject, made, alone) => {
  const state = ctx.state(subject.id);
  if (!state) return;
  const later = (state.last || "") > ctx.day;
  const key = [alone, ctx.lang, ctx.table.indexAt(subject.id, ctx.day, ctx.known), later ? ctx.day : ""].join("|");
  if (made.key === key) return;
  made.key = key;
  const nation = ctx.wholes.has(subject.id) ? ctx.nameOf("whose", subject.id) : subject.actor ? ctx.name(subject.actor) : "";
  say(made.name, nation || ctx.text(subject, "label"));
  made.name.classList.toggle("p-hidden", !alone);
  made.item.classList.toggle("p-again", !alone);
  sayAll(made.note, noteOf(ctx, subject, state));
  made.row.classList.toggle("p-faint", Boolean(state.last_known || state.unconfirmed || ctx.unverified(state)));
  made.right.replaceChildren(...rightOf(ctx, subject, state));
  made.right.className = "p-li-right" + (isOpen(state.step) || state.step === "sent" ? "" : " p-not-yet");
};

// The number of a nation is Python's, and only of the day and the choice that it answered; nothing is added up here.
/** @type {(ctx: Pick<Frame.Context, "day" | "view">, actor: string) => string} */
const nationNumber = ({ day, view }, actor) => {
  const { situation, asof, ahead } = view;
  const row = asof === day && !ahead && ((situation || {}).rows || []).find(({ sel }) => sel === "nation:" + actor);
  return row ? row.number : "";
};

/** @param {Frame.Context} ctx @param {string} actor */
const makeNation = (ctx, actor) => {
  const made = makeRow(ctx, { id: "nation:" + actor });
  made.row.classList.add("p-li-nation");
  return made;
};

/** @type {(ctx: Frame.Context, actor: string, made: Made) => void} */
const fillNation = (ctx, actor, made) => {
  put(made.name, ctx.name(actor));
  put(made.right, nationNumber(ctx, actor));
};

// The town first: its posts, counted in the groups of all other places of the page.
/** @param {Frame.Context} ctx */
const makeTown = (ctx) => {
  const made = makeRow(ctx, { id: "place:" + TOWN });
  made.row.classList.add("p-town");
  made.right.className = "p-diamonds";
  return made;
};

/** @type {(ctx: Frame.Context, made: Made, subjects: Payload.Subject[]) => void} */
const fillTown = (ctx, made, subjects) => {
  const posts = subjects.flatMap((subject) => {
    const state = subject.kind === "post" ? ctx.state(subject.id) : null;
    return state && state.place === TOWN ? [{ subject, state }] : [];
  });
  /** @type {(key: string, test: (state: Payload.State) => boolean) => { key: string, list: typeof posts }} */
  const group = (key, test) => ({ key, list: posts.filter(({ state }) => test(state)) });
  const [first, ...others] = GROUPS.map((name) => group(`map.group.${name}`, (state) => isNow(state) && state.group === name));
  const counted = [
    first, group("map.group.announced", ({ step }) => step === "announced"), ...others, group("map.group.earlier", isEarlier)];
  made.item.hidden = !posts.length;
  put(made.name, ctx.placeName(TOWN));
  put(made.note, counted.filter(({ list }) => list.length).map(({ key, list }) => ctx.words(key, { n: list.length })).join(", "));
  const drawn = counted.flatMap(({ list }) => list);
  const key = drawn.map(({ subject, state }) => subject.id + state.step + state.last_known).join();
  if (made.key === key) return;
  made.key = key;
  made.right.replaceChildren(...drawn.map(({ subject, state }) => glyphOf(ctx, subject, state)));
};

// Items in their order: a nation with several subjects has a row of its own above them.
/** @type {(ctx: Frame.Context, subjects: Payload.Subject[], made: Map<string, Made>, nations: Map<string, Made>) => HTMLLIElement[]} */
const itemsOf = (ctx, subjects, made, nations) => {
  /** @type {Map<string, number>} */
  const count = new Map();
  for (const subject of subjects) count.set(ownerOf(ctx.wholes, subject), (count.get(ownerOf(ctx.wholes, subject)) || 0) + 1);
  const items = [];
  let before = null;
  for (const subject of subjects) {
    const { id } = subject;
    const actor = ownerOf(ctx.wholes, subject);
    const alone = !actor || count.get(actor) === 1;
    if (!alone && actor !== before) {
      const nation = nations.get(actor) || makeNation(ctx, actor);
      nations.set(actor, nation);
      fillNation(ctx, actor, nation);
      items.push(nation.item);
    }
    const row = made.get(id) || makeRow(ctx, subject);
    made.set(id, row);
    fill(ctx, subject, row, alone);
    items.push(row.item);
    before = actor;
  }
  return items;
};

/** @type {(ctx: Frame.Context) => { draw: (change: Frame.Change) => void }} */
export const makePhoneList = (ctx) => {
  const host = ctx.elements.rows;
  host.classList.add("p-rows");
  host.setAttribute("role", "region");
  const moveStrip = dayStrip(ctx, ctx.elements.strip);
  const key = makeKey(ctx);
  const town = makeTown(ctx);
  const list = el("ul", "p-list");
  const none = el("p", "p-none");
  host.append(key.root, list, none);
  /** @type {Map<string, Made>} */
  const made = new Map();
  /** @type {Map<string, Made>} */
  const nations = new Map();
  /** @type {((a: Payload.Subject, b: Payload.Subject) => number) | null} */
  let byNation = null;
  let sortedFor = "";

  /** @type {(change: Frame.Change) => void} */
  const draw = (change) => {
    const present = ctx.present();
    ctx.elements.strip.hidden = present;
    host.hidden = present;
    if (present || !ctx.narrow()) return;
    moveStrip(change.words || change.view);
    if (change.words || !byNation) {
      host.setAttribute("aria-label", ctx.words("map.rows.label"));
      key.words();
    }
    if (!(change.day || change.view || change.size || change.words) && byNation) return;
    const sorting = `${ctx.known} ${ctx.lang}`;
    if (sortedFor !== sorting || !byNation) {
      byNation = order(ctx);
      sortedFor = sorting;
    }
    const subjects = ctx.atlas.subjects.filter((s) => ctx.shown(s.id)).map((s) => ofDay(s, ctx.state(s.id))).sort(byNation);
    fillTown(ctx, town, subjects);
    arrange(list, [town.item, ...itemsOf(ctx, subjects, made, nations)]);
    none.hidden = subjects.length > 0;
    put(none, subjects.length ? "" : ctx.words("map.rows.none"));
  };
  return { draw };
};

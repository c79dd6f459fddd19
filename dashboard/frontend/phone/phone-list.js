// The phone: below the day (strip.js) everything in view as rows with the number on the right.

import { lifeOf } from "../data/lives.js";
import { isOpen, isOver } from "../data/steps.js";
import { arrange, say, sayAll } from "../lib/dom.js";
import { cardButton, glyphOf } from "../view/pieces.js";
import { ofDay } from "../view/running.js";
import {
  isSite, lastSeen, missingNumber, numberOf, numberText, placesOf, rowNumber, stepWord, vaguePlace,
} from "../view/wording.js";
import { dayStrip } from "./day-strip.js";
import { makeKey } from "./phone-key.js";

const TOWN = "nuuk";
const GROUPS = ["office", "honorary", "own"]; // the groups in which posts are counted, as everywhere

// Nations in an order that no day changes, so that nothing jumps while scrubbing: the largest number ever first.
const order = (ctx) => {
  const most = new Map();
  for (const subject of ctx.atlas.subjects) {
    let size = 0;
    for (const s of lifeOf(ctx, subject.id)) {
      if (subject.kind === "contingent" && (s.step === "in_place" || s.step === "sent")) size = Math.max(size, s.low || 0, s.high || 0);
    }
    most.set(subject.actor, Math.max(most.get(subject.actor) || 0, size));
  }
  const rank = (s) => ctx.atlas.kinds.indexOf(s.kind);
  const named = (s) => (s.actor ? 0 : 1);
  const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const size = ({ actor }) => most.get(actor) || 0;
  return (a, b) =>
    named(a) - named(b) || size(b) - size(a) || byText(a.actor, b.actor) || rank(a) - rank(b);
};

const set = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

const makeRow = (ctx, subject) => {
  const row = cardButton(ctx, "p-li", "", () => ctx.select(subject.id));
  row.dataset.id = subject.id;
  const words = ctx.el("span", "p-li-words");
  const name = ctx.el("span", "p-li-name");
  const note = ctx.el("span", "p-li-note");
  const right = ctx.el("span", "p-li-right");
  const item = ctx.el("li", "");
  words.append(name, note);
  row.append(words, right);
  item.append(row);
  return { item, row, name, note, right, key: "" };
};

const places = (ctx, subject, state) => {
  const spots = (state.spots || []).filter((s) => s[0]);
  if (spots.length > 1) return spots.map((s) => [ctx.placeName(s[0]), numberText(ctx, s[2], s[3])].filter(Boolean).join(" ")).join(" · ");
  if (isSite(subject) && state.place === subject.place) return "";
  const ids = placesOf(subject, state);
  return vaguePlace(ctx, ids) || ids.map(ctx.placeName).join(", ");
};

// Under the name: for what, which rank, where, in which status; what is last known says its day instead.
const noteOf = (ctx, subject, state) => {
  const what = subject.kind === "contingent" ? ctx.text(subject, "task") : subject.kind === "post" || !subject.actor ? "" : ctx.text(subject, "label");
  const rank = subject.kind === "post" ? ctx.words(state.rank ? "map.rank." + state.rank.replace(/ /g, "_") : "map.kind.post") : "";
  const plain = state.step === "in_place" || (isSite(subject) && state.step === "open");
  const step = state.last_known ? ctx.words("map.card.last_reported", { day: lastSeen(ctx, state) }) : plain ? "" : stepWord(ctx, state.step);
  const flags = [state.unconfirmed && "unconfirmed", ctx.unverified(state) && "unverified", state.disputed && "disputed"].filter(Boolean);
  const whole = numberOf(ctx, state) || state.wants_number !== "with_whole" ? "" : missingNumber(ctx, state);
  return [what, rank, places(ctx, subject, state), step, ...flags.map((flag) => ctx.words("map.flag." + flag)), whole];
};

const rightOf = (ctx, subject, state) => {
  if (subject.kind !== "contingent") return [glyphOf(ctx, subject, state)];
  const number = isOver(state.step) ? "" : rowNumber(ctx, state, state.low, state.high);
  if (number !== "?") return number ? [number] : [];
  const mark = ctx.el("span", "", "?");
  mark.setAttribute("aria-hidden", "true");
  return [mark, ctx.el("span", "p-hidden", ctx.words("number.not_given"))];
};

// Alone under its nation a subject bears its name; else the nation has a row of its own above.
const fill = (ctx, subject, made, alone) => {
  const state = ctx.state(subject.id);
  const key = [alone, ctx.lang, ctx.table.indexAt(subject.id, ctx.day, ctx.known), state.last > ctx.day ? ctx.day : ""].join("|");
  if (made.key === key) return;
  made.key = key;
  const nation = subject.actor ? ctx.name(subject.actor) : "";
  say(made.name, nation || ctx.text(subject, "label"));
  made.name.classList.toggle("p-hidden", !alone);
  made.item.classList.toggle("p-again", !alone);
  sayAll(made.note, noteOf(ctx, subject, state));
  made.row.classList.toggle("p-faint", Boolean(state.last_known || state.unconfirmed || ctx.unverified(state)));
  made.right.replaceChildren(...rightOf(ctx, subject, state));
  made.right.className = "p-li-right" + (isOpen(state.step) || state.step === "sent" ? "" : " p-not-yet");
};

// The number of a nation is Python's, and only of the day that it answered; nothing is added up here.
const nationNumber = (ctx, actor) => {
  const { situation, asof } = ctx.view;
  const row = asof === ctx.day && ((situation || {}).rows || []).find(({ sel }) => sel === "nation:" + actor);
  return row ? row.number : "";
};

const makeNation = (ctx, actor) => {
  const made = makeRow(ctx, { id: "nation:" + actor });
  made.row.classList.add("p-li-nation");
  return made;
};

const fillNation = (ctx, actor, made) => {
  set(made.name, ctx.name(actor));
  set(made.right, nationNumber(ctx, actor));
};

// The town first: its posts, counted in the groups of all other places of the page.
const makeTown = (ctx) => {
  const made = makeRow(ctx, { id: "place:" + TOWN });
  made.row.classList.add("p-town");
  made.right.className = "p-diamonds";
  return made;
};

const fillTown = (ctx, made, subjects) => {
  const posts = subjects.map((s) => [s, ctx.state(s.id)]).filter(([s, v]) => s.kind === "post" && v.place === TOWN);
  const at = (step, group) => posts.filter(([, v]) => v.step === step && (!group || v.group === group));
  const open = GROUPS.map((group) => ["map.group." + group, at("open", group)]);
  const counted = [open[0], ["map.group.announced", at("announced")], ...open.slice(1), ["map.group.earlier", at("attested")]];
  made.item.hidden = !posts.length;
  set(made.name, ctx.placeName(TOWN));
  set(made.note, counted.filter(([, list]) => list.length).map(([key, list]) => ctx.words(key, { n: list.length })).join(", "));
  const drawn = counted.flatMap(([, list]) => list);
  const key = drawn.map(([s, v]) => s.id + v.step + v.last_known).join();
  if (made.key === key) return;
  made.key = key;
  made.right.replaceChildren(...drawn.map(([s, v]) => glyphOf(ctx, s, v)));
};

// Items in their order: a nation with several subjects has a row of its own above them.
const itemsOf = (ctx, subjects, made, nations) => {
  const count = new Map();
  for (const { actor } of subjects) count.set(actor, (count.get(actor) || 0) + 1);
  const items = [];
  let before = null;
  for (const subject of subjects) {
    const { actor, id } = subject;
    const alone = !actor || count.get(actor) === 1;
    if (!alone && actor !== before) {
      if (!nations.has(actor)) nations.set(actor, makeNation(ctx, actor));
      fillNation(ctx, actor, nations.get(actor));
      items.push(nations.get(actor).item);
    }
    if (!made.has(id)) made.set(id, makeRow(ctx, subject));
    fill(ctx, subject, made.get(id), alone);
    items.push(made.get(id).item);
    before = actor;
  }
  return items;
};

export const makePhoneList = (ctx) => {
  const host = ctx.elements.rows;
  host.classList.add("p-rows");
  host.setAttribute("role", "region");
  const moveStrip = dayStrip(ctx, ctx.elements.strip);
  const key = makeKey(ctx);
  const town = makeTown(ctx);
  const list = ctx.el("ul", "p-list");
  const none = ctx.el("p", "p-none");
  host.append(key.root, list, none);
  const [made, nations] = [new Map(), new Map()];
  let byNation = null;
  let sortedFor = "";

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
    if (sortedFor !== ctx.known || !byNation) {
      byNation = order(ctx);
      sortedFor = ctx.known;
    }
    const subjects = ctx.atlas.subjects.filter((s) => ctx.shown(s.id)).map((s) => ofDay(s, ctx.state(s.id))).sort(byNation);
    fillTown(ctx, town, subjects);
    arrange(list, [town.item, ...itemsOf(ctx, subjects, made, nations)]);
    none.hidden = subjects.length > 0;
    set(none, subjects.length ? "" : ctx.words("map.rows.none"));
  };
  return { draw };
};

// The list of the unplaced: what has no point on the map stands beside it, with the same symbols and the same behaviour.

import { attr, el, findAll, makeButton, put } from "../lib/dom.js";
import { makeRoving } from "../lib/roving.js";
import { ofTheDay } from "../view/groups.js";
import { precedence } from "../view/items.js";
import { rowList } from "./rowlist.js";

const BEHIND = new Set(["considered", "ended", "closed", "declined", "cancelled", "not_asked", "attested"]);

/** @type {(item: Frame.Item) => number} */
const people = (item) => Math.max(item.spot[2] || 0, item.spot[3] || 0);
/** @type {(a: Frame.Item, b: Frame.Item) => number} */
const bySize = (a, b) => precedence(a) - precedence(b) || people(b) - people(a);

const ROW = 24;
const LINE = 15;
const PAPER = 62; // margins and head
const SEA = 48; // what a long list leaves of the sea

// The programme of the day first; what a nation does under another stands apart, under its own words.
// What is over or only weighed comes last of all.
/** @type {(view: Frame.Context["view"], item: Frame.Item) => 0 | 1 | 2} */
const group = (view, item) => (BEHIND.has(item.state.step) ? 2 : ofTheDay(view, item.subject) ? 0 : 1);

// On paper they stand two by two, in what the legend above leaves, less a strip of sea.
/** @type {(ctx: Pick<Frame.Context, "elements" | "map">, items: Frame.Item[]) => Frame.Item[]} */
const onPaper = ({ elements, map }, items) => {
  let room = map.getSize().y - findAll(elements.pane, ".legend")[0].offsetHeight - PAPER;
  let n = 0;
  for (; n < items.length; n += 2) {
    room -= ROW + LINE; // each says its place
    if (room < (n < 4 ? 0 : SEA)) break;
  }
  return items.slice(0, n);
};

/** @type {(ctx: Frame.Context, body: HTMLElement) => (items: Frame.Item[]) => void} */
const lists = (ctx, body) => {
  const [inside, apart, rest] = [el("div"), el("div"), el("div", "rest")];
  const outside = el("p", "under apart");
  body.append(inside, outside, apart, rest);
  const update = [inside, apart, rest].map((holder) => rowList(ctx, holder, { spell: true }));
  return (items) => {
    const split = [0, 1, 2].map((n) => items.filter((item) => group(ctx.view, item) === n));
    outside.hidden = !split[1].length;
    put(outside, ctx.words("map.unplaced.outside"));
    update.forEach((one, i) => one(split[i]));
  };
};

// At rest one line: how many, and whose.
/** @type {(whose: Frame.Context["whose"], items: Frame.Item[]) => string} */
const owners = (whose, items) => [...new Set(items.map(({ subject }) => whose(subject)))].filter(Boolean).join(", ");

/** @type {(ctx: Frame.Context) => { draw: () => void }} */
export const makeUnplacedList = (ctx) => {
  const unplacedList = el("section", "over unplaced-list");
  const head = el("div", "unplaced-list-head");
  const title = el("b");
  const names = el("span", "under");
  const left = el("span", "left under");
  const more = makeButton("fold", "", () => ctx.unfold("unplaced-list"));
  head.append(title, names, left, more);
  const body = el("div", "unplaced-list-body");
  unplacedList.append(head, body);
  ctx.side.append(unplacedList);
  const list = lists(ctx, body);
  ctx.on("drawn", makeRoving(unplacedList, "button", { close: () => ctx.unfold("unplaced-list", false) }));

  const draw = () => {
    const items = ctx.items.filter((item) => item.where === "unplaced-list")
      .sort((a, b) => group(ctx.view, a) - group(ctx.view, b) || bySize(a, b));
    unplacedList.hidden = !items.length || (ctx.present() && !ctx.spoken);
    const open = ctx.isOpen("unplaced-list") || ctx.present();
    unplacedList.classList.toggle("open", open);
    body.hidden = !open;
    if (unplacedList.hidden) return;
    const front = items.filter((item) => !BEHIND.has(item.state.step));
    const most = front.length ? front : items;
    const few = ctx.paper() ? onPaper(ctx, most) : ctx.present() ? most : items;
    put(title, ctx.words(open ? "map.unplaced.title" : "map.unplaced.count", { n: front.length }));
    put(names, open ? "" : owners(ctx.whose, front));
    put(more, ctx.words(open ? "map.unplaced.fold" : "map.unplaced.open"));
    attr(more, "aria-expanded", String(open));
    attr(unplacedList, "aria-label", ctx.words("map.unplaced.label"));
    if (open) list(few);
    put(left, ctx.paper() && few.length < items.length ? ctx.words("map.unplaced.more", { n: items.length - few.length }) : "");
  };
  return { draw };
};

// the list of Nuuk: nearly everything stands in one town, so the town is listed beside the map and tied to it by a line.
// At rest it is a small card: posts by group, people as dots; opened, everything by its name.

import { isOpen } from "../data/steps.js";
import { attr, el, makeButton, put, sayAll, svgEl } from "../lib/dom.js";
import { makeRoving } from "../lib/roving.js";
import { orderItems } from "../view/clusters.js";
import { isThere, postGroups } from "../view/groups.js";
import { isItemOver } from "../view/items.js";
import { layoutOf } from "../view/layout.js";
import { NUUK } from "../view/placement.js";
import { drawSymbol } from "../view/symbols.js";
import { itemButton } from "./item-button.js";
import { rowHeight, rowList } from "./rowlist.js";

const FRAME = 90; // margins of the pane, the gap to the legend, head and padding of the list
const LEAST = 3;
const HEAD = 22; // from the list's edge to the middle of its name
const WIDTH = 152; // of a row of people

const SYMBOLS = 5; // of a group of posts, drawn at rest
const INLINE = 120; // pixels that dots may take in the line
const ROWS = 4; // contingents at rest; the rest is one step away

// At rest: a line for each group of posts, symbols before words.
/** @type {(ctx: Frame.Context, group: { items: Frame.Item[], text: string }) => HTMLDivElement} */
const groupLine = (ctx, { items, text }) => {
  const node = el("div", "group-line");
  for (const item of items.slice(0, SYMBOLS)) {
    const button = itemButton(ctx, item, "small");
    button.append(drawSymbol(ctx, item).node);
    node.append(button);
  }
  node.append(makeButton("words", text, () => ctx.unfold("nuuk-list", true)));
  return node;
};

// Who is there in numbers first; a nation of which nobody gave a number once.
/** @type {(items: Frame.Item[]) => Frame.Item[]} */
const peopleAtRest = (items) => {
  // What was promised and never confirmed is no news of the town: it stands in the whole list.
  /** @type {(item: Pick<Frame.Item, "state">) => boolean} */
  const lapsed = ({ state }) => state.step === "announced" && state.unconfirmed;
  const people = items.filter((item) => item.subject.kind === "contingent" && isThere(item) && !lapsed(item));
  const given = people.filter(({ spot }) => spot[2] || spot[3]);
  const seen = new Set(given.map(({ subject }) => subject.actor));
  const rest = people.filter(({ subject }) => !seen.has(subject.actor) && seen.add(subject.actor));
  return [...given, ...rest];
};

/** @type {(ctx: Frame.Context, holder: HTMLElement) => (items: Frame.Item[]) => boolean} */
const folded = (ctx, holder) => {
  const posts = el("div", "group-lines");
  const people = el("div", "people");
  holder.append(posts, people);
  const update = rowList(ctx, people, { inline: INLINE });
  let drawn = "";
  return (items) => {
    const groups = postGroups(ctx.words, items).slice(0, ctx.low() ? 2 : 4);
    const signature = JSON.stringify([ctx.lang, groups.map((one) => [one.text, one.items.map((item) => [item.key, item.index])])]);
    const changed = signature !== drawn;
    if (changed) posts.replaceChildren(...groups.map((one) => groupLine(ctx, one)));
    drawn = signature;
    return update(peopleAtRest(items).slice(0, ctx.low() ? 2 : ROWS)) || changed;
  };
};

// Where the leader line runs, a point each few pixels: names would rather not stand on it.
/** @type {(x: number, y: number, p: { x: number, y: number }, away: number) => { x: number, y: number, w: number, h: number }[]} */
const run = (x, y, p, away) => {
  const steps = Math.ceil(away / 8);
  return Array.from({ length: steps }, (_, i) => (
    { x: x + ((p.x - x) * i) / steps, y: y + ((p.y - y) * i) / steps, w: 1, h: 1 }));
};

// The line from the list to its town; gives a function that draws it from a box.
/** @type {(ctx: Frame.Context) => (found: Frame.Box | null) => void} */
const leaderOf = (ctx) => {
  const line = svgEl("svg", { class: "leader", "aria-hidden": "true" });
  const leader = svgEl("path");
  line.append(leader);
  ctx.elements.pane.append(line);
  /** @type {Frame.Box | null} */
  let box = null; // where the list lies; read when it may have moved, not at each step of a drag
  const writable = /** @type {Frame.Written["map/nuuk-list.js"]} */ (ctx);
  const drawLeader = () => {
    writable.leader = [];
    if (!box) return;
    const p = ctx.map.latLngToContainerPoint([NUUK[1], NUUK[0]]);
    const x = box.x + box.w;
    const head = box.y + HEAD;
    // Level with the town, where it is shortest and crosses the least.
    const y = Math.max(head, Math.min(box.y + box.h - HEAD, p.y));
    const size = ctx.map.getSize();
    const away = Math.hypot(p.x - x, p.y - y);
    // No line to a town that is out of sight or under the list itself.
    const gone = p.x < x - 4 || p.x < 0 || p.y < 0 || p.x > size.x || p.y > size.y || away < 12;
    const short = 6 / away; // the line stops at the ring's edge
    const end = `${p.x - (p.x - x) * short} ${p.y - (p.y - y) * short}`;
    leader.setAttribute("d", gone ? "" : `M${x} ${y}L${end}`);
    if (!gone) writable.leader = run(x, y, p, away);
  };
  ctx.map.on("move zoom viewreset", drawLeader);
  return (found) => {
    if (found === box) return;
    box = found;
    line.style.display = box ? "" : "none";
    drawLeader();
  };
};

// On paper as many rows as there is room for: nobody can scroll it.
/** @type {(ctx: Pick<Frame.Context, "map" | "paper">, rows: Frame.Item[], heightOf: (item: Frame.Item) => number) => Frame.Item[]} */
const fitting = ({ map, paper }, rows, heightOf) => {
  if (!paper()) return rows;
  let free = map.getSize().y - FRAME;
  const n = rows.findIndex((item) => (free -= heightOf(item)) < 0);
  return n < 0 ? rows : rows.slice(0, Math.max(LEAST, n));
};

// Opened: posts in one column, the others in a second; gives a function that draws them and counts what it left out.
/** @type {(ctx: Frame.Context, body: HTMLElement) => (items: Frame.Item[]) => number} */
const unfolded = (ctx, body) => {
  const [left, right] = [el("div", "col"), el("div", "col")];
  body.append(left, right);
  const posts = rowList(ctx, left);
  const people = rowList(ctx, right, { tasks: true });
  /** @type {(item: Frame.Item) => boolean} */
  const behind = (item) => isItemOver(item) || item.state.step === "considered";
  return (items) => {
    const show = ctx.paper() ? items.filter((item) => !behind(item)) : items;
    const inOrder = orderItems(show);
    const here = fitting(ctx, inOrder.filter((item) => item.subject.kind === "post"), () => 20);
    const others = fitting(ctx, inOrder.filter((item) => item.subject.kind !== "post"), (item) => rowHeight(ctx, item, WIDTH));
    posts(here);
    people(others);
    return items.length - here.length - others.length;
  };
};

// Beside the name: other names of the town, and the commands that are at work there.
/** @type {(ctx: Pick<Frame.Context, "atlas" | "placeName" | "text">, items: Frame.Item[]) => (string | Frame.Spoken)[]} */
const alsoKnown = ({ atlas, placeName, text }, items) => {
  const { names } = atlas.places.nuuk;
  const commands = items.filter(({ subject, state }) => subject.kind === "command" && isOpen(state.step));
  return [...names.filter((name) => name !== placeName("nuuk")), ...commands.map(({ subject }) => text(subject, "label"))];
};

/** @type {(ctx: Frame.Context) => { draw: () => void, stand: () => void }} */
export const makeNuukList = (ctx) => {
  const nuukList = el("section", "over nuuk-list");
  const head = el("div", "nuuk-list-head");
  const title = makeButton("title", "", () => ctx.select("place:nuuk"));
  title.dataset.place = "nuuk";
  const under = el("span", "under");
  const more = makeButton("fold", "", () => ctx.unfold("nuuk-list"));
  const left = el("span", "left under");
  head.append(title, under, left, more);
  const rest = el("div", "nuuk-list-rest");
  const body = el("div", "nuuk-list-body");
  nuukList.append(head, rest, body);
  ctx.side.append(nuukList);
  const drawFolded = folded(ctx, rest);
  const drawUnfolded = unfolded(ctx, body);
  const drawLeader = leaderOf(ctx);
  ctx.on("drawn", makeRoving(nuukList, "button", { close: () => ctx.unfold("nuuk-list", false) }));

  const draw = () => {
    const items = ctx.items.filter((item) => item.where === "nuuk-list");
    nuukList.hidden = !ctx.nuukList || !items.length;
    const open = ctx.isOpen("nuuk-list");
    /** @type {Frame.Written["map/nuuk-list.js"]} */ (ctx).nuukListTiny = ctx.tight() && !open && !ctx.present();
    nuukList.classList.toggle("open", open);
    rest.hidden = open || ctx.nuukListTiny;
    body.hidden = !open;
    if (nuukList.hidden) return;
    put(title, ctx.placeName("nuuk"));
    sayAll(under, ctx.nuukListTiny ? [] : alsoKnown(ctx, items));
    put(more, open ? ctx.words("map.nuuk_list.fold") : ctx.words("map.nuuk_list.all", { n: items.length }));
    attr(more, "aria-expanded", String(open));
    attr(nuukList, "aria-label", ctx.words("map.nuuk_list.label"));
    const out = open ? drawUnfolded(items) : 0;
    put(left, ctx.paper() && out ? ctx.words("map.unplaced.more", { n: out }) : "");
    if (!rest.hidden && drawFolded(orderItems(items))) ctx.grew();
  };
  const stand = () => drawLeader(ctx.nuukListTiny || ctx.narrow() || nuukList.hidden ? null : layoutOf(ctx).nuukList);
  return { draw, stand };
};

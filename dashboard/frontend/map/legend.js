// The legend: at rest a key to the few kinds on screen, with counts; opened, all kinds as switches and all statuses.

import { shapes } from "../data/shapes.js";
import { arrange, attr, childrenOf, el, makeButton, put, svgEl } from "../lib/dom.js";
import { makeRoving } from "../lib/roving.js";
import { hideKinds } from "../view/state.js";
import { drawMark, endBar, unlike } from "../view/symbols.js";

/**
 * @typedef {{ label: HTMLElement, input: HTMLInputElement, name: HTMLElement, count: HTMLElement, off: boolean }} Switch of a kind
 * @typedef {ReturnType<typeof everything>} Everything
 */

const ROWS = ["contingent", "base", "command", "outpost", "airport", "ship", "post", "ring"];
const GROUPS = ["office", "honorary", "own", "abroad"];
/** The name of the word for an entry: what it counts, in the plural. @type {(name: string) => string} */
const wordOf = (name) => `map.${GROUPS.includes(name) ? "group" : "legend"}.${name}`;
// What the key at rest names first stands in shapes.key; beyond MOST entries the rest is one step away.
const MOST = 5; // and the ring
// The life of a promise, then its exits, then what is in doubt.
const STEPS = [
  "considered", "announced", "sent", "in_place", "ended", "declined", "not_asked", "attested", "last_known",
  "unconfirmed", "unverified", "disputed",
];
/** @type {Record<string, string>} */
const CLASSES = {
  last_known: "s-in_place age1", unconfirmed: "s-announced unsure", unverified: "s-in_place unproven", disputed: "s-in_place",
};

/** @type {(width: number, height: number, viewBox: string, cls: string) => SVGSVGElement} */
const picture = (width, height, viewBox, cls) =>
  svgEl("svg", { width, height, viewBox, class: cls, "aria-hidden": "true" });

/** @type {(solid: string, hollow: string, cls: string) => SVGSVGElement} */
const dotSample = (solid, hollow, cls) => {
  const node = picture(18, 16, "0 0 18 16", `dots k-contingent ${cls}`);
  if (solid) node.append(svgEl("path", { class: "d1", d: solid, "stroke-width": 4.6 }));
  node.append(
    svgEl("path", { class: "d2", d: hollow, "stroke-width": 4.6 }),
    svgEl("path", { class: "d3", d: hollow, "stroke-width": 2.4 }),
  );
  return node;
};

/** @type {(kind: string) => SVGSVGElement} */
const sample = (kind) => {
  if (kind === "contingent") return dotSample("M3 8h0M9 8h0", "M15 8h0", "");
  if (kind === "last_known") return dotSample("", "M3 8h0M9 8h0M15 8h0", "age1");
  if (kind === "ring") {
    const node = picture(16, 16, "-8 -8 16 16", "mark");
    node.append(svgEl("circle", { class: "ring k-contingent", r: 6.5 }));
    return node;
  }
  if (GROUPS.includes(kind)) return drawMark("post", "k-post s-open", kind === "honorary");
  return drawMark(kind, `k-${kind} s-open`);
};

/** @type {(step: string) => SVGSVGElement} */
const keySample = (step) => {
  const node = picture(14, 14, "-8 -8 16 16", `mark k-key ${CLASSES[step] || "s-" + step}`);
  node.append(svgEl("circle", { class: "m", r: 5.5 }));
  if (step === "ended") node.append(endBar(0, 0, 2.6));
  if (step === "disputed") node.append(...unlike(5.4, -4.4));
  if (shapes.letters[step]) {
    const text = svgEl("text", { y: 3.6, "text-anchor": "middle", class: "letter" });
    text.textContent = shapes.letters[step];
    node.append(text);
  }
  return node;
};

/** What the key explains, for whoever draws it: each with its sample and the name of its word. */
export const keyEntries = () => [
  ...ROWS.map((kind) => ({ node: sample(kind), word: wordOf(kind) })),
  ...STEPS.map((step) => ({ node: keySample(step), word: `map.key.${step}` })),
];

/**
 * The entries of the key at rest: what is on screen, most telling first, and the ring where one is drawn.
 *
 * @param {Pick<Frame.Context, "counts" | "hidden">} ctx
 */
const keyAtRest = ({ counts, hidden }) => {
  /** @type {Record<string, number>} */
  const there = { ...counts.kinds, ...counts.openGroups, last_known: counts.lastKnown, contingent: counts.live.contingent };
  delete there.post; // named by its groups
  const list = shapes.key.filter((name) => there[name] && !hidden.has(GROUPS.includes(name) ? "post" : name));
  return [...list.slice(0, MOST), "ring"];
};

// Posts and sites as the sentence has them: the open ones, then those announced.
/** @type {(ctx: Pick<Frame.Context, "counts" | "words">, group: string) => string} */
const groupNumber = ({ counts, words }, group) => {
  const [open, announced] = [counts.openGroups[group] || 0, counts.announcedGroups[group] || 0];
  const promised = announced ? words("map.group.announced", { n: announced }) : "";
  return [open || !promised ? String(open) : "", promised].filter(Boolean).join(", ");
};
/** @type {(ctx: Frame.Context, name: string) => string | number} */
const numberOf = (ctx, name) => {
  if (name === "ring") return "";
  if (name === "last_known") return ctx.counts.lastKnown;
  return name === "contingent" ? ctx.counts.live[name] || "" : groupNumber(ctx, name);
};
/** @type {(ctx: Pick<Frame.Context, "day" | "fmtDay" | "known" | "words">, name: string) => string} */
const nameOf = ({ day, fmtDay, known, words }, name) => {
  // Beyond what the reader lets be known nothing is only last known: it is known by that day.
  if (name === "last_known" && day > known) return words("map.timeline.known_by", { day: fmtDay(known, "short") });
  return words(wordOf(name));
};

/** @type {(cls: string, kind: string) => HTMLSpanElement} */
const line = (cls, kind) => {
  const node = el("span", cls);
  node.append(sample(kind), el("span", "name"), el("span", "num"));
  node.dataset.entry = kind;
  return node;
};

// Kinds as switches, posts by group under theirs, then the statuses.
/** @param {Frame.Context} ctx */
const everything = (ctx) => {
  const body = el("div", "legend-body");
  const kinds = el("div", "legend-kinds");
  const key = el("div", "key");
  const possible = new Set(["ring"]);
  for (const subject of ctx.atlas.subjects) if (ctx.table.has(subject.id)) possible.add(subject.kind);
  /** @type {Map<string, Switch>} */
  const rows = new Map();
  for (const kind of ROWS.filter((one) => possible.has(one))) {
    const label = el("label", "switch");
    const input = el("input");
    input.type = "checkbox";
    input.checked = true;
    input.setAttribute("role", "switch");
    input.dataset.kind = kind;
    input.addEventListener("change", () => {
      const others = [...ctx.hidden].filter((one) => one !== kind);
      hideKinds(ctx, input.checked ? others : [...others, kind]);
      ctx.redraw({ view: true });
    });
    const name = el("span", "name");
    const count = el("span", "num");
    label.dataset.kind = kind;
    label.append(input, sample(kind), name, count);
    kinds.append(label);
    rows.set(kind, { label, input, name, count, off: false });
  }
  const groups = GROUPS.map((group) => line("entry group", group));
  const posts = el("div", "legend-groups");
  posts.append(...groups);
  rows.get("post")?.label.after(posts);
  for (const step of STEPS) {
    const one = el("span");
    one.append(keySample(step), el("span", "step"));
    one.dataset.step = step;
    key.append(one);
  }
  body.append(kinds, key);
  return { body, rows, groups, key };
};

/** @type {(ctx: Frame.Context, all: Everything, words: boolean | undefined) => void} */
const drawSwitches = (ctx, { rows, groups, key }, words) => {
  if (words) for (const one of childrenOf(key)) put(one.children[1], ctx.words(`map.key.${one.dataset.step}`));
  for (const [kind, row] of rows) {
    const off = ctx.hidden.has(kind);
    if (row.input.checked === off) row.input.checked = !off;
    const all = ctx.counts.kinds[kind] || 0;
    const gone = kind !== "ring" && all === 0 && !off;
    if (row.label.hidden !== gone) row.label.hidden = gone;
    if (words) put(row.name, ctx.words(wordOf(kind)));
    if (row.off !== off) row.label.classList.toggle("off", (row.off = off));
    const live = String((kind === "post" ? ctx.counts.live.post : numberOf(ctx, kind)) || 0);
    put(row.count, kind === "ring" ? "" : off ? ctx.words("map.legend.hides", { n: all }) : live);
  }
  for (const one of groups) {
    const group = one.dataset.entry || "";
    one.hidden = !ctx.counts.groups[group];
    put(one.children[1], nameOf(ctx, group));
    put(one.children[2], groupNumber(ctx, group));
  }
};

// Behind each number of the key at rest stand the rows that it counts, by the name of its entry.
/** @type {(io: Frame.Context["io"], kind: string) => HTMLElement} */
const entryAtRest = (io, kind) => {
  const node = line("entry", kind);
  if (kind === "ring") return node;
  node.children[2].replaceWith(makeButton("num", "", () => io.choose({ rows: `key_${kind}` })));
  return node;
};

/** @type {(ctx: Frame.Context) => { draw: (change: Frame.Change) => void }} */
export const makeLegend = (ctx) => {
  const legend = el("section", "over legend");
  const head = el("div", "legend-head");
  const title = el("b");
  const more = makeButton("fold", "", () => ctx.unfold("legend"));
  const counted = el("p", "under");
  head.append(title, more);
  const rest = el("div", "legend-rest");
  const all = everything(ctx);
  const entries = new Map([...shapes.key, "ring"].map((name) => [name, entryAtRest(ctx.io, name)]));
  legend.append(head, counted, rest, all.body);
  ctx.side.append(legend);
  /** @type {Frame.Written["map/legend.js"]} */ (ctx).showAllKinds = () => {
    hideKinds(ctx, []);
    ctx.redraw({ view: true });
  };
  ctx.on("drawn", makeRoving(legend, "button, input", { close: () => ctx.unfold("legend", false) }));

  /** @type {(change: Frame.Change) => void} */
  const draw = (change) => {
    const open = ctx.isOpen("legend");
    legend.classList.toggle("open", open);
    all.body.hidden = !open;
    rest.hidden = open || ctx.tight();
    counted.hidden = rest.hidden && !open;
    attr(more, "aria-expanded", String(open));
    put(title, ctx.words("map.legend.title"));
    put(counted, ctx.words("map.legend.counted"));
    put(more, ctx.words(open ? "map.legend.fold" : "map.legend.open"));
    if (change.words) legend.setAttribute("aria-label", ctx.words("map.legend.title"));
    if (open || change.words) drawSwitches(ctx, all, change.words);
    if (rest.hidden) return;
    const names = keyAtRest(ctx);
    if (names.length !== rest.children.length) ctx.grew();
    const shown = names.flatMap((name) => entries.get(name) || []);
    arrange(rest, shown);
    for (const node of shown) {
      const name = node.dataset.entry || "";
      put(node.children[1], nameOf(ctx, name));
      put(node.children[2], String(numberOf(ctx, name)));
    }
  };
  return { draw };
};

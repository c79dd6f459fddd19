// The cards of a nation, a place, an event and a source: the same slot, the same rows.

import { storeOf } from "../data/lives.js";
import { isOpen, isOver, stepNames } from "../data/steps.js";
import { childrenOf, el, say } from "../lib/dom.js";
import { latestDay } from "../lib/days.js";
import { compact, groupBy } from "../lib/lists.js";
import { groundDistance } from "../lib/projection.js";
import { ofTheDay } from "../view/groups.js";
import { cardButton, cardRow, glyphOf, markEnglish, rowDots, sectionHeading } from "../view/controls.js";
import { ofDay, runners } from "../view/running.js";
import {
  isSite, knownEvent, lastSeen, missingNumber, numberText, ownValue, placesOf, rankWord, rowNumber, stepWord, subjectOf,
  whenText, whereText,
} from "../view/wording.js";
import { isKnown, languageOf, reportItem, reportsOf, sourceLink, sourceList, withEvidence } from "./claims.js";
import { reportError } from "./report-error.js";
import { section } from "./section.js";

/** @typedef {import("./claims.js").Report} Report */
/** @typedef {{ lat: number | null, lon: number | null }} Spot */
/** @typedef {{ subject: Payload.Subject, state: Payload.State | null, row: HTMLElement }} Here what stands at a place */

const NEAR_KM = 12;

/** @type {(cls: string, record: string, over: Node | null, title: HTMLElement) => HTMLElement} */
const article = (cls, record, over, title) => {
  const node = el("article", "p-card " + cls);
  node.dataset.card = record;
  if (over) node.append(over);
  title.tabIndex = -1;
  node.append(title);
  return node;
};
/** @type {(text?: string) => HTMLHeadingElement} */
const h2 = (text) => el("h2", "p-h2", text);
/** @type {(cls: string, list: (Node | string | false | null | undefined | 0)[]) => HTMLParagraphElement} */
const line = (cls, list) => {
  const box = el("p", cls);
  compact(list).forEach((part, i) => box.append(...(i ? [" · ", part] : [part])));
  return box;
};
/** @type {(ctx: Frame.Context, node: HTMLElement, sel: string, fill: (box: HTMLElement, evidence: Frame.Evidence) => void) => void} */
const later = (ctx, node, sel, fill) => {
  const box = el("div", "p-claims");
  node.append(box);
  const failed = () => box.replaceChildren(el("p", "p-none", ctx.words("map.card.claims_failed")));
  withEvidence(ctx, sel, (evidence) => { box.replaceChildren(); fill(box, evidence); }, failed);
};

/** @type {(a: Spot | null | undefined, b: Spot | null | undefined) => number | null} */
const kilometres = (a, b) => {
  if (!a || !b || a.lat === null || a.lon === null || b.lat === null || b.lon === null) return null;
  return groundDistance([a.lon, a.lat], [b.lon, b.lat]) / 1000; // the same figure as beside the line on the map
};

// What a row says of a state: rank, status with its day, doubts, where. What is last known is no longer told as so.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State | null, titleOf: string) => string} */
const rowNote = (ctx, subject, state, titleOf) => {
  if (!state) return stepWord(ctx.words, "");
  const rank = state.rank ? rankWord(ctx.words, state.rank) : "";
  const step = state.last_known ? ctx.words("map.card.last_reported", { day: lastSeen(ctx, state) }) : stepWord(ctx.words, state.step);
  const due = state.step === "announced" && state.due ? ctx.words("map.card.due_on", { day: whenText(ctx, state.due) }) : "";
  const doubts = [state.unconfirmed && "unconfirmed", ctx.unverified(state) && "unverified", state.disputed && "disputed"]
    .map((flag) => flag && ctx.words("map.flag." + flag));
  const places = titleOf === "place" ? [] : placesOf(subject, state);
  const where = places.length && isSite(subject) ? "" : whereText(ctx, places);
  const whole = state.wants_number === "with_whole" && state.low === null && state.high === null ? missingNumber(ctx.words, state) : "";
  return [rank, step, due, ...doubts, titleOf === "place" ? "" : where, whole].filter(Boolean).join(" · ");
};
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State | null, spot?: Frame.Item["spot"] | null, titleOf?: string) => HTMLButtonElement} */
const subjectRow = (ctx, subject, state, spot = null, titleOf = "") => {
  const step = state ? state.step : "";
  const [low, high] = spot ? [spot[2], spot[3]] : state ? [state.low, state.high] : [null, null];
  const counted = state && !isOver(step) ? state : null;
  const number = counted ? rowNumber(ctx, counted, low, high) : "";
  return cardRow(ctx, {
    sel: subject.id,
    id: subject.id,
    title: ctx.text(subject, "label"),
    note: rowNote(ctx, subject, state, titleOf),
    number,
    military: subject.kind === "contingent" && (isOpen(step) || step === "sent") && !state?.last_known,
    glyph: glyphOf(ctx, subject, state),
    dots: counted && subject.kind === "contingent" ? rowDots(ctx, subject, counted, low, high) : null,
  });
};
/** @type {(ctx: Frame.Context, subjects: Payload.Subject[]) => { subject: Payload.Subject, state: Payload.State | null }[]} */
const sorted = (ctx, subjects) => {
  const order = [...stepNames(), ""];
  /** @type {(item: { state: Payload.State | null }) => number} */
  const rank = ({ state }) => order.indexOf(state ? state.step : "");
  return subjects.map((subject) => ({ subject, state: ctx.state(subject.id) })).sort((a, b) => rank(a) - rank(b));
};

/** @type {(ctx: Frame.Context, id: string) => { node: HTMLElement, title: HTMLHeadingElement } | null} */
export const nationView = (ctx, id) => {
  const actor = ownValue(ctx.atlas.actors, id);
  if (!actor) return null;
  const title = h2(ctx.name(id));
  const node = article("p-nation-card", "nation:" + id, null, title);
  const km = kilometres(actor, ctx.atlas.places.nuuk);
  const far = km && km > NEAR_KM && ctx.words("map.card.km_from_nuuk", { km: new Intl.NumberFormat(ctx.lang === "en" ? "en-GB" : ctx.lang).format(Math.round(km)) });
  if (actor.capital) node.append(line("p-kicker", [ctx.capital(actor), far]));
  const all = ctx.atlas.subjects.filter((s) => (isSite(s) ? runners(ctx, s.id).some((one) => one.actor === id) : s.actor === id && !ctx.wholes.has(s.id)));
  // What is yet to be told is no row, nor what another runs that day.
  const mine = sorted(ctx, all).filter(({ subject, state }) => state && ofDay(subject, state).actor === id);
  /** @type {(test: (subject: Payload.Subject) => unknown) => HTMLButtonElement[]} */
  const rows = (test) => mine.filter(({ subject }) => test(subject)).map(({ subject, state }) => subjectRow(ctx, subject, state));
  /** @type {(s: Payload.Subject) => boolean} */
  const people = (s) => s.kind === "contingent";
  const { programme } = ctx.view;
  section(ctx.words, node, programme ? `map.programme.${programme}` : "map.card.contingents", rows((s) => people(s) && ofTheDay(ctx.view, s)));
  section(ctx.words, node, "map.card.outside_exercise", rows((s) => people(s) && !ofTheDay(ctx.view, s)));
  section(ctx.words, node, "map.card.posts", rows((s) => s.kind === "post"));
  section(ctx.words, node, "map.card.sites", rows(isSite));
  if (!mine.length) {
    const otherDays = all.some((s) => ctx.runs(s.id).length);
    node.append(el("p", "p-none", ctx.words(otherDays ? "map.card.no_word_on_day" : "map.card.nothing_of_nation")));
  }
  later(ctx, node, "nation:" + id, (box, evidence) => {
    const claims = [...evidence.byId.values()].filter((c) => isKnown(ctx.known, c, ctx.state(c.subject)));
    const subjects = new Set(mine.map(({ subject }) => subject.id));
    const craft = claims.filter((c) =>
      subjects.has(c.subject) && (c.counts === "aircraft" || c.counts === "ships") && !(c.day && latestDay(c.day) > ctx.day));
    const seen = new Set();
    // One type of aircraft in one number on one day is one report, however exactly each source names the type.
    /** @param {string} key */
    const once = (key) => !seen.has(key) && seen.add(key);
    /** @param {Frame.Claim} claim */
    const type = ({ value }) => (value.match(/[A-Z]+-\d+/) || [value])[0];
    const craftRows = craft.filter((c) => once([c.subject, type(c), c.low, c.high, c.day].join("|"))).map((c) => {
      const note = [whenText(ctx, c.day), ctx.words("map.counts." + c.counts)].filter(Boolean).join(" · ");
      return cardRow(ctx, { sel: c.subject, title: ctx.english(c.value), note, number: numberText(ctx, c.low, c.high) });
    });
    section(ctx.words, box, "map.card.craft", craftRows);
    const texts = new Set();
    /** @param {Report} report */
    const first = ({ main }) => !texts.has(main.text) && texts.add(main.text); // of several subjects in one breath
    const reports = reportsOf(ctx, claims.filter((c) => c.said_by === id)).filter(first);
    if (!reports.length) return;
    const list = el("ul", "p-reports");
    /** @type {(some: Report[]) => void} */
    const add = (some) => list.append(...some.map((r) => reportItem(ctx, evidence, r, null, false)));
    add(reports.slice(0, 5));
    box.append(sectionHeading(ctx.words, "map.card.said_by", { name: ctx.nameOf("said", id) }), list);
    if (reports.length > 5) {
      const more = cardButton("p-quiet", ctx.words("map.card.show_more", { n: reports.length - 5 }));
      more.addEventListener("click", () => {
        more.remove();
        add(reports.slice(5));
        const next = childrenOf(list)[5];
        next.tabIndex = -1;
        next.focus();
      });
      box.append(more);
    }
  });
  return { node, title };
};

/** @type {(atlas: Frame.Context["atlas"], id: string, other: string) => boolean} */
const near = (atlas, id, other) => {
  if (!other) return false;
  if (other === id) return true;
  const here = atlas.places[id];
  const km = here && here.kind === "town" ? kilometres(here, atlas.places[other]) : null;
  return km !== null && km < NEAR_KM;
};
/** @type {(ctx: Frame.Context, id: string) => { node: HTMLElement, title: HTMLHeadingElement } | null} */
export const placeView = (ctx, id) => {
  const place = ownValue(ctx.atlas.places, id);
  if (!place) return null;
  const title = h2(ctx.placeName(id));
  const node = article("p-place-card", "place:" + id, null, title);
  const aliases = place.names.filter((name) => name !== title.textContent);
  node.append(line("p-kicker", [ctx.words("map.place_kind." + place.kind.replace(/ /g, "_")), ...aliases]));
  /** @type {Here[]} */
  const here = sorted(ctx, ctx.atlas.subjects).flatMap(({ subject, state }) => {
    const spot = state && (state.spots || []).find((s) => near(ctx.atlas, id, s[0]));
    if (!spot && !near(ctx.atlas, id, state ? state.place : subject.place)) return [];
    return [{ subject, state, row: subjectRow(ctx, subject, state, subject.kind === "contingent" ? spot : null, "place") }];
  });
  /** @type {(test: (one: Here) => unknown) => HTMLElement[]} */
  const rows = (test) => here.filter(test).map((h) => h.row);
  /** @type {(one: Here) => boolean} */
  const word = ({ state }) => state !== null && !isOver(state.step);
  section(ctx.words, node, "map.card.contingents", rows((h) => h.subject.kind === "contingent" && word(h)));
  section(ctx.words, node, "map.card.posts", rows((h) => h.subject.kind === "post" && word(h)));
  section(ctx.words, node, "map.card.sites", rows((h) => isSite(h.subject)));
  section(ctx.words, node, "map.card.over", rows((h) => !isSite(h.subject) && h.state && !word(h)));
  if (!here.length) node.append(el("p", "p-none", ctx.words("map.card.nothing_at_place")));
  return { node, title };
};

/** @type {(ctx: Frame.Context, id: string) => { node: HTMLElement, title: HTMLHeadingElement } | null} */
export const eventView = (ctx, id) => {
  const store = storeOf(ctx);
  const event = ctx.events.get(id);
  if (!event || !knownEvent(ctx, event)) return null;
  const title = say(h2(), ctx.text(event, "title"));
  const node = article("p-event-card", "event:" + id, el("p", "p-over", ctx.fmtDay(event.date_text, "long")), title);
  const toPlace = () => ctx.select("place:" + event.place);
  const place = ctx.atlas.places[event.place] ? cardButton("p-link", ctx.placeName(event.place), toPlace) : null;
  node.append(line("p-kicker", [ctx.words("map.event_kind." + event.kind), place]));
  node.append(say(el("p", "p-summary"), ctx.text(event, "summary")));
  const go = cardButton("p-chip", ctx.words("map.card.go_to_day", { day: whenText(ctx, event.date) }), () => ctx.setDay(event.date, true));
  const chips = el("ul", "p-chips");
  /** @type {(button: HTMLElement) => void} */
  const chip = (button) => { const item = el("li", ""); item.append(button); chips.append(item); };
  for (const nation of event.nations) {
    if (ctx.atlas.actors[nation]) chip(cardButton("p-chip", ctx.name(nation), () => ctx.select("nation:" + nation)));
  }
  if (chips.children.length) node.append(sectionHeading(ctx.words, "map.card.nations"), chips);
  later(ctx, node, "event:" + id, (box, evidence) => {
    box.append(...sourceList(ctx, evidence, event.sources));
    const same = !dated ? [] : (store.eventDays.get(event.date) || []).filter((e) => e.id !== id);
    section(ctx.words, box, "map.card.same_day", same.map((e) =>
      cardRow(ctx, { sel: "event:" + e.id, title: ctx.text(e, "title"), note: ctx.words("map.event_kind." + e.kind) })));
  });
  const dated = event.date_text === event.date; // else only its month or year is known
  if (dated && event.date !== ctx.day) node.insertBefore(go, chips.parentNode ? chips.previousSibling : node.querySelector(".p-claims"));
  return { node, title };
};

// The subjects of which a source says something, each with its reports in it.
/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, source: string) => HTMLElement[]} */
const rowsOfSource = (ctx, evidence, source) => {
  const claims = [...evidence.byId.values()]
    .filter((claim) => claim.sources.includes(source) && isKnown(ctx.known, claim, ctx.state(claim.subject)));
  return [...groupBy(claims, (claim) => claim.subject)].flatMap(([id, subjects]) => {
    const subject = subjectOf(ctx, id);
    if (!subject) return [];
    const glyph = glyphOf(ctx, subject, ctx.state(id));
    const row = cardRow(ctx, { sel: id, id, title: ctx.text(subject, "label"), glyph });
    const words = row.querySelector(".p-row-words");
    for (const report of reportsOf(ctx, subjects).slice(0, 4)) {
      const text = [whenText(ctx, report.day), report.main.text].filter(Boolean).join(": ");
      words?.append(markEnglish(ctx, el("span", "p-row-note", text)));
    }
    return [row];
  });
};

/** @type {(ctx: Frame.Context, id: string) => { node: HTMLDivElement, title: HTMLHeadingElement }} */
export const sourceView = (ctx, id) => {
  const holder = el("div", "");
  const title = h2(ctx.words("map.card.loading"));
  const node = article("p-source-card", "source:" + id, null, title);
  holder.append(node);
  withEvidence(ctx, "source:" + id, (evidence) => {
    const source = ownValue(evidence.sources, id);
    if (!source) {
      title.textContent = ctx.words("map.card.unknown_record");
      return;
    }
    title.textContent = "";
    const link = sourceLink(source, source.title || source.publisher, "");
    if (source.language) link.lang = source.language;
    title.append(link);
    const mark = languageOf(ctx.lang, source);
    if (mark) title.append(mark);
    node.prepend(el("p", "p-over", source.publisher || ctx.words("map.card.no_publisher")));
    const dated = source.published ? whenText(ctx, source.published) : ctx.words("map.card.undated");
    node.append(line("p-kicker", [ctx.words("map.source." + source.kind), dated]));
    const rows = rowsOfSource(ctx, evidence, id);
    section(ctx.words, node, "map.card.rests_on_source", rows, { n: rows.length });
    const events = ctx.atlas.events.filter((e) => e.sources.includes(id) && knownEvent(ctx, e));
    /** @type {(e: Payload.Event) => HTMLButtonElement} */
    const eventRow = (e) => cardRow(ctx, { sel: "event:" + e.id, title: ctx.text(e, "title"), note: whenText(ctx, e.date_text) });
    section(ctx.words, node, "map.card.events", events.map(eventRow));
    node.append(reportError(ctx, "source " + id, () => [source.publisher, source.title, source.url]));
  }, () => { title.textContent = ctx.words("map.card.claims_failed"); });
  return { node: holder, title };
};

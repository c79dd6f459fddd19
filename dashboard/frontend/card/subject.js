// The card of one subject: name, one big number, the life of the promise as a band, then who says so.

import { lifeOf, segmentAt } from "../data/lives.js";
import { drawnStep, isOpen, isOver } from "../data/steps.js";
import { dayNumber, earlier, EVER, latestDay } from "../lib/days.js";
import { el, findAll, say } from "../lib/dom.js";
import { compact } from "../lib/lists.js";
import { cardButton, explainedTerm, flagBox } from "../view/controls.js";
import { ofDay } from "../view/running.js";
import {
  firstSeen, isDiplomatic, isSite, kindWord, lastSeen, missingNumber, numberOf, numberText, placesOf, rankWord, stepWord,
  subjectOf, vaguePlace, whenText,
} from "../view/wording.js";
import { claimsOf, withEvidence } from "./claims.js";
import { namedIn, partsOf, wholeOf } from "./parts.js";
import { reportError } from "./report-error.js";
import { runBy } from "./run-by.js";

// kind · place (precision) · programme; the place opens its own card.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State | null) => HTMLParagraphElement} */
const kicker = (ctx, subject, state) => {
  const line = el("p", "p-kicker");
  const add = (/** @type {(Node | string)[]} */ ...nodes) => {
    if (line.childNodes.length) line.append(" · ");
    line.append(...nodes);
  };
  add(state && state.rank ? rankWord(ctx.words, state.rank) : kindWord(ctx.words, subject.kind));
  if (subject.task && subject.kind === "contingent") add(say(el("span"), ctx.text(subject, "task")));
  const places = placesOf(subject, state);
  const precision = (state && state.precision) || subject.precision;
  const where = el("span", "p-where");
  if (vaguePlace(ctx, places)) {
    where.append(explainedTerm(ctx, "p-soft", vaguePlace(ctx, places), "map.term.precision"));
    add(where);
  } else {
    /** @type {(id: string) => HTMLButtonElement} */
    const link = (id) => cardButton("p-link", ctx.placeName(id), () => ctx.select("place:" + id));
    where.append(...places.flatMap((id, i) => (i ? [", ", link(id)] : [link(id)])));
    add(where, " ", explainedTerm(ctx, "p-soft", "(" + ctx.words("map.precision." + (precision || "not_given")) + ")", "map.term.precision"));
  }
  // What is promised as a site is no presence yet.
  const promised = isSite(subject) && state && !isOpen(state.step) && !isOver(state.step);
  if (subject.programme && subject.programme !== "unstated" && !promised) add(ctx.words("map.programme." + subject.programme));
  return line;
};

// What stood before, with its day: "13 had been announced on 14 Jan". Without it two numbers read like a sum.
/** @type {Record<string, string>} */
const HAD = { announced: "map.card.had_announced", sent: "map.card.had_sent", in_place: "map.card.had_in_place" };
/** @type {(ctx: Frame.Context, segments: Frame.Segment[], now: number, state: Payload.State) => string} */
const before = (ctx, segments, now, state) => {
  for (let i = now - 1; i >= 0; i--) {
    const { step, numbers } = segments[i];
    if (step === segments[now].step || !numbers.length || !HAD[step]) continue;
    const { low, high, counts, rounded, claimed, day } = numbers[numbers.length - 1];
    if (low === state.low && high === state.high) return "";
    return ctx.words(HAD[step], { n: numberText(ctx, low, high, counts, rounded), day: whenText(ctx, claimed || day) });
  }
  return "";
};

// What nobody has reported for long: the day first, then the number, faded; the map says it with a flag.
/** @type {(ctx: Frame.Context, state: Payload.State, number: string) => HTMLDivElement} */
const faded = (ctx, state, number) => {
  const box = el("div", "p-big p-faded");
  const day = ctx.words("map.card.last_reported", { day: lastSeen(ctx, state) });
  const word = explainedTerm(ctx, "p-stepword", day, "map.term.last_known");
  const line = el("p", number ? "p-big-over" : "p-big-words");
  line.append(word);
  if (number) line.append(":");
  box.append(line);
  const missing = missingNumber(ctx.words, state);
  if (number) box.append(el("p", "p-big-number" + (number.length > 8 ? " p-long" : ""), number));
  else if (missing) box.append(el("p", "p-big-note p-missing", missing));
  return box;
};

// The number or the word for its absence, and the status; what is over has no number.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => { box: HTMLDivElement, note: HTMLParagraphElement }} */
const figure = (ctx, subject, state) => {
  const box = el("div", "p-big");
  const note = el("p", "p-big-note");
  const number = isOver(state.step) ? "" : numberOf(ctx, state);
  const step = explainedTerm(ctx, "p-stepword", stepWord(ctx.words, state.step), "map.term." + state.step);
  const missing = missingNumber(ctx.words, state);
  if (number) {
    box.append(el("p", "p-big-number" + (number.length > 8 ? " p-long" : ""), number));
    note.append(step);
  } else if (missing) {
    box.append(el("p", "p-big-words p-missing", missing));
    note.append(step);
  } else {
    const line = el("p", "p-big-words" + (isDiplomatic(subject) ? " p-dip" : ""));
    line.append(step);
    box.append(line);
  }
  return { box, note };
};

// How old the evidence of a site is: sites never become last known, so their card says it at once.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => string} */
const age = (ctx, subject, state) => {
  if (!isSite(subject) || isOver(state.step)) return "";
  const day = lastSeen(ctx, state);
  const seen = day && ctx.words("map.card.last_seen", { day });
  if (isOpen(state.step)) return [state.since ? "" : ctx.words("map.card.never_dated"), seen].filter(Boolean).join("; ");
  return seen || (state.due ? "" : ctx.words("map.card.no_begin"));
};

// A site of which no source says when it opened is told of no day before it is spoken of; a reader learns why.
/** @type {(ctx: Pick<Frame.Context, "day" | "runs" | "words">, subject: Payload.Subject) => string} */
const noWord = ({ day, runs, words }, subject) => {
  const [first] = isSite(subject) ? runs(subject.id) : [];
  if (!first || first.state.since || first.from <= day) return words("map.card.no_word_on_day");
  return words("map.card.not_before", { day: first.from.slice(0, 4) });
};

/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State | null, segments: Frame.Segment[]) => HTMLDivElement} */
const big = (ctx, subject, state, segments) => {
  if (!state) {
    const box = el("div", "p-big");
    box.append(el("p", "p-big-words", ctx.words("map.step.no_word")), el("p", "p-big-note", noWord(ctx, subject)));
    return box;
  }
  const over = isOver(state.step);
  if (state.last_known && !over) return faded(ctx, state, numberOf(ctx, state));
  const now = segmentAt(segments, ctx.day);
  const { box, note } = figure(ctx, subject, state);
  const number = numberOf(ctx, state);
  const more = [
    over && number && ctx.words("map.card.number_said", { n: number }),
    now >= 0 && before(ctx, segments, now, state),
    !over && state.due && ctx.words("map.card.due_on", { day: whenText(ctx, state.due) }),
    age(ctx, subject, state),
  ].filter(Boolean).join("; ");
  if (more) note.append(note.childNodes.length ? ", " + more : more);
  if (note.childNodes.length) box.append(note);
  return box;
};

// What would go stale only after the last evidence is no part of a life that anybody has seen.
/** @type {(ctx: Frame.Context, all: Frame.Segment[]) => { segments: Frame.Segment[], now: number }} */
const shown = (ctx, all) => {
  const seen = ctx.day > ctx.atlas.evidence_to ? ctx.day : ctx.atlas.evidence_to;
  const segments = all.filter((s) => !s.stale || s.from <= seen);
  const now = segmentAt(segments, ctx.day);
  const most = 8;
  if (segments.length <= most) return { segments, now };
  const from = Math.max(0, Math.min(now - most + 3, segments.length - most));
  return { segments: segments.slice(from, from + most), now: now < 0 ? now : now - from };
};

/** @type {(words: Frame.Context["words"], segment: Frame.Segment) => string} */
const wordOf = (words, segment) => {
  const flag = segment.stale && words("map.flag." + segment.stale);
  return flag && !isOver(segment.step) ? flag : [stepWord(words, segment.step), flag].filter(Boolean).join(", ");
};

// The numbers of a segment, each with the day from which it holds unless that is the day above. What has
// grown old says none anew.
const MOST_NUMBERS = 3;
/** @type {(ctx: Frame.Context, segment: Frame.Segment) => string[]} */
const numbersOf = (ctx, segment) => {
  if (isOver(segment.step) || segment.stale) return [];
  return segment.numbers.slice(-MOST_NUMBERS).map(({ day, claimed, low, high, counts, rounded }) => {
    const n = numberText(ctx, low, high, counts, rounded);
    if (!claimed) return ctx.words("map.card.number_undated", { n }); // the day from which it holds is none that anybody gave
    return day === segment.from ? n : ctx.words("map.card.number_day", { day: whenText(ctx, claimed), n });
  });
};

// The day above a segment: as its claim writes it where the segment begins with it, else the day on which it begins.
/** @type {(segment: Pick<Frame.Segment, "step" | "since" | "stale" | "from">) => string} */
export const segmentDay = ({ step, since, stale, from }) => {
  const openStep = step === "open" || step === "attested";
  const claimed = since && !stale && (openStep || since.length < 10) && latestDay(since) >= from;
  return claimed ? since : from;
};

// Of a year that is not over on the day in view it is only known that it happened by its end.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, segment: Frame.Segment, day: string) => string} */
const dayOf = (ctx, subject, { from, since, step }, day) => {
  if (isSite(subject) && isOpen(step) && !since) return ctx.words("map.card.undated_from", { when: from.slice(0, 4) });
  const open = day.length < 10 && from > ctx.day && ctx.day.startsWith(day);
  return open ? ctx.words("map.card.by_end_of", { when: whenText(ctx, day) }) : whenText(ctx, day);
};

// The life of a promise. Equal widths, because a consulate waits years and a visit lasts two days.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, all: Frame.Segment[]) => HTMLOListElement} */
const band = (ctx, subject, all) => {
  const { segments } = shown(ctx, all);
  const box = el("ol", "p-life" + (isDiplomatic(subject) ? " p-dip" : isSite(subject) ? " p-site" : " p-mil"));
  box.setAttribute("aria-label", ctx.words("map.card.life"));
  for (const segment of segments) {
    const item = el("li", `p-seg p-${drawnStep(segment.step)}` + (segment.stale || segment.step === "attested" ? " p-stale" : ""));
    const day = segmentDay(segment);
    const line = el("span", "p-seg-line");
    line.append(el("i", "p-now"));
    item.append(line, el("span", "p-seg-day", dayOf(ctx, subject, segment, day)));
    item.append(el("span", "p-seg-word", wordOf(ctx.words, segment)));
    for (const text of numbersOf(ctx, segment)) item.append(el("span", "p-seg-number", text));
    box.append(item);
  }
  return box;
};

// Where the day stands in the band; only this moves while scrubbing.
/** @type {(ctx: Frame.Context, box: HTMLElement | null, all: Frame.Segment[]) => void} */
const place = (ctx, box, all) => {
  if (!box) return;
  const { segments, now } = shown(ctx, all);
  [...box.children].forEach((item, i) => {
    item.classList.toggle("p-current", i === now);
    if (i === now) item.setAttribute("aria-current", "date");
    else item.removeAttribute("aria-current");
  });
  if (now < 0) return;
  const segment = segments[now];
  const end = earlier(segment.to, segment.to === ctx.atlas.max ? earlier(ctx.atlas.max, ctx.atlas.evidence_to) : segment.to);
  const from = dayNumber(segment.from);
  const span = Math.max(1, dayNumber(end) - from);
  const share = Math.max(0, Math.min(1, (dayNumber(ctx.day) - from) / span));
  for (const mark of findAll(box.children[now], ".p-now")) mark.style.left = `${(2 + 96 * share).toFixed(1)}%`;
};

/** @type {(ctx: Frame.Context, list: HTMLElement, key: string, value: string, term?: string) => HTMLElement | null} */
const fact = (ctx, list, key, value, term = "") => {
  if (!value) return null;
  const name = el("dt", "", term ? "" : ctx.words(key));
  if (term) name.append(explainedTerm(ctx, "", ctx.words(key), term));
  const dd = el("dd", "", value);
  list.append(name, dd);
  return dd;
};
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State | null) => { list: HTMLElement, last: HTMLElement | null }} */
const facts = (ctx, subject, state) => {
  const list = el("dl", "p-facts");
  if (!state) return { list, last: null };
  const over = isOver(state.step);
  const spots = (state.spots || []).filter((s) => s[0]);
  if (spots.length > 1) {
    fact(ctx, list, "map.card.where", spots.map((s) => [ctx.placeName(s[0]), numberText(ctx, s[2], s[3], "", state.rounded)].filter(Boolean).join(" ")).join(" · "));
  }
  if (!over) for (const [key, text] of runBy(ctx, subject)) fact(ctx, list, key, text);
  const began = state.step === "announced" ? "map.card.since_announced" : firstSeen(state) ? "map.card.first" : "map.card.since";
  fact(ctx, list, began, over ? "" : whenText(ctx, state.since));
  if (over) fact(ctx, list, "map.card.due", whenText(ctx, state.due));
  const isAbove = !over && (state.last_known || isSite(subject)); // above, beside the status
  const last = isAbove ? null : fact(ctx, list, "map.card.last_confirmed", lastSeen(ctx, state));
  fact(ctx, list, "map.card.independent", state.sources ? String(state.sources) : "", "map.term.independent");
  return { list, last };
};

// Above the name: whose it is on the day in view; of a site of which nobody says it, nothing.
/** @type {(ctx: Pick<Frame.Context, "name" | "words">, button: HTMLButtonElement, actor: string) => void} */
const nameNation = ({ name, words }, button, actor) => {
  button.hidden = !actor;
  button.dataset.nation = actor;
  button.textContent = actor ? name(actor) : "";
  button.title = actor ? words("map.card.all_of", { name: name(actor) }) : "";
};

/** @type {(ctx: Frame.Context, id: string) => Frame.Card | null} */
export const subjectView = (ctx, id) => {
  const subject = subjectOf(ctx, id);
  if (!subject) return null;
  const state = ctx.state(id);
  const article = el("article", "p-card");
  article.dataset.card = id;
  article.classList.add(isDiplomatic(subject) ? "p-of-dip" : isSite(subject) ? "p-of-site" : "p-of-mil");
  const title = say(el("h2", "p-h2"), ctx.text(subject, "label"));
  title.tabIndex = -1;
  const nation = cardButton("p-nation", "", () => ctx.select("nation:" + nation.dataset.nation));
  article.append(nation);
  const head = el("div", "p-head");
  article.append(title, head);
  /** @type {HTMLElement | null} */
  let life = null;
  /** @type {Frame.Segment[]} */
  let segments = [];
  /** @type {HTMLElement | null} */
  let last = null;
  // What follows the day while it moves; the claims wait until it rests.
  const step = () => {
    const now = ctx.state(id);
    nameNation(ctx, nation, ctx.wholes.has(id) ? "" : ofDay(subject, now).actor); // several nations are nobody's
    segments = lifeOf(ctx, id);
    life = segments.length ? band(ctx, subject, segments) : null;
    const { list, last: lastFact } = facts(ctx, subject, now);
    last = lastFact;
    const parts = [
      kicker(ctx, subject, now), big(ctx, subject, now, segments), flagBox(ctx, now), wholeOf(ctx, subject, now),
      namedIn(ctx, subject), life, list.children.length ? list : null,
    ];
    head.replaceChildren(...compact(parts));
    place(ctx, life, segments);
  };
  step();
  // The note knows how it went on; it would give away what was not known then.
  if (subject.note && ctx.known === EVER) article.append(say(el("p", "p-note"), ctx.text(subject, "note")));
  partsOf(ctx, article, subject);
  const claims = el("div", "p-claims");
  claims.append(el("p", "p-none", ctx.words("map.card.loading")));
  article.append(claims);
  withEvidence(
    ctx,
    id,
    (evidence) => claims.replaceChildren(...claimsOf(ctx, evidence, subject, state)),
    () => claims.replaceChildren(el("p", "p-none", ctx.words("map.card.claims_failed")))
  );
  article.append(reportError(ctx, id, () => {
    const now = ctx.state(id);
    const what = now ? [stepWord(ctx.words, now.step), numberOf(ctx, now)] : [stepWord(ctx.words, "")];
    const ids = now ? [now.headline, now.number] : [];
    return [ctx.text(subject, "label").text, what.filter(Boolean).join(" "), ids.filter(Boolean).join(", ")];
  }));
  const moved = () => {
    place(ctx, life, segments);
    const now = ctx.state(id);
    if (last && now) last.textContent = lastSeen(ctx, now);
  };
  return { node: article, title, moved, step };
};

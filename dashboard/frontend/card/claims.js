// Who says so: the claims of a subject as reports, each with its day, publisher, kind of source and confidence.

import { EVER } from "../lib/days.js";
import { childrenOf, el } from "../lib/dom.js";
import { compact, groupBy } from "../lib/lists.js";
import { cardButton, explainedTerm, markEnglish, sectionHeading } from "../view/controls.js";
import { numberText, rankWord, stepWord, vaguePlace, whenText } from "../view/wording.js";

/**
 * @typedef {Pick<Payload.State, "headline" | "number" | "rivals"> & { disputed?: boolean }} Used what of a state names claims
 */
/**
 * @typedef {object} Report claims that were one sentence of one source
 * @property {Frame.Claim[]} group
 * @property {Frame.Claim} main whose text stands for all
 * @property {Frame.Claim} [people] the one that gives a number
 * @property {string} newest
 * @property {boolean} later whether it is of a day after the day in view
 * @property {string[]} ids
 * @property {string} day
 */

const FIRST = 8;
const HOME = "GRL";
const PUBLISHERS = 2;
// What stands beside the main text as words of its own; the other attributes repeat it.
const ASIDE = new Set(["account", "framework", "address", "unit", "equipment"]);

// Who waits for the claims is answered when they are here, or before: printing waits for nobody and has its own.
/** @type {Set<{ use: (evidence: Frame.Evidence) => void, fail: (error?: unknown) => void }>} */
const waiting = new Set();
/** @type {(ctx: Frame.Context, sel: string, use: (evidence: Frame.Evidence) => void, fail: (error?: unknown) => void) => void} */
export const withEvidence = (ctx, sel, use, fail) => {
  const request = { use, fail };
  waiting.add(request);
  /** @type {<T>(act: (value: T) => void) => (value: T) => void} */
  const once = (act) => (value) => {
    if (waiting.delete(request)) act(value);
  };
  ctx.claims(sel).then(once(use), once(fail));
};
export const waitsForClaims = () => waiting.size > 0;
/** @type {(evidence: Frame.Evidence | null) => void} */
export const answerClaims = (evidence) => {
  for (const { use, fail } of waiting) {
    if (evidence) use(evidence);
    else fail();
  }
  if (evidence) waiting.clear();
};

// Under an earlier "known by" a claim shows only if its day of becoming known is given and reached;
// a claims table without those days shows what the state itself rests on, nothing more.
/** @type {(known: Frame.Context["known"], claim: Frame.Claim, state: Used | null) => boolean} */
export const isKnown = (known, claim, state) => {
  if (known === EVER) return true;
  if (claim.known_from !== undefined) return claim.known_from !== "" && claim.known_from !== null && claim.known_from <= known;
  return state !== null && (claim.id === state.headline || claim.id === state.number || (state.rivals || []).includes(claim.id));
};

// Claims that were one sentence of one source are one report again.
/** @type {(ctx: Frame.Context, claims: Frame.Claim[], state?: Used | null) => Report[]} */
export const reportsOf = (ctx, claims, state = null) => {
  const byKey = groupBy(claims, (claim) => claim.report);
  const reports = [...byKey.values()].map((group) => {
    /** @param {string} name */
    const find = (name) => group.find((c) => c.attribute === name);
    const used = state && (group.find((c) => c.id === state.headline) || group.find((c) => c.id === state.number));
    const main = used || find("step") || find("people") || group[0];
    const people = group.find((c) => state && c.id === state.number) || find("people");
    const days = group.map((c) => c.day).filter(Boolean).sort();
    const newest = days[days.length - 1] || "";
    const later = days.length > 0 && days[0] > ctx.day;
    return { group, main, people, newest, later, ids: group.map((c) => c.id), day: main.day || newest };
  });
  return reports.sort((a, b) => Number(a.later) - Number(b.later) || (a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : 0));
};

/** @type {(url: string) => string} */
const safeUrl = (url) => {
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : "";
  } catch {
    return "";
  }
};
/** @type {(source: { url?: string, language?: string }, text: string, cls?: string) => HTMLAnchorElement | HTMLSpanElement} */
export const sourceLink = (source, text, cls = "") => {
  const url = safeUrl(source.url || "");
  if (!url) return el("span", cls, text);
  return Object.assign(el("a", cls, text), { href: url, target: "_blank", rel: "noopener noreferrer" });
};
/** @type {(lang: Frame.Context["lang"], source: { url?: string, language?: string }) => HTMLSpanElement | null} */
export const languageOf = (lang, source) =>
  source.language && source.language !== lang ? el("span", "p-lang", ` (${source.language})`) : null;

/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, ids: string[]) => HTMLSpanElement} */
const publishers = (ctx, evidence, ids) => {
  const box = el("span", "p-publishers");
  /** @type {(id: string, i: number) => void} */
  const add = (id, i) => {
    const source = evidence.sources[id];
    if (!source) return;
    if (i) box.append(", ");
    box.append(sourceLink(source, source.publisher || ctx.words("map.card.no_publisher")));
    const mark = languageOf(ctx.lang, source);
    if (mark) box.append(mark);
  };
  ids.slice(0, PUBLISHERS).forEach(add);
  if (ids.length > PUBLISHERS) {
    const more = cardButton("p-more", ctx.words("map.card.more_sources", { n: ids.length - PUBLISHERS }));
    more.addEventListener("click", () => {
      more.previousSibling?.remove();
      more.remove();
      ids.slice(PUBLISHERS).forEach((id, i) => add(id, i + PUBLISHERS));
      const first = box.querySelectorAll("a")[PUBLISHERS];
      if (first) first.focus();
    });
    box.append(" ", more);
  }
  return box;
};

/** @type {(box: HTMLElement, list: (Node | string | false | null | undefined)[]) => HTMLElement} */
const parts = (box, list) => {
  compact(list).forEach((part, i) => {
    if (i) box.append(" · ");
    box.append(part);
  });
  return box;
};
/** @type {(words: Frame.Context["words"], evidence: Frame.Evidence, ids: string[]) => string} */
const kinds = (words, evidence, ids) =>
  [...new Set(ids.map((id) => (evidence.sources[id] || {}).kind).filter(Boolean))].map((k) => words("map.source." + k)).join(", ");

// The exact words of the table: which step, on which day, where.
/** @type {(ctx: Frame.Context, report: Report) => string} */
const exactWords = (ctx, report) => {
  const words = [];
  const byDay = [...report.group].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const claim of byDay) {
    const otherDay = claim.day && claim.day !== report.day ? " " + whenText(ctx, claim.day) : "";
    if (claim.attribute === "step") words.push(stepWord(ctx.words, claim.value) + otherDay);
    if (claim.attribute === "rank") words.push(rankWord(ctx.words, claim.value));
  }
  const places = [...new Set(report.group.map((c) => c.place).filter(Boolean))];
  const vague = places.length ? vaguePlace(ctx, places) : "";
  return [...new Set(words.concat(vague || places.map((id) => (id === ctx.atlas.greenland ? ctx.name(HOME) : ctx.placeName(id)))))].join(" · ");
};

/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, report: Report, use: string) => HTMLParagraphElement} */
const meta = (ctx, evidence, report, use) => {
  const main = report.main;
  const box = el("p", "p-meta");
  const sources = [...new Set(report.group.flatMap((c) => c.sources))];
  parts(box, [
    report.day && whenText(ctx, report.day),
    publishers(ctx, evidence, sources),
    kinds(ctx.words, evidence, sources),
    ctx.words("map.confidence." + main.confidence),
    main.basis === "inferred" && explainedTerm(ctx, "", ctx.words("map.card.inferred"), "map.term.inferred"),
    report.later && ctx.words("map.card.later"),
    use && explainedTerm(ctx, "p-use", use, "map.term.used"),
  ]);
  return box;
};

/** @type {(words: Frame.Context["words"], report: Report, state: Used) => string} */
const useOf = (words, report, state) => {
  const step = report.ids.includes(state.headline);
  const number = report.ids.includes(state.number);
  if (!step && !number) return "";
  return words(step && number ? "map.card.used_both" : step ? "map.card.used_step" : "map.card.used_number");
};

/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, report: Report, state: Used | null, counted: boolean) => HTMLLIElement} */
export const reportItem = (ctx, evidence, report, state, counted) => {
  const use = state ? useOf(ctx.words, report, state) : "";
  /** @param {"headline" | "number"} name */
  const uses = (name) => state && state[name] && report.ids.includes(state[name]);
  const marks = [use && "p-used", uses("headline") && "p-uses-step", uses("number") && "p-uses-number", counted && "p-counted"];
  const item = el("li", ["p-report", ...marks].filter(Boolean).join(" "));
  item.dataset.claim = report.ids.join(" ");
  if (counted) {
    const number = report.people ? numberText(ctx, report.people.low, report.people.high, "", report.people.rounded) : "";
    const node = el("p", "p-report-number", number || "–");
    if (!number) node.setAttribute("aria-hidden", "true");
    item.append(node);
  }
  const body = el("div", "p-report-body");
  body.append(markEnglish(ctx, el("p", "p-report-text", report.main.text)));
  const circumstances = report.group.filter((c) => ASIDE.has(c.attribute) && c !== report.main).map((c) => c.value);
  const aside = [...new Set(circumstances)].filter((value) => value && !report.main.text.includes(value));
  if (aside.length) body.append(markEnglish(ctx, el("p", "p-report-aside", aside.join("; "))));
  const words = exactWords(ctx, report);
  if (words && words + "." !== report.main.text) body.append(el("p", "p-said", words));
  body.append(meta(ctx, evidence, report, use));
  item.append(body);
  return item;
};

// Two that disagree, beside each other: same size, same words, the used one marked.
/** @param {Frame.Context} ctx @param {Frame.Claim} claim */
const head = (ctx, claim) => {
  if (claim.attribute === "people") return numberText(ctx, claim.low, claim.high, "", claim.rounded) || ctx.words("number.not_given");
  if (claim.attribute === "step") return stepWord(ctx.words, claim.value);
  if (claim.attribute === "place") return claim.place ? ctx.placeName(claim.place) : claim.value;
  return claim.value;
};
/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, claim: Frame.Claim, state: Used, same: boolean) => HTMLLIElement} */
const cell = (ctx, evidence, claim, state, same) => {
  const used = claim.id === state.headline || claim.id === state.number;
  const box = el("li", "p-side" + (used ? " p-used" : ""));
  box.dataset.claim = claim.id;
  const text = [head(ctx, claim), same && whenText(ctx, claim.day)].filter(Boolean).join(", ");
  const title = el("p", "p-side-head" + (claim.attribute === "people" ? " p-side-number" : ""), text);
  box.append(["people", "step", "place"].includes(claim.attribute) ? title : markEnglish(ctx, title));
  if (claim.text !== claim.value) box.append(markEnglish(ctx, el("p", "p-side-text", claim.text)));
  const line = el("p", "p-meta");
  parts(line, [claim.day && whenText(ctx, claim.day), publishers(ctx, evidence, claim.sources), used && ctx.words("map.card.used")]);
  box.append(line);
  return box;
};
/** @type {(a: Frame.Claim, b: Frame.Claim) => boolean} */
const sameNumber = (a, b) => a.low === b.low && a.high === b.high;
/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, claims: Frame.Claim[], state: Used) => Frame.Claim[][]} */
const disagreements = (ctx, evidence, claims, state) => {
  const known = new Map(claims.map((c) => [c.id, c]));
  /** @type {Frame.Claim[][]} */
  const groups = [];
  for (const used of compact([state.number, state.headline].map((id) => known.get(id)))) {
    const against = compact((state.rivals || []).map((id) => known.get(id))).filter((c) => c.attribute === used.attribute);
    const other = against.filter((c) => (c.attribute === "people" ? !sameNumber(c, used) : c.value !== used.value));
    if (other.length) groups.push([used, ...other]);
  }
  // Several that dispute the same claim stand round it once.
  /** @type {Map<string, Frame.Claim[]>} */
  const round = new Map();
  for (const claim of claims) {
    const disputed = (claim.disputes || []).map((/** @type {string} */ id) => evidence.byId.get(id));
    const targets = compact(/** @type {(Frame.Claim | undefined)[]} */ (disputed)).filter((c) => isKnown(ctx.known, c, state));
    if (!targets.length) continue;
    const key = targets.map((c) => c.id).join();
    const sides = round.get(key) || targets;
    sides.push(claim);
    round.set(key, sides);
  }
  groups.push(...round.values());
  const seen = new Set();
  return groups.filter((group) => {
    const key = group.map((c) => head(ctx, c) + c.sources.join()).sort().join("|");
    return !seen.has(key) && Boolean(seen.add(key));
  });
};

/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, reports: Report[], state: Used | null, counted: boolean) => (HTMLUListElement | HTMLButtonElement)[]} */
const list = (ctx, evidence, reports, state, counted) => {
  const box = el("ul", "p-reports");
  /** @type {(report: Report) => void} */
  const item = (report) => box.append(reportItem(ctx, evidence, report, state, counted));
  reports.slice(0, FIRST).forEach(item);
  if (reports.length <= FIRST) return [box];
  const more = cardButton("p-quiet", ctx.words("map.card.show_more", { n: reports.length - FIRST }));
  more.addEventListener("click", () => {
    more.remove();
    reports.slice(FIRST).forEach(item);
    const next = childrenOf(box)[FIRST];
    next.tabIndex = -1;
    next.focus();
  });
  return [box, more];
};

// Everything said about one subject: what is used, what disagrees with it, then the rest, newest first.
/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, subject: Payload.Subject, state: Payload.State | null) => HTMLElement[]} */
export const claimsOf = (ctx, evidence, subject, state) => {
  const nodes = [];
  const all = evidence.bySubject.get(subject.id) || [];
  const claims = all.filter((claim) => isKnown(ctx.known, claim, state));
  const reports = reportsOf(ctx, claims, state);
  const counted = claims.some((c) => c.attribute === "people");
  /** @type {Used} */
  const shown = state || { headline: "", number: "", rivals: [] };
  const used = reports.filter((r) => useOf(ctx.words, r, shown));
  if (used.length) nodes.push(sectionHeading(ctx.words, "map.card.rests_on"), ...list(ctx, evidence, used, shown, counted));
  // Only what is disputed on the day in view, by what had been said up to it; mere rivals are also reported.
  const groups = shown.disputed ? disagreements(ctx, evidence, claims.filter(({ day }) => !(day > ctx.day)), shown) : [];
  const beside = new Set(groups.flat().map((c) => c.id));
  if (groups.length) nodes.push(sectionHeading(ctx.words, "map.card.disagree"));
  for (const group of groups) {
    const box = el("ul", "p-sides");
    // Where all say the same word, it is the day that they disagree about.
    const same = new Set(group.map((claim) => head(ctx, claim))).size === 1;
    box.append(...group.map((claim) => cell(ctx, evidence, claim, shown, same)));
    nodes.push(box);
  }
  const rest = reports.filter((r) => !used.includes(r) && !(beside.has(r.main.id) || (r.people && beside.has(r.people.id))));
  if (rest.length) nodes.push(sectionHeading(ctx.words, used.length ? "map.card.also" : "map.card.reports"), ...list(ctx, evidence, rest, shown, counted));
  if (!claims.length) nodes.push(el("p", "p-none", ctx.words("map.card.no_claims")));
  const ids = [...new Set(claims.flatMap((c) => c.sources))];
  if (ids.length) nodes.push(...sourceList(ctx, evidence, ids));
  return nodes;
};

// The sources by name: title in its own language, and a way to all that rests on each.
/** @type {(ctx: Frame.Context, evidence: Frame.Evidence, ids: string[]) => HTMLElement[]} */
export const sourceList = (ctx, evidence, ids) => {
  const box = el("ul", "p-sources");
  for (const id of ids) {
    const source = evidence.sources[id];
    if (!source) continue;
    const item = el("li", "p-source");
    const title = sourceLink(source, source.title || source.publisher, "p-source-title");
    if (source.language && source.title) title.lang = source.language;
    const mark = languageOf(ctx.lang, source);
    const line = el("p", "p-meta");
    const name = cardButton("p-link", source.publisher || ctx.words("map.card.no_publisher"), () => ctx.select("source:" + id));
    name.title = ctx.words("map.card.all_from_source");
    parts(line, [name, source.published && whenText(ctx, source.published), ctx.words("map.source." + source.kind)]);
    item.append(title);
    if (mark) item.append(mark);
    item.append(line);
    box.append(item);
  }
  return [sectionHeading(ctx.words, "map.card.sources", { n: box.children.length }), box];
};

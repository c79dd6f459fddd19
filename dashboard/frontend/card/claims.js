// Who says so: the claims of a subject as reports, each with its day, publisher, kind of source and confidence.

import { ALL } from "../data/lookup.js";
import { cardButton, explainedTerm, markEnglish, sectionHeading } from "../view/pieces.js";
import { numberText, stepWord, vaguePlace, whenText } from "../view/wording.js";

const FIRST = 8;
const PUBLISHERS = 2;
// What stands beside the main text as words of its own; the other attributes repeat it.
const ASIDE = new Set(["account", "framework", "address", "unit", "equipment"]);

// Who waits for the claims is answered when they are here, or before: printing waits for nobody and has its own.
const waiting = new Set();
export const withEvidence = (ctx, sel, use, fail) => {
  const asked = { use, fail };
  waiting.add(asked);
  const once = (act) => (value) => waiting.delete(asked) && act(value);
  ctx.claims(sel).then(once(use), once(fail));
};
export const waitsForClaims = () => waiting.size > 0;
export const answerClaims = (evidence) => {
  for (const { use, fail } of waiting) (evidence ? use : fail)(evidence);
  if (evidence) waiting.clear();
};

// Under an earlier "known by" a claim shows only if its day of becoming known is given and reached;
// a claims table without those days shows what the state itself rests on, nothing more.
export const isKnown = (ctx, claim, state) => {
  if (ctx.known === ALL) return true;
  if (claim.known_from !== undefined) return claim.known_from !== "" && claim.known_from !== null && claim.known_from <= ctx.known;
  return Boolean(state) && (claim.id === state.headline || claim.id === state.number || (state.rivals || []).includes(claim.id));
};

// Claims that were one sentence of one source are one report again.
export const reportsOf = (ctx, claims, state) => {
  const byKey = new Map();
  for (const claim of claims) {
    if (!byKey.has(claim.report)) byKey.set(claim.report, []);
    byKey.get(claim.report).push(claim);
  }
  const reports = [...byKey.values()].map((group) => {
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

const safeUrl = (url) => {
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : "";
  } catch {
    return "";
  }
};
export const sourceLink = (ctx, source, text, cls) => {
  const url = safeUrl(source.url || "");
  const node = ctx.el(url ? "a" : "span", cls || "", text);
  if (url) {
    node.href = url;
    node.target = "_blank";
    node.rel = "noopener noreferrer";
  }
  return node;
};
export const languageOf = (ctx, source) =>
  source.language && source.language !== ctx.lang ? ctx.el("span", "p-lang", ` (${source.language})`) : null;

const publishers = (ctx, evidence, ids) => {
  const box = ctx.el("span", "p-publishers");
  const add = (id, i) => {
    const source = evidence.sources[id];
    if (!source) return;
    if (i) box.append(", ");
    box.append(sourceLink(ctx, source, source.publisher || ctx.words("map.card.no_publisher")));
    const mark = languageOf(ctx, source);
    if (mark) box.append(mark);
  };
  ids.slice(0, PUBLISHERS).forEach(add);
  if (ids.length > PUBLISHERS) {
    const more = cardButton(ctx, "p-more", ctx.words("map.card.more_sources", { n: ids.length - PUBLISHERS }));
    more.addEventListener("click", () => {
      more.previousSibling.remove();
      more.remove();
      ids.slice(PUBLISHERS).forEach((id, i) => add(id, i + PUBLISHERS));
      const first = box.querySelectorAll("a")[PUBLISHERS];
      if (first) first.focus();
    });
    box.append(" ", more);
  }
  return box;
};

const parts = (box, list) => {
  list.filter(Boolean).forEach((part, i) => {
    if (i) box.append(" · ");
    box.append(part);
  });
  return box;
};
const kinds = (ctx, evidence, ids) =>
  [...new Set(ids.map((id) => (evidence.sources[id] || {}).kind).filter(Boolean))].map((k) => ctx.words("map.source." + k)).join(", ");

// The exact words of the table: which step, on which day, where.
const said = (ctx, report) => {
  const words = [];
  const byDay = [...report.group].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const claim of byDay) {
    const otherDay = claim.day && claim.day !== report.day ? " " + whenText(ctx, claim.day) : "";
    if (claim.attribute === "step") words.push(stepWord(ctx, claim.value) + otherDay);
    if (claim.attribute === "rank") words.push(ctx.words("map.rank." + claim.value.replace(/ /g, "_")));
  }
  const places = [...new Set(report.group.map((c) => c.place).filter(Boolean))];
  const vague = places.length ? vaguePlace(ctx, places) : "";
  return [...new Set(words.concat(vague || places.map(ctx.placeName)))].join(" · ");
};

const meta = (ctx, evidence, report, use) => {
  const main = report.main;
  const box = ctx.el("p", "p-meta");
  const sources = [...new Set(report.group.flatMap((c) => c.sources))];
  parts(box, [
    report.day && whenText(ctx, report.day),
    publishers(ctx, evidence, sources),
    kinds(ctx, evidence, sources),
    ctx.words("map.confidence." + main.confidence),
    main.basis === "inferred" && explainedTerm(ctx, "", ctx.words("map.card.inferred"), "map.term.inferred"),
    report.later && ctx.words("map.card.later"),
    use && explainedTerm(ctx, "p-use", use, "map.term.used"),
  ]);
  return box;
};

const useOf = (ctx, report, state) => {
  const step = report.ids.includes(state.headline);
  const number = report.ids.includes(state.number);
  if (!step && !number) return "";
  return ctx.words(step && number ? "map.card.used_both" : step ? "map.card.used_step" : "map.card.used_number");
};

export const reportItem = (ctx, evidence, report, state, counted) => {
  const use = state ? useOf(ctx, report, state) : "";
  const uses = (name) => state && state[name] && report.ids.includes(state[name]);
  const marks = [use && "p-used", uses("headline") && "p-uses-step", uses("number") && "p-uses-number", counted && "p-counted"];
  const item = ctx.el("li", ["p-report", ...marks].filter(Boolean).join(" "));
  item.dataset.claim = report.ids.join(" ");
  if (counted) {
    const number = report.people ? numberText(ctx, report.people.low, report.people.high) : "";
    const node = ctx.el("p", "p-report-number", number || "–");
    if (!number) node.setAttribute("aria-hidden", "true");
    item.append(node);
  }
  const body = ctx.el("div", "p-report-body");
  body.append(markEnglish(ctx, ctx.el("p", "p-report-text", report.main.text)));
  const circumstances = report.group.filter((c) => ASIDE.has(c.attribute) && c !== report.main).map((c) => c.value);
  const aside = [...new Set(circumstances)].filter((value) => value && !report.main.text.includes(value));
  if (aside.length) body.append(markEnglish(ctx, ctx.el("p", "p-report-aside", aside.join("; "))));
  const words = said(ctx, report);
  if (words && words + "." !== report.main.text) body.append(ctx.el("p", "p-said", words));
  body.append(meta(ctx, evidence, report, use));
  item.append(body);
  return item;
};

// Two that disagree, beside each other: same size, same words, the used one marked.
const head = (ctx, claim) => {
  if (claim.attribute === "people") return numberText(ctx, claim.low, claim.high) || ctx.words("number.not_given");
  if (claim.attribute === "step") return stepWord(ctx, claim.value);
  if (claim.attribute === "place") return claim.place ? ctx.placeName(claim.place) : claim.value;
  return claim.value;
};
const cell = (ctx, evidence, claim, state, same) => {
  const used = claim.id === state.headline || claim.id === state.number;
  const box = ctx.el("li", "p-side" + (used ? " p-used" : ""));
  box.dataset.claim = claim.id;
  const text = [head(ctx, claim), same && whenText(ctx, claim.day)].filter(Boolean).join(", ");
  const title = ctx.el("p", "p-side-head" + (claim.attribute === "people" ? " p-side-number" : ""), text);
  box.append(["people", "step", "place"].includes(claim.attribute) ? title : markEnglish(ctx, title));
  if (claim.text !== claim.value) box.append(markEnglish(ctx, ctx.el("p", "p-side-text", claim.text)));
  const line = ctx.el("p", "p-meta");
  parts(line, [claim.day && whenText(ctx, claim.day), publishers(ctx, evidence, claim.sources), used && ctx.words("map.card.used")]);
  box.append(line);
  return box;
};
const sameNumber = (a, b) => a.low === b.low && a.high === b.high;
const disagreements = (ctx, evidence, claims, state) => {
  const known = new Map(claims.map((c) => [c.id, c]));
  const groups = [];
  for (const used of [state.number, state.headline].map((id) => known.get(id)).filter(Boolean)) {
    const against = (state.rivals || []).map((id) => known.get(id)).filter((c) => c && c.attribute === used.attribute);
    const other = against.filter((c) => (c.attribute === "people" ? !sameNumber(c, used) : c.value !== used.value));
    if (other.length) groups.push([used, ...other]);
  }
  // Several that dispute the same claim stand round it once.
  const round = new Map();
  for (const claim of claims) {
    const targets = (claim.disputes || []).map((id) => evidence.byId.get(id)).filter((c) => c && isKnown(ctx, c, state));
    if (!targets.length) continue;
    const key = targets.map((c) => c.id).join();
    if (!round.has(key)) round.set(key, targets);
    round.get(key).push(claim);
  }
  groups.push(...round.values());
  const seen = new Set();
  return groups.filter((group) => {
    const key = group.map((c) => head(ctx, c) + c.sources.join()).sort().join("|");
    return !seen.has(key) && seen.add(key);
  });
};

const list = (ctx, evidence, reports, state, counted) => {
  const box = ctx.el("ul", "p-reports");
  const item = (report) => box.append(reportItem(ctx, evidence, report, state, counted));
  reports.slice(0, FIRST).forEach(item);
  if (reports.length <= FIRST) return [box];
  const more = cardButton(ctx, "p-quiet", ctx.words("map.card.show_more", { n: reports.length - FIRST }));
  more.addEventListener("click", () => {
    more.remove();
    reports.slice(FIRST).forEach(item);
    box.children[FIRST].tabIndex = -1;
    box.children[FIRST].focus();
  });
  return [box, more];
};

// Everything said about one subject: what is used, what disagrees with it, then the rest, newest first.
export const claimsOf = (ctx, evidence, subject, state) => {
  const nodes = [];
  const all = evidence.bySubject.get(subject.id) || [];
  const claims = all.filter((claim) => isKnown(ctx, claim, state));
  const reports = reportsOf(ctx, claims, state);
  const counted = claims.some((c) => c.attribute === "people");
  const shown = state || { headline: "", number: "", rivals: [] };
  const used = reports.filter((r) => useOf(ctx, r, shown));
  if (used.length) nodes.push(sectionHeading(ctx, "map.card.rests_on"), ...list(ctx, evidence, used, shown, counted));
  // Only what is disputed on the day in view, by what had been said up to it; mere rivals are also reported.
  const groups = shown.disputed ? disagreements(ctx, evidence, claims.filter(({ day }) => !(day > ctx.day)), shown) : [];
  const beside = new Set(groups.flat().map((c) => c.id));
  if (groups.length) nodes.push(sectionHeading(ctx, "map.card.disagree"));
  for (const group of groups) {
    const box = ctx.el("ul", "p-sides");
    // Where all say the same word, it is the day that they disagree about.
    const same = new Set(group.map((claim) => head(ctx, claim))).size === 1;
    box.append(...group.map((claim) => cell(ctx, evidence, claim, shown, same)));
    nodes.push(box);
  }
  const rest = reports.filter((r) => !used.includes(r) && !(beside.has(r.main.id) || (r.people && beside.has(r.people.id))));
  if (rest.length) nodes.push(sectionHeading(ctx, used.length ? "map.card.also" : "map.card.reports"), ...list(ctx, evidence, rest, shown, counted));
  if (!claims.length) nodes.push(ctx.el("p", "p-none", ctx.words("map.card.no_claims")));
  const ids = [...new Set(claims.flatMap((c) => c.sources))];
  if (ids.length) nodes.push(...sourceList(ctx, evidence, ids));
  return nodes;
};

// The sources by name: title in its own language, and a way to all that rests on each.
export const sourceList = (ctx, evidence, ids) => {
  const box = ctx.el("ul", "p-sources");
  for (const id of ids) {
    const source = evidence.sources[id];
    if (!source) continue;
    const item = ctx.el("li", "p-source");
    const title = sourceLink(ctx, source, source.title || source.publisher, "p-source-title");
    if (source.language && source.title) title.lang = source.language;
    const mark = languageOf(ctx, source);
    const line = ctx.el("p", "p-meta");
    const name = cardButton(ctx, "p-link", source.publisher || ctx.words("map.card.no_publisher"), () => ctx.select("source:" + id));
    name.title = ctx.words("map.card.all_from_source");
    parts(line, [name, source.published && whenText(ctx, source.published), ctx.words("map.source." + source.kind)]);
    item.append(title);
    if (mark) item.append(mark);
    item.append(line);
    box.append(item);
  }
  return [sectionHeading(ctx, "map.card.sources", { n: box.children.length }), box];
};

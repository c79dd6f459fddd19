// The answer to an address: what the live page's server would say, looked up in what Python wrote beforehand. Here nothing
// is worded and no rule decides: where a combination was not foreseen, less is said.

import { EVER } from "../lib/days.js";
import { chosenOf, hrefFor, mendedPairs, queryFor, ROWS, rowsAndSearch } from "./address.js";
import { CELLS, countedBy, dayIn, fill, rowsIn, runAt, severally, shownBy, sparse, wordedView } from "./lookup.js";

/** @typedef {import("./address.js").Choice} Choice */
/** @typedef {import("./address.js").Base} Base */
/** @typedef {import("./address.js").Pairs} Pairs */
/** @typedef {import("./address.js").Fault} Fault */
/** @typedef {{ only: Set<string> | null, answers: any[], names: Record<string, string> }} Searched what a text finds, and names */

const KEY = "key_"; // how a number of the map's key is named

/** @type {(base: Base, state: Choice) => any[]} */
const filtersOf = (base, state) => {
  const { words } = base;
  /** @type {(key: string) => Record<string, string>} */
  const named = (key) => Object.fromEntries(base.fields.lists.find((/** @type {any} */ list) => list.key === key).options);
  /** @type {[string, Choice][]} */
  const found = Object.entries(chosenOf(state, base)).flatMap(([key, codes]) => codes.map((code) => {
    const without = { ...state, [key]: codes.filter((one) => one !== code) };
    return /** @type {[string, Choice]} */ ([named(key)[code], without]);
  }));
  const [drilldown, search] = rowsAndSearch(state.q);
  if (drilldown) found.push([fill(words["filter.rows"], { number: base.drilldowns[drilldown] }), { ...state, q: search }]);
  if (search) found.push([fill(words["filter.search"], { text: search }), { ...state, q: drilldown && ROWS + drilldown }]);
  return found.map(([text, rest]) => ({ text, label: fill(words["filter.remove"], { filter: text }), href: hrefFor(rest, base) }));
};

/** @type {(base: Base, choice: Choice, shown: Choice, answers: any[]) => any} */
const headOf = (base, choice, shown, answers) => {
  const [day, known] = [shown.asof, shown.known].map((iso) => iso && dayIn(base, iso, "day"));
  const days = [fill(base.words[known ? "header.known" : "header.asof"], { day, known }), base.head.days[1]];
  /** @type {(change: Partial<Choice>) => string} */
  const link = (change) => hrefFor({ ...choice, ...change }, base);
  return {
    ...base.head,
    days,
    asof: shown.asof,
    search: { ...base.head.search, answers },
    present: { ...base.head.present, href: link({ present: true, scene: choice.scene || 1 }) },
    story: { ...base.head.story, href: link({ view: "story", present: false, scene: 1 }) },
    languages: base.head.languages.map((/** @type {any} */ one) => ({ ...one, href: link({ lang: one.lang }) })),
    dialogs: base.head.dialogs.filter((/** @type {any} */ { name }) => base.dialogs.includes(name)),
  };
};

/** The quick choices of countries on a day. @type {(base: Base, state: Choice, says: any) => any} */
const quickOf = (base, state, says) => {
  const { chips, groups } = says.quick[runAt(says.runs[""], state.asof)[5]];
  const names = Object.fromEntries(base.fields.lists[0].options);
  return {
    chips: chips.map((/** @type {string} */ code) => [code, names[code]]),
    groups: base.groups.filter((/** @type {string[]} */ [name]) => groups[name].length)
      .map((/** @type {string[]} */ [name, text]) => [groups[name].join("."), text]),
  };
};

/** @type {(base: Base, state: Choice, says: any) => any} */
const fieldsOf = (base, state, says) => {
  const { words, fields } = base;
  const { asof, known } = state;
  /** @type {(iso: string) => string} */
  const long = (iso) => iso && dayIn(base, iso, "long");
  const query = queryFor(state, base);
  const count = Object.values(chosenOf(state, base)).reduce((sum, codes) => sum + codes.length, 0);
  const options = [["all", words["known.all"]], [asof, words["known.same"]]];
  if (known && known !== asof) options.push([known, long(known)]);
  return {
    ...fields,
    lists: fields.lists.map((/** @type {any} */ list) => ({
      ...list,
      ...(list.key === "nations" ? quickOf(base, state, says) : {}),
      chosen: list.options.map((/** @type {string[]} */ [code]) => code)
        .filter((/** @type {string} */ code) => /** @type {any} */ (state)[list.key].includes(code)),
    })),
    asof: { ...fields.asof, day: asof, text: long(asof) },
    known: { ...fields.known, chosen: known || "all", day: known, text: long(known), options },
    active: { count, text: base.counts.active[count] },
    differs: Object.keys(query).some((key) => key !== "lang" && key !== "theme"),
    query: Object.fromEntries(Object.keys(fields.query).map((key) => [key, query[key] || ""])),
  };
};

/** @type {(base: Base, state: Choice, rows: any[][]) => any} */
const tableOf = (base, state, rows) => {
  const { words, table, counts } = base;
  const count = counts.entries[rows.length];
  const sources = [...new Set(rows.flatMap((row) => row[CELLS + 1]))];
  return {
    ...table,
    asof: state.asof,
    sel: state.sel,
    words: {
      ...table.words,
      caption: counts.caption[rows.length],
      onward: fill(words["table.onward"], { title: table.words.title, count }),
      hint: rows.length ? `${count.charAt(0).toUpperCase()}${count.slice(1)}. ${base.hint}` : base.none,
      sources: `${words["sources.title"]} (${sources.length})`,
    },
    sources: rows.length ? `sources:${sources.join(".")}` : "",
    foreign: rows.filter((row) => row[CELLS + 2]).map(([id]) => id),
    rows: rows.map((row) => row.slice(0, CELLS + 1)),
  };
};

/** @type {(base: Base, state: Choice, texts: string[]) => string} */
const nothingIn = ({ words, ...base }, state, texts) => {
  const day = () => dayIn({ words, ...base }, state.asof, "long");
  const why = texts.length ? fill(words["empty.why"], { day: day(), filters: texts.join("; ") }) : words["empty.day"];
  return `${words["empty.title"]} ${why}`;
};

/** What the address asks for, once it is known whose rows stand behind a number. @type {(base: Base, request: any, says: any, found: Set<string> | null) => any} */
const resolve = (base, { choice, faults }, says, found) => {
  const { shown, scene } = shownBy(choice, base);
  const whole = found ? null : wordedView(base, shown, says); // the sentence counts what a search leaves
  if (!shown.q.startsWith(ROWS)) return { state: shown, scene, whole, only: found, notices: faults };
  const [drilldown, search] = rowsAndSearch(shown.q);
  if (drilldown.startsWith(KEY)) return { state: shown, scene, whole, only: countedBy(base, shown, says, drilldown.slice(KEY.length), found), notices: faults };
  const rows = whole && whole.behind[drilldown];
  if (whole) return { state: shown, scene, whole, only: new Set((rows || []).map((/** @type {number} */ at) => base.subjects[at])), notices: faults };
  return { state: { ...shown, q: search }, scene, whole, only: found, notices: [...faults, { key: "q", found: shown.q }] };
};

/** @type {(base: Base, notices: Fault[]) => string[]} */
const noticesOf = ({ words, aside }, notices) => {
  const parts = notices.map(({ key, found }) => `${key}=${found}`).join(", ");
  const link = parts ? [`${fill(words["notice.link"], { parts })} ${words["notice.link.rest"]}`] : [];
  return [...link, ...(aside ? [aside] : [])];
};

/**
 * Answer an address.
 *
 * @type {(base: Base, request: { choice: Choice, faults: Fault[], pairs: Pairs }, says: any, searched: Searched) => any}
 */
export const answerTo = (base, request, says, { only: found, answers, names }) => {
  const { words } = base;
  const { choice, pairs } = request;
  const { state, scene, whole, only, notices } = resolve(base, request, says, found);
  const { rows, all } = rowsIn(base, state, says, only);
  const less = { title: words["situation.title"], rows: [], notes: [words["publish.less.situation"]] };
  const { fragments, situation = less, programme = "" } =
    whole || (!found && severally(base, state, says)) || sparse(base, state, rows.length, all);
  const filters = filtersOf(base, state);
  const texts = filters.map(({ text }) => text);
  const alternative = [fragments.map((/** @type {any} */ { text }) => text).join(""), fill(words["alternative.shown"], { n: rows.length, all })];
  if (texts.length) alternative.push(fill(words["alternative.filter"], { filters: texts.join("; ") }));
  const view = [names[state.sel], ...texts.slice(0, 2), dayIn(base, state.asof, "long")].filter(Boolean).join(" · ");
  const meant = mendedPairs(pairs, base.codes.keys);
  return {
    title: `${scene ? scene.title : view} · ${words.title}`,
    message: {
      address: pairs, release: base.release, asof: choice.asof, known: choice.known || EVER,
      chosen: chosenOf(state, base), among: only && [...only].sort(), holds: !rowsAndSearch(choice.q)[0],
      sel: choice.sel, proj: choice.proj, lang: base.lang, present: choice.present,
      story: choice.view === "story", scene: choice.scene, programme, situation, text_alternative: alternative.join(" "),
    },
    sentence: {
      ...base.sentence, theme: state.theme, asof: state.asof, present: choice.present, fragments, filters,
      leave: hrefFor({ ...choice, present: false, scene: 0, view: choice.view === "story" ? "map" : choice.view }, base),
      onward: hrefFor(state, base),
      faults: notices.map((/** @type {Fault} */ { key }) => key),
      mend: JSON.stringify([...meant].sort()) === JSON.stringify([...pairs].sort()) ? null : { from: pairs, to: meant },
    },
    head: headOf(base, choice, state, answers),
    fields: fieldsOf(base, state, says),
    table: tableOf(base, state, rows),
    notices: noticesOf(base, notices),
    empty: rows.length ? "" : nothingIn(base, state, texts),
  };
};

// Looking up what Python wrote beforehand: days in words, days of knowledge, sentences and rows of a day.

import { EVER } from "../lib/days.js";
import { statePasses, subjectPasses } from "../lib/facets.js";
import { chosenOf, hrefFor, ROWS } from "./address.js";

/** @typedef {import("./address.js").Choice} Choice */
/** @typedef {import("./address.js").Base} Base */
/** @typedef {any} Says what is said by what was known on one day: dashboard/publish/says.py */

export const CELLS = 12; // of a row, as the table has them; then its places in the order of columns, its sources, its language, its entry in the key
const ENTRIES = CELLS + 3;
const STATE_CODES = CELLS + 4; // from there on what facets ask of a state, where no cell says it
const STEP = 5;
const ACTOR = 3;
const MARKS = /[\ue000\ue001]/g; // where a text names its clocks
const NOW = "\ue000";

/** @type {(text: string, values: Record<string, unknown>) => string} */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** A day in words, by the pattern and the months of the language. @type {(base: Base, iso: string, kind: string) => string} */
export const dayIn = ({ words }, iso, kind) => {
  const month = Number(iso.slice(5, 7)) - 1;
  const [short, long] = ["short", "long"].map((form) => words[`map.months.${form}`].split(" ")[month]);
  return fill(words[`map.day.${kind}`], { day: Number(iso.slice(8, 10)), short, long, year: Number(iso.slice(0, 4)) });
};

/** The last of some runs that begins no later than a day; a run begins with its first day. @type {(runs: any[], day: string) => any} */
export const runAt = (runs, day) => {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle][0] <= day) low = middle + 1;
    else high = middle;
  }
  return low ? runs[low - 1] : null;
};

/** The day of knowledge up to which a reader knows; its texts hold until the next one. @type {(base: Base, known: string) => string} */
export const knowledgeDay = ({ knowledge }, known) => {
  if (!known || known === EVER) return EVER;
  return knowledge.filter((/** @type {string} */ day) => day <= known && day !== EVER).at(-1);
};

/** What is shown: the choice, or what a scene of the story shows. @type {(choice: Choice, base: Base) => { shown: Choice, scene: any }} */
export const shownBy = (choice, { scenes, facets }) => {
  if (!choice.present && choice.view !== "story") return { shown: choice, scene: null };
  const scene = scenes[Math.max(1, Math.min(choice.scene, scenes.length)) - 1];
  if (!scene) return { shown: choice, scene: null };
  const { asof, known, sel } = scene;
  const all = Object.fromEntries(Object.keys(facets).map((key) => [key, []]));
  const nothing = { ...all, q: "", view: "map", present: false, scene: 0 };
  return { shown: { ...choice, ...nothing, asof, known, sel }, scene };
};

/** @type {(base: Base, mark: string, state: Choice, code: string) => string} */
const clockWords = (base, mark, state, code) => {
  const form = !state.known ? "all" : state.known === state.asof ? "same" : "known";
  const days = { day: dayIn(base, state.asof, "long"), known: state.known && dayIn(base, state.known, "long") };
  const text = fill((code ? base.clocks.within : base.clocks.first)[mark][form], days);
  return code ? fill(base.only[code], { clock: text }) : text;
};

/** @type {(base: Base, state: Choice) => string | null} */
const keyOf = ({ facets }, state) => {
  const chosen = Object.keys(facets).filter((key) => state[key].length);
  if (!chosen.length) return "";
  const [key] = chosen;
  return chosen.length === 1 && state[key].length === 1 ? `${key}=${state[key][0]}` : null;
};

/** A piece of a sentence that opens nothing. @type {(text: string) => any} */
const plain = (text) => ({ text, drilldown: "", accent: "", href: "", help: "" });

/** What was written for a view that was foreseen; null where it was not. @type {(base: Base, state: Choice, says: Says) => any} */
export const wordedView = (base, state, says) => {
  const key = keyOf(base, state);
  const run = key !== null && says.runs[key] ? runAt(says.runs[key], state.asof) : null;
  if (!run) return null;
  const fragments = says.sentences[run[1]].map((/** @type {string[]} */ [text, drilldown, accent]) => ({
    text: text.replace(MARKS, (mark) => clockWords(base, mark, state, state.nations[0])),
    drilldown,
    accent,
    href: drilldown ? hrefFor({ ...state, q: ROWS + drilldown }, base) : "",
    help: base.helps[drilldown] || "",
  }));
  return { fragments, situation: says.situations[run[2]], behind: says.behind[run[3]], programme: says.programmes[run[4]] };
};

/** Several nations are several sentences; null where they are too many, or something else is chosen too. @type {(base: Base, state: Choice, says: Says) => any} */
export const severally = (base, state, says) => {
  /** @type {string[]} */
  const nations = state.nations;
  const alone = Object.keys(base.facets).every((key) => key === "nations" || !state[key].length);
  if (!alone || nations.length < 2 || nations.length > base.mostSentences) return null;
  const parts = nations.map((code) => wordedView(base, { ...state, nations: [code] }, says));
  if (parts.some((part) => !part)) return null;
  return { fragments: parts.flatMap((part, at) => (at ? [plain(" "), ...part.fragments] : part.fragments)) };
};

/** What is said where nothing was foreseen: how much is shown. @type {(base: Base, state: Choice, n: number, all: number) => any} */
export const sparse = (base, state, n, all) =>
  ({ fragments: [plain(fill(base.words["publish.less"], { clock: clockWords(base, NOW, state, ""), n, all }))] });

/** The rows in view, in their order, and how many there are that day. @type {(base: Base, state: Choice, says: Says, only: Set<string> | null) => { rows: any[][], all: number }} */
export const rowsIn = (base, state, says, only) => {
  const all = says.spans.map((/** @type {any[]} */ runs, /** @type {number} */ at) => [at, runAt(runs, state.asof)])
    .filter((/** @type {any[]} */ [, run]) => run && run[1] >= 0);
  const chosen = chosenOf(state, base);
  /** @type {(row: any[]) => Record<string, string>} */
  const stateOf = (row) => ({
    step: row[STEP], actor: row[ACTOR],
    ...Object.fromEntries(base.state_fields.map((/** @type {string} */ field, /** @type {number} */ i) => [field, row[STATE_CODES + i]])),
  });
  /** @type {(at: number, row: any[]) => boolean} */
  const isIn = (at, row) => subjectPasses(base.facets, chosen, at) && (!only || only.has(base.subjects[at]))
    && statePasses(base.facets, chosen, stateOf(row), at);
  const inView = all.filter((/** @type {any[]} */ [at, [, row]]) => isIn(at, says.rows[row]));
  const numbers = inView.map((/** @type {any[]} */ [, [, row]]) => row).sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  return { rows: numbers.map((/** @type {number} */ number) => says.rows[number]), all: all.length };
};

/**
 * What an entry of the map's key counts of the rows in view: each names its entry, and another for a day beyond what is known.
 *
 * @type {(base: Base, state: Choice, says: Says, entry: string, only: Set<string> | null) => Set<string>}
 */
export const countedBy = (base, state, says, entry, only) => {
  const at = state.known && state.asof > state.known ? -1 : 0;
  return new Set(rowsIn(base, state, says, only).rows.filter((row) => row[ENTRIES].split(" ").at(at) === entry).map(([id]) => id));
};

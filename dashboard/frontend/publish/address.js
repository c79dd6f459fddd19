// The address and the choice that it makes, by the codes that Python wrote down: see dashboard/state.py, to whose answers a
// test holds this file.

/** @typedef {[string, string][]} Pairs key and value of each part of the query */
/** @typedef {{ key: string, found: string }} Fault a value that could not be used */
/**
 * @typedef {Record<string, any> & Own} Choice what the address holds; of each facet the codes that are asked for
 * @typedef {object} Own
 * @property {string} asof
 * @property {string} known nothing for everything
 * @property {string} q
 * @property {string} sel
 * @property {string} proj
 * @property {string} lang
 * @property {string} theme
 * @property {string} view
 * @property {boolean} present
 * @property {number} scene
 * @property {boolean} notes
 */
/** @typedef {any} Base what Python wrote for the page: dashboard/publish/base.py */

const KEY = /^\W*(?:amp\W+)*([a-z]+)(?:\[\w*\])?\W*$/;
const TAIL = /[ .,;:!?)\]}>'"”’»]+$/;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
const ISO = /^\d{4}-\d{2}-\d{2}$/;
const SHOWN = 40; // letters of a value that cannot be used
export const ROWS = "rows:";
/** The number whose rows `q` asks for, and the search within which it counts; either may be empty. @type {(q: string) => [string, string]} */
export const rowsAndSearch = (q) => {
  if (!q.startsWith(ROWS)) return ["", q];
  const [, drilldown, search] = /^(\S*)(.*)$/s.exec(q.slice(ROWS.length)) || ["", "", ""];
  return [drilldown, search.trim()];
};

/** The codes that are asked for, by facet. @type {(state: Choice, base: Base) => import("../lib/facets.js").Chosen} */
export const chosenOf = (state, { facets }) => Object.fromEntries(Object.keys(facets).map((key) => [key, state[key]]));

/** @type {(name: string, keys: string[]) => string} */
const keyOf = (name, keys) => {
  const found = KEY.exec(name.toLowerCase());
  return found && keys.includes(found[1]) ? found[1] : "";
};

/**
 * Collect the keys that are ours, however an address spells them.
 *
 * @type {(pairs: Pairs, keys: string[]) => Record<string, string>}
 */
const queryOf = (pairs, keys) => {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const [name, value] of pairs) {
    const key = keyOf(name, keys);
    if (key && value) found.set(key, (found.get(key) || new Set()).add(value));
  }
  return Object.fromEntries([...found].map(([key, values]) => [key, [...values].join(key === "q" ? " " : ".")]));
};

/**
 * The same address with our keys spelled as we spell them, each once.
 *
 * @type {(pairs: Pairs, keys: string[]) => Pairs}
 */
export const mendedPairs = (pairs, keys) => [
  ...Object.entries(queryOf(pairs, keys)), ...pairs.filter(([name]) => !keyOf(name, keys)),
];

/** A day that a reader can choose, or nothing. @type {(text: string, codes: any) => string} */
const dayOf = (text, { first, last }) => {
  if (!ISO.test(text)) return "";
  const made = new Date(`${text}T00:00:00Z`);
  const real = !Number.isNaN(made.getTime()) && made.toISOString().slice(0, 10) === text;
  return real && text >= first && text <= last ? text : "";
};

/** @type {(found: string, allowed: string[]) => string} */
const codeOf = (found, allowed) => {
  if (allowed.includes(found)) return found;
  return allowed.find((code) => code.toLowerCase() === found.toLowerCase()) || "";
};

/**
 * What `sel` names, spelled as in the evidence; empty if nothing of that name exists.
 *
 * @type {(sel: string, base: Base) => string}
 */
const selectionOf = (sel, { codes, subjects }) => {
  const at = sel.indexOf(":");
  if (at < 0) return codeOf(sel, subjects);
  const group = sel.slice(0, at).toLowerCase();
  /** @type {Record<string, string[]>} */
  const groups = { nation: codes.nations, place: codes.places, event: codes.events, source: codes.sources };
  const found = codeOf(sel.slice(at + 1), groups[group] || []);
  return found ? `${group}:${found}` : "";
};

/**
 * Takes values out of a query and remembers those that could not be used.
 *
 * @type {(query: Record<string, string>, codes: any, faults: Fault[]) => any}
 */
const readerOf = (query, codes, faults) => {
  /** @type {(key: string) => string} */
  const clean = (key) => (query[key] || "").replace(CONTROL, " ").trim();
  /** @type {(key: string) => string} */
  const text = (key) => (key === "q" ? clean(key) : clean(key).replace(TAIL, ""));
  /** @type {(key: string, found: string) => void} */
  const reject = (key, found) => {
    faults.push({ key, found: found.length <= SHOWN ? found : `${found.slice(0, SHOWN - 1)}…` });
  };
  return {
    text,
    reject,
    day: (/** @type {string} */ key, /** @type {string} */ otherwise) => {
      const found = text(key);
      const meant = dayOf(found, codes);
      if (found && !meant) reject(key, found);
      return meant || otherwise;
    },
    // Nations stand in order, the others in that of their list.
    list: (/** @type {string} */ key) => {
      const written = [...new Set(text(key).split(/[.,; ]+/).filter(Boolean))];
      const meant = written.map((code) => codeOf(code, codes[key]));
      const unknown = written.filter((_, at) => !meant[at]);
      if (unknown.length) reject(key, unknown.join("."));
      return codes[key].filter((/** @type {string} */ code) => meant.includes(code));
    },
    oneOf: (/** @type {string} */ key, /** @type {string[]} */ allowed, /** @type {string} */ otherwise) => {
      const found = text(key);
      const fits = allowed.includes(found.toLowerCase());
      if (found && !fits) reject(key, found);
      return fits ? found.toLowerCase() : otherwise;
    },
    number: (/** @type {string} */ key) => {
      const found = text(key);
      if (/^[0-9]{1,6}$/.test(found)) return Math.min(Number(found), codes.lastScene);
      if (found) reject(key, found);
      return 0;
    },
  };
};

/** @type {(reader: any, codes: any) => string} */
const searchIn = (reader, codes) => {
  const q = reader.text("q");
  const [drilldown, search] = rowsAndSearch(q);
  const fits = [...search].length <= codes.longestSearch && (!q.startsWith(ROWS) || codes.drilldowns.includes(drilldown));
  if (!fits) reader.reject("q", q);
  return fits ? q : "";
};

/** A day of knowledge; a page that is a single file holds some of them, and of the others it says so. @type {(reader: any, base: Base) => string} */
const knownIn = (reader, { codes, knowledge, held }) => {
  if (reader.text("known").toLowerCase() === "all") return "";
  const day = reader.day("known", codes.known);
  if (!day || !held || held.includes(knowledge.filter((/** @type {string} */ one) => one <= day).at(-1))) return day;
  reader.reject("known", day);
  return codes.known;
};

/**
 * Read a choice; what cannot be used falls back to the opening view and is named.
 *
 * @type {(pairs: Pairs, base: Base) => { state: Choice, faults: Fault[] }}
 */
export const readChoice = (pairs, base) => {
  const { codes } = base;
  /** @type {Fault[]} */
  const faults = [];
  const reader = readerOf(queryOf(pairs, codes.keys), codes, faults);
  const q = searchIn(reader, codes);
  const named = reader.text("sel");
  const sel = named && selectionOf(named, base);
  if (named && !sel) reader.reject("sel", named);
  const state = {
    asof: reader.day("asof", codes.asof),
    known: knownIn(reader, base),
    q,
    sel,
    proj: reader.oneOf("proj", codes.proj, "laea"),
    lang: reader.oneOf("lang", codes.lang, ""),
    theme: reader.oneOf("theme", codes.theme, ""),
    view: reader.oneOf("view", codes.view, "map"),
    present: reader.oneOf("present", ["0", "1"], "0") === "1",
    scene: reader.number("scene"),
    notes: reader.oneOf("notes", ["0", "1"], "0") === "1",
    ...Object.fromEntries(Object.keys(base.facets).map((key) => [key, reader.list(key)])),
  };
  // Finer filters, an area among them, need the server: what is left out is said, and nothing is hidden by it.
  for (const key of codes.unheld) if (reader.text(key)) reader.reject(key, reader.text(key));
  return { state, faults };
};

/**
 * Write a choice as query keys; what equals the opening view is left out.
 *
 * @type {(state: Choice, base: Base) => Record<string, string>}
 */
export const queryFor = (state, base) => {
  const { codes } = base;
  const query = {
    asof: state.asof === codes.asof ? "" : state.asof,
    known: state.known === codes.known ? "" : state.known || "all",
    ...Object.fromEntries(Object.entries(chosenOf(state, base)).map(([key, wanted]) => [key, wanted.join(".")])),
    q: state.q,
    sel: state.sel,
    proj: state.proj === "laea" ? "" : state.proj,
    lang: state.lang,
    theme: state.theme,
    view: state.view === "map" ? "" : state.view,
    present: state.present ? "1" : "",
    scene: state.scene ? String(state.scene) : "",
    notes: state.notes ? "1" : "",
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value));
};

/** Write a choice as a link. @type {(state: Choice, base: Base) => string} */
export const hrefFor = (state, base) => `?${new URLSearchParams(queryFor(state, base))}`;

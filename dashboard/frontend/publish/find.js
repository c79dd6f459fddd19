// The search over all names, in an index that Python wrote: the selection of dashboard/view/search.py, to whose answers a
// test holds this file. It offers nothing that is only written alike.

/**
 * @typedef {object} Entry something that can be found
 * @property {string} sel
 * @property {string} title
 * @property {string} note
 * @property {string} lang
 * @property {string[]} whole its names
 * @property {string} called all of them
 * @property {string} text
 * @property {Record<string, number>} numbers
 * @property {string} group
 */
/** @typedef {{ entries: Entry[], groups: string[], most: number, mostSources: number, vocabulary: string[] }} Index */

/** @type {Record<string, string>} */
const LETTERS = { ø: "o", æ: "ae", å: "aa", ð: "d", þ: "th", ß: "ss", ł: "l", đ: "d" };
const SOURCE = "source";
const SHORTEST_FUZZY = 3;
const AROUND = /^[.,;:()[\]"'“”]+|[.,;:()[\]"'“”]+$/g;

/** A text as a search compares it: lower case, without accents. @type {(text: string) => string} */
const folded = (text) => {
  const low = text.normalize("NFKC").toLowerCase().replace(/[øæåðþßłđ]/g, (letter) => LETTERS[letter]);
  return low.normalize("NFKD").replace(/\p{Mn}/gu, "").split(/\s+/).filter(Boolean).join(" ");
};

/** @type {(text: string) => string[]} */
const bare = (text) => text.split(" ").map((word) => word.replace(AROUND, ""));
/** @type {(word: string) => boolean} */
const isNumber = (word) => /^\p{Nd}+$/u.test(word);

/** @type {(entry: Entry) => number} */
const textPoints = ({ text }) => 10 + Math.floor(30 / (1 + Math.floor(text.length / 200)));

/** @type {(entry: Entry, word: string) => number} */
const leading = ({ whole }, word) => {
  const places = whole.map((name) => bare(name).indexOf(word)).filter((place) => place >= 0);
  return Math.floor(4 / (1 + Math.min(...places, 4)));
};

/** @type {(entry: Entry, word: string) => number} */
const numberPoints = (entry, word) => {
  const alone = new RegExp(`(?<![\\p{L}\\p{N}_.,])${word}(?![\\p{L}\\p{N}_]|[.,]\\d)`, "u");
  if (entry.group === SOURCE) return alone.test(entry.called) ? 9 : alone.test(entry.text) ? 5 : 0;
  return alone.test(entry.called) ? 100 : alone.test(entry.text) ? textPoints(entry) : 0;
};

/** @type {(entry: Entry, word: string) => number} */
const pointsOf = (entry, word) => {
  if (isNumber(word)) return entry.numbers[word] || numberPoints(entry, word);
  if (entry.group === SOURCE) return entry.called.includes(word) ? 9 : entry.text.includes(word) ? 5 : 0;
  const names = bare(entry.called);
  if (names.includes(word)) return Math.floor(400 / (1 + Math.floor(names.length / 4))) + 100 + leading(entry, word);
  if (names.some((name) => name.startsWith(word))) return 100;
  if (entry.called.includes(word)) return 50;
  return entry.text.includes(word) ? textPoints(entry) : 0;
};

/** Whether two words differ by one letter at most: another, one more, one less, or two turned. @type {(a: string, b: string) => boolean} */
const isAlike = (a, b) => {
  if (a === b) return true;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && long[at] === short[at]) at += 1;
  if (long.length > short.length) return long.slice(at + 1) === short.slice(at);
  const turned = long[at] === short[at + 1] && long[at + 1] === short[at];
  return long.slice(at + 1) === short.slice(at + 1) || (turned && long.slice(at + 2) === short.slice(at + 2));
};

/** @type {(index: Index, entry: Entry, wanted: string[][]) => number} */
const score = (index, entry, wanted) => {
  let points = 0;
  for (const choices of wanted) {
    const best = Math.max(0, ...choices.map((word) => pointsOf(entry, word)));
    if (!best) return 0;
    points += best;
  }
  return points + index.groups.length - index.groups.indexOf(entry.group);
};

/** @type {(index: Index, wanted: string[][]) => Entry[]} */
const ranked = (index, wanted) => {
  const phrases = wanted.length === 1 ? wanted[0] : [wanted.filter((choices) => choices.length).map(([first]) => first).join(" ")];
  /** @type {(entry: Entry) => number} */
  const bonus = ({ whole, group }) => (phrases.some((name) => whole.includes(name)) ? 1000 + (group === "nation" ? 500 : 0) : 0);
  const scored = index.entries.map((entry, at) => ({ entry, at, points: score(index, entry, wanted) })).filter(({ points }) => points);
  for (const one of scored) one.points += bonus(one.entry);
  return scored.sort((a, b) => b.points - a.points || a.at - b.at).map(({ entry }) => entry);
};

/** @type {(index: Index, word: string) => string[]} */
const alike = (index, word) => {
  if (word.length < SHORTEST_FUZZY || isNumber(word)) return [word];
  if (!index.vocabulary.length) {
    index.vocabulary = [...new Set(index.entries.flatMap(({ text }) => bare(text)))].filter(({ length }) => length >= SHORTEST_FUZZY);
  }
  const begin = word.length === SHORTEST_FUZZY ? word[0] : ""; // of a short word not the first letter too
  return index.vocabulary.filter((known) => known.startsWith(begin) && isAlike(word, known.slice(0, word.length + 1)));
};

/** @type {(index: Index, text: string) => Entry[]} */
const matches = (index, text) => {
  const wanted = folded(text).split(" ").filter(Boolean);
  if (!wanted.length) return [];
  const exact = ranked(index, wanted.map((word) => [word]));
  return exact.length ? exact : ranked(index, wanted.map((word) => alike(index, word)));
};

/** @type {(index: Index, text: string) => Entry[]} */
const find = (index, text) => {
  const found = matches(index, text);
  const things = found.filter(({ group }) => group !== SOURCE);
  if (!things.length || found.length <= index.most) return found.slice(0, index.most);
  const sources = found.filter(({ group }) => group === SOURCE).slice(0, index.mostSources);
  return [...things.slice(0, index.most - sources.length), ...sources].slice(0, index.most);
};

/** The index as it is looked through. @type {(written: any) => Index} */
export const readIndex = ({ entries, groups, most, mostSources }) => ({
  groups,
  most,
  mostSources,
  vocabulary: [],
  entries: entries.map((/** @type {any[]} */ [sel, title, note, lang, whole, rest, numbers]) => {
    const called = [...whole].sort().join(" ");
    const group = sel.includes(":") ? sel.slice(0, sel.indexOf(":")) : "subject";
    return { sel, title, note, lang, whole, called, text: `${called} ${rest}`, numbers, group };
  }),
});

/** The subjects among what is found; null when only stories, places or names are found: they hide nothing. @type {(index: Index, text: string) => Set<string> | null} */
export const subjectsFound = (index, text) => {
  const found = matches(index, text);
  const named = found.filter(({ group }) => group === "subject").map(({ sel }) => sel);
  return named.length || !found.length ? new Set(named) : null;
};

/** What the field of the search shows. @type {(index: Index, text: string, base: import("./address.js").Base) => any} */
export const answerSearch = (index, text, base) => {
  const hits = find(index, text).map(({ sel, title, note, lang }) => ({ sel, title, note, lang }));
  const summary = hits.length ? base.counts.hits[hits.length] : base.words["search.none"].replace("{text}", () => text);
  return { text, summary, exact: hits.length > 0, hits };
};

// A row of the table: its cells, the mark of its status, and in which order rows stand.

import { el } from "../lib/dom.js";

/**
 * @typedef {object} Data of the table, as Python sends it
 * @property {string} lang
 * @property {any[][]} rows cells in the order of FIELDS
 * @property {Record<string, string>} kinds words by name; likewise steps and flags
 * @property {Record<string, string>} steps
 * @property {Record<string, string>} flags
 * @property {string[]} foreign ids whose names nobody has translated
 * @property {string[]} vague words for where that are no place
 * @property {string[]} over steps of what is over
 * @property {Record<string, string>} [yours] by id, how it is with claims of the reader's own
 * @property {Column[]} columns
 * @property {Record<string, string>} words
 * @property {string} sel
 * @property {string} asof
 * @property {string} sources where the sources of the rows are asked for
 * @property {{ text: string, href: string }[]} files
 * @property {{ text: string, href: string }} analyse
 */
/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} country
 * @property {string} what
 * @property {string} nation
 * @property {string} kind
 * @property {string} step
 * @property {string[]} flags
 * @property {string} number
 * @property {string} where
 * @property {string} when
 * @property {string} last
 * @property {string | number} sources
 * @property {number[]} ranks by which the columns in RANKED are ordered
 * @property {string} kindName
 */
/**
 * @typedef {{ name: string, down: boolean }} Order
 * @typedef {{ name: string, label: string, help?: string }} Column
 * @typedef {{ line: HTMLTableRowElement, button: HTMLButtonElement, nation: HTMLButtonElement | null, row: Row, signature: string }} Line
 */

/** @type {Record<string, number>} */
const RANKED = { number: 0, step: 1, when: 2, last: 3 }; // columns whose order the server says
/** @type {Record<string, string>} */
const LETTERS = { declined: "×", cancelled: "×", not_asked: "–" };
const NOW = new Set(["in_place", "open"]);
const FIELDS = ["id", "country", "what", "nation", "kind", "step", "flags", "number", "where", "when", "last", "sources", "ranks"];

/** @type {(cells: any[], kinds: Record<string, string>) => Row} */
export const rowOf = (cells, kinds) => {
  const row = Object.fromEntries(FIELDS.map((name, at) => [name, cells[at]]));
  return /** @type {any} */ ({ ...row, kindName: kinds[row.kind] });
};

/** @type {(tag: keyof SVGElementTagNameMap, pairs: Record<string, string | number>) => SVGElement} */
const svg = (tag, pairs) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(pairs)) made.setAttribute(key, String(value));
  return made;
};

// The mark of a step, as the legend draws it: outlined while it is a promise, filled when it is so, grey when over.
/** @type {(row: Row) => SVGElement} */
const glyph = (row) => {
  const old = row.flags.includes("last_known") ? " old" : "";
  const unsure = row.flags.includes("unconfirmed") ? " unsure" : "";
  const unproven = row.flags.includes("unverified") ? " unproven" : "";
  const made = svg("svg", { class: `glyph s-${row.step}${old}${unsure}${unproven}`, viewBox: "-8 -8 16 16", "aria-hidden": "true" });
  made.append(svg("circle", { r: old ? 3 : 5.5 }));
  if (LETTERS[row.step]) {
    const letter = svg("text", { y: 3.4, "text-anchor": "middle" });
    letter.textContent = LETTERS[row.step];
    made.append(letter);
  }
  return made;
};

/** @type {(kind: string) => string} */
const accent = (kind) => (kind === "contingent" ? "mil" : kind === "post" ? "dip" : "");

/** @type {(data: Data, row: Row) => { cell: HTMLElement, button: HTMLButtonElement }} */
const chooser = (data, row) => {
  const cell = Object.assign(el("th", "what"), { scope: "row" });
  const button = Object.assign(el("button", "", row.what), { type: "button" });
  if (data.foreign.includes(row.id)) button.lang = "en"; // nobody has translated its name
  cell.append(button);
  return { cell, button };
};

// The name of a nation brings all of it into focus on the map.
/** @type {(data: Data, row: Row) => { cell: HTMLElement, button: HTMLButtonElement | null }} */
const country = (data, row) => {
  const cell = el("td", "country");
  if (!row.country) cell.dataset.kind = data.kinds[row.kind];
  if (!row.country || !row.nation) return { cell: Object.assign(cell, { textContent: row.country }), button: null };
  const button = Object.assign(el("button", "", row.country), { type: "button" });
  button.setAttribute("tabindex", "-1");
  button.setAttribute("aria-pressed", "false");
  cell.append(button);
  return { cell, button };
};

/** @type {(data: Data, row: Row, name: string) => HTMLElement} */
const cellOf = ({ kinds, steps, flags, vague, yours }, row, name) => {
  if (name === "kind") return el("td", name, kinds[row.kind]);
  if (name === "number") return el("td", row.ranks[0] ? name : "number unsaid", row.number);
  if (name === "where") return el("td", vague.includes(row.where) ? "where vague" : name, row.where);
  if (name !== "step") return el("td", name, String(row[/** @type {keyof Row} */ (name)]));
  const made = el("td", "step");
  made.append(glyph(row), el("span", "", steps[row.step]));
  for (const flag of row.flags) made.append(" ", el("span", `flag ${flag}`, flags[flag]));
  if (yours?.[row.id]) made.append(" ", el("span", "flag yours", yours[row.id]));
  return made;
};

// What nobody verified does not stand out as what is so.
/** @type {(row: Row, over: string[]) => string} */
const age = ({ step, flags }, over) =>
  NOW.has(step) && !flags.includes("unverified") ? "now" : over.includes(step) ? "over" : "";

/** What a row looks like, in one line: the same line, the same row. @type {(data: Data, row: Row) => string} */
export const signatureOf = (data, row) => JSON.stringify([data.lang, { ...row, ranks: 0 }, data.yours?.[row.id]]);

/** @type {(data: Data, row: Row) => Line} */
export const lineOf = (data, row) => {
  const line = el("tr", [accent(row.kind), age(row, data.over)].filter(Boolean).join(" "));
  line.dataset.id = row.id;
  const [what, nation] = [chooser(data, row), country(data, row)];
  line.append(...data.columns.map(({ name }) =>
    name === "what" ? what.cell : name === "country" ? nation.cell : cellOf(data, row, name)));
  return { line, button: what.button, nation: nation.button, row, signature: signatureOf(data, row) };
};

/** @type {(row: Row, name: string) => any} */
const valueOf = (row, name) => {
  if (name in RANKED) return row.ranks[RANKED[name]];
  return name === "kind" ? row.kindName : row[/** @type {keyof Row} */ (name)];
};

/** Rows by one column; what is not given stands last either way, and equals keep the order they came in. @type {(rows: Row[], by: Order, lang: string) => Row[]} */
export const ordered = (rows, { name, down }, lang) => {
  if (!name || !rows.length) return rows;
  const collate = new Intl.Collator(lang).compare;
  /** @type {(a: any, b: any) => number} */
  const compare = typeof valueOf(rows[0], name) === "number" ? (a, b) => a - b : collate;
  return [...rows].sort((one, other) => {
    const [a, b] = [valueOf(one, name), valueOf(other, name)];
    if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
    return down ? compare(b, a) : compare(a, b);
  });
};

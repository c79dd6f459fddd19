// The order of the rows of a small table.

/** @typedef {string | number | null} Rank what orders a cell; its text where this is not given */
/** @typedef {{ text: string, href?: string, rank?: Rank, fragments?: Cell[] }} Cell a link where it has an address; fragments stand behind each other */
/** @typedef {{ label: string, numeric: boolean }} Column */
/** @typedef {{ cells: Cell[], group: string, chosen: boolean, lang?: string }} Row */
/** @typedef {{ code: string, text: string }} Group rows of one group can be shown alone */
/** @typedef {{ at: number, down: boolean, group: string }} Order by which column, and which rows are shown */

/** @type {(cell: Cell) => Rank} */
const rankOf = (cell) => (cell.rank === undefined ? cell.text : cell.rank);

/**
 * Rows by one column; what is not given stands last either way, and equals keep the order they came in.
 *
 * @type {(rows: Row[], order: Order, lang: string) => Row[]}
 */
export const inOrder = (rows, { at, down, group }, lang) => {
  const shown = group ? rows.filter((row) => row.group === group) : rows;
  if (at < 0) return shown;
  const collate = new Intl.Collator(lang, { numeric: true }).compare;
  const direction = down ? -1 : 1;
  return [...shown].sort((one, other) => {
    const [a, b] = [rankOf(one.cells[at]), rankOf(other.cells[at])];
    const [given, also] = [a !== null && a !== "", b !== null && b !== ""];
    if (!given || !also) return Number(also) - Number(given);
    return direction * (typeof a === "number" && typeof b === "number" ? a - b : collate(String(a), String(b)));
  });
};

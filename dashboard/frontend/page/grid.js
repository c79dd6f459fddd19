// Small tables of the Analyse room: real tables that order themselves, in which a number is a link to its rows.

import { el, makeButton } from "../lib/dom.js";
import { pageLink } from "./address.js";
import { memoryOf } from "./elements.js";
import { inOrder } from "./row-order.js";

/** @import { Cell, Column, Group, Order, Row } from "./row-order.js" */
/** @typedef {{ lang: string, caption: string, columns: Column[], rows: Row[], groups: Group[] }} GridData */

const SHORT = 14; // letters of a cell that stays on one line, as a day or a status
const WEB = /^https?:\/\//i;

/** @type {(cell: Cell) => Node | string} */
const inside = ({ text, href, fragments }) => {
  if (fragments) {
    const made = document.createDocumentFragment();
    made.append(...fragments.flatMap((fragment, at) => (at ? [", ", inside(fragment)] : [inside(fragment)])));
    return made;
  }
  if (!href || !text) return text;
  if (!WEB.test(href)) return pageLink("", text, href);
  return Object.assign(el("a", "", text), { href, target: "_blank", rel: "noopener noreferrer" });
};

/** @type {(row: Row, columns: Column[]) => HTMLElement} */
const lineOf = (row, columns) => {
  const line = el("tr");
  if (row.chosen) line.setAttribute("aria-current", "true");
  row.cells.forEach((cell, at) => {
    const made = el(at ? "td" : "th", columns[at].numeric ? "number" : at && cell.text.length <= SHORT ? "short" : "");
    if (made instanceof HTMLTableCellElement && !at) made.scope = "row";
    made.append(inside(cell));
    line.append(made);
  });
  return line;
};

/** @type {(data: GridData, order: Order, sort: (at: number) => void) => HTMLElement} */
const headOf = (data, order, sort) => {
  const head = el("tr");
  data.columns.forEach(({ label, numeric }, at) => {
    const column = el("th", numeric ? "number" : "");
    column.scope = "col";
    column.setAttribute("aria-sort", at !== order.at ? "none" : order.down ? "descending" : "ascending");
    column.append(makeButton("", label, () => sort(at)));
    head.append(column);
  });
  return head;
};

/** @type {(data: GridData, order: Order, show: (group: string) => void) => HTMLElement} */
const chipsOf = ({ groups }, order, show) => {
  const chips = el("div", "groups");
  for (const { code, text } of groups) {
    const chip = makeButton("", text, () => show(order.group === code ? "" : code));
    chip.setAttribute("aria-pressed", String(order.group === code));
    chips.append(chip);
  }
  return chips;
};

/** @type {import("./elements.js").Draw} */
export const drawGrid = ({ data, parentElement }) => {
  /** @type {{ shown: string, order: Order }} */
  const memory = memoryOf(parentElement, () => ({ shown: "", order: { at: -1, down: false, group: "" } }));
  const text = JSON.stringify(data);
  if (text === memory.shown) return;
  memory.shown = text;
  /** @type {GridData} */
  const grid = data;
  if (!grid.groups.some(({ code }) => code === memory.order.group)) memory.order.group = "";
  const head = el("thead");
  const body = el("tbody");
  const chips = el("div");
  const paint = () => {
    head.replaceChildren(headOf(grid, memory.order, sort));
    chips.replaceChildren(chipsOf(grid, memory.order, show));
    body.replaceChildren(...inOrder(grid.rows, memory.order, grid.lang).map((row) => lineOf(row, grid.columns)));
  };
  /** @type {(at: number) => void} */
  const sort = (at) => {
    const first = grid.columns[at].numeric; // of numbers the largest first
    const turned = memory.order.at === at && memory.order.down === first;
    memory.order = { ...memory.order, at: memory.order.at === at && !turned ? -1 : at, down: turned ? !first : first };
    paint();
    /** @type {HTMLElement} */ (head.querySelectorAll("button")[at]).focus();
  };
  /** @type {(group: string) => void} */
  const show = (group) => {
    const at = grid.groups.findIndex(({ code }) => code === (group || memory.order.group));
    memory.order = { ...memory.order, group };
    paint();
    chips.querySelectorAll("button")[at]?.focus();
  };
  const table = el("table");
  table.append(el("caption", "", grid.caption), head, body);
  const box = el("div", "rows grid");
  box.append(table);
  paint();
  parentElement.replaceChildren(...(grid.groups.length ? [chips] : []), box);
};

/** @typedef {{ text: string, href?: string }} Linked */

/**
 * Lines of text in which a number is a link to its rows.
 *
 * @type {import("./elements.js").Draw}
 */
export const drawLines = ({ data, parentElement }) => {
  const memory = memoryOf(parentElement, () => ({ shown: "" }));
  const text = JSON.stringify(data);
  if (text === memory.shown) return;
  memory.shown = text;
  /** @type {{ lines: Linked[][], note: boolean }} */
  const { lines, note } = data;
  const box = el("div", note ? "lines note" : "lines");
  for (const line of lines) {
    const made = el("p");
    made.append(...line.map((fragment) => (fragment.href ? pageLink("", fragment.text, fragment.href) : fragment.text)));
    box.append(made);
  }
  parentElement.replaceChildren(box);
};

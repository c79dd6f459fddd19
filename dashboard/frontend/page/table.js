// The table of what is in view: a real table that orders itself; a row that is chosen becomes part of the address.

import { el, targetOf } from "../lib/dom.js";
import { bareAddress, makeChoice, pageLink } from "./address.js";
import { rove, walkRow } from "./chips.js";
import { whenWanted } from "./deferred.js";
import { memoryOf } from "./elements.js";
import { moveFocusTo } from "./focus.js";
import { fileList } from "./lists.js";
import { speaksOf } from "./moving-day.js";
import { offerTable } from "./skip-links.js";
import { lineOf, ordered, rowOf, signatureOf } from "./table-row.js";
import { makeSources } from "./table-sources.js";

const LARGEST_FIRST = new Set(["number", "last", "sources"]);

/**
 * @typedef {import("./table-row.js").Row} Row
 * @typedef {import("./table-row.js").Line} Line
 */
/**
 * @typedef {object} Memory what the table keeps between runs
 * @property {import("./table-row.js").Data} data as Python sent it last
 * @property {Map<string, Line>} lines
 * @property {Row[]} rows
 * @property {string[]} order ids as they stand
 * @property {import("./table-row.js").Order} by
 * @property {string} marked
 * @property {string} reached by Tab
 * @property {string | null} wanted what was chosen here and is not answered yet
 * @property {string} shown what was drawn last
 * @property {string} headed
 * @property {() => void} settle
 */
/** @typedef {ReturnType<typeof makeNodes> & Memory} Table */

/** The row that an element stands in. @type {(table: Table, node: Element | null) => Line | undefined} */
const lineAt = (table, node) => table.lines.get(node?.closest("tr")?.dataset.id || "");

// Only the row that has the focus, else the chosen one, else the first, can be reached by Tab; arrows go on from it.
/** @type {(table: Table, id: string) => void} */
const reach = (table, id) => {
  const to = table.lines.get(id)?.line.isConnected ? id : table.order[0];
  if (table.reached !== to) table.lines.get(table.reached)?.button.setAttribute("tabindex", "-1");
  table.reached = to;
  table.lines.get(to)?.button.setAttribute("tabindex", "0");
};

/** @type {(table: Table, sel: string) => void} */
const mark = (table, sel) => {
  if (table.up.isConnected) table.up.remove();
  table.lines.get(table.marked)?.line.removeAttribute("aria-current");
  table.marked = sel;
  for (const { line, nation: button, row } of table.lines.values()) {
    if (!button) continue;
    const lit = sel === `nation:${row.nation}`;
    line.classList.toggle("lit", lit);
    button.setAttribute("aria-pressed", String(lit));
  }
  const chosen = table.lines.get(sel);
  if (!chosen?.line.isConnected) return;
  chosen.line.setAttribute("aria-current", "true");
  chosen.button.after(" ", table.up);
};

// Brings a row into the table's own box, without moving the page.
/** @type {(table: Table, id: string) => void} */
const bring = (table, id) => {
  const line = table.lines.get(id)?.line;
  if (!line?.isConnected) return;
  const top = table.head.offsetHeight;
  const [box, at] = [table.box.getBoundingClientRect(), line.getBoundingClientRect()];
  if (at.top < box.top + top) table.box.scrollTop -= box.top + top - at.top;
  else if (at.bottom > box.bottom) table.box.scrollTop += at.bottom - box.bottom;
};

/** @type {(table: Table) => void} */
const order = (table) => {
  const rows = ordered(table.rows, table.by, table.data.lang);
  const next = rows.map((row) => row.id);
  if (next.join() === table.order.join() && table.body.childElementCount === next.length) return;
  const focused = table.body.contains(document.activeElement) ? lineAt(table, document.activeElement)?.row.id : "";
  table.order = next;
  table.body.replaceChildren(...next.flatMap((id) => table.lines.get(id)?.line || []));
  const again = focused && table.lines.get(focused);
  if (again && again.line.isConnected) again.button.focus({ preventScroll: true });
};

/** @type {(table: Table, name: string) => void} */
const sortBy = (table, name) => {
  const first = LARGEST_FIRST.has(name);
  const { by } = table;
  table.by = by.name !== name ? { name, down: first } : by.down === first ? { name, down: !first } : { name: "", down: false };
  order(table);
  headings(table);
  reach(table, table.reached);
  table.box.scrollTop = 0;
};

/** @type {(table: Table) => void} */
const headings = (table) => {
  for (const column of table.head.querySelectorAll("th")) {
    const on = column.dataset.name === table.by.name;
    column.setAttribute("aria-sort", on ? (table.by.down ? "descending" : "ascending") : "none");
  }
  table.select.value = table.by.name;
};

/** @type {(table: Table, column: import("./table-row.js").Column) => HTMLElement} */
const heading = (table, { name, label, help }) => {
  const column = Object.assign(el("th", name), { scope: "col" });
  column.dataset.name = name;
  const button = Object.assign(el("button", help ? "helped" : "", label), { type: "button" });
  if (help) {
    button.title = help;
    // Who goes by keys or fingers sees no title: it takes the place of the hint.
    button.addEventListener("focus", () => (table.hint.textContent = help));
    button.addEventListener("blur", () => (table.hint.textContent = table.data.words.hint));
  }
  button.addEventListener("click", () => sortBy(table, name));
  column.append(button, el("span", "label", label));
  return column;
};

/** @type {(name: string, label: string) => HTMLOptionElement} */
const option = (name, label) => Object.assign(el("option", "", label), { value: name });

/** @type {(table: Table) => void} */
const paintHead = (table) => {
  const { words, columns } = table.data;
  table.title.textContent = words.title;
  table.caption.textContent = words.caption;
  table.hint.textContent = words.hint;
  table.up.textContent = words.up;
  table.sortName.textContent = words.order;
  const row = el("tr", "");
  row.append(...columns.map((column) => heading(table, column)));
  table.head.replaceChildren(row);
  table.settle();
  table.select.replaceChildren(option("", words.asFound), ...columns.map(({ name, label }) => option(name, label)));
  headings(table);
};

// What was chosen here is shown at once; an answer to an older address does not take it back.
/** @type {(table: Table) => string} */
const selected = (table) => {
  const now = new URLSearchParams(location.search).get("sel") || "";
  if (table.wanted !== null && (now !== table.wanted || table.data.sel === table.wanted)) table.wanted = null;
  return table.wanted === null ? table.data.sel : table.wanted;
};

/** @type {(table: Table, id: string) => void} */
const choose = (table, id) => {
  table.wanted = table.marked === id ? "" : id;
  mark(table, table.wanted);
  if (table.lines.has(id)) reach(table, id);
  makeChoice({ sel: table.wanted });
};

// The map stands above: its pane comes into view and takes the focus.
const goUp = () => {
  const pane = document.querySelector(".st-key-first");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  pane?.querySelector("iframe")?.focus({ preventScroll: true });
};

/** @type {(table: Table, event: MouseEvent) => void} */
const onClick = (table, event) => {
  const target = targetOf(event);
  const line = lineAt(table, target);
  if (!line) return;
  if (target.closest("button") === table.up) goUp();
  else if (line.nation?.contains(target)) choose(table, `nation:${line.row.nation}`);
  else if (!String(getSelection()) || target.closest("button")) choose(table, line.row.id);
};

/** @type {(table: Table, event: KeyboardEvent) => void} */
const onKey = (table, event) => {
  const here = lineAt(table, targetOf(event));
  if (event.key === "ArrowLeft") here?.nation?.focus({ preventScroll: true });
  if (event.key === "ArrowRight") here?.button.focus({ preventScroll: true });
  const at = table.order.indexOf(here?.row.id || "");
  const last = table.order.length - 1;
  /** @type {Record<string, number>} */
  const goals = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last };
  const to = goals[event.key];
  if (to === undefined || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  reach(table, table.order[to]);
  table.lines.get(table.order[to])?.button.focus({ preventScroll: true });
  bring(table, table.order[to]);
};

/* At the foot of the first screen a sign says that a table lies below. A phone, whose first screen ends in a list, has it
   over its lower edge, until one scrolls. */
/** @type {(title: HTMLElement) => HTMLAnchorElement} */
const makeOnwardLink = (title) => {
  const onward = Object.assign(el("a", "onward"), { href: "#table" });
  onward.addEventListener("click", (event) => {
    event.preventDefault();
    moveFocusTo(title);
  });
  offerTable(() => moveFocusTo(title));
  document.addEventListener("scroll", ({ target }) =>
    onward.classList.toggle("gone", /** @type {Element} */ (target).scrollTop > 80), true);
  return onward;
};

// What can be said before the rows are drawn, and shows that they are to come.
/** @type {(table: Table) => void} */
const announce = (table) => {
  const { words, sel } = table.data;
  if (table.onward.textContent !== words.onward) table.onward.textContent = words.onward;
  table.onward.classList.toggle("behind", Boolean(sel)); // on a phone a card lies there
  if (table.headed) return;
  table.title.textContent = words.title;
  table.hint.textContent = words.hint;
};

const makeNodes = () => {
  const [root, title, hint] = [el("section", "table"), el("h2", ""), el("p", "hint")];
  const [sort, sortName, select] = [el("label", "sort"), el("span", ""), el("select", "")];
  sort.append(sortName, " ", select);
  const up = Object.assign(el("button", "up"), { type: "button" });
  const [box, whole] = [el("div", "rows"), el("table", "")];
  const [caption, head, body] = [el("caption", ""), el("thead", ""), el("tbody", "")];
  whole.append(caption, head, body);
  box.append(whole);
  const [side, files, analyse] = [el("div", "side"), el("p", "files"), pageLink("analyse", "", "?view=analyse")];
  side.append(analyse, files);
  const sources = makeSources();
  const onward = makeOnwardLink(title);
  box.hidden = sort.hidden = sources.details.hidden = true; // until there is something in them
  root.append(onward, title, hint, side, sort, box, sources.details);
  return { root, onward, title, hint, sort, sortName, select, up, box, caption, head, body, files, analyse, sources };
};

/** @type {(parentElement: HTMLElement, data: Memory["data"]) => Table} */
const make = (parentElement, data) => {
  const nodes = makeNodes();
  const { head, body, select } = nodes;
  const columns = () => [...head.querySelectorAll("button")];
  /** @type {Table} */
  const table = {
    ...nodes, data, lines: new Map(), rows: [], order: [], by: { name: "", down: false }, marked: "", reached: "",
    wanted: null, shown: "", headed: "", settle: rove(head, columns),
  };
  select.addEventListener("change", () => {
    table.by = { name: select.value, down: LARGEST_FIRST.has(select.value) };
    order(table);
    headings(table);
  });
  head.addEventListener("keydown", (event) => walkRow(columns(), event));
  body.addEventListener("click", (event) => onClick(table, event));
  body.addEventListener("keydown", (event) => onKey(table, event));
  body.addEventListener("focusin", (event) => reach(table, lineAt(table, targetOf(event))?.row.id || ""));
  parentElement.append(table.root);
  return table;
};

/** @type {(table: Table) => void} */
const refresh = (table) => {
  const { data, lines } = table;
  table.rows = data.rows.map((cells) => rowOf(cells, data.kinds));
  for (const row of table.rows) {
    const kept = lines.get(row.id);
    if (kept?.signature === signatureOf(data, row)) continue;
    const made = lineOf(data, row);
    if (kept?.line.isConnected) {
      const had = kept.line.contains(document.activeElement);
      kept.line.replaceWith(made.line);
      if (had) made.button.focus({ preventScroll: true });
    }
    lines.set(row.id, made);
    made.button.setAttribute("tabindex", "-1");
  }
  order(table);
  table.box.hidden = table.sort.hidden = table.sources.details.hidden = !table.rows.length;
  fileList(data.files, table.files);
  table.analyse.textContent = data.analyse.text;
  table.analyse.href = bareAddress(data.analyse.href);
  table.sources.show(data.sources, data.words);
};

/** @type {(table: Table) => void} */
const draw = (table) => {
  const { data } = table;
  const text = JSON.stringify(data);
  if (text === table.shown) return;
  table.shown = text;
  const head = JSON.stringify([data.lang, data.words, data.columns]);
  if (head !== table.headed) paintHead(table);
  table.headed = head;
  const before = table.marked;
  refresh(table);
  const sel = selected(table);
  mark(table, sel);
  const inside = table.body.contains(document.activeElement) ? lineAt(table, document.activeElement)?.row.id : "";
  reach(table, inside || (table.lines.has(sel) ? sel : table.reached));
  if (sel && sel !== before) bring(table, sel);
};

/** @type {import("./elements.js").Draw} */
export const drawTable = ({ data, parentElement }) => {
  const table = memoryOf(parentElement, () => make(parentElement, data));
  table.data = data;
  announce(table);
  whenWanted(table.root, () => {
    draw(table);
    speaksOf(table.root, table.data.asof);
  });
};

// The table of what is in view: a real table that orders itself; a row that is chosen becomes part of the address.

import { el } from "../lib/dom.js";
import { bareAddress, makeChoice, pageLink } from "./address.js";
import { rove, walkRow } from "./chips.js";
import { whenWanted } from "./deferred.js";
import { memoryOf } from "./elements.js";
import { moveFocusTo } from "./focus.js";
import { fileList, sourceTable } from "./lists.js";
import { speaksOf } from "./moving-day.js";
import { offerTable } from "./skip-links.js";
import { sourcesOf } from "./sources.js";

const RANKED = { number: 0, step: 1, when: 2, last: 3 }; // columns whose order the server says
const LARGEST_FIRST = new Set(["number", "last", "sources"]);
const LETTERS = { declined: "×", cancelled: "×", not_asked: "–" };
const NOW = new Set(["in_place", "open"]);
const FIELDS = ["id", "country", "what", "nation", "kind", "step", "flags", "number", "where", "when", "last", "sources", "places"];
const named = (cells) => Object.fromEntries(FIELDS.map((name, at) => [name, cells[at]]));

const svg = (tag, pairs) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(pairs)) made.setAttribute(key, value);
  return made;
};

// The mark of a step, as the legend draws it: outlined while it is a promise, filled when it is so, grey when over.
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

const accent = (kind) => (kind === "contingent" ? "mil" : kind === "post" ? "dip" : "");

const chooser = (own, row) => {
  const head = el("th", "what");
  head.scope = "row";
  const button = el("button", "", row.what);
  button.type = "button";
  if (own.data.foreign.includes(row.id)) button.lang = "en"; // nobody has translated its name
  head.append(button);
  return head;
};

// The name of a nation brings all of it into focus on the map.
const nation = (row) => {
  const made = el("td", "country");
  if (!row.country || !row.nation) return Object.assign(made, { textContent: row.country });
  const button = Object.assign(el("button", "", row.country), { type: "button" });
  button.setAttribute("tabindex", "-1");
  button.setAttribute("aria-pressed", "false");
  made.append(button);
  return made;
};

const cell = (own, row, name) => {
  if (name === "what") return chooser(own, row);
  if (name === "country") return nation(row);
  const { kinds, steps, flags } = own.data;
  if (name === "kind") return el("td", name, kinds[row.kind]);
  if (name === "number") return el("td", row.places[0] ? name : "number unsaid", row.number);
  if (name === "where") return el("td", own.data.vague.includes(row.where) ? "where vague" : name, row.where);
  if (name !== "step") return el("td", name, String(row[name]));
  const made = el("td", "step");
  made.append(glyph(row), el("span", "", steps[row.step]));
  for (const flag of row.flags) made.append(" ", el("span", `flag ${flag}`, flags[flag]));
  return made;
};

// What nobody verified does not stand out as what is so.
const age = ({ step, flags }, over) =>
  NOW.has(step) && !flags.includes("unverified") ? "now" : over.includes(step) ? "over" : "";

const lineOf = (own, row) => {
  const line = el("tr", [accent(row.kind), age(row, own.data.over)].filter(Boolean).join(" "));
  line.dataset.id = row.id;
  line.append(...own.data.columns.map(({ name }) => cell(own, row, name)));
  if (!row.country) /** @type {HTMLElement} */ (line.querySelector(".country")).dataset.kind = own.data.kinds[row.kind];
  return { line, button: line.querySelector(".what button"), nation: line.querySelector(".country button"), row, sign: "" };
};

const value = (row, name) => {
  if (name in RANKED) return row.places[RANKED[name]];
  return name === "kind" ? row.kindName : row[name];
};

// Orders by one column; what is not given stands last either way, and equals keep the order they came in.
const ordered = (rows, { name, down }, lang) => {
  if (!name) return rows;
  const collate = new Intl.Collator(lang).compare;
  const compare = typeof value(rows[0] || { places: [], [name]: "" }, name) === "number" ? (a, b) => a - b : collate;
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one, name), value(other, name)];
    if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
    return down ? compare(b, a) : compare(a, b);
  });
};

// Only the row that has the focus, else the chosen one, else the first, can be reached by Tab; arrows go on from it.
const reach = (own, id) => {
  const to = own.lines.get(id)?.line.isConnected ? id : own.order[0];
  if (own.reached !== to) own.lines.get(own.reached)?.button.setAttribute("tabindex", "-1");
  own.reached = to;
  own.lines.get(to)?.button.setAttribute("tabindex", "0");
};

const mark = (own, sel) => {
  if (own.up.isConnected) own.up.remove();
  own.lines.get(own.marked)?.line.removeAttribute("aria-current");
  own.marked = sel;
  for (const { line, nation: button, row } of own.lines.values()) {
    if (!button) continue;
    const lit = sel === `nation:${row.nation}`;
    line.classList.toggle("lit", lit);
    button.setAttribute("aria-pressed", String(lit));
  }
  const chosen = own.lines.get(sel);
  if (!chosen?.line.isConnected) return;
  chosen.line.setAttribute("aria-current", "true");
  chosen.button.after(" ", own.up);
};

// Brings a row into the table's own box, without moving the page.
const bring = (own, id) => {
  const line = own.lines.get(id)?.line;
  if (!line?.isConnected) return;
  const top = own.head.offsetHeight;
  const [box, at] = [own.box.getBoundingClientRect(), line.getBoundingClientRect()];
  if (at.top < box.top + top) own.box.scrollTop -= box.top + top - at.top;
  else if (at.bottom > box.bottom) own.box.scrollTop += at.bottom - box.bottom;
};

const order = (own) => {
  const rows = ordered(own.rows, own.by, own.data.lang);
  const next = rows.map((row) => row.id);
  if (next.join() === own.order.join() && own.body.childElementCount === next.length) return;
  const focused = own.body.contains(document.activeElement) ? document.activeElement.closest("tr").dataset.id : "";
  own.order = next;
  own.body.replaceChildren(...next.map((id) => own.lines.get(id).line));
  const again = focused && own.lines.get(focused);
  if (again && again.line.isConnected) again.button.focus({ preventScroll: true });
};

const sortBy = (own, name) => {
  const first = LARGEST_FIRST.has(name);
  const { by } = own;
  own.by = by.name !== name ? { name, down: first } : by.down === first ? { name, down: !first } : { name: "", down: false };
  order(own);
  headings(own);
  reach(own, own.reached);
  own.box.scrollTop = 0;
};

const headings = (own) => {
  for (const column of own.head.querySelectorAll("th")) {
    const on = column.dataset.name === own.by.name;
    column.setAttribute("aria-sort", on ? (own.by.down ? "descending" : "ascending") : "none");
  }
  own.select.value = own.by.name;
};

const heading = (own, { name, label, help }) => {
  const column = el("th", name);
  column.scope = "col";
  column.dataset.name = name;
  const button = el("button", help ? "helped" : "", label);
  button.type = "button";
  if (help) {
    button.title = help;
    // Who goes by keys or fingers sees no title: it takes the place of the hint.
    button.addEventListener("focus", () => (own.hint.textContent = help));
    button.addEventListener("blur", () => (own.hint.textContent = own.data.words.hint));
  }
  button.addEventListener("click", () => sortBy(own, name));
  column.append(button, el("span", "label", label));
  return column;
};

const option = (name, label) => Object.assign(el("option", "", label), { value: name });

const paintHead = (own) => {
  const { words, columns } = own.data;
  own.title.textContent = words.title;
  own.caption.textContent = words.caption;
  own.hint.textContent = words.hint;
  own.up.textContent = words.up;
  own.sort.firstChild.textContent = words.order;
  const row = el("tr", "");
  row.append(...columns.map((column) => heading(own, column)));
  own.head.replaceChildren(row);
  own.settle();
  own.select.replaceChildren(option("", words.asFound), ...columns.map(({ name, label }) => option(name, label)));
  headings(own);
};

// What was chosen here is shown at once; an answer to an older address does not take it back.
const selected = (own) => {
  const now = new URLSearchParams(location.search).get("sel") || "";
  if (own.wanted !== null && (now !== own.wanted || own.data.sel === own.wanted)) own.wanted = null;
  return own.wanted === null ? own.data.sel : own.wanted;
};

const choose = (own, id) => {
  own.wanted = own.marked === id ? "" : id;
  mark(own, own.wanted);
  if (own.lines.has(id)) reach(own, id);
  makeChoice({ sel: own.wanted });
};

// The map stands above: its pane comes into view and takes the focus.
const goUp = () => {
  const pane = document.querySelector(".st-key-first");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  pane?.querySelector("iframe")?.focus({ preventScroll: true });
};

const onClick = (own, event) => {
  const line = event.target.closest("tr");
  if (!line) return;
  const { nation: name, row } = own.lines.get(line.dataset.id);
  if (event.target.closest("button") === own.up) goUp();
  else if (name && name.contains(event.target)) choose(own, `nation:${row.nation}`);
  else if (!String(getSelection()) || event.target.closest("button")) choose(own, line.dataset.id);
};

const onKey = (own, event) => {
  const here = own.lines.get(event.target.closest("tr")?.dataset.id);
  const aside = here && { ArrowLeft: here.nation, ArrowRight: here.button }[event.key];
  if (aside) aside.focus({ preventScroll: true });
  const at = own.order.indexOf(event.target.closest("tr")?.dataset.id);
  const last = own.order.length - 1;
  const to = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[event.key];
  if (to === undefined || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  reach(own, own.order[to]);
  own.lines.get(own.order[to]).button.focus({ preventScroll: true });
  bring(own, own.order[to]);
};

// The sources of the rows are asked for when they are opened, and again when other rows come.
const makeSources = (own) => {
  const details = el("details", "");
  own.summary = el("summary", "");
  own.listed = el("div", "");
  own.asked = "";
  details.append(own.summary, own.listed);
  details.addEventListener("toggle", () => list(own));
  return details;
};

const list = async (own) => {
  const { sources, words } = own.data;
  if (!own.details.open) own.listed.replaceChildren();
  const asked = own.details.open ? sources : "";
  if (own.asked === asked) return;
  own.asked = asked;
  if (!asked) return;
  let listed = null;
  try {
    const arrived = await sourcesOf(asked);
    if (arrived) listed = sourceTable(arrived);
  } catch {
    // said below
  }
  if (own.asked === asked) own.listed.replaceChildren(listed || Object.assign(el("p", "", words.away), { role: "alert" }));
};

/* At the foot of the first screen a sign says that a table lies below. A phone, whose first screen ends in a list, has it
   over its lower edge, until one scrolls. */
const makeSign = (own) => {
  const sign = Object.assign(el("a", "onward"), { href: "#table" });
  sign.addEventListener("click", (event) => {
    event.preventDefault();
    moveFocusTo(own.title);
  });
  offerTable(() => moveFocusTo(own.title));
  document.addEventListener("scroll", ({ target }) =>
    sign.classList.toggle("gone", /** @type {Element} */ (target).scrollTop > 80), true);
  return sign;
};

// What can be said before the rows are drawn, and shows that they are to come.
const announce = (own) => {
  const { words, sel } = own.data;
  if (own.sign.textContent !== words.sign) own.sign.textContent = words.sign;
  own.sign.classList.toggle("behind", Boolean(sel)); // on a phone a card lies there
  if (!own.headed) Object.assign(own.title, { textContent: words.title });
  if (!own.headed) Object.assign(own.hint, { textContent: words.hint });
};

const make = (parentElement) => {
  const own = { lines: new Map(), rows: [], order: [], by: { name: "", down: false }, marked: "", reached: "", wanted: null };
  own.shown = own.headed = "";
  own.root = el("section", "table");
  own.sign = makeSign(own);
  own.title = el("h2", "");
  own.hint = el("p", "hint");
  own.sort = el("label", "sort");
  own.select = el("select", "");
  own.sort.append(el("span", ""), " ", own.select);
  own.up = Object.assign(el("button", "up"), { type: "button" });
  own.box = el("div", "rows");
  own.table = el("table", "");
  own.caption = el("caption", "");
  own.head = el("thead", "");
  own.body = el("tbody", "");
  own.table.append(own.caption, own.head, own.body);
  own.box.append(own.table);
  own.files = el("p", "files");
  own.analyse = pageLink("analyse", "", "?view=analyse");
  own.side = el("div", "side");
  own.side.append(own.analyse, own.files);
  own.details = makeSources(own);
  own.box.hidden = own.sort.hidden = own.details.hidden = true; // until there is something in them
  own.root.append(own.sign, own.title, own.hint, own.side, own.sort, own.box, own.details);
  own.select.addEventListener("change", () => {
    own.by = { name: own.select.value, down: LARGEST_FIRST.has(own.select.value) };
    order(own);
    headings(own);
  });
  const columns = () => [...own.head.querySelectorAll("button")];
  own.settle = rove(own.head, columns);
  own.head.addEventListener("keydown", (event) => walkRow(columns(), event));
  own.body.addEventListener("click", (event) => onClick(own, event));
  own.body.addEventListener("keydown", (event) => onKey(own, event));
  own.body.addEventListener("focusin", (event) => reach(own, event.target.closest("tr").dataset.id));
  parentElement.append(own.root);
  return own;
};

const refresh = (own) => {
  const { data } = own;
  own.rows = data.rows.map((cells) => ({ ...named(cells), kindName: data.kinds[cells[4]] }));
  for (const row of own.rows) {
    const sign = JSON.stringify([data.lang, { ...row, places: 0 }]);
    const kept = own.lines.get(row.id);
    if (kept?.sign === sign) continue;
    const made = lineOf(own, row);
    if (kept?.line.isConnected) {
      const had = kept.line.contains(document.activeElement);
      kept.line.replaceWith(made.line);
      if (had) /** @type {HTMLElement} */ (made.button).focus({ preventScroll: true });
    }
    own.lines.set(row.id, Object.assign(made, { sign }));
    made.button.setAttribute("tabindex", "-1");
  }
  order(own);
  own.box.hidden = own.sort.hidden = own.details.hidden = !own.rows.length;
  fileList(data.files, own.files);
  own.analyse.textContent = data.analyse.text;
  own.analyse.href = bareAddress(data.analyse.href);
  own.summary.textContent = data.words.sources;
  list(own);
};

const draw = (own) => {
  const { data } = own;
  const text = JSON.stringify(data);
  if (text === own.shown) return;
  own.shown = text;
  const head = JSON.stringify([data.lang, data.words, data.columns]);
  if (head !== own.headed) paintHead(own);
  own.headed = head;
  const before = own.marked;
  refresh(own);
  const sel = selected(own);
  mark(own, sel);
  const inside = own.body.contains(document.activeElement);
  reach(own, inside ? document.activeElement.closest("tr").dataset.id : own.lines.has(sel) ? sel : own.reached);
  if (sel && sel !== before) bring(own, sel);
};

export const drawTable = ({ data, parentElement }) => {
  const own = memoryOf(parentElement, () => make(parentElement));
  own.data = data;
  announce(own);
  whenWanted(own.root, () => {
    draw(own);
    speaksOf(own.root, own.data.asof);
  });
};

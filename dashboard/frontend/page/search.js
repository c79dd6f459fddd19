// The search: a field with a list of what it finds below it, walked by the arrow keys while the field keeps the focus.

import { el } from "../lib/dom.js";
import { makeChoice } from "./address.js";
import { letGo } from "./elements.js";

/**
 * @typedef {{ sel: string, title: string, note: string, lang?: string }} Hit
 * @typedef {{ text: string, hits: Hit[], summary: string, exact: boolean }} Answer
 */
/**
 * @typedef {object} Memory
 * @property {(text: string) => void} ask
 * @property {Map<string, Answer>} answers by language and text
 * @property {HTMLElement[]} options
 * @property {number} marked
 * @property {Answer | null} shown
 * @property {boolean} open
 * @property {string} known of the address
 * @property {string} lang
 * @property {number} timer
 */
/** @typedef {ReturnType<typeof makeNodes> & Memory} Search */

const PAUSE_MS = 200;
const MOST_KEPT = 200;
const LIST = "arctic-hits";
const PHONE = "(max-width: 700px)";

// The search that the address holds; before it may stand the name of a number whose rows are asked for.
const searchInAddress = () => (new URLSearchParams(location.search).get("q") || "").replace(/^rows:\S*/, "").trim();

/**
 * Chooses what was chosen on the map: the rows behind a number are those within the search under which it was counted.
 *
 * @type {(patch: Record<string, string>, inStory?: boolean) => void}
 */
export const chooseOnMap = (patch, inStory) => {
  const rows = (patch.q || "").startsWith("rows:");
  makeChoice(rows ? { ...patch, q: `${patch.q} ${searchInAddress()}`.trim() } : patch, inStory);
};

/** @param {Search} search */
const typed = (search) => search.field.value.trim();
/** @param {Search} search */
const answerOf = (search) => search.answers.get(`${search.lang} ${typed(search)}`);

/** @type {(search: Search, place: number) => void} */
const mark = (search, place) => {
  search.marked = place;
  search.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
  if (place < 0) search.field.removeAttribute("aria-activedescendant");
  else search.field.setAttribute("aria-activedescendant", search.options[place].id);
  search.options[place]?.scrollIntoView({ block: "nearest" });
};

/** @type {(search: Search, hit: Hit) => void} */
const take = (search, hit) => {
  shut(search);
  search.field.value = "";
  search.known = "";
  makeChoice({ sel: hit.sel, q: "" });
  if (matchMedia(PHONE).matches) letGo(search.field); // the field lies over the header there, and the keys over the map
};

/** @type {(search: Search, hit: Hit, at: number) => HTMLLIElement} */
const optionOf = (search, hit, at) => {
  const made = el("li");
  made.id = `arctic-hit-${at}`;
  made.setAttribute("role", "option");
  const title = el("span", "title", hit.title);
  if (hit.lang && hit.lang !== search.lang) title.lang = hit.lang;
  made.append(title, " ", el("span", "note", hit.note));
  made.addEventListener("click", () => take(search, hit));
  return made;
};

/** @type {(search: Search, answer: Answer) => void} */
const fill = (search, answer) => {
  search.shown = answer;
  search.options = answer.hits.map((hit, at) => optionOf(search, hit, at));
  search.list.replaceChildren(...search.options);
  search.list.hidden = !search.options.length;
  search.note.textContent = answer.summary;
  search.note.hidden = answer.exact;
  mark(search, -1);
};

// Shows what the text found, once that is known; until then what was found before stays.
/** @type {(search: Search) => void} */
const show = (search) => {
  const answer = answerOf(search);
  if (answer && answer !== search.shown) fill(search, answer);
  const visible = Boolean(search.open && typed(search) && search.shown);
  search.hits.hidden = !visible;
  search.field.setAttribute("aria-expanded", String(visible && search.options.length > 0));
  const spoken = visible && answer ? answer.summary : "";
  if (search.status.textContent !== spoken) search.status.textContent = spoken;
  if (!visible) mark(search, -1);
};

/** @type {(search: Search) => void} */
const shut = (search) => {
  clearTimeout(search.timer);
  search.open = false;
  show(search);
  search.shown = null;
};

/** @type {(search: Search) => void} */
const onInput = (search) => {
  clearTimeout(search.timer);
  if (!typed(search)) {
    shut(search);
    if (searchInAddress()) makeChoice({ q: "" }); // an empty field hides nothing
    return;
  }
  search.open = true;
  mark(search, -1);
  show(search);
  if (!answerOf(search)) search.timer = setTimeout(() => search.ask(typed(search)), PAUSE_MS);
};

/** @type {(search: Search, step: number) => void} */
const walk = (search, step) => {
  search.open = true;
  show(search);
  const count = search.hits.hidden ? 0 : search.options.length;
  if (!count || search.shown !== answerOf(search)) return; // what an older text found is still seen, and no answer to this one
  if (step > 0) mark(search, (search.marked + 1) % count);
  else mark(search, search.marked < 0 ? count - 1 : search.marked - 1);
};

// Enter takes the marked hit; with none marked it filters by the text, and once that is done it takes the first.
/** @type {(search: Search) => void} */
const enter = (search) => {
  const text = typed(search);
  const answer = answerOf(search);
  if (search.marked >= 0 && search.shown) return take(search, search.shown.hits[search.marked]);
  if (!text) return undefined;
  if (text === searchInAddress()) return answer?.hits.length ? take(search, answer.hits[0]) : undefined;
  clearTimeout(search.timer); // the run that follows answers it as well
  search.known = text;
  search.open = !matchMedia(PHONE).matches; // there list and keys would lie over what was found
  makeChoice({ q: text });
  if (!search.open) letGo(search.field);
  return show(search);
};

// Escape closes the list first, and then takes the search back.
/** @type {(search: Search) => void} */
const escape = (search) => {
  if (!search.hits.hidden) return shut(search);
  search.field.value = "";
  return onInput(search);
};

/** @type {(search: Search, event: KeyboardEvent) => void} */
const onKey = (search, event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  /** @type {Record<string, () => unknown>} */
  const acts = {
    ArrowDown: () => walk(search, 1),
    ArrowUp: () => walk(search, -1),
    Enter: () => enter(search),
    Escape: () => escape(search),
  };
  if (!(event.key in acts) || (event.key === "Escape" && !search.field.value)) return;
  event.preventDefault();
  acts[event.key]();
};

// The field follows the address where that has changed; what is being typed stays.
/** @type {(search: Search) => void} */
const follow = (search) => {
  const now = searchInAddress();
  search.root.classList.toggle("asked", Boolean(now));
  if (now === search.known) return;
  search.known = now;
  search.field.value = now;
  shut(search);
};

/** @type {(search: Search, data: any, lang: string) => void} */
const hear = (search, data, lang) => {
  search.lang = lang;
  search.field.setAttribute("aria-label", data.label);
  search.field.placeholder = data.hint;
  search.field.maxLength = data.longest;
  search.list.setAttribute("aria-label", data.found);
  if (search.answers.size > MOST_KEPT) search.answers.clear();
  for (const answer of data.answers) search.answers.set(`${lang} ${answer.text}`, answer);
  follow(search);
  show(search);
};

const makeField = () => {
  const field = el("input");
  const facts = {
    type: "search",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": LIST,
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    enterkeyhint: "search",
  };
  for (const [name, value] of Object.entries(facts)) field.setAttribute(name, value);
  return field;
};

/** @type {(search: Search) => void} */
const listen = (search) => {
  search.field.addEventListener("input", () => onInput(search));
  search.field.addEventListener("keydown", (event) => onKey(search, event));
  search.field.addEventListener("click", () => {
    search.open = true;
    show(search);
  });
  search.field.addEventListener("blur", () => {
    if (document.activeElement !== search.field) shut(search); // another window in front is no leaving
  });
  search.hits.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
};

const makeNodes = () => {
  const [root, field, hits] = [el("div", "find"), makeField(), el("div", "hits")];
  const [note, list, status] = [el("p", "said"), el("ul"), el("p", "status")];
  root.setAttribute("role", "search");
  hits.hidden = true;
  note.setAttribute("aria-hidden", "true"); // the status says it
  list.id = LIST;
  list.setAttribute("role", "listbox");
  status.setAttribute("role", "status");
  hits.append(note, list);
  root.append(field, hits, status);
  return { root, field, hits, note, list, status };
};

/** @type {(ask: (text: string) => void) => { root: HTMLElement, hear: (data: any, lang: string) => void, end: () => void }} */
export const makeSearch = (ask) => {
  /** @type {Search} */
  const search = {
    ...makeNodes(), ask, answers: new Map(), options: [], marked: -1, shown: null, open: false, known: "", lang: "", timer: 0,
  };
  listen(search);
  const onPop = () => follow(search);
  addEventListener("popstate", onPop);
  const end = () => {
    clearTimeout(search.timer);
    removeEventListener("popstate", onPop);
  };
  return { root: search.root, hear: (data, lang) => hear(search, data, lang), end };
};

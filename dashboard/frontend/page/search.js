// The search: a field with a list of what it finds below it, walked by the arrow keys while the field keeps the focus.

import { el } from "../lib/dom.js";
import { makeChoice } from "./address.js";
import { letGo } from "./elements.js";

const PAUSE_MS = 200;
const MOST_KEPT = 200;
const LIST = "arctic-hits";
const PHONE = "(max-width: 700px)";

// The search that the address holds; rows behind a number of the sentence stand there too and are none.
const asked = () => {
  const text = new URLSearchParams(location.search).get("q") || "";
  return text.startsWith("rows:") ? "" : text.trim();
};

const typed = (own) => own.field.value.trim();
const answerOf = (own) => own.answers.get(`${own.lang} ${typed(own)}`);

const mark = (own, place) => {
  own.marked = place;
  own.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
  if (place < 0) own.field.removeAttribute("aria-activedescendant");
  else own.field.setAttribute("aria-activedescendant", own.options[place].id);
  own.options[place]?.scrollIntoView({ block: "nearest" });
};

const take = (own, hit) => {
  shut(own);
  own.field.value = "";
  own.known = "";
  makeChoice({ sel: hit.sel, q: "" });
  if (matchMedia(PHONE).matches) letGo(own.field); // the field lies over the header there, and the keys over the map
};

const optionOf = (own, hit, at) => {
  const made = el("li");
  made.id = `arctic-hit-${at}`;
  made.setAttribute("role", "option");
  const title = el("span", "title", hit.title);
  if (hit.lang && hit.lang !== own.lang) title.lang = hit.lang;
  made.append(title, " ", el("span", "note", hit.note));
  made.addEventListener("click", () => take(own, hit));
  return made;
};

const fill = (own, answer) => {
  own.shown = answer;
  own.options = answer.hits.map((hit, at) => optionOf(own, hit, at));
  own.list.replaceChildren(...own.options);
  own.list.hidden = !own.options.length;
  own.said.textContent = answer.said;
  own.said.hidden = answer.exact;
  mark(own, -1);
};

// Shows what the text found, once that is known; until then what was found before stays.
const show = (own) => {
  const answer = answerOf(own);
  if (answer && answer !== own.shown) fill(own, answer);
  const visible = Boolean(own.open && typed(own) && own.shown);
  own.hits.hidden = !visible;
  own.field.setAttribute("aria-expanded", String(visible && own.options.length > 0));
  const spoken = visible && answer ? answer.said : "";
  if (own.status.textContent !== spoken) own.status.textContent = spoken;
  if (!visible) mark(own, -1);
};

const shut = (own) => {
  clearTimeout(own.timer);
  own.open = false;
  show(own);
  own.shown = null;
};

const onInput = (own) => {
  clearTimeout(own.timer);
  if (!typed(own)) {
    shut(own);
    if (asked()) makeChoice({ q: "" }); // an empty field hides nothing
    return;
  }
  own.open = true;
  mark(own, -1);
  show(own);
  if (!answerOf(own)) own.timer = setTimeout(() => own.ask(typed(own)), PAUSE_MS);
};

const walk = (own, step) => {
  own.open = true;
  show(own);
  const count = own.hits.hidden ? 0 : own.options.length;
  if (!count || own.shown !== answerOf(own)) return; // what an older text found is still seen, and no answer to this one
  if (step > 0) mark(own, (own.marked + 1) % count);
  else mark(own, own.marked < 0 ? count - 1 : own.marked - 1);
};

// Enter takes the marked hit; with none marked it filters by the text, and once that is done it takes the first.
const enter = (own) => {
  const text = typed(own);
  const answer = answerOf(own);
  if (own.marked >= 0) return take(own, own.shown.hits[own.marked]);
  if (!text) return undefined;
  if (text === asked()) return answer?.hits.length ? take(own, answer.hits[0]) : undefined;
  clearTimeout(own.timer); // the run that follows answers it as well
  own.known = text;
  own.open = true;
  makeChoice({ q: text });
  return show(own);
};

// Escape closes the list first, and then takes the search back.
const escape = (own) => {
  if (!own.hits.hidden) return shut(own);
  own.field.value = "";
  return onInput(own);
};

const onKey = (own, event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const acts = {
    ArrowDown: () => walk(own, 1),
    ArrowUp: () => walk(own, -1),
    Enter: () => enter(own),
    Escape: () => escape(own),
  };
  if (!(event.key in acts) || (event.key === "Escape" && !own.field.value)) return;
  event.preventDefault();
  acts[event.key]();
};

// The field follows the address where that has changed; what is being typed stays.
const follow = (own) => {
  const now = asked();
  own.root.classList.toggle("asked", Boolean(now));
  if (now === own.known) return;
  own.known = now;
  own.field.value = now;
  shut(own);
};

const hear = (own, data, lang) => {
  own.lang = lang;
  own.field.setAttribute("aria-label", data.label);
  own.field.placeholder = data.hint;
  own.field.maxLength = data.longest;
  own.list.setAttribute("aria-label", data.found);
  if (own.answers.size > MOST_KEPT) own.answers.clear();
  for (const answer of data.answers) own.answers.set(`${lang} ${answer.text}`, answer);
  follow(own);
  show(own);
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

const listen = (own) => {
  own.field.addEventListener("input", () => onInput(own));
  own.field.addEventListener("keydown", (event) => onKey(own, event));
  own.field.addEventListener("click", () => {
    own.open = true;
    show(own);
  });
  own.field.addEventListener("blur", () => {
    if (document.activeElement !== own.field) shut(own); // another window in front is no leaving
  });
  own.hits.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  own.onPop = () => follow(own);
  addEventListener("popstate", own.onPop);
};

export const makeSearch = (ask) => {
  const own = { ask, answers: new Map(), options: [], marked: -1, shown: null, open: false, known: "", lang: "", timer: 0 };
  own.root = el("div", "find");
  own.root.setAttribute("role", "search");
  own.field = makeField();
  own.hits = el("div", "hits");
  own.hits.hidden = true;
  own.said = el("p", "said");
  own.said.setAttribute("aria-hidden", "true"); // the status says it
  own.list = el("ul");
  own.list.id = LIST;
  own.list.setAttribute("role", "listbox");
  own.status = el("p", "status");
  own.status.setAttribute("role", "status");
  own.hits.append(own.said, own.list);
  own.root.append(own.field, own.hits, own.status);
  listen(own);
  const end = () => {
    clearTimeout(own.timer);
    removeEventListener("popstate", own.onPop);
  };
  return { root: own.root, hear: (data, lang) => hear(own, data, lang), end };
};

// The six fields of the sidebar. What is chosen stands in the address; a field shows it and writes it there.

import { el, targetOf } from "../lib/dom.js";
import { makeChoice, resetAll } from "./address.js";
import { dayField } from "./day-field.js";
import { memoryOf } from "./elements.js";
import { listField, lower, raise, raised } from "./list-field.js";
import { speaksOf } from "./moving-day.js";
import { countFilter, makeSidebar } from "./sidebar.js";

/** @typedef {import("./list-field.js").Fields & Memory} Fields */

/**
 * @typedef {object} Memory
 * @property {HTMLElement} root
 * @property {Map<string, string>} sent choices that the server has not answered
 * @property {(() => void)[]} ends
 * @property {string} built what the fields were built for
 * @property {string} shown
 * @property {ReturnType<typeof makeSidebar>} sidebar
 */

const OTHER = "other";

/** @type {(key: string) => string} */
const inAddress = (key) => new URLSearchParams(location.search).get(key) || "";

/* A label and, if there is something to explain, the explanation: it shows while the pointer is on the label, when
   the control is reached by keyboard, and after a tap on the label; it always describes the control. */
/** @type {(fields: Fields, key: string, spec: { label: string, help?: string }, main: HTMLElement) => HTMLDivElement} */
const labelled = (fields, key, spec, main) => {
  const root = el("div", "field");
  const name = el("span", "name", spec.label);
  name.id = `field-${key}`;
  root.append(name, main);
  if (main.tagName !== "BUTTON") main.setAttribute("aria-label", spec.label); // a button also says what is chosen
  if (spec.help) explain(fields, root, name, main, spec.help);
  else name.addEventListener("click", () => main.focus());
  return root;
};

/** @type {(fields: Fields, root: HTMLElement, name: HTMLElement, main: HTMLElement, text: string) => void} */
const explain = (fields, root, name, main, text) => {
  const tip = el("div", "tip", text);
  tip.id = `${name.id}-help`;
  tip.setAttribute("role", "tooltip");
  tip.popover = "manual";
  name.classList.add("explained");
  main.setAttribute("aria-describedby", tip.id);
  let timer = 0;
  const hide = () => {
    clearTimeout(timer);
    lower(tip);
  };
  const show = () => {
    clearTimeout(timer);
    if (!fields.open) raise(tip, root, true);
  };
  const leave = () => {
    timer = setTimeout(hide, 150); // time enough to move onto the text
  };
  for (const part of [name, tip]) {
    part.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show());
    part.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
  }
  let touched = false;
  name.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
  });
  name.addEventListener("click", () => {
    if (!touched) main.focus();
    else if (raised(tip)) hide();
    else show();
  });
  main.addEventListener("focus", () => fields.byKey && show());
  root.addEventListener("focusout", hide);
  fields.tips.push(hide);
  root.append(tip);
};

// A choice goes into the address; until the server has answered it, older answers say nothing about this field.
/** @type {(fields: Fields, key: string, value: string) => void} */
const choose = (fields, key, value) => {
  makeChoice({ [key]: value });
  fields.sent.set(key, inAddress(key));
};

/** @type {(fields: Fields, key: string, data: any) => boolean} */
const isLate = (fields, key, data) => {
  if (fields.sent.get(key) === inAddress(key) && data.query[key] !== inAddress(key)) return true;
  fields.sent.delete(key);
  return false;
};

/** @type {(fields: Fields, data: any) => HTMLDivElement} */
const makeAsOf = (fields, data) => {
  const field = dayField(fields, data, (day) => choose(fields, "asof", day));
  const root = labelled(fields, "asof", data.asof, field.input);
  field.input.replaceWith(field.box);
  field.box.prepend(field.input);
  root.append(field.warning);
  fields.patches.push((now) => {
    if (isLate(fields, "asof", now)) return;
    field.show(now.asof.day, now.asof.text);
    speaksOf(field.box, now.asof.day, "day");
    root.classList.toggle("active", now.query.asof !== "");
  });
  return root;
};

/* "Another day…" is no value: it opens a field below, which is empty or holds the day that is applied, and the list goes
   on saying what is applied. */
/** @type {(fields: Fields, data: any) => HTMLDivElement} */
const makeKnown = (fields, data) => {
  const select = el("select", "pick");
  const root = labelled(fields, "known", data.known, select);
  const field = dayField(fields, data, (day) => choose(fields, "known", day));
  const name = Object.assign(el("label", "which", data.known.which), { htmlFor: "field-known-day" });
  field.input.id = name.htmlFor;
  const other = el("div", "other");
  other.hidden = true;
  other.append(name, field.box, field.warning);
  root.append(other);
  let shown = "";
  const ask = (/** @type {boolean} */ asking) => {
    other.hidden = !asking;
    if (!asking) field.quiet();
  };
  select.addEventListener("change", () => {
    ask(select.value === OTHER);
    if (select.value !== OTHER) return choose(fields, "known", select.value);
    select.value = shown;
    field.input.focus();
  });
  field.input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    ask(false);
    select.focus();
  });
  fields.patches.push((now) => {
    if (isLate(fields, "known", now)) return;
    field.show(now.known.day, now.known.text);
    if (now.known.chosen !== shown && document.activeElement !== field.input) ask(false);
    const options = [...now.known.options, [OTHER, now.known.other]];
    select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
    select.value = shown = now.known.chosen;
    root.classList.toggle("active", now.query.known !== "");
  });
  return root;
};

/** @param {Fields} fields @param {any} data */
const makeReset = (fields, data) => {
  const button = Object.assign(el("button", "reset"), { type: "button" });
  button.textContent = data.reset;
  button.addEventListener("click", () => {
    fields.sent.clear();
    resetAll();
  });
  fields.patches.push((now) => {
    const focused = document.activeElement === button;
    button.hidden = !now.differs;
    if (focused && button.hidden) fields.root.querySelector("button")?.focus();
  });
  return button;
};

/** @type {(fields: Fields, data: any) => void} */
const build = (fields, data) => {
  fields.close();
  fields.patches = [];
  fields.follows = [];
  fields.tips = [];
  /** @type {import("./list-field.js").Way} */
  const way = {
    fields, data,
    labelled: (key, spec, main) => labelled(fields, key, spec, main),
    choose: (key, value) => choose(fields, key, value),
    isLate: (key, now) => isLate(fields, key, now),
  };
  fields.root.replaceChildren(
    ...data.lists.map((/** @type {import("./list-field.js").Spec} */ spec) => listField(way, spec)),
    makeAsOf(fields, data),
    makeKnown(fields, data),
    makeReset(fields, data),
  );
};

// What does not change with a choice: only another language builds the fields anew.
/** @type {(data: any) => string} */
const frameOf = (data) =>
  JSON.stringify([data.reset, data.asof.label, data.lists.map((/** @type {any} */ { label, options }) => [label, options])]);

/** @type {(parentElement: HTMLElement) => Fields} */
const make = (parentElement) => {
  const root = el("div", "fields");
  /** @type {Fields} */
  const fields = {
    root, sent: new Map(), patches: [], follows: [], tips: [], ends: [], built: "", shown: "", sidebar: makeSidebar(parentElement, root),
    open: null, byKey: false, close: () => fields.open?.(),
  };
  /** @type {(event: KeyboardEvent) => void} */
  const onKey = (event) => {
    fields.byKey = true;
    if (event.key === "Escape") for (const hide of fields.tips) hide();
  };
  /** @type {(event: PointerEvent) => void} */
  const onPointer = (event) => {
    fields.byKey = false;
    if (!root.contains(targetOf(event))) for (const hide of fields.tips) hide();
  };
  /** @type {(event: PopStateEvent) => void} */
  const onWay = (event) => {
    if (event.isTrusted) for (const follow of fields.follows) follow(new URLSearchParams(location.search));
  };
  addEventListener("popstate", onWay);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("pointerdown", onPointer, true);
  fields.ends.push(() => {
    fields.close();
    removeEventListener("popstate", onWay);
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("pointerdown", onPointer, true);
    fields.sidebar.end();
  });
  return fields;
};

/** @type {(args: import("./elements.js").Args) => () => void} */
export const drawFields = ({ data, parentElement }) => {
  const fields = memoryOf(parentElement, () => make(parentElement));
  const text = JSON.stringify(data);
  const late = fields.sent.size > 0; // a field that did not listen to the last answer must hear this one
  if (text !== fields.shown || late) {
    fields.shown = text;
    const frame = frameOf(data);
    if (frame !== fields.built) build(fields, data);
    fields.built = frame;
    for (const patch of fields.patches) patch(data);
    fields.sidebar.show(data.done);
    if (!fields.sent.size) countFilter(data.active); // else a later choice is on its way
  }
  return () => fields.ends.forEach((end) => end());
};

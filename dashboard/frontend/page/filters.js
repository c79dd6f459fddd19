// The six fields of the rail. What is chosen stands in the address; a field shows it and writes it there.

import { el } from "../lib/dom.js";
import { makeChoice, resetAll } from "./address.js";
import { dayField } from "./day-field.js";
import { memoryOf } from "./elements.js";
import { listField, lower, raise, raised } from "./list-field.js";
import { speaksOf } from "./moving-day.js";
import { countFilter, makeRail } from "./sidebar.js";

const OTHER = "other";

const asked = (key) => new URLSearchParams(location.search).get(key) || "";

const control = (tag, kind) => Object.assign(el(tag, kind), tag === "button" ? { type: "button" } : {});

/* A label and, if there is something to explain, the explanation: it shows while the pointer is on the label, when
   the control is reached by keyboard, and after a tap on the label; it always describes the control. */
const labelled = (own, key, told, main) => {
  const root = el("div", "field");
  const name = el("span", "name", told.label);
  name.id = `field-${key}`;
  root.append(name, main);
  if (main.tagName !== "BUTTON") main.setAttribute("aria-label", told.label); // a button also says what is chosen
  if (told.help) explain(own, root, name, main, told.help);
  else name.addEventListener("click", () => main.focus());
  return root;
};

const explain = (own, root, name, main, text) => {
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
    if (!own.open) raise(tip, root, true);
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
  main.addEventListener("focus", () => own.byKey && show());
  root.addEventListener("focusout", hide);
  own.tips.push(hide);
  root.append(tip);
};

// A choice goes into the address; until the server has answered it, older answers say nothing about this field.
const choose = (own, key, value) => {
  makeChoice({ [key]: value });
  own.sent.set(key, asked(key));
};

const isLate = (own, key, data) => {
  if (own.sent.get(key) === asked(key) && data.query[key] !== asked(key)) return true;
  own.sent.delete(key);
  return false;
};

const makeAsOf = (own, data) => {
  const field = dayField(own, data, (day) => choose(own, "asof", day));
  const root = labelled(own, "asof", data.asof, field.input);
  field.input.replaceWith(field.box);
  field.box.prepend(field.input);
  root.append(field.warning);
  own.patches.push((now) => {
    if (isLate(own, "asof", now)) return;
    field.show(now.asof.day, now.asof.said);
    speaksOf(field.box, now.asof.day, "day");
    root.classList.toggle("active", now.query.asof !== "");
  });
  return root;
};

/* "Another day…" is no value: it opens a field below, which is empty or holds the day that is applied, and the list goes
   on saying what is applied. */
const makeKnown = (own, data) => {
  const select = control("select", "pick");
  const root = labelled(own, "known", data.known, select);
  const field = dayField(own, data, (day) => choose(own, "known", day));
  const name = Object.assign(el("label", "which", data.known.which), { htmlFor: "field-known-day" });
  field.input.id = name.htmlFor;
  const other = el("div", "other");
  other.hidden = true;
  other.append(name, field.box, field.warning);
  root.append(other);
  let shown = "";
  const ask = (asking) => {
    other.hidden = !asking;
    if (!asking) field.quiet();
  };
  select.addEventListener("change", () => {
    ask(select.value === OTHER);
    if (select.value !== OTHER) return choose(own, "known", select.value);
    select.value = shown;
    field.input.focus();
  });
  field.input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    ask(false);
    select.focus();
  });
  own.patches.push((now) => {
    if (isLate(own, "known", now)) return;
    field.show(now.known.day, now.known.said);
    if (now.known.chosen !== shown && document.activeElement !== field.input) ask(false);
    const options = [...now.known.options, [OTHER, now.known.other]];
    select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
    select.value = shown = now.known.chosen;
    root.classList.toggle("active", now.query.known !== "");
  });
  return root;
};

const makeReset = (own, data) => {
  const button = control("button", "reset");
  button.textContent = data.reset;
  button.addEventListener("click", () => {
    own.sent.clear();
    resetAll();
  });
  own.patches.push((now) => {
    const focused = document.activeElement === button;
    button.hidden = !now.differs;
    if (focused && button.hidden) own.root.querySelector("button").focus();
  });
  return button;
};

const build = (own, data) => {
  own.close();
  own.patches = [];
  own.tips = [];
  own.root.replaceChildren(
    ...data.lists.map((told) => listField({ own, told, data, labelled, choose, isLate })),
    makeAsOf(own, data),
    makeKnown(own, data),
    makeReset(own, data),
  );
};

// What does not change with a choice: only another language builds the fields anew.
const frameOf = (data) =>
  JSON.stringify([data.reset, data.asof.label, data.lists.map(({ label, options }) => [label, options])]);

const make = (parentElement) => {
  const own = { root: el("div", "fields"), sent: new Map(), patches: [], tips: [], ends: [], built: "", shown: "" };
  own.rail = makeRail(parentElement, own.root);
  own.open = null; // the list that is open
  own.byKey = false; // whether the reader came by keyboard
  own.close = () => own.open?.();
  const onKey = (event) => {
    own.byKey = true;
    if (event.key === "Escape") for (const hide of own.tips) hide();
  };
  const onPointer = (event) => {
    own.byKey = false;
    if (!own.root.contains(event.target)) for (const hide of own.tips) hide();
  };
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("pointerdown", onPointer, true);
  own.ends.push(() => {
    own.close();
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("pointerdown", onPointer, true);
    own.rail.end();
  });
  return own;
};

export const drawFields = ({ data, parentElement }) => {
  const own = memoryOf(parentElement, () => make(parentElement));
  const text = JSON.stringify(data);
  const late = own.sent.size > 0; // a field that did not listen to the last answer must hear this one
  if (text !== own.shown || late) {
    own.shown = text;
    own.data = data;
    const frame = frameOf(data);
    if (frame !== own.built) build(own, data);
    own.built = frame;
    for (const patch of own.patches) patch(data);
    own.rail.show(data.done);
    if (!own.sent.size) countFilter(data.active); // else a later choice is on its way
  }
  return () => own.ends.forEach((end) => end());
};

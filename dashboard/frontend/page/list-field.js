// A field with many values: a button that says what is chosen, and a list of boxes to tick that hangs below it. The list
// is empty until it is first opened: most visits open none, and there are some sixty boxes.

import { el } from "../lib/dom.js";
import { chipRow, rove } from "./chips.js";

/**
 * @typedef {object} Spec a field as Python sends it
 * @property {string} key
 * @property {string} label
 * @property {string} all
 * @property {[string, string][]} options
 * @property {string[]} chosen
 * @property {string} [help]
 * @property {string} [most]
 * @property {string} [grouped]
 * @property {[string, string][]} [chips]
 * @property {[string, string][]} [groups]
 */
/**
 * @typedef {{ row: HTMLElement, box: HTMLInputElement, code: string, name: string }} Tick
 */
/**
 * @typedef {object} Field
 * @property {Spec} spec as Python sent it last
 * @property {Set<string>} chosen
 * @property {Tick[]} ticks none before the list is first opened
 * @property {HTMLElement} root
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} value
 * @property {HTMLElement} count
 * @property {HTMLElement} popup
 * @property {HTMLButtonElement} [clear]
 * @property {HTMLInputElement} [find]
 * @property {HTMLElement} [none]
 * @property {() => void} [settle]
 * @property {(spec: Spec) => void} [chips] shows the quick choices
 * @property {() => void} changed a box was ticked
 * @property {() => void} fill makes the boxes
 * @property {() => void} open
 * @property {() => void} shut
 */
/**
 * @typedef {object} Way how a field is labelled and chosen: filters.js
 * @property {Fields} fields
 * @property {any} data of all fields, as Python sent it first
 * @property {(key: string, spec: { label: string, help?: string }, main: HTMLElement) => HTMLElement} labelled
 * @property {(key: string, value: string) => void} choose
 * @property {(key: string, data: any) => boolean} isLate whether an answer is older than the choice
 */
/**
 * @typedef {object} Fields what the fields share
 * @property {(() => void) | null} open shuts the list that is open
 * @property {() => void} close
 * @property {(() => void)[]} tips hide the explanations
 * @property {((now: any) => void)[]} patches
 * @property {((address: URLSearchParams) => void)[]} follows after Back and Forward
 * @property {boolean} byKey whether the reader came by keyboard
 */

const GAP = 4;
const EDGE = 8;

/* Shows a box in the browser's top layer, where neither the sidebar nor the map clips it: below its anchor, above it if
   there is more room, or beside it where the window is wide enough. */
/** @type {(box: HTMLElement, anchor: HTMLElement, beside?: boolean) => void} */
export const raise = (box, anchor, beside = false) => {
  box.hidden = false;
  if (box.showPopover && !box.matches(":popover-open")) box.showPopover();
  const at = anchor.getBoundingClientRect();
  const sideways = beside && innerWidth - at.right > box.offsetWidth + 3 * EDGE;
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const cut = below < Math.min(box.scrollHeight, 260) || (below < box.scrollHeight && above >= box.scrollHeight);
  const up = !sideways && cut && above > below;
  const left = sideways ? at.right + 2 * EDGE : Math.min(at.left, innerWidth - box.offsetWidth - EDGE);
  const top = sideways ? Math.max(EDGE, Math.min(at.top, innerHeight - box.offsetHeight - EDGE)) : at.bottom + GAP;
  Object.assign(box.style, {
    left: `${Math.max(EDGE, left)}px`,
    top: up ? "auto" : `${top}px`,
    bottom: up ? `${innerHeight - at.top + GAP}px` : "auto",
    maxHeight: sideways ? "" : `${up ? above : below}px`,
  });
};
/** @type {(box: HTMLElement) => boolean} */
export const raised = (box) => !box.hidden && (!box.showPopover || box.matches(":popover-open"));
/** @type {(box: HTMLElement) => void} */
export const lower = (box) => {
  if (raised(box)) box.hidePopover?.();
  box.hidden = true;
};

/** @type {Record<string, string>} */
const LETTERS = { æ: "ae", ø: "o", å: "a", ß: "ss", ı: "i", ł: "l" };
/** @type {(text: string) => string} */
const bare = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[æøåßıł]/g, (letter) => LETTERS[letter]);

// A country is found by any part of its name, by its code, and by its initials: UK, EU, US.
/** @type {(typed: string, code: string, name: string) => boolean} */
const found = (typed, code, name) => {
  const wanted = bare(typed.trim());
  const plain = bare(name);
  const initials = plain.split(/\s+/).map((word) => word[0]).join("");
  return plain.includes(wanted) || code.toLowerCase() === wanted || initials === wanted;
};

/** @type {(id: string, code: string, name: string, onChange: () => void) => Tick} */
const tick = (id, code, name, onChange) => {
  const row = el("label", "option");
  const box = el("input", "");
  Object.assign(box, { type: "checkbox", value: code, id });
  box.addEventListener("change", onChange);
  row.append(box, el("span", "", name));
  return { row, box, code, name };
};

/** @type {(spec: Spec) => HTMLDivElement} */
const makePopup = (spec) => {
  const popup = el("div", spec.options.length > 20 ? "popup wide" : "popup");
  popup.popover = "manual";
  popup.hidden = true;
  popup.id = `field-${spec.key}-list`;
  popup.tabIndex = -1; // a press beside the boxes leaves the focus in the list, which would else be left and shut
  return popup;
};

/** @type {(field: Field, spec: Spec, data: any) => void} */
const fillPopup = (field, spec, data) => {
  if (field.ticks.length) return;
  const { popup } = field;
  const set = el("fieldset", "");
  set.append(el("legend", "", spec.label));
  field.ticks = spec.options.map(([code, name]) => tick(`${popup.id}-${code}`, code, name, field.changed));
  mark(field);
  set.append(...field.ticks.map(({ row }) => row));
  if (popup.classList.contains("wide")) popup.append(...finder(field, data));
  popup.append(set);
  if (spec.help) popup.append(el("p", "help", spec.help));
  const foot = el("div", "foot");
  field.clear = Object.assign(el("button", "clear", data.clear), { type: "button" });
  field.clear.addEventListener("click", () => {
    field.ticks.forEach(({ box }) => (box.checked = false));
    field.changed();
    (field.find || field.ticks[0].box).focus();
  });
  field.clear.disabled = !field.chosen.size;
  foot.append(field.clear);
  popup.append(foot);
  field.settle = rove(set, () => field.ticks.filter(({ row }) => !row.hidden).map(({ box }) => box));
  field.settle();
};

/** @type {(field: Field) => void} */
const mark = (field) => {
  for (const { box, code } of field.ticks) box.checked = field.chosen.has(code);
};

/** @param {Field} field @param {any} data */
const finder = (field, data) => {
  field.find = Object.assign(el("input", "find"), { type: "search", placeholder: data.find, autocomplete: "off" });
  field.find.setAttribute("aria-label", data.find);
  field.none = el("p", "help", data.nothing);
  field.none.setAttribute("role", "status");
  field.none.hidden = true;
  field.find.addEventListener("input", () => sift(field));
  return [field.find, field.none];
};

/** @type {(field: Field) => void} */
const sift = (field) => {
  const typed = field.find ? field.find.value : "";
  for (const { row, code, name } of field.ticks) row.hidden = !found(typed, code, name);
  if (field.none) field.none.hidden = field.ticks.some(({ row }) => !row.hidden);
  field.settle?.();
};

// Up and Down walk through the boxes that are shown, Enter ticks as Space does; in the search it ticks the first.
/** @type {(field: Field, event: KeyboardEvent) => void} */
const steer = (field, event) => {
  const shown = field.ticks.filter(({ row }) => !row.hidden).map(({ box }) => box);
  const at = shown.findIndex((box) => box === event.target);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0 && field.find) field.find.focus();
    else shown[Math.max(0, Math.min(next, shown.length - 1))]?.focus();
  } else if (event.key === "Enter" && at >= 0) shown[at].click();
  else if (event.key === "Enter" && event.target === field.find && field.find?.value) {
    shown[0]?.click();
    field.find.select();
  } else return;
  event.preventDefault();
};

/** @type {(fields: Fields, field: Field) => { open: () => void, shut: () => void }} */
const opener = (fields, field) => {
  const { button, popup } = field;
  /** @type {(event: any) => void} */
  const replace = (event) => {
    if (!popup.contains(event.target)) raise(popup, button);
  };
  /** @type {(event: any) => void} */
  const outside = (event) => {
    if (!field.root.contains(event.target)) shut();
  };
  /** @type {(event: any) => void} */
  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    shut();
    button.focus();
  };
  const intoFrame = () => document.activeElement?.tagName === "IFRAME" && shut();
  /** @type {[EventTarget, string, (event: any) => void][]} */
  const listeners = [
    [document, "keydown", escape],
    [document, "pointerdown", outside],
    [document, "scroll", replace],
    [window, "resize", replace],
    [window, "blur", intoFrame],
  ];
  const shut = () => {
    fields.open = null;
    lower(popup);
    button.setAttribute("aria-expanded", "false");
    for (const [where, what, listener] of listeners) where.removeEventListener(what, listener, true);
  };
  const open = () => {
    fields.close();
    fields.tips.forEach((hide) => hide());
    fields.open = shut;
    field.fill();
    if (field.find) field.find.value = "";
    sift(field);
    raise(popup, button);
    popup.scrollTop = 0;
    button.setAttribute("aria-expanded", "true");
    for (const [where, what, listener] of listeners) where.addEventListener(what, listener, true);
    // A keyboard on the screen would cover the list: there the search waits until it is touched.
    if (field.find && !matchMedia("(pointer: coarse)").matches) field.find.focus();
    else (field.ticks.find(({ box }) => box.checked) || field.ticks[0]).box.focus({ preventScroll: !fields.byKey });
  };
  return { open, shut };
};

/** @type {(field: Field, event: KeyboardEvent) => void} */
const onKey = (field, event) => {
  const isOpen = raised(field.popup);
  if (event.target === field.button && event.key === "ArrowDown") {
    event.preventDefault();
    field.open();
  } else if (isOpen && event.target !== field.button) steer(field, event);
};

// Quick choices above the list: one nation each, and groups; of a group exactly its nations are chosen.
/** @type {(field: Field, spec: Spec, take: (codes: string[]) => void) => void} */
const chips = (field, spec, take) => {
  const nations = chipRow("chips", spec.most || "", (code) => {
    const { chosen } = field;
    take(chosen.has(code) ? [...chosen].filter((one) => one !== code) : [...chosen, code]);
  });
  /** @type {(codes: string) => boolean} */
  const isGroup = (codes) => codes === [...field.chosen].sort().join(".");
  const groups = chipRow("chips groups", spec.grouped || "", (codes) => take(isGroup(codes) ? [] : codes.split(".")));
  field.button.before(nations.root, groups.root);
  field.chips = (list) => {
    nations.show(list.chips || [], (code) => field.chosen.has(code));
    groups.show(list.groups || [], isGroup);
  };
};

/** @type {(field: Field, spec: Spec) => void} */
const show = (field, spec) => {
  field.spec = spec;
  field.chips?.(spec);
  const names = spec.options.filter(([code]) => field.chosen.has(code)).map(([, name]) => name);
  field.value.textContent = names.join(", ") || spec.all;
  field.count.textContent = names.length > 1 ? String(names.length) : "";
  field.root.classList.toggle("active", names.length > 0);
  if (field.clear) field.clear.disabled = !names.length;
};

/** @type {(way: Way, spec: Spec) => Field} */
const makeField = ({ labelled }, spec) => {
  const { key } = spec;
  const button = Object.assign(el("button", "pick"), { type: "button" });
  const value = Object.assign(el("span", "value"), { id: `field-${key}-value` });
  const count = el("span", "count");
  count.setAttribute("aria-hidden", "true");
  button.append(value);
  const root = labelled(key, spec, button);
  const popup = makePopup(spec);
  root.append(count, popup);
  button.setAttribute("aria-labelledby", `field-${key} ${value.id}`);
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", popup.id);
  const later = () => undefined; // listField gives these what they do
  return { spec, chosen: new Set(), ticks: [], root, button, value, count, popup, changed: later, fill: later, open: later, shut: later };
};

/** @type {(field: Field) => void} */
const listen = (field) => {
  field.button.addEventListener("click", () => (raised(field.popup) ? field.shut() : field.open()));
  field.root.addEventListener("keydown", (event) => onKey(field, event));
  field.root.addEventListener("focusout", ({ relatedTarget }) => {
    const to = /** @type {Node | null} */ (relatedTarget);
    if (to && !field.root.contains(to) && raised(field.popup)) field.shut();
  });
};

/** @type {(way: Way, spec: Spec) => HTMLElement} */
export const listField = (way, spec) => {
  const { key } = spec;
  const { fields, choose, isLate } = way;
  const field = makeField(way, spec);
  /** @type {(codes: string[]) => void} */
  const take = (codes) => {
    field.chosen = new Set(codes);
    choose(key, (key === "nations" ? codes.sort() : codes).join("."));
    mark(field);
    show(field, field.spec);
  };
  if (spec.chips) chips(field, spec, take);
  // The boxes hold what the reader sees and means: an older answer never touches them, so two quick ticks add up.
  field.changed = () => take(field.ticks.filter(({ box }) => box.checked).map(({ code }) => code));
  field.fill = () => fillPopup(field, spec, way.data);
  Object.assign(field, opener(fields, field));
  listen(field);
  fields.patches.push((now) => {
    if (isLate(key, now)) return;
    /** @type {Spec} */
    const list = now.lists.find((/** @type {Spec} */ one) => one.key === key);
    field.chosen = new Set(list.chosen);
    mark(field);
    show(field, list);
  });
  // After Back and Forward the boxes hold what the address has, whenever the server answers.
  fields.follows.push((address) => {
    const codes = (address.get(key) || "").split(".").filter(Boolean);
    if (!codes.every((code) => spec.options.some(([known]) => known === code))) return;
    field.chosen = new Set(codes);
    mark(field);
    show(field, field.spec);
  });
  return field.root;
};

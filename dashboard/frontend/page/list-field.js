// A field with many values: a button that says what is chosen, and a list of boxes to tick that hangs below it. The list
// is empty until it is first opened: most visits open none, and there are some sixty boxes.

import { el } from "../lib/dom.js";
import { chipRow, rove } from "./chips.js";

const GAP = 4;
const EDGE = 8;

/* Shows a box in the browser's top layer, where neither the rail nor the map clips it: below its anchor, above it if
   there is more room, or beside it where the window is wide enough. */
export const raise = (box, anchor, beside = false) => {
  box.hidden = false;
  if (box.showPopover && !box.matches(":popover-open")) box.showPopover();
  const at = anchor.getBoundingClientRect();
  const sideways = beside && innerWidth - at.right > box.offsetWidth + 3 * EDGE;
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const up = !sideways && below < Math.min(box.scrollHeight, 260) && above > below;
  const left = sideways ? at.right + 2 * EDGE : Math.min(at.left, innerWidth - box.offsetWidth - EDGE);
  const top = sideways ? Math.max(EDGE, Math.min(at.top, innerHeight - box.offsetHeight - EDGE)) : at.bottom + GAP;
  Object.assign(box.style, {
    left: `${Math.max(EDGE, left)}px`,
    top: up ? "auto" : `${top}px`,
    bottom: up ? `${innerHeight - at.top + GAP}px` : "auto",
    maxHeight: sideways ? "" : `${up ? above : below}px`,
  });
};
export const raised = (box) => !box.hidden && (!box.showPopover || box.matches(":popover-open"));
export const lower = (box) => {
  if (box.showPopover && box.matches(":popover-open")) box.hidePopover();
  box.hidden = true;
};

const LETTERS = { æ: "ae", ø: "o", å: "a", ß: "ss", ı: "i", ł: "l" };
const bare = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[æøåßıł]/g, (letter) => LETTERS[letter]);

// A country is found by any part of its name, by its code, and by its initials: UK, EU, US.
const found = (typed, code, name) => {
  const wanted = bare(typed.trim());
  const said = bare(name);
  const initials = said.split(/\s+/).map((word) => word[0]).join("");
  return said.includes(wanted) || code.toLowerCase() === wanted || initials === wanted;
};

const tick = (id, code, name, onChange) => {
  const row = el("label", "option");
  const box = el("input", "");
  Object.assign(box, { type: "checkbox", value: code, id });
  box.addEventListener("change", onChange);
  row.append(box, el("span", "", name));
  return { row, box, code, name };
};

const makePopup = (told) => {
  const popup = el("div", told.options.length > 20 ? "popup wide" : "popup");
  popup.popover = "manual";
  popup.hidden = true;
  popup.id = `field-${told.key}-list`;
  popup.tabIndex = -1; // a press beside the boxes leaves the focus in the list, which would else be left and shut
  return popup;
};

const fillPopup = (field, told, data) => {
  if (field.ticks.length) return;
  const { popup } = field;
  const set = el("fieldset", "");
  set.append(el("legend", "", told.label));
  field.ticks = told.options.map(([code, name]) => tick(`${popup.id}-${code}`, code, name, field.changed));
  mark(field);
  set.append(...field.ticks.map(({ row }) => row));
  if (popup.classList.contains("wide")) popup.append(...finder(field, data));
  popup.append(set);
  if (told.help) popup.append(el("p", "help", told.help));
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

const mark = (field) => {
  for (const { box, code } of field.ticks) box.checked = field.chosen.has(code);
};

const finder = (field, data) => {
  field.find = Object.assign(el("input", "find"), { type: "search", placeholder: data.find, autocomplete: "off" });
  field.find.setAttribute("aria-label", data.find);
  field.none = el("p", "help", data.nothing);
  field.none.setAttribute("role", "status");
  field.none.hidden = true;
  field.find.addEventListener("input", field.sift);
  return [field.find, field.none];
};

const sift = (field) => {
  const typed = field.find ? field.find.value : "";
  for (const { row, code, name } of field.ticks) row.hidden = !found(typed, code, name);
  if (field.none) field.none.hidden = field.ticks.some(({ row }) => !row.hidden);
  field.settle?.();
};

// Up and Down walk through the boxes that are shown, Enter ticks as Space does; in the search it ticks the first.
const steer = (field, event) => {
  const shown = field.ticks.filter(({ row }) => !row.hidden).map(({ box }) => box);
  const at = shown.indexOf(event.target);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0 && field.find) field.find.focus();
    else shown[Math.max(0, Math.min(next, shown.length - 1))]?.focus();
  } else if (event.key === "Enter" && at >= 0) shown[at].click();
  else if (event.key === "Enter" && event.target === field.find && event.target.value) {
    shown[0]?.click();
    event.target.select();
  } else return;
  event.preventDefault();
};

const opener = (own, field) => {
  const { button, popup } = field;
  const replace = (event) => {
    if (!popup.contains(event.target)) raise(popup, button);
  };
  const outside = (event) => {
    if (!field.root.contains(event.target)) shut();
  };
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
    own.open = null;
    lower(popup);
    button.setAttribute("aria-expanded", "false");
    for (const [where, what, listener] of listeners) where.removeEventListener(what, listener, true);
  };
  const open = () => {
    own.close();
    own.tips.forEach((hide) => hide());
    own.open = shut;
    field.fill();
    if (field.find) field.find.value = "";
    sift(field);
    raise(popup, button);
    popup.scrollTop = 0;
    button.setAttribute("aria-expanded", "true");
    for (const [where, what, listener] of listeners) where.addEventListener(what, listener, true);
    // A keyboard on the screen would cover the list: there the search waits until it is touched.
    if (field.find && !matchMedia("(pointer: coarse)").matches) field.find.focus();
    else (field.ticks.find(({ box }) => box.checked) || field.ticks[0]).box.focus({ preventScroll: !own.byKey });
  };
  return { open, shut };
};

const onKey = (field, event) => {
  const isOpen = raised(field.popup);
  if (event.target === field.button && event.key === "ArrowDown") {
    event.preventDefault();
    field.open();
  } else if (isOpen && event.target !== field.button) steer(field, event);
};

// Quick choices above the list: one nation each, and groups; of a group exactly its nations are chosen.
const chips = (field, told, take) => {
  const nations = chipRow("chips", told.most, (code) => {
    const { chosen } = field;
    take(chosen.has(code) ? [...chosen].filter((one) => one !== code) : [...chosen, code]);
  });
  const isGroup = (codes) => codes === [...field.chosen].sort().join(".");
  const groups = chipRow("chips groups", told.grouped, (codes) => take(isGroup(codes) ? [] : codes.split(".")));
  field.button.before(nations.root, groups.root);
  field.chips = (list) => {
    nations.show(list.chips, (code) => field.chosen.has(code));
    groups.show(list.groups, isGroup);
  };
};

const show = (field, told) => {
  field.told = told;
  field.chips?.(told);
  const names = told.options.filter(([code]) => field.chosen.has(code)).map(([, name]) => name);
  field.value.textContent = names.join(", ") || told.all;
  field.count.textContent = names.length > 1 ? String(names.length) : "";
  field.root.classList.toggle("active", names.length > 0);
  if (field.clear) field.clear.disabled = !names.length;
};

export const listField = ({ own, told, data, labelled, choose, isLate }) => {
  const { key } = told;
  const field = { ticks: [], chosen: new Set(), button: Object.assign(el("button", "pick"), { type: "button" }) };
  field.value = el("span", "value");
  field.value.id = `field-${key}-value`;
  field.count = el("span", "count");
  field.count.setAttribute("aria-hidden", "true");
  field.button.append(field.value);
  field.root = labelled(own, key, told, field.button);
  field.root.append(field.count);
  field.button.setAttribute("aria-labelledby", `field-${key} ${field.value.id}`);
  field.sift = () => sift(field);
  const take = (codes) => {
    field.chosen = new Set(codes);
    choose(own, key, (key === "nations" ? codes.sort() : codes).join("."));
    mark(field);
    show(field, field.told);
  };
  if (told.chips) chips(field, told, take);
  // The boxes hold what the reader sees and means: an older answer never touches them, so two quick ticks add up.
  field.changed = () => {
    take(field.ticks.filter(({ box }) => box.checked).map(({ code }) => code));
  };
  field.popup = makePopup(told);
  field.fill = () => fillPopup(field, told, data);
  field.root.append(field.popup);
  field.button.setAttribute("aria-expanded", "false");
  field.button.setAttribute("aria-controls", field.popup.id);
  Object.assign(field, opener(own, field));
  field.button.addEventListener("click", () => (raised(field.popup) ? field.shut() : field.open()));
  field.root.addEventListener("keydown", (event) => onKey(field, event));
  field.root.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !field.root.contains(event.relatedTarget) && raised(field.popup)) field.shut();
  });
  own.patches.push((now) => {
    if (isLate(own, key, now)) return;
    const list = now.lists.find((one) => one.key === key);
    field.chosen = new Set(list.chosen);
    mark(field);
    show(field, list);
  });
  return field.root;
};

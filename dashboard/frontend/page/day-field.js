// A day, written as the page writes it. The browser's own date field would print 01/17/2026, which two readers read as two
// days: it is there for its calendar alone.

import { el } from "../lib/dom.js";

/**
 * @typedef {object} Data of the field, as Python sends it
 * @property {string} first
 * @property {string} last
 * @property {string} calendar
 * @property {string} range
 * @property {string} unread
 * @property {string[]} months
 */
/** @typedef {{ native: HTMLInputElement, button: HTMLButtonElement, open: (day: string) => void }} Calendar */

/**
 * @typedef {object} Field
 * @property {HTMLInputElement} input
 * @property {HTMLElement} warning
 * @property {string} day
 * @property {string} text
 * @property {boolean} dirty
 * @property {number} timer
 * @property {(day: string) => void} choose
 */

const PAUSE_MS = 700;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|\p{L}+)[\s.,/-]+(\d{4})$/u;
const MONTH_FIRST = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u;

// A month by its number, its name or at least the first three letters of it; 0 for none.
/** @type {(text: string, months: string[]) => number} */
const monthOf = (text, months) => {
  if (/^\d+$/.test(text)) return Number(text);
  const wanted = text.toLowerCase();
  return wanted.length < 3 ? 0 : months.findIndex((name) => name.toLowerCase().startsWith(wanted)) + 1;
};

/** @type {(text: string, months: string[]) => (string | number)[]} */
const parted = (text, months) => {
  const [, year, month, day] = text.match(ISO) || [];
  if (year) return [year, month, day];
  const [, first, second, last] = text.match(DAY_FIRST) || [];
  if (first) return [last, monthOf(second, months), first];
  const [, name, number, end] = text.match(MONTH_FIRST) || [];
  return name ? [end, monthOf(name, months), number] : [];
};

// Reads a day as people write it in the language of the page, day before month; nothing if it is none.
/** @type {(text: string, months: string[]) => string} */
const readDay = (text, months) => {
  const [year, month, day] = parted(text.trim().replace(/[.,]$/, ""), months).map(Number);
  const made = new Date(Date.UTC(year, month - 1, day));
  const real = year > 999 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return real ? made.toISOString().slice(0, 10) : "";
};

/** @type {(data: Data, take: (day: string) => void) => Calendar} */
const makeCalendar = (data, take) => {
  const native = Object.assign(el("input", "native"), { type: "date", min: data.first, max: data.last, tabIndex: -1 });
  native.setAttribute("aria-hidden", "true");
  const button = Object.assign(el("button", "calendar"), { type: "button", tabIndex: -1, title: data.calendar });
  button.setAttribute("aria-label", data.calendar);
  /** @type {(day: string) => void} */
  const open = (day) => {
    native.value = day;
    try {
      native.showPicker();
    } catch {
      native.focus(); // a browser without a calendar that can be called
    }
  };
  native.addEventListener("change", () => native.value && take(native.value));
  return { native, button, open };
};

const makeWarning = () => {
  const made = el("p", "warning");
  made.setAttribute("role", "alert");
  made.hidden = true;
  return made;
};

/** @type {(field: Field, text: string) => void} */
const warn = (field, text) => {
  field.warning.textContent = text;
  field.warning.hidden = !text;
  if (text) {
    field.input.setAttribute("aria-invalid", "true");
    field.warning.scrollIntoView({ block: "nearest" });
  } else field.input.removeAttribute("aria-invalid");
};

/** @type {(field: Field, day: string) => void} */
const apply = (field, day) => {
  clearTimeout(field.timer);
  if (field.dirty) field.text = field.input.value; // until the server has said it in its own way
  field.dirty = false;
  warn(field, "");
  if (day === field.day) field.input.value = field.text;
  else field.choose((field.day = day));
};

// What is typed goes after a pause, at Enter, or when the field is left; only then is what is no day told.
/** @type {(field: Field, data: Data, firmly: boolean) => unknown} */
const send = (field, data, firmly) => {
  clearTimeout(field.timer);
  const text = field.input.value.trim();
  const day = readDay(text, data.months);
  if (!field.dirty || !text) return firmly && revert(field);
  if (!day) return firmly && warn(field, `${text}: ${data.unread}`);
  if (day < data.first || day > data.last) return warn(field, data.range);
  return apply(field, day);
};

/** @type {(field: Field) => false} */
const revert = (field) => {
  clearTimeout(field.timer);
  field.dirty = false;
  field.input.value = field.text;
  field.input.removeAttribute("aria-invalid");
  return false;
};

/** @type {(field: Field, data: Data, calendar: Calendar) => void} */
const listen = (field, data, calendar) => {
  const { input } = field;
  input.addEventListener("input", () => {
    clearTimeout(field.timer);
    field.dirty = true;
    warn(field, "");
    field.timer = setTimeout(() => send(field, data, false), PAUSE_MS);
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => {
    send(field, data, true);
    revert(field); // what was not applied does not stay; what was wrong with it is told below
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") send(field, data, true);
    else if (event.key === "Escape" && field.dirty) {
      event.stopPropagation();
      warn(field, "");
      revert(field);
    } else if (event.key === "ArrowDown") calendar.open(field.day);
    else return;
    event.preventDefault();
  });
  calendar.button.addEventListener("click", () => calendar.open(field.day));
};

/** @type {(memory: { ends: (() => void)[] }, data: Data, choose: (day: string) => void) => { input: HTMLInputElement, box: HTMLElement, warning: HTMLElement, show: (day: string, text: string) => void, quiet: () => void }} */
export const dayField = (fields, data, choose) => {
  const input = Object.assign(el("input", "day"), { type: "text", autocomplete: "off", spellcheck: false, maxLength: 40 });
  /** @type {Field} */
  const field = { input, warning: makeWarning(), day: "", text: "", dirty: false, timer: 0, choose };
  const calendar = makeCalendar(data, (day) => apply(field, day));
  const box = el("div", "box");
  box.append(input, calendar.native, calendar.button);
  listen(field, data, calendar);
  fields.ends.push(() => clearTimeout(field.timer));
  /** @type {(day: string, text: string) => void} */
  const show = (day, text) => {
    Object.assign(field, { day, text });
    if (!field.dirty) input.value = text;
  };
  return { input, box, warning: field.warning, show, quiet: () => warn(field, "") };
};

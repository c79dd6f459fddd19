// The address of the view to take away: a button that copies it, and the system's share sheet where there is one.

import { el } from "../lib/dom.js";
import { routeOf } from "./address.js";
import { memoryOf } from "./elements.js";

/** @type {(field: HTMLInputElement) => Promise<boolean>} */
const copied = async (field) => {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy"); // a page that is not served safely may not use the clipboard otherwise
  }
};

/** @type {(cls: string, text: string, press: () => unknown) => HTMLButtonElement} */
const button = (cls, text, press) => {
  const made = Object.assign(el("button", cls, text), { type: "button" });
  made.addEventListener("click", press);
  return made;
};

/** @type {(parentElement: HTMLElement, words: Record<string, string>) => { field: HTMLInputElement, status: HTMLElement }} */
const make = (parentElement, words) => {
  const own = { field: el("input", "address"), status: el("span", "said") };
  own.field.readOnly = true;
  own.field.setAttribute("aria-label", words.address);
  own.field.addEventListener("focus", () => own.field.select());
  own.status.setAttribute("role", "status");
  const bar = el("p", "bar");
  bar.append(button("main", words.copy, async () => {
    own.status.textContent = (await copied(own.field)) ? words.copied : words.byHand;
  }));
  if (navigator.share) {
    const sheet = () => navigator.share({ title: document.title, url: own.field.value }).catch(() => {});
    bar.append(button("", words.sheet, sheet));
  }
  bar.append(own.status);
  const box = el("div", "share");
  box.append(own.field, bar);
  parentElement.append(box);
  return own;
};

/** @type {import("./elements.js").Draw} */
export const drawShare = ({ data, parentElement }) => {
  const own = memoryOf(parentElement, () => make(parentElement, data.words));
  own.field.value = routeOf(data.href);
};

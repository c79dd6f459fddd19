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
  const memory = { field: el("input", "address"), status: el("span", "said") };
  memory.field.readOnly = true;
  memory.field.setAttribute("aria-label", words.address);
  memory.field.addEventListener("focus", () => memory.field.select());
  memory.status.setAttribute("role", "status");
  const bar = el("p", "bar");
  bar.append(button("main", words.copy, async () => {
    memory.status.textContent = (await copied(memory.field)) ? words.copied : words.byHand;
  }));
  if (navigator.share) {
    const sheet = () => navigator.share({ title: document.title, url: memory.field.value }).catch(() => {});
    bar.append(button("", words.sheet, sheet));
  }
  bar.append(memory.status);
  const box = el("div", "share");
  box.append(memory.field, bar);
  parentElement.append(box);
  return memory;
};

/** @type {import("./elements.js").Draw} */
export const drawShare = ({ data, parentElement }) => {
  const memory = memoryOf(parentElement, () => make(parentElement, data.words));
  memory.field.value = routeOf(data.href);
};

// The sources of the rows are asked for when they are opened, and again when other rows come.

import { el } from "../lib/dom.js";
import { sourceTable } from "./lists.js";
import { sourcesOf } from "./sources.js";

/** @returns {{ details: HTMLDetailsElement, show: (sources: string, words: Record<string, string>) => void }} */
export const makeSources = () => {
  const details = el("details", "");
  const summary = el("summary", "");
  const box = el("div", "");
  details.append(summary, box);
  /** @type {{ sources: string, words: Record<string, string> }} */
  let now = { sources: "", words: {} };
  let requested = ""; // the list that is shown or on its way
  const list = async () => {
    const { sources, words } = now;
    if (!details.open) box.replaceChildren();
    const wanted = details.open ? sources : "";
    if (requested === wanted) return;
    requested = wanted;
    if (!wanted) return;
    /** @type {HTMLElement | null} */
    let listed = null;
    try {
      const arrived = await sourcesOf(wanted);
      if (arrived) listed = sourceTable(arrived);
    } catch {
      // said below
    }
    if (requested === wanted) box.replaceChildren(listed || Object.assign(el("p", "", words.away), { role: "alert" }));
  };
  details.addEventListener("toggle", list);
  return {
    details,
    show: (sources, words) => {
      now = { sources, words };
      summary.textContent = words.sources;
      list();
    },
  };
};

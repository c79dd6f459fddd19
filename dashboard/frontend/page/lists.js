// Lists: links that choose something on the map, files to take along, and the sources of the rows.

import { el } from "../lib/dom.js";
import { handOut } from "../lib/hand-out.js";
import { pageLink, routeOf } from "./address.js";
import { memoryOf } from "./elements.js";
import { tellSizes } from "./sizes.js";

const WEB = /^https?:\/\//i;

/** @type {(parentElement: HTMLElement, data: any, paint: (data: any) => Node) => void} */
const painted = (parentElement, data, paint) => {
  const memory = memoryOf(parentElement, () => ({ shown: "" }));
  const text = JSON.stringify(data);
  if (text === memory.shown) return;
  memory.shown = text;
  parentElement.replaceChildren(paint(data));
};

/** @type {(data: { items: { text: string, href: string, lang?: string, rest?: string }[] }) => HTMLElement} */
const links = (data) => {
  const list = el("ul", "links");
  for (const item of data.items) {
    const line = el("li", "");
    const link = pageLink("", item.text, item.href);
    if (item.lang) link.replaceChildren(Object.assign(el("span", "", item.text), { lang: item.lang }));
    if (item.rest) link.append(item.rest);
    line.append(link);
    list.append(line);
  }
  return list;
};

/** @type {(row: { href: string, lang?: string }, text: string) => HTMLElement} */
const title = (row, text) => {
  const head = el("th", "headline");
  head.scope = "row";
  const link = WEB.test(row.href) ? Object.assign(el("a", "", text), { href: row.href, target: "_blank", rel: "noopener noreferrer" }) : el("span", "", text);
  if (row.lang) link.lang = row.lang;
  head.append(link);
  return head;
};

// Files to take along; a link that is there already stays, and with it the focus.
/** @type {(files: { text: string, href: string }[], line?: HTMLElement) => HTMLElement} */
export const fileList = (files, line = el("p", "files")) => {
  while (line.childElementCount > files.length) line.lastElementChild?.remove();
  files.forEach(({ text, href }, at) => {
    const link = line.children[at] || line.appendChild(Object.assign(el("a", ""), { download: "" }));
    Object.assign(link, { textContent: text, href: routeOf(href) });
  });
  return line;
};

/**
 * Fetches a file and hands it over by the name that the server gives it.
 *
 * @type {(href: string, body: string) => Promise<void>}
 */
const saveFile = async (href, body) => {
  const answer = await fetch(href, body ? { method: "POST", body } : {});
  if (!answer.ok) throw new Error(await answer.text());
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
  handOut(await answer.blob(), name ? name[1] : "");
};

const AT_ONCE_MS = 1000; // what takes no longer needs no word

/** Shows how long a file takes, once that is longer than a moment; gives what ends it. @type {(status: HTMLElement, making: string) => () => void} */
const waiting = (status, making) => {
  const began = Date.now();
  const bar = el("progress");
  const text = el("span");
  const tick = setInterval(() => {
    if (!bar.isConnected) status.replaceChildren(text, bar);
    text.textContent = `${making} ${Math.round((Date.now() - began) / 1000)} s `;
  }, AT_ONCE_MS);
  return () => {
    clearInterval(tick);
    status.replaceChildren();
  };
};

/**
 * Files that are made when they are asked for: says so until they are here, or what the server said instead. `body` is a
 * story that goes along.
 * @type {(data: { files: { text: string, href: string }[], making: string, failed: string, body?: string }) => HTMLElement}
 */
export const slowFiles = ({ files, making, failed, body = "" }) => {
  const line = fileList(files);
  const status = Object.assign(el("p", "making"), { role: "status" });
  line.addEventListener("click", async (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy === "true") return;
    link.ariaBusy = "true";
    const ready = waiting(status, making);
    try {
      await saveFile(link.href, body);
      ready();
    } catch (error) {
      ready();
      status.textContent = (error instanceof Error && error.message) || failed;
    } finally {
      link.ariaBusy = "false";
    }
  });
  const box = el("div", "slow");
  box.append(line, status);
  return box;
};

/** @type {(data: { columns: string[], caption: string, rows: { cells: string[], href: string, lang?: string }[] }) => HTMLElement} */
export const sourceTable = (data) => {
  const table = el("table", "");
  const head = el("tr", "");
  head.append(...data.columns.map((label) => Object.assign(el("th", "", label), { scope: "col" })));
  const body = el("tbody", "");
  for (const row of data.rows) {
    const [publisher, headline, published, kind] = row.cells;
    const line = el("tr", "");
    line.append(el("td", "publisher", publisher), title(row, headline), el("td", "", published), el("td", "", kind));
    body.append(line);
  }
  const top = el("thead", "");
  top.append(head);
  table.append(el("caption", "", data.caption), top, body);
  const box = el("div", "rows sources");
  box.append(table);
  return box;
};

/** @type {import("./elements.js").Draw} */
export const drawList = ({ data, parentElement }) => painted(parentElement, data, links);
/** @type {import("./elements.js").Draw} */
export const drawFiles = ({ data, parentElement }) => painted(parentElement, data, (files) => {
  const made = files.making ? slowFiles(files) : fileList(files.files);
  const line = /** @type {HTMLElement} */ (made.matches(".files") ? made : made.querySelector(".files"));
  if (files.sizes) tellSizes(line, files.files, files.sizes);
  return made;
});

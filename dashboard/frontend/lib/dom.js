// The small things of the page that every part uses. Text enters the page by textContent only.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [cls]
 * @param {string | number | null} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
export const el = (tag, cls, text) => {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined && text !== null) node.textContent = String(text);
  return node;
};

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} [attributes]
 * @returns {SVGElementTagNameMap[T]}
 */
export const svgEl = (tag, attributes) => {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, String(value));
  return node;
};

/**
 * @param {string} [cls]
 * @param {string | null} [text]
 * @param {(event: MouseEvent) => void} [onclick]
 */
export const makeButton = (cls, text, onclick) => {
  const node = el("button", cls, text);
  node.type = "button";
  if (onclick) node.addEventListener("click", onclick);
  return node;
};

/**
 * Write a text, or an attribute, only where it differs: writing the same again costs a layout.
 *
 * @param {Element} node
 * @param {string} text
 */
export const put = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};
/** @type {(node: Element, name: string, value: string) => void} */
export const attr = (node, name, value) => {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
};

/**
 * @typedef {{ text: string, lang?: string }} Spoken a text with its language, empty where it is the reader's
 */

/**
 * Write a text with its language, or a text alone; gives the node.
 *
 * @template {Element} T
 * @param {T} node
 * @param {Spoken | string} part
 * @returns {T}
 */
export const say = (node, part) => {
  const { text, lang = "" } = /** @type {Spoken} */ (typeof part === "string" ? { text: part } : part);
  put(node, text);
  if (lang) attr(node, "lang", lang);
  else node.removeAttribute("lang");
  return node;
};

/**
 * Write several texts in one line; each that is in another language is marked so.
 *
 * @template {Element} T
 * @param {T} node
 * @param {(Spoken | string | null | undefined | false)[]} parts
 * @returns {T}
 */
export const sayAll = (node, parts, between = " · ") => {
  /** @type {(Node | string)[]} */
  const nodes = [];
  for (const part of parts) {
    const spoken = typeof part === "string" ? { text: part } : part;
    if (!spoken || !spoken.text) continue;
    nodes.push(spoken.lang ? say(el("span"), spoken) : spoken.text);
  }
  node.replaceChildren(...nodes.flatMap((one, i) => (i ? [between, one] : [one])));
  node.normalize();
  return node;
};

/**
 * Put items in order and leave alone those that stand right: a day changes a few of some seventy.
 *
 * @param {Element} list
 * @param {Element[]} items
 */
export const arrange = (list, items) => {
  const wanted = new Set(items);
  for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
  /** @type {ChildNode | null} */
  let at = list.firstChild;
  for (const item of items) {
    if (item === at) at = item.nextSibling;
    else list.insertBefore(item, at);
  }
};

/**
 * Once the next picture has been shown; where none is shown, as in a tab behind others, soon.
 *
 * @returns {Promise<void>}
 */
export const nextPicture = () => new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 100);
});

/** All that a selector finds, as page elements. @type {(root: ParentNode, selector: string) => HTMLElement[]} */
export const findAll = (root, selector) => [...root.querySelectorAll(selector)].map((node) => /** @type {HTMLElement} */ (node));
/** The children of a node, as page elements. @type {(node: Element) => HTMLElement[]} */
export const childrenOf = (node) => [...node.children].map((child) => /** @type {HTMLElement} */ (child));
/** What an event is about, as a page element. @type {(event: Event) => HTMLElement} */
export const targetOf = (event) => /** @type {HTMLElement} */ (event.target);

// The words of Streamlit's own parts in the reader's language: its menu, its link past the page, the cross of a dialog, the
// tools of a table. Streamlit knows English alone. Its menus and dialogs stand beside the page, so only what is put there
// is watched, never the page itself; the tools of a table are told when somebody comes to them.

const BESIDE = "[data-testid=stDialog], [data-floating-ui-portal], [data-st-overlay-root]";
const ALWAYS = "[data-testid=stSkipToContent], [data-testid=stMainMenu]";
const TOOLS = "[data-testid=stElementToolbar], [data-testid=stMultiSelect], [data-testid=stDialog] [data-testid=stCode]";
const OURS = "[data-testid=stDialog] [data-testid=stVerticalBlock]"; // what a dialog holds is ours, and in its language

/** @type {Record<string, string>} what Streamlit says in English, to the reader's words; empty in English */
let translations = {};
/** @type {Map<string, string>} back from what it was made to say */
const english = new Map();

/** A label may go on behind a colon with a name of ours. @type {(text: string) => string} */
const worded = (text) => {
  const [label, ...rest] = text.split(": ");
  const original = english.get(label) ?? label;
  return [Object.hasOwn(translations, original) ? translations[original] : original, ...rest].join(": ");
};

/** @type {(root: Element) => void} */
const tell = (root) => {
  for (const node of [root, ...root.querySelectorAll("[aria-label], [title]")]) {
    for (const name of ["aria-label", "title"]) {
      const text = node.getAttribute(name);
      if (text && worded(text) !== text) node.setAttribute(name, worded(text));
    }
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = /** @type {Text} */ (node);
    if (text.parentElement?.closest(OURS)) continue;
    if (worded(text.data) !== text.data) text.data = worded(text.data);
  }
};

const tellAll = () => document.querySelectorAll(`${ALWAYS}, ${BESIDE}`).forEach(tell);

/** @type {WeakSet<Node>} */
const watched = new WeakSet();
const inside = new MutationObserver(tellAll);

/** @type {() => void} */
const watchBeside = () => {
  for (const node of document.body.children) {
    if (watched.has(node) || !node.matches(BESIDE)) continue;
    watched.add(node);
    inside.observe(node, { childList: true, subtree: true });
  }
  tellAll();
};

/** @type {(event: Event) => void} */
const onTool = ({ target }) => {
  const tool = target instanceof Element ? target.closest(TOOLS) : null;
  if (tool) tell(tool);
};

/** Takes the words of a language; while only English was spoken there is nothing to do. @type {(words: Record<string, string>) => void} */
export const wordStreamlit = (words) => {
  translations = words;
  const first = !english.size;
  for (const [original, text] of Object.entries(words)) english.set(text, original);
  if (!english.size) return;
  if (first) {
    new MutationObserver(watchBeside).observe(document.body, { childList: true });
    for (const come of ["pointerover", "focusin"]) document.addEventListener(come, onTool, { passive: true });
  }
  watchBeside();
};

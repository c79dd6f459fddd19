// What a room reads: one sentence, the title, the day, the sources, dots for progress. It draws what it is given.

import { EVER } from "../lib/days.js";
import { el, makeButton } from "../lib/dom.js";

/** @param {Frame.Context} ctx @param {HTMLElement} host */
const makeNodes = (ctx, host) => {
  const title = el("p", "p-cap-title");
  const corner = el("p", "p-cap-day");
  const asOf = el("span", "");
  const day = el("b", "");
  const known = el("span", "");
  corner.append(asOf, day, known);
  const foot = el("div", "p-cap-foot");
  const textBox = el("div", "");
  const sentence = el("h2", "p-cap-sentence");
  const sources = el("p", "p-cap-sources");
  const dots = el("ol", "p-cap-dots");
  textBox.append(sentence, sources);
  textBox.setAttribute("aria-live", "polite");
  // A mouse and a finger have no keys: quiet buttons beside the dots, and in the corners.
  const nav = el("div", "p-cap-nav");
  /** @type {(name: string, key: string, symbol: string, act: () => void) => HTMLButtonElement & { refresh: () => void }} */
  const way = (name, key, symbol, act) => {
    const button = makeButton(`p-cap-way p-cap-${name}`, symbol, act);
    const refresh = () => {
      button.setAttribute("aria-label", ctx.words(key));
      button.title = ctx.words(key);
    };
    return Object.assign(button, { refresh });
  };
  const back = way("back", "map.story.back", "‹", () => ctx.story.step(-1));
  const next = way("next", "map.story.next", "›", () => ctx.story.step(1));
  const list = way("list", "map.story.list", "?", () => ctx.story.list());
  const shut = way("shut", "map.story.leave", "×", () => ctx.story.leave());
  nav.append(back, dots, next);
  foot.append(textBox, nav);
  host.append(title, corner, foot, list, shut);
  return { title, day, asOf, known, foot, sentence, sources, dots, back, next, list, shut };
};

/** @type {(words: Frame.Context["words"], dots: HTMLElement, index: number, count: number) => void} */
const drawDots = (words, dots, index, count) => {
  const wanted = Math.max(0, Math.min(40, count || 0));
  while (dots.children.length > wanted) dots.lastChild?.remove();
  while (dots.children.length < wanted) dots.append(el("li", ""));
  [...dots.children].forEach((dot, i) => {
    if (i === index) dot.setAttribute("aria-current", "step");
    else dot.removeAttribute("aria-current");
  });
  dots.setAttribute("aria-label", wanted ? words("map.caption.step", { index: index + 1, count: wanted }) : "");
  dots.hidden = wanted < 2;
};

/** @type {(ctx: Frame.Context) => { draw: () => void }} */
export const makeCaption = (ctx) => {
  const host = ctx.elements.caption;
  host.classList.add("p-caption");
  const { title, day, asOf, known, foot, sentence, sources, dots, back, next, list, shut } = makeNodes(ctx, host);

  /** @type {<T>(texts: Record<string, T>) => T} */
  const inWords = (texts) => texts[ctx.lang] || texts.en;
  // Publishers and days in one line; two reports of one publisher and day are named once.
  /** @type {(sources: Payload.CitedSource[]) => string} */
  const inShort = (shownFragments) => [...new Set(shownFragments.map(({ text }) => inWords(text)))].join(" · ");
  /** @type {(node: HTMLElement, text: string | false) => void} */
  const put = (node, text) => {
    node.hidden = !text;
    if (node.textContent !== (text || "")) node.textContent = text || "";
  };

  // A number that rows stand behind opens their card over the scene.
  /** @type {(fragments: Payload.SceneFragment[]) => void} */
  const tell = (fragments) => {
    const parts = fragments.map(({ text, sel }) => (sel ? makeButton("p-cap-drilldown", text, () => ctx.story.glance(sel)) : text));
    const same = shownFragments === fragments;
    shownFragments = fragments;
    if (!same) sentence.replaceChildren(...parts);
  };
  /** @type {Payload.SceneFragment[] | null} */
  let shownFragments = null;

  const draw = () => {
    const present = ctx.present();
    host.hidden = !present;
    const scene = present && ctx.scene;
    foot.hidden = !scene;
    if (!scene) return;
    back.disabled = scene.number === 1;
    next.disabled = scene.number === scene.count;
    put(title, `${scene.number} · ${inWords(scene.title)}`);
    tell(inWords(scene.fragments));
    put(sources, ctx.words("map.story.sources", { sources: inShort(scene.cited_sources) }));
    put(day, ctx.fmtDay(scene.as_of, "long"));
    put(asOf, ctx.words("map.caption.as_of"));
    put(known, scene.known_by !== EVER && ctx.words("map.story.known", { day: ctx.fmtDay(scene.known_by, "long") }));
    drawDots(ctx.words, dots, scene.number - 1, scene.count);
    for (const button of [back, next, list, shut]) button.refresh();
  };
  return { draw };
};

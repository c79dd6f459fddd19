// The scene as a card: title, day, one sentence, its sources, and the way on.

import { languageOf, sourceLink } from "../card/claims.js";
import { EVER } from "../lib/days.js";
import { el } from "../lib/dom.js";
import { cardButton } from "../view/controls.js";

// Publisher and day of each source, as the way to it; its language stands beside it where it is not the reader's.
/** @type {(ctx: Pick<Frame.Context, "lang" | "words">, scene: Frame.Scene) => HTMLParagraphElement} */
const sources = ({ lang, words }, scene) => {
  const note = el("p", "p-note p-story-sources");
  const [before, after] = words("map.story.sources", { sources: "\n" }).split("\n");
  note.append(before);
  scene.cited_sources.forEach((source, i) => {
    if (i) note.append(" · ");
    const link = sourceLink(source, source.text[lang] || source.text.en);
    if (source.language && link instanceof HTMLAnchorElement) link.hreflang = source.language;
    link.title = source.title || ""; // two of one publisher and day are told apart by it
    note.append(link);
    const mark = languageOf(lang, source);
    if (mark) note.append(mark);
  });
  note.append(after || "");
  return note;
};

/** @param {Frame.Context} ctx */
export const storyView = (ctx) => {
  const { scene, story } = ctx;
  if (!scene) return null;
  /** @type {(texts: Record<string, string>) => string} */
  const inWords = (texts) => texts[ctx.lang] || texts.en;
  const node = el("article", "p-card p-story");
  node.dataset.card = "story";
  const over = [ctx.words("map.story.label"), ctx.words("map.story.of", { index: scene.number, count: scene.count })];
  const title = el("h2", "p-h2", inWords(scene.title));
  title.tabIndex = -1;
  const bar = el("div", "p-story-bar");
  bar.setAttribute("aria-hidden", "true");
  bar.style.setProperty("--p-share", `${(100 * scene.number) / scene.count}%`);

  const nav = el("div", "p-story-nav");
  /** @type {(name: string, by: number, key: string) => HTMLButtonElement} */
  const way = (name, by, key) => {
    const button = cardButton(`p-quiet p-story-${name}`, ctx.words(key), () => story.step(by));
    const there = scene.number + by;
    button.disabled = there < 1 || there > scene.count;
    button.dataset.way = name;
    nav.append(button);
    return button;
  };
  const ways = [way("back", -1, "map.story.back"), way("next", 1, "map.story.next")];
  nav.title = ctx.words("map.story.keys");
  node.append(
    el("p", "p-over", over.join(" · ")), bar, title, el("p", "p-kicker", sceneDay(ctx, scene)),
    el("p", "p-story-sentence", inWords(scene.sentence)),
  );
  // In a sheet the buttons stand at its lower edge, where the thumb is; Tab goes in the order that the eye does.
  const rest = [nav, sources(ctx, scene)];
  node.append(...(ctx.narrow() ? rest.reverse() : rest));
  // The button that was pressed keeps the focus, so that it can be pressed again.
  const pressedWay = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.way;
  return { node, title: ways.find((one) => one.dataset.way === pressedWay && !one.disabled) || title };
};

/**
 * The day of a scene, and what was known of it where that matters.
 *
 * @param {Pick<Frame.Context, "fmtDay" | "words">} ctx
 * @param {Frame.Scene} scene
 */
const sceneDay = ({ fmtDay, words }, scene) => {
  const day = fmtDay(scene.as_of, "long");
  if (scene.known_by === EVER) return day;
  return `${day}, ${words("map.story.known", { day: fmtDay(scene.known_by, "long") })}`;
};

// A whole and its parts: "about 400 from ten nations" and the nations in it, whose numbers are never added to it.

import { el, say } from "../lib/dom.js";
import { cardButton, cardRow, glyphOf } from "../view/controls.js";
import { numberOf, subjectOf } from "../view/wording.js";
import { section } from "./section.js";

// Of a part: the whole it belongs to, and whose number it is.
/** @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State | null) => HTMLElement | null} */
export const wholeOf = (ctx, subject, state) => {
  const whole = subjectOf(ctx, subject.part_of);
  if (!whole || !state) return null;
  const box = el("p", "p-whole");
  const link = say(cardButton("p-link", "", () => ctx.select(whole.id)), ctx.text(whole, "label"));
  box.append(ctx.words("map.card.part_of"), " ", link, ".");
  const now = ctx.state(whole.id);
  const number = now && numberOf(ctx, now);
  if (number) box.append(" ", ctx.words("map.card.number_with_whole", { n: number }));
  return box;
};

// Beside the number of a whole: how many nations are named, and how many of them only watch.
/** @type {(ctx: Frame.Context, subject: Payload.Subject) => HTMLElement | null} */
export const namedIn = (ctx, subject) => {
  const parts = ctx.atlas.subjects.filter((one) => one.part_of === subject.id && ctx.state(one.id));
  const nations = new Set(parts.map(({ actor }) => actor));
  const watching = new Set(parts.filter(({ observes }) => observes).map(({ actor }) => actor));
  if (!nations.size) return null;
  const [n, m] = [nations.size, watching.size];
  const words = m ? ctx.words("map.card.named_observers", { n, m }) : ctx.words("map.card.named", { n });
  return el("p", "p-whole", words);
};

// Of a whole: its parts, each opens its card.
/** @type {(ctx: Frame.Context, article: HTMLElement, subject: Payload.Subject) => void} */
export const partsOf = (ctx, article, subject) => {
  const parts = ctx.atlas.subjects.filter((one) => one.part_of === subject.id);
  const rows = parts.flatMap((one) => {
    const state = ctx.state(one.id);
    if (!state) return [];
    return [cardRow(ctx, {
      sel: one.id,
      id: one.id,
      title: ctx.name(one.actor),
      note: ctx.text(one, "task"),
      number: numberOf(ctx, state),
      glyph: glyphOf(ctx, one, state),
    })];
  });
  if (!rows.length) return;
  section(ctx.words, article, "map.card.parts", rows);
  article.lastElementChild?.before(el("p", "p-none", ctx.words("map.card.parts_note")));
};

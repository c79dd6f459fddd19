// What the server answers: a message that answers an older address comes too late, the answer to the newest is on its way.

import { EVER } from "../lib/days.js";
import { lookAtScene } from "../story/look.js";
import { followTale } from "../story/own-story.js";
import { chosenIn } from "../view/choice.js";
import { goAhead, takeMessage } from "../view/state.js";
import { bringIntoView } from "../view/viewport.js";
import { announceDay, stepAside, switchProjection } from "./choices.js";
import { ALL_NEW } from "./drawing.js";

/** @type {(keyof Frame.Context["view"])[]} */
const LOOKED_AT = ["match", "chosen", "known", "proj", "present", "story", "scene"];

/** @type {(one: unknown, other: unknown) => boolean} */
const alike = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** @type {(ctx: Frame.Context, lang: string) => Promise<boolean>} */
const speak = async (ctx, lang) => {
  if (ctx.lang === lang) return false;
  ctx.setWords(lang, await ctx.io.load(`words/${lang}`));
  return true;
};

/** All of Greenland, or what the scene tells. @type {(ctx: Frame.Context) => void} */
export const lookHome = (ctx) => {
  if (ctx.scene) lookAtScene(ctx);
  else ctx.fit();
};

/** Take over what a message says; whether it means another view, and what then is to be looked at. @type {(ctx: Frame.Context, message: Payload.ViewMessage, reproject: () => void) => { fresh: boolean, look: (() => void) | null, moved: Frame.Change }} */
const follow = (ctx, message, reproject) => {
  const before = ctx.view;
  takeMessage(ctx, message);
  const fresh = LOOKED_AT.some((key) => !alike(ctx.view[key], before[key]));
  stepAside(ctx);
  switchProjection(ctx, message.proj, reproject);
  const look = ctx.stepping ? null : ctx.story.hear(ctx.story.requestOf(message));
  return { fresh, look, moved: ctx.showEffective() };
};

/**
 * Give a function that takes the answers; `opened` says whether one has been drawn, `newest` gives the last that came.
 *
 * @param {Frame.Context} ctx
 * @param {{ guarded: (work: () => void) => void, reproject: () => void, newest: () => Payload.ViewMessage | null }} how
 */
export const makeAnswers = (ctx, { guarded, reproject, newest }) => {
  /** Show what a message says, once all that it needs is here. @type {(message: Payload.ViewMessage, spoken: boolean) => void} */
  const show = (message, spoken) => {
    const { fresh, look, moved } = follow(ctx, message, reproject);
    // The answer to a day that was chosen here has nothing new for the map: only the card's words follow.
    if (answers.opened) ctx.redraw({ ...moved, view: fresh || moved.view, words: spoken });
    else ctx.redraw(ALL_NEW, () => lookHome(ctx));
    answers.opened = true;
    if (ctx.storyMode || look) announceDay(ctx); // whatever day moved before, the page speaks of this one
    if (!ctx.started) return;
    if (look) guarded(look);
    else if (moved.sel && !ctx.scene) guarded(() => bringIntoView(ctx, ctx.sel));
  };
  const answers = {
    opened: false, // the map has been drawn
    /** @param {Payload.ViewMessage} message */
    take: async (message) => {
      ctx.story.tells(followTale(message.tale));
      if (ctx.story.requestOf(message) !== "0" && !ctx.story.ready()) await ctx.story.load();
      await ctx.table.ensure(message.known || EVER);
      const spoken = await speak(ctx, message.lang || "en");
      if (newest() !== message) return; // a newer one came while scenes or words were on their way
      if (answers.opened && ctx.io.stale(message.address)) return; // and so did a newer choice, which is drawn
      show(message, spoken);
    },
    /**
     * Draw countries, kinds, programmes and status as soon as the address asks for them. The server's answer brings the
     * words and finds the map as it is. Who comes back to what the server answered last is shown that: of what it has
     * just said the server may say nothing again.
     *
     * @param {string} search
     * @returns {boolean} whether the map shows a choice that the server has not answered
     */
    preview: (search) => {
      const [heard, clocks] = [newest(), { asof: ctx.choice.day, known: ctx.choice.known }];
      if (!answers.opened || ctx.storyMode || !heard) return false;
      if (heard.address && !ctx.io.stale(heard.address)) {
        if (ctx.view.ahead || ctx.choice.day !== heard.asof) show(heard, false);
        return false;
      }
      const chosen = chosenIn(search, { ...ctx.view, ...clocks }, ctx.atlas);
      if (!chosen || alike(chosen, ctx.view.chosen)) return Boolean(ctx.view.ahead);
      goAhead(ctx, chosen);
      stepAside(ctx);
      ctx.redraw({ view: true });
      return true;
    },
  };
  return answers;
};

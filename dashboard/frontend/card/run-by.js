// Of a site: who runs it on the day in view, who ran it before and who after; or that the evidence does not say.

import { isOpen } from "../data/steps.js";
import { runners } from "../view/running.js";
import { isSite, whenText } from "../view/wording.js";

/** @typedef {import("../view/running.js").Runner} Runner */

// Of another time than the day in view nobody runs it "since" a day.
/** @type {(ctx: Frame.Context, one: Runner, now?: boolean) => string} */
const who = (ctx, { actor, state }, now = false) => {
  const [name, day, to] = [ctx.name(actor), whenText(ctx, state.actor_day), whenText(ctx, state.actor_to)];
  if (!isOpen(state.step)) return name;
  if (!day) return ctx.words("map.card.run_undated", { name });
  if (to) return ctx.words("map.card.run_span", { name, day, to });
  if (!state.actor_begun) return ctx.words("map.card.run_seen", { name, day });
  return ctx.words(now ? "map.card.run_since" : "map.card.run_from", { name, day });
};

/**
 * The rows of the list of facts: the word on the left, what stands beside it.
 *
 * @type {(ctx: Frame.Context, subject: Payload.Subject) => [string, string][]}
 */
export const runBy = (ctx, subject) => {
  const all = isSite(subject) ? runners(ctx, subject.id) : [];
  const now = all.find(({ from, to }) => from <= ctx.day && ctx.day <= to);
  const named = all.filter(({ actor }) => actor);
  if (!now || !named.length) return []; // a civil airport
  /** @type {(test: (one: Runner) => boolean) => string} */
  const listed = (test) => named.filter(test).map((one) => who(ctx, one)).join("; ");
  /** @type {[string, string][]} */
  const rows = [
    [isOpen(now.state.step) ? "map.card.run_by" : "map.card.run_promised", now.actor ? who(ctx, now, true) : ctx.words("map.card.run_unsaid")],
    ["map.card.run_before", listed(({ to }) => to < ctx.day)],
    ["map.card.run_after", listed(({ from }) => from > ctx.day)],
  ];
  return rows.filter(([, text]) => text);
};

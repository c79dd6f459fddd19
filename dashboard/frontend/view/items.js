// What is said of an item beside its symbol: flags, the last report, its name in short.

import { isOver } from "../data/steps.js";
import { isStale } from "./symbols.js";
import { lastSeen, subjectOf, whereText } from "./wording.js";

/** @type {(unverified: Frame.Context["unverified"], state: Payload.State) => string[]} */
export const flagsOf = (unverified, state) => [
  .../** @type {const} */ (["last_known", "unconfirmed", "disputed"]).filter((flag) => state[flag]),
  ...(unverified(state) ? ["unverified"] : []),
];

/**
 * "last reported 21 Jan": of what is only last known, the day; else nothing.
 *
 * @type {(ctx: Frame.Context, subject: Payload.Subject, state: Payload.State) => string}
 */
export const lastReported = (ctx, subject, state) => {
  if (subject.kind !== "contingent" || !isStale(ctx, subject, state) || !state.last) return "";
  if (!state.last_known && ctx.day > ctx.known) return ""; // beyond knowledge: the key says it once
  return ctx.words("map.last_reported", { day: lastSeen(ctx, state) });
};

/**
 * What stands in the name of a symbol: who, what, step, number, place.
 *
 * @type {(ctx: Frame.Context, id: string, spot?: Frame.Item["spot"]) => { who: string, what: Frame.Spoken, kind: string, step: string, number: string, where: string, flags: string[] }}
 */
export const describe = (ctx, id, spot) => {
  const subject = /** @type {Payload.Subject} */ (subjectOf(ctx, id));
  const state = /** @type {Payload.State} */ (ctx.state(id));
  const who = subject.actor ? ctx.whose(subject) : "";
  const [place, , low, high] = spot || [state.place, "", state.low, state.high];
  const number = subject.kind === "contingent" && !(low === null && high === null) ? ctx.fmtSize(state, low, high) : "";
  const where = place && place !== id && ctx.atlas.places[place] ? whereText(ctx, [place]) : "";
  const reported = lastReported(ctx, subject, state);
  const flags = flagsOf(ctx.unverified, state).filter((flag) => !(reported && flag === "last_known"));
  return {
    who,
    what: ctx.text(subject, "label"),
    kind: ctx.words(`map.kind.${subject.kind}`).toLowerCase(),
    step: ctx.words(`map.step.${state.step}`),
    number,
    where,
    flags: [...(reported ? [reported] : []), ...flags.map((flag) => ctx.words(`map.flag.${flag}`))],
  };
};

/** @type {(item: Pick<Frame.Item, "state">) => boolean} */
export const isItemOver = (item) => isOver(item.state.step);

/**
 * A name that fits a narrow column, with its language: the nation, the site's place, of a command its own name.
 *
 * @type {(ctx: Frame.Context, subject: Payload.Subject) => Frame.Spoken}
 */
export const shortName = (ctx, subject) => {
  if (subject.kind === "post" || subject.kind === "contingent") return { text: ctx.whose(subject), lang: "" };
  const place = subject.kind !== "command" && ctx.atlas.places[subject.place];
  return place ? { text: ctx.placeName(subject.place), lang: "" } : ctx.text(subject, "label");
};

const STEPS = ["in_place", "sent", "announced"];

/**
 * Who is there before who is on the way before who is promised; a last known number after a fresh one.
 *
 * @type {(item: Pick<Frame.Item, "state">) => number}
 */
export const precedence = (item) => {
  const at = STEPS.indexOf(item.state.step);
  return (at < 0 ? 9 : at * 3) + (item.state.last_known || item.state.unconfirmed ? 1 : 0);
};

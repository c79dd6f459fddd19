// The state of the map: what the server said last, what the reader chose, and what is shown of it. This module alone writes
// it; all others read it from the context. What it holds says `Frame.MapState`.

import { EVER } from "../lib/days.js";
import { matching, stateTest } from "./choice.js";

/** @type {(ctx: Frame.Context) => Frame.Written["view/state.js"]} */
const written = (ctx) => /** @type {Frame.Written["view/state.js"]} */ (ctx);

/** The state before the first message. @returns {Frame.MapState} */
export const makeState = () => ({
  view: { asof: "", known: EVER, match: null, chosen: {}, sel: "", proj: "laea", lang: "en" },
  choice: { day: "", known: EVER, sel: "" },
  day: "", known: EVER, sel: "", proj: "laea",
  matched: null, stepped: null, hidden: new Set(),
  storyMode: "", scene: null, glance: "", stepping: false, scrubbing: false,
});

/** What the server said. While the hand moves the day, the day is the hand's. @type {(ctx: Frame.Context, message: Payload.ViewMessage) => void} */
export const takeMessage = (ctx, message) => {
  const state = written(ctx);
  state.view = { ...message, match: matching(ctx.atlas, message) };
  state.choice = { day: ctx.scrubbing ? ctx.choice.day : message.asof, known: message.known || EVER, sel: message.sel || "" };
};

/** Show a choice of codes before the server has answered it. @type {(ctx: Frame.Context, chosen: Record<string, string[]>) => void} */
export const goAhead = (ctx, chosen) => {
  written(ctx).view = { ...ctx.view, chosen, match: matching(ctx.atlas, { ...ctx.view, chosen }), ahead: true };
};

/** What the filter leaves. @type {(ctx: Frame.Context) => void} */
export const readFilter = (ctx) => {
  const state = written(ctx);
  const { match, chosen } = ctx.view;
  state.matched = match ? new Set(match) : null;
  state.stepped = stateTest(ctx.atlas, chosen);
};

/** What the reader chose here; it is not shown before `showState`. @type {(ctx: Frame.Context, choice: Partial<Frame.Choice>) => void} */
export const choose = (ctx, choice) => {
  written(ctx).choice = { ...ctx.choice, ...choice };
};

/** Show the scene, or else what was chosen; says what is new in it. @type {(ctx: Frame.Context) => { view: boolean, day: boolean, sel: boolean }} */
export const showState = (ctx) => {
  const { scene } = ctx;
  const { day, known, sel } = scene ? { day: scene.as_of, known: scene.known_by, sel: scene.sel } : ctx.choice;
  const change = { view: ctx.known !== known, day: ctx.day !== day, sel: ctx.sel !== sel };
  Object.assign(written(ctx), { day, known, sel });
  return change;
};

/** How and where the story is told. @type {(ctx: Frame.Context, how: Partial<Pick<Frame.MapState, "storyMode" | "scene" | "glance" | "stepping">>) => void} */
export const tell = (ctx, how) => {
  Object.assign(written(ctx), how);
};

/** Whether a hand moves the day. @type {(ctx: Frame.Context, on: boolean) => void} */
export const setScrubbing = (ctx, on) => {
  written(ctx).scrubbing = on;
};

/** @type {(ctx: Frame.Context, proj: string) => void} */
export const setProjection = (ctx, proj) => {
  written(ctx).proj = proj;
};

/** Kinds that are not drawn. @type {(ctx: Frame.Context, kinds: Iterable<string>) => void} */
export const hideKinds = (ctx, kinds) => {
  written(ctx).hidden = new Set(kinds);
};

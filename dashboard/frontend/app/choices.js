// What the reader may choose on the map: the frame draws it at once, and the page is told.

import { CRS, zoomFor } from "../lib/crs.js";
import { EVER } from "../lib/days.js";
import { choose, setProjection, setScrubbing, showState } from "../view/state.js";
import { bringIntoView } from "../view/viewport.js";

// What the server's words in the card speak of another day, or of another choice, steps aside until its answer comes.
/** @type {(ctx: Pick<Frame.Context, "choice" | "elements" | "view">) => void} */
export const stepAside = ({ choice, elements, view }) => {
  elements.card.classList.toggle("moving", choice.day !== view.asof || Boolean(view.ahead));
};

// The page is told of the day as it moves, with the words that stand there meanwhile.
/** @type {(ctx: Frame.Context) => void} */
export const announceDay = (ctx) => {
  stepAside(ctx);
  const { day } = ctx;
  const long = ctx.fmtDay(day, "long");
  const clocks = { day: ctx.fmtDay(day), known: ctx.fmtDay(ctx.known) };
  const asof = ctx.words(ctx.known === EVER ? "header.asof" : "header.known", clocks);
  ctx.io.day?.(day, { sentence: ctx.words("map.moving.sentence", { day: long }), asof, day: long });
};

/** Show the map in another projection, at the same scale and place. @type {(ctx: Frame.Context, proj: string, reproject: () => void) => void} */
export const switchProjection = (ctx, proj, reproject) => {
  const { map } = ctx;
  if (!CRS[proj] || ctx.proj === proj) return;
  const { atHome } = ctx; // asked before the plane changes under it
  const centre = map.getCenter();
  const metres = ctx.metres();
  setProjection(ctx, proj);
  map.options.crs = CRS[proj];
  map.options.worldCopyJump = false;
  map._resetView(centre, zoomFor(proj, metres, centre.lat), true);
  reproject();
  if (atHome) ctx.fit();
};

/** @type {(ctx: Frame.Context, guarded: (work: () => void) => void) => Frame.Context["select"]} */
const selecting = (ctx, guarded) => (sel) => {
  const next = sel === ctx.sel && sel.startsWith("nation:") ? "" : sel || "";
  if (ctx.storyMode === "present") { // a room only watches, and looks closer
    ctx.story.glance(sel || "");
    return;
  }
  if (ctx.storyMode && !next) return;
  ctx.story.takeOver();
  if (next === ctx.sel) return;
  choose(ctx, { sel: next });
  showState(ctx);
  ctx.redraw({ sel: true });
  if (next.startsWith("event:")) guarded(() => bringIntoView(ctx, next)); // its ring says nothing of its place
  ctx.emit("select", next);
  ctx.io.choose({ sel: next });
};

/** @type {(ctx: Frame.Context) => Frame.Context["setDay"]} */
const settingDay = (ctx) => (iso, rest) => {
  if (ctx.storyMode === "present") return;
  const day = ctx.clampDay(iso);
  ctx.story.takeOver();
  if (day !== ctx.day) {
    choose(ctx, { day });
    showState(ctx);
    ctx.redraw({ day: true });
    ctx.announce();
  }
  setScrubbing(ctx, !rest);
  if (rest) ctx.io.choose({ asof: day });
};

// An opening is two clocks at once.
/** @type {(ctx: Frame.Context) => Frame.Context["preset"]} */
const opening = (ctx) => (id) => {
  const found = ctx.atlas.openings.find((one) => one.id === id);
  if (!found || ctx.storyMode === "present") return;
  const known = found.known_by || EVER;
  const show = () => {
    ctx.story.takeOver();
    choose(ctx, { day: found.as_of, known });
    ctx.redraw(ctx.showEffective());
    ctx.announce();
    ctx.io.choose({ asof: ctx.day, known: ctx.known });
  };
  const coming = ctx.table.ensure(known);
  if (coming) coming.then(show).catch(ctx.fail);
  else show();
};

/** @type {(ctx: Frame.Context, guarded: (work: () => void) => void, reproject: () => void) => void} */
export const offerChoices = (ctx, guarded, reproject) => {
  const writable = /** @type {Frame.Written["app/choices.js"]} */ (ctx);
  writable.announce = () => announceDay(ctx);
  writable.select = selecting(ctx, guarded);
  writable.setDay = settingDay(ctx);
  writable.preset = opening(ctx);
  writable.setProjection = (proj) => {
    switchProjection(ctx, proj, reproject);
    ctx.redraw({ view: true });
    ctx.io.choose({ proj });
  };
};

// build(map, elements, io): the whole frame. `io` is its way to the data and to the page.
//
//   elements  {pane, card, timeline, strip, rows, caption}
//   io        load(name) -> Promise of JSON ("start/en", "states/2026-01-15", "claims/fra-nuuk", "words/da", "geo/coast-1km"), choose(change), stale(address), sayReady(),
//             and, where the host wants them, day(iso, words) as the day moves and resized() after drawing

import { makeCard } from "../card/card.js";
import { eventView, nationView, placeView, sourceView } from "../card/others.js";
import { subjectView } from "../card/subject.js";
import { el } from "../lib/dom.js";
import { askForFonts, forgetWidths } from "../lib/text-width.js";
import { makeBasemap } from "../map/basemap.js";
import { makeCapitalLines } from "../map/capital-lines.js";
import { makeFurniture } from "../map/furniture.js";
import { makeLegend } from "../map/legend.js";
import { makeSymbols } from "../map/markers.js";
import { makeMarks } from "../map/marks.js";
import { makeNote } from "../map/note.js";
import { makeNuukList } from "../map/nuuk-list.js";
import { makeRings } from "../map/rings.js";
import { makeTooltip } from "../map/tooltip.js";
import { makeUnplacedList } from "../map/unplaced-list.js";
import { makePhoneList } from "../phone/phone-list.js";
import { makeCaption } from "../story/caption.js";
import { storyView } from "../story/card.js";
import { makeStoryPart } from "../story/part.js";
import { makeStory } from "../story/story.js";
import { makeTimeline } from "../timeline/timeline.js";
import { makeContext } from "../view/context.js";
import { makeLists } from "../view/layout.js";
import { outward } from "../view/placement.js";
import { choose } from "../view/state.js";
import { bringIntoView, makeFit } from "../view/viewport.js";
import { lookHome, makeAnswers } from "./answers.js";
import { offerChoices } from "./choices.js";
import { makeDrawing } from "./drawing.js";
import { makeTrouble } from "./trouble.js";

const CARD_VIEWS = {
  subject: subjectView, nation: nationView, place: placeView, event: eventView, source: sourceView, story: storyView,
};
// In the order in which they draw, above the base map.
/** @type {Record<string, (ctx: Frame.Context) => Frame.Part>} */
const PART_MAKERS = {
  rings: makeRings,
  note: makeNote,
  focus: makeCapitalLines,
  legend: makeLegend,
  nuukList: makeNuukList,
  unplacedList: makeUnplacedList,
  symbols: makeSymbols,
  furniture: makeFurniture,
  tip: makeTooltip,
  card: (ctx) => makeCard(ctx, CARD_VIEWS),
  timeline: makeTimeline,
  rows: makePhoneList,
  caption: makeCaption,
  story: makeStoryPart,
  marks: makeMarks,
};

/**
 * @typedef {object} App what is made once the evidence has come
 * @property {Frame.Context} ctx
 * @property {ReturnType<typeof makeBasemap> | undefined} basemap
 * @property {ReturnType<typeof makeDrawing>} drawing
 * @property {ReturnType<typeof makeAnswers>} answers
 */

/** @type {(ctx: Frame.Context) => Frame.Written["app/map-app.js"]} */
const written = (ctx) => /** @type {Frame.Written["app/map-app.js"]} */ (ctx);

/** Set what Leaflet is to do. @type {(map: any) => void} */
const tuneMap = (map) => {
  map.options.zoomSnap = 0;
  map.options.zoomDelta = 0.75;
  map.options.wheelPxPerZoomLevel = 110;
  map.setMinZoom(2);
  map.setMaxZoom(13);
  if (map.zoomControl) map.zoomControl.remove();
  if (map.attributionControl) map.attributionControl.remove();
};

// On a phone one finger scrolls the page, two move the map; else the map would hold the page. Before a room it turns.
/** @type {(ctx: Pick<Frame.Context, "map" | "narrow" | "present">) => void} */
const setManners = ({ map, narrow, present }) => {
  const coarse = window.matchMedia("(pointer: coarse)").matches;
  map.dragging[coarse && (narrow() || present()) ? "disable" : "enable"]();
};

/** @type {(pane: HTMLElement) => HTMLElement} */
const makeSide = (pane) => {
  const side = el("div", "side"); // legend above, the list of Nuuk below, which gives way
  pane.append(side);
  return side;
};

/**
 * Make all parts, of the evidence that came.
 *
 * @param {Frame.Context} ctx
 * @param {import("./trouble.js").Trouble["guarded"]} guarded
 * @param {() => Payload.ViewMessage | null} newest
 * @returns {App}
 */
const assemble = (ctx, guarded, newest) => {
  /** @type {Map<string, Frame.Part>} */
  const parts = new Map();
  const drawing = makeDrawing(ctx, parts, guarded);
  /** @type {App} */
  const app = { ctx, drawing, basemap: undefined, answers: makeAnswers(ctx, { guarded, reproject: () => app.basemap?.reproject(), newest }) };
  makeLists(ctx);
  makeStory(ctx);
  offerChoices(ctx, guarded, () => app.basemap?.reproject());
  makeFit(ctx);
  const [opening] = ctx.atlas.openings;
  choose(ctx, { day: opening ? opening.as_of : ctx.atlas.evidence_to });
  ctx.showEffective();
  setManners(ctx);
  ctx.map.invalidateSize({ animate: false, pan: false });
  app.basemap = guarded(() => makeBasemap(ctx));
  for (const [name, make] of Object.entries(PART_MAKERS)) {
    const part = guarded(() => make(ctx));
    if (part) parts.set(name, part);
  }
  return app;
};

/** Words drawn before their font came have other widths. @type {(ctx: Frame.Context, fonts: ReturnType<typeof askForFonts>) => void} */
const waitForFonts = (ctx, fonts) => {
  if (fonts.here()) return;
  fonts.come.then(() => {
    forgetWidths();
    written(ctx).fontsCome = true;
    ctx.redraw({ size: true });
  });
};

/** The pane has another size: the map keeps what it looks at. @type {(app: App) => void} */
const resize = ({ ctx, drawing }) => {
  const { map, atHome } = ctx;
  const [centre, zoom] = [map.getCenter(), map.getZoom()];
  setManners(ctx);
  // The lists are cut to the new size, so the map has to know it before they are written.
  drawing.aim(() => map.invalidateSize({ animate: false, pan: false }));
  ctx.redraw({ size: true }, () => {
    if (atHome || ctx.scene) lookHome(ctx);
    else map.setView(centre, zoom, { animate: false });
  });
};

/** @type {(map: any, elements: Frame.Elements, io: Frame.Host) => Frame.App} */
export const build = (map, elements, io) => {
  /** @type {App | null} */
  let app = null;
  /** @type {Payload.ViewMessage | null} */
  let message = null; // the newest
  /** @type {Frame.Context | null} */
  let context = null;
  const trouble = makeTrouble(elements.pane, () => context && context.words);
  const { fail, guarded } = trouble;
  const side = makeSide(elements.pane);
  /** @type {(next: Payload.ViewMessage) => Promise<void>} */
  const take = async (next) => {
    if (app?.answers.opened && io.stale(next.address)) return;
    message = next;
    await app?.answers.take(next);
  };

  const begin = async () => {
    tuneMap(map);
    await null; // the first message comes in the same breath
    const lang = message?.lang || "en";
    const coming = io.load(`start/${lang}`);
    const fonts = askForFonts();
    const { words, ...data } = await coming;
    const ctx = makeContext({ map, elements, io, data, side, fail });
    context = ctx;
    ctx.setWords(lang, words);
    app = assemble(ctx, guarded, () => message);
    while (!app.answers.opened) { // unless a newer message overtakes it
      if (!message) throw new Error("no message came");
      await take(message);
    }
    written(ctx).started = true;
    if (ctx.sel && !ctx.scene) guarded(() => bringIntoView(ctx, ctx.sel));
    waitForFonts(ctx, fonts);
    await Promise.all([app.basemap?.first, app.drawing.complete()]);
    io.sayReady();
  };
  const ready = begin();
  ready.catch(fail);

  return {
    ready,
    apply: (next) => take(next).catch(fail),
    preview: (search) => Boolean(guarded(() => app?.answers.preview(search))),
    resize: () => guarded(() => app && resize(app)),
    redraw: (change) => app?.ctx.redraw(change),
    fail,
    visible: () => (app ? [...app.ctx.visible].sort() : []),
    state: (id) => (app ? outward(app.ctx, id) : null),
    get ctx() { return app && app.ctx; },
  };
};

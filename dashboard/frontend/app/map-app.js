// build(map, elements, io): the whole frame. It knows neither the page it stands in nor a saved copy.
//
//   elements  {pane, card, timeline, strip, rows, caption}
//   io        load(name) -> Promise of JSON ("start/en", "states/2026-01-15", "claims/fra-nuuk", "words/da", "geo/coast-1km"), choose(change), stale(address), sayReady(),
//             and, where the host wants them, day(iso, words) as the day moves and resized() after drawing

import { makeCard } from "../card/card.js";
import { eventView, nationView, placeView, sourceView } from "../card/others.js";
import { subjectView } from "../card/subject.js";
import { ALL } from "../data/lookup.js";
import { CRS, zoomFor } from "../lib/crs.js";
import { el, nextPicture } from "../lib/dom.js";
import { askForFonts, forgetWidths } from "../lib/text-width.js";
import { makeBasemap } from "../map/basemap.js";
import { makeCapitalLines } from "../map/capital-lines.js";
import { makeFurniture } from "../map/furniture.js";
import { makeLegend } from "../map/legend.js";
import { makeSymbols } from "../map/markers.js";
import { makeNote } from "../map/note.js";
import { makeNuukList } from "../map/nuuk-list.js";
import { makeRings } from "../map/rings.js";
import { makeTooltip } from "../map/tooltip.js";
import { makeUnplacedList } from "../map/unplaced-list.js";
import { makePhoneList } from "../phone/phone-list.js";
import { makeCaption } from "../story/caption.js";
import { storyView } from "../story/card.js";
import { lookAtScene } from "../story/look.js";
import { followTale } from "../story/own-story.js";
import { makeStoryPart } from "../story/part.js";
import { makeStory } from "../story/story.js";
import { makeTimeline } from "../timeline/timeline.js";
import { makeContext } from "../view/context.js";
import { makeLists } from "../view/layout.js";
import { lensOn, outward, placeItems } from "../view/placement.js";
import { bringIntoView, makeFit } from "../view/viewport.js";

// Each part has `draw(change)`, which writes and reads nothing of the page, and `stand(change)`, which comes after all
// of them, when the lists can be measured in one go and the map knows where to look.

const CARD_VIEWS = {
  subject: subjectView, nation: nationView, place: placeView, event: eventView, source: sourceView, story: storyView,
};
const PART_MAKERS = {
  basemap: makeBasemap,
  rings: makeRings,
  note: makeNote,
  focus: makeCapitalLines,
  legend: makeLegend,
  lens: makeNuukList,
  tray: makeUnplacedList,
  symbols: makeSymbols,
  furniture: makeFurniture,
  tip: makeTooltip,
  card: (ctx) => makeCard(ctx, CARD_VIEWS),
  timeline: makeTimeline,
  rows: makePhoneList,
  caption: makeCaption,
  story: makeStoryPart,
};
const PARTS = Object.keys(PART_MAKERS); // in the order in which they draw
// Lies below the map and is read after it: at first it comes one picture later, so that the map stands sooner.
const LATER = "timeline";
const SETTLED = ["view", "size", "words", "settle"];
const SETTLE_MS = 120;
const LOOKED_AT = ["match", "steps", "nations", "known", "proj", "present", "story", "scene"];
const ALL_NEW = { view: true, day: true, sel: true, size: true, words: true };

export const build = (map, elements, io) => {
  let ctx = null;
  const parts = {};
  let view = null; // the newest message
  let settling = 0;
  let opened = false; // the map has been drawn
  let complete = false; // and all that belongs to it
  const trouble = el("div", "trouble");
  trouble.setAttribute("role", "alert");
  trouble.hidden = true;
  elements.pane.append(trouble);
  const side = el("div", "side"); // legend above, lens below; the lens gives way
  elements.pane.append(side);

  const fail = (error) => {
    trouble.hidden = false;
    const text = ctx && ctx.words ? ctx.words("map.trouble") : "A part of the map could not be drawn.";
    trouble.textContent = `${text} (${error && error.message ? error.message : error})`;
    console.warn(error);
  };
  const guarded = (work) => {
    try {
      return work();
    } catch (error) {
      fail(error);
      return undefined;
    }
  };

  const all = (act, change) => {
    for (const name of PARTS) {
      if (name === LATER && !complete && !ctx.present()) continue;
      if (parts[name] && parts[name][act]) guarded(() => parts[name][act](change));
    }
  };
  const completed = async () => {
    await nextPicture();
    complete = true;
    guarded(() => parts[LATER].stand(ALL_NEW));
    if (io.resized) io.resized();
  };
  const lists = (change) => {
    const { lens } = ctx;
    guarded(() => placeItems(ctx));
    if (lens !== ctx.lens) ctx.lies = null;
    all("draw", change);
  };
  // Where the map looks depends on where the lists lie, and what stands on it on where it looks.
  const lookAt = (aim, change) => {
    ctx.aiming = true;
    guarded(aim);
    ctx.aiming = false;
    if (lensOn(ctx) !== ctx.lens) lists(change);
  };

  const redraw = (change, aim) => {
    if (!ctx || !ctx.words || ctx.aiming) return;
    const began = performance.now();
    ctx.matched = ctx.view.match ? new Set(ctx.view.match) : null;
    ctx.stepped = ctx.view.steps && ctx.view.steps.length ? new Set(ctx.view.steps) : null;
    const anew = SETTLED.some((what) => change[what]);
    if (anew) ctx.lies = null;
    if (!change.settle) lists(change); // a settling only finds new room for the names
    if (aim) lookAt(aim, change);
    all("stand", change);
    // While days run by, a list that grew is measured once the hand rests: reading it forces a layout.
    if (ctx.grown && change.day && !anew) {
      clearTimeout(settling);
      settling = setTimeout(() => redraw({ settle: true }), SETTLE_MS);
    }
    ctx.grown = false;
    ctx.emit("drawn");
    ctx.drawMs = performance.now() - began;
    if (io.resized) io.resized();
  };
  const home = () => (ctx.scene ? lookAtScene(ctx) : ctx.fit());

  const switchProjection = (proj) => {
    if (!CRS[proj] || ctx.proj === proj) return;
    const { atHome } = ctx; // asked before the plane changes under it
    const centre = map.getCenter();
    const metres = ctx.metres();
    ctx.proj = proj;
    map.options.crs = CRS[proj];
    map.options.worldCopyJump = false;
    map._resetView(centre, zoomFor(proj, metres, centre.lat), true);
    parts.basemap.reproject();
    if (atHome) ctx.fit();
  };

  // What the server's words in the card speak of another day steps aside until its answer comes.
  const elsewhen = () => elements.card.classList.toggle("moving", ctx.own.day !== ctx.view.asof);
  // The page is told of the day as it moves, with the words that stand there meanwhile.
  const announce = () => {
    elsewhen();
    const { day } = ctx;
    const long = ctx.fmtDay(day, "long");
    const clocks = { day: ctx.fmtDay(day), known: ctx.fmtDay(ctx.known) };
    const asof = ctx.words(ctx.known === ALL ? "header.asof" : "header.known", clocks);
    if (io.day) io.day(day, { sentence: ctx.words("map.moving.sentence", { day: long }), asof, day: long });
  };

  const equip = () => {
    ctx.fail = fail;
    ctx.side = side;
    ctx.redraw = redraw;
    ctx.announce = announce;
    makeLists(ctx);
    makeStory(ctx);
    ctx.select = (sel) => {
      const next = sel === ctx.sel && sel.startsWith("nation:") ? "" : sel || "";
      if (ctx.telling === "present") return ctx.story.glance(sel || ""); // a room only watches, and looks closer
      if (ctx.telling && !next) return undefined;
      ctx.story.own();
      if (next === ctx.sel) return undefined;
      ctx.own.sel = ctx.sel = next;
      redraw({ sel: true });
      if (next.startsWith("event:")) guarded(() => bringIntoView(ctx, next)); // its ring says nothing of its place
      ctx.emit("select", next);
      io.choose({ sel: next });
      return undefined;
    };
    ctx.setDay = (iso, rest) => {
      if (ctx.telling === "present") return;
      const day = ctx.clampDay(iso);
      ctx.story.own();
      if (day !== ctx.day) {
        ctx.own.day = ctx.day = day;
        redraw({ day: true });
        announce();
      }
      ctx.scrubbing = !rest;
      if (rest) io.choose({ asof: day });
    };
    // An opening is two clocks at once.
    ctx.preset = (id) => {
      const opening = ctx.atlas.openings.find((one) => one.id === id);
      if (!opening || ctx.telling === "present") return;
      const known = opening.known_by || ALL;
      const show = () => {
        ctx.story.own();
        Object.assign(ctx.own, { day: opening.as_of, known });
        redraw(ctx.wear());
        announce();
        io.choose({ asof: ctx.day, known: ctx.known });
      };
      const coming = ctx.table.ensure(known);
      if (coming) coming.then(show).catch(fail);
      else show();
    };
    ctx.setProjection = (proj) => {
      switchProjection(proj);
      redraw({ view: true });
      io.choose({ proj });
    };
  };

  const language = async (lang) => {
    if (ctx.lang === lang) return false;
    ctx.setWords(lang, await io.load(`words/${lang}`));
    return true;
  };

  // A message that answers an older address comes too late: the answer to the newest is on its way.
  const take = async (message) => {
    if (opened && io.stale(message.address)) return;
    view = message;
    if (!ctx) return;
    ctx.story.tells(followTale(message.tale));
    const asked = ctx.story.asked(message);
    if (asked !== "0" && !ctx.story.ready()) await ctx.story.load();
    await ctx.table.ensure(message.known || ALL);
    const spoken = await language(message.lang || "en");
    if (view !== message) return; // a newer one came while scenes or words were on their way
    const fresh = LOOKED_AT.some((key) => String(message[key]) !== String(ctx.view[key]));
    ctx.view = message;
    const { own } = ctx;
    own.known = message.known || ALL;
    if (!ctx.scrubbing) own.day = message.asof;
    elsewhen();
    own.sel = message.sel || "";
    switchProjection(message.proj);
    const look = ctx.stepping ? null : ctx.story.hear(asked);
    const moved = ctx.wear();
    // The answer to a day that was chosen here has nothing new for the map: only the card's words follow.
    if (opened) redraw({ ...moved, view: fresh || moved.view, words: spoken });
    else redraw(ALL_NEW, home);
    opened = true;
    if (ctx.telling || look) announce(); // whatever day moved before, the page speaks of this one
    if (!ctx.started) return;
    if (look) guarded(look);
    else if (moved.sel && !ctx.scene) guarded(() => bringIntoView(ctx, ctx.sel));
  };

  // On a phone one finger scrolls the page, two move the map; else the map would hold the page. Before a room it turns.
  const manners = () => {
    const coarse = window.matchMedia("(pointer: coarse)").matches;
    map.dragging[coarse && (ctx.narrow() || ctx.present()) ? "disable" : "enable"]();
  };

  const begin = async () => {
    map.options.zoomSnap = 0;
    map.options.zoomDelta = 0.75;
    map.options.wheelPxPerZoomLevel = 110;
    map.setMinZoom(2);
    map.setMaxZoom(13);
    if (map.zoomControl) map.zoomControl.remove();
    if (map.attributionControl) map.attributionControl.remove();
    await null; // the first message comes in the same breath
    const lang = (view && view.lang) || "en";
    const asked = io.load(`start/${lang}`);
    const fonts = askForFonts();
    const { atlas, drawn, words, annotations, states } = await asked;
    ctx = makeContext(map, elements, io, { atlas, drawn, annotations, states });
    equip();
    makeFit(ctx);
    ctx.setWords(lang, words);
    const opening = atlas.openings[0];
    ctx.own.day = opening ? opening.as_of : atlas.evidence_to;
    ctx.wear();
    manners();
    map.invalidateSize({ animate: false, pan: false });
    for (const name of PARTS) {
      parts[name] = guarded(() => PART_MAKERS[name](ctx));
    }
    while (!opened) await take(view); // unless a newer message overtakes it
    ctx.started = true;
    if (ctx.sel && !ctx.scene) guarded(() => bringIntoView(ctx, ctx.sel));
    // Words drawn before their font came have other widths.
    if (!fonts.here()) fonts.come.then(() => { forgetWidths(); ctx.fontsCome = true; redraw({ size: true }); });
    await Promise.all([parts.basemap.first, completed()]);
    io.sayReady();
  };

  const resize = () => {
    if (!ctx || !ctx.words) return;
    const { atHome } = ctx;
    const [centre, zoom] = [map.getCenter(), map.getZoom()];
    manners();
    // The lists are cut to the new size, so the map has to know it before they are written.
    ctx.aiming = true;
    guarded(() => map.invalidateSize({ animate: false, pan: false }));
    ctx.aiming = false;
    redraw({ size: true }, () => {
      if (atHome || ctx.scene) home();
      else map.setView(centre, zoom, { animate: false });
    });
  };

  const ready = begin();
  ready.catch(fail);

  return {
    ready,
    apply: (message) => take(message).catch(fail),
    resize: () => guarded(resize),
    redraw: (change) => redraw(change),
    fail,
    parts: () => parts,
    visible: () => (ctx ? [...ctx.visible].sort() : []),
    state: (id) => (ctx ? outward(ctx, id) : null),
    get ctx() { return ctx; },
  };
};

// On a phone the card is a sheet at the lower edge of what is seen, at most 55 % of what the reader will see of the frame.
// It keeps its height while it is open: scrolling shows more of the frame, and a sheet that grew with it would follow
// the symbol. The page moves no further than the chosen thing needs to stand free between the bar and the sheet.

import { findAll } from "../lib/dom.js";
import { scroller, seenPart, storySheet } from "../view/screen.js";

const SHARE = 0.55;
const CLEAR = 12; // between a symbol and the sheet or the bar

/** @typedef {ReturnType<typeof seenPart>} Seen */
/** @typedef {{ top: number, bottom: number }} Stretch */
/** @typedef {{ id: string, opener: HTMLElement | null }} Chosen what the card shows, and what it was opened from */

/** @type {(pane: Element, node: Element) => boolean} */
const isOnMap = (pane, node) => {
  const [a, b] = [pane, node].map((it) => it.getBoundingClientRect());
  return pane.contains(node) && b.bottom > a.top && b.top < a.bottom && b.right > a.left && b.left < a.right;
};

/** @type {(ctx: Pick<Frame.Context, "elements" | "items">, id: string, isNear: (node: Element) => boolean) => Element[]} */
const symbolsOf = ({ elements, items }, id, isNear) => {
  const symbols = findAll(document, "[data-id]").filter((node) => node.dataset.id === id && isNear(node));
  // What stands in the list of Nuuk stands on the map as the town.
  const town = items.some((it) => it.id === id && it.nuuk) && elements.pane.querySelector(".town.nuuk");
  return town && isNear(town) ? [town, ...symbols] : symbols;
};

/** Where nodes lie that can be seen at all, in the frame's own pixels. @type {(nodes: Element[]) => Stretch[]} */
const stretchesOf = (nodes) => {
  const shift = window.frameElement ? 0 : window.scrollY;
  return nodes.map((node) => node.getBoundingClientRect()).filter((box) => box.height > 0)
    .map((box) => ({ top: box.top + shift, bottom: box.bottom + shift }));
};

/** The sheet's own height, and the ground below the last row. @type {(ctx: Frame.Context, slot: HTMLElement) => { room: number, lay: () => boolean }} */
const makeGround = (ctx, slot) => {
  const ground = {
    room: 0,
    // Below the last row there is as much ground as the sheet takes, else it would hide that row for good.
    lay: () => {
      const { rows } = ctx.elements;
      const wanted = slot.classList.contains("p-sheet") && !ctx.storyMode ? `${ground.room}px` : "";
      if (rows.style.paddingBottom === wanted) return false;
      rows.style.paddingBottom = wanted;
      return wanted !== "" && Boolean(window.frameElement);
    },
  };
  return ground;
};

/**
 * Move the page so that the chosen thing is seen. Where it is out of sight, as after a choice in the table below, the
 * reader looks elsewhere: only a map still to come is fetched.
 *
 * @param {Frame.Context} ctx
 * @param {HTMLElement} slot
 * @param {Chosen} chosen
 * @param {Seen} view
 * @param {number} room of the sheet
 * @param {boolean} panned whether the map was moved under an open sheet
 */
const uncover = (ctx, slot, { id, opener }, view, room, panned) => {
  const { pane } = ctx.elements;
  const symbols = symbolsOf(ctx, id, panned ? (node) => isOnMap(pane, node) : (node) => !slot.contains(node));
  const from = panned ? null : opener;
  const boxes = stretchesOf(from ? [from, ...symbols] : symbols);
  const free = view.bottom - room;
  /** @type {(box: Stretch) => number} */
  const middle = (box) => (box.top + box.bottom) / 2;
  const inSight = boxes.filter((box) => middle(box) > view.top && middle(box) < view.bottom);
  const toCome = !panned && view.top === 0 && view.bottom < room;
  const [box] = inSight.length ? inSight : toCome ? boxes : [];
  if (!box || (from ? [box] : inSight).some((it) => it.top >= view.top && it.bottom <= free)) return;
  // Where it is taller than the room that is left, its upper edge counts.
  const by = box.bottom + CLEAR - free;
  scroller().scrollBy(0, by > 0 ? Math.min(by, Math.max(0, box.top - view.edge)) : box.top - CLEAR - view.top);
};

/**
 * Make the card a sheet on a phone: call what this gives when the card opens, closes or changes.
 *
 * @param {Frame.Context} ctx
 * @param {HTMLElement} slot
 * @param {() => Chosen | null} chosen null while nothing is chosen
 * @returns {(opened: boolean, kept?: boolean) => void}
 */
export const makeSheet = (ctx, slot, chosen) => {
  const ground = makeGround(ctx, slot);
  let growing = false; // the frame is about to become taller
  const isSheet = () => slot.classList.contains("p-sheet");
  /** @type {(view: Seen, panned?: boolean) => void} */
  const show = (view, panned = false) => {
    const now = chosen();
    if (now) uncover(ctx, slot, now, view, ground.room, panned);
  };
  /** @type {(opened: boolean, kept?: boolean) => void} */
  const place = (opened, kept = false) => {
    const on = ctx.narrow() && chosen() !== null;
    slot.classList.toggle("p-sheet", on);
    slot.style.height = "";
    if (!on) {
      ground.lay();
      slot.style.top = slot.style.maxHeight = "";
      return;
    }
    const view = seenPart(ctx.io);
    if (!kept) ground.room = Math.floor((opened && view.high ? view.high : view.bottom - view.top) * SHARE);
    slot.style.maxHeight = `${ground.room}px`;
    slot.style.top = `${Math.round(view.bottom)}px`; // the style sheet lifts it by its own height, whatever that becomes
    if (ctx.storyMode) {
      ground.lay();
      slot.style.height = slot.style.maxHeight = `${storySheet()}px`;
      return; // the story moves the map itself
    }
    const grows = ground.lay();
    if (!opened) return;
    growing = grows;
    if (!grows) show(view);
  };
  window.addEventListener("resize", () => {
    if (!isSheet()) return;
    place(false, true);
    if (growing) show(seenPart(ctx.io));
    growing = false;
  });
  followMap(ctx, isSheet, () => show(seenPart(ctx.io), true));
  followPage(isSheet, () => place(false, true));
  return place;
};

// Whoever moves the map with the sheet open keeps what it speaks of in sight: if it comes to rest on the map but under
// the sheet, the page moves on; what was moved off the map, or scrolled away, is left alone.
/** @type {(ctx: Frame.Context, isSheet: () => boolean, show: () => void) => void} */
const followMap = (ctx, isSheet, show) => {
  let moved = false;
  ctx.map.on("moveend", () => (moved = !ctx.aiming && !ctx.storyMode && isSheet()));
  ctx.on("named", () => {
    if (moved) requestAnimationFrame(() => isSheet() && show());
    moved = false;
  });
};

/** @type {(isSheet: () => boolean, place: () => void) => void} */
const followPage = (isSheet, place) => {
  let queued = false;
  const follow = () => {
    if (queued || !isSheet()) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      place();
    });
  };
  window.addEventListener("scroll", follow, { passive: true });
  try {
    if (window.frameElement) window.parent.document.addEventListener("scroll", follow, { passive: true, capture: true });
  } catch { /* another origin: the sheet stays where it opened */ }
};

// The one card slot: empty it tells the situation and what is around the day; a choice fills it; closing gives the focus
// back.

import { el, findAll, put, svgEl } from "../lib/dom.js";
import { cardButton } from "../view/controls.js";
import { layoutOf } from "../view/layout.js";
import { isSite, manyYears, ownValue } from "../view/wording.js";
import { restOfCard } from "./rest.js";
import { makeSheet } from "./sheet.js";

const SETTLE_MS = 120;

/** @typedef {ReturnType<typeof makeNodes>} Nodes */
/** @typedef {Record<string, (ctx: Frame.Context, id: string) => Frame.Card | null>} Views what makes the card of each kind */

/**
 * @typedef {object} Slot what stands in the slot, and how the reader came there
 * @property {string | null} sel null before the first drawing
 * @property {string} key what the card was made of
 * @property {Frame.Card | null} card
 * @property {HTMLElement | null} opener what the reader opened it from
 * @property {string[]} trail cards that one can go back to
 * @property {boolean} inside whether the choice that is being made is one of the card's own
 * @property {boolean} goingBack
 * @property {number} scrolled asking the page for it would cost a layout
 * @property {number} settling
 */

/** @type {(sel: string) => [string, string]} */
const split = (sel) => {
  const i = sel.indexOf(":");
  return i < 0 ? ["subject", sel] : [sel.slice(0, i), sel.slice(i + 1)];
};

/** @param {Frame.Context["elements"]} elements */
const makeNodes = (elements) => {
  const slot = elements.card;
  slot.classList.add("p-slot");
  slot.setAttribute("role", "region");
  const bar = el("div", "p-bar");
  const back = cardButton("p-back", "");
  const close = cardButton("p-close", "");
  const cross = svgEl("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  cross.append(svgEl("path", { d: "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" }));
  close.append(cross);
  bar.append(back, close);
  const body = el("div", "p-body");
  // The one text that a screen reader hears of a change; beside the map, for on a phone the slot is not drawn.
  const alternative = el("p", "p-hidden");
  alternative.setAttribute("aria-live", "polite");
  slot.append(bar, body);
  elements.pane.append(alternative);
  return { slot, bar, back, close, body, alternative };
};

/** What a card is made of: the same text, the same card. @type {(ctx: Frame.Context, sel: string) => string} */
const signatureOf = (ctx, sel) => {
  const base = [sel, ctx.known, ctx.lang, ctx.atlas.release, ctx.day.slice(0, 4)].join("|");
  if (!sel) return [base, ctx.day, ctx.view.match, JSON.stringify([ctx.view.chosen, ctx.view.situation || []])].join("|");
  const [kind, id] = split(sel);
  /** @type {(subject: string) => number} */
  const part = (subject) => ctx.table.indexAt(subject, ctx.day, ctx.known);
  if (kind === "subject") return base + part(id);
  if (kind === "event") return base + (ctx.events.get(id)?.date === ctx.day);
  if (kind === "story") return base + ctx.scene?.id;
  const { subjects } = ctx.atlas;
  const those = kind === "nation" ? subjects.filter((s) => s.actor === id || isSite(s)) : kind === "place" ? subjects : [];
  return base + those.map((s) => part(s.id)).join();
};

/** @type {(ctx: Frame.Context, sel: string) => Frame.Card} */
const unknown = (ctx, sel) => {
  const node = el("article", "p-card");
  const title = el("h2", "p-h2", ctx.words("map.card.unknown_record"));
  title.tabIndex = -1;
  node.append(title, el("p", "p-none", sel));
  return { node, title };
};

/** @type {(ctx: Frame.Context, views: Views, sel: string) => Frame.Card} */
const cardOf = (ctx, views, sel) => {
  const writable = /** @type {Frame.Written["card/card.js"]} */ (ctx);
  writable.manyYears = false;
  if (!sel) return restOfCard(ctx);
  const [kind, id] = split(sel);
  writable.manyYears = kind === "subject" && manyYears(ctx, id);
  const view = ownValue(views, kind);
  return (view && view(ctx, id)) || unknown(ctx, sel);
};

/** The focus goes back to what the card was opened from, or to the symbol. @type {(slot: Element, sel: string, from: HTMLElement | null) => void} */
const giveBack = (slot, sel, from) => {
  const [, id] = split(sel);
  if (from && from.isConnected && from.getClientRects().length) return from.focus();
  return findAll(document, "[data-id]").find((n) => (n.dataset.id === id || n.dataset.id === sel) && !slot.contains(n))?.focus();
};

/** @type {(ctx: Pick<Frame.Context, "glance" | "select" | "story" | "storyMode">, slot: Slot, nodes: Nodes) => void} */
const shut = ({ glance, select, story, storyMode }, slot, nodes) => {
  const { sel, opener } = slot;
  if (!sel) return;
  slot.trail = [];
  if (glance) story.glance("");
  else if (storyMode) story.leave();
  else {
    select("");
    giveBack(nodes.slot, sel, opener);
  }
};

/** @type {(ctx: Frame.Context, slot: Slot, nodes: Nodes) => void} */
const listen = (ctx, slot, nodes) => {
  nodes.body.addEventListener("scroll", () => { slot.scrolled = nodes.body.scrollTop; }, { passive: true });
  nodes.close.addEventListener("click", () => shut(ctx, slot, nodes));
  nodes.back.addEventListener("click", () => {
    const sel = slot.trail.pop();
    slot.goingBack = slot.inside = true;
    if (sel) ctx.select(sel);
    slot.goingBack = slot.inside = false;
  });
  // A choice made inside the card can be gone back from; one made on the map starts anew.
  nodes.slot.addEventListener("click", ({ target }) => { slot.inside = nodes.slot.contains(/** @type {Node} */ (target)); }, true);
  nodes.slot.addEventListener("click", () => { slot.inside = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !slot.sel || ctx.present()) return;
    event.preventDefault();
    shut(ctx, slot, nodes);
  });
};

/** Remember where the reader came from. @type {(slot: Slot, nodes: Nodes) => void} */
const remember = (slot, nodes) => {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  if (slot.inside) {
    if (!slot.goingBack && slot.sel) slot.trail.push(slot.sel);
    return;
  }
  slot.opener = active && active !== document.body && !nodes.slot.contains(active) ? active : null;
  slot.trail = [];
};

/** @type {(words: Frame.Context["words"], { trail }: Slot, nodes: Nodes, sel: string) => void} */
const nameBar = (words, { trail }, { slot, bar, close, back }, sel) => {
  slot.setAttribute("aria-label", words(sel ? "map.card.card" : "map.card.situation"));
  bar.hidden = !sel;
  close.setAttribute("aria-label", words("map.card.close"));
  close.title = words("map.card.close");
  back.hidden = !trail.length;
  back.textContent = words("map.card.back");
  slot.classList.toggle("p-filled", Boolean(sel));
};

/**
 * Put another card into the slot; the focus stays or comes along.
 *
 * @param {Frame.Context["words"]} words
 * @param {Slot} slot
 * @param {Nodes} nodes
 * @param {Frame.Card} card
 * @param {{ sel: string, key: string }} made what it is made of
 * @param {(opened: boolean) => void} sheet
 */
const fill = (words, slot, nodes, card, { sel, key }, sheet) => {
  const { body } = nodes;
  const active = document.activeElement;
  const hadFocus = nodes.slot.contains(active);
  const onTell = hadFocus && Boolean(active?.classList.contains("p-tell"));
  const chosen = sel !== slot.sel;
  const first = slot.sel === null;
  const scroll = chosen ? 0 : slot.scrolled;
  nodes.slot.classList.remove("p-late", "p-behind");
  body.replaceChildren(card.node);
  if (scroll || slot.scrolled) body.scrollTop = scroll;
  Object.assign(slot, { sel, key, card });
  nameBar(words, slot, nodes, sel);
  sheet(chosen && !first);
  const inFrame = document.hasFocus() && !first;
  if (sel && ((chosen && inFrame) || hadFocus)) card.title.focus({ preventScroll: true });
  // The lines of the situation come anew with the server's answer; whoever stands on the button stays on it.
  else if (onTell && !sel) findAll(body, ".p-tell")[0]?.focus({ preventScroll: true });
};

/** `views` has for each kind of selection what makes its card. @type {(ctx: Frame.Context, views: Views) => Frame.Part} */
export const makeCard = (ctx, views) => {
  const nodes = makeNodes(ctx.elements);
  /** @type {Slot} */
  const slot = {
    sel: null, key: "", card: null, opener: null, trail: [], inside: false, goingBack: false, scrolled: 0, settling: 0,
  };
  listen(ctx, slot, nodes);
  const sheet = makeSheet(ctx, nodes.slot, () => (slot.sel ? { id: split(slot.sel)[1], opener: slot.opener } : null));

  /** @type {(change: Frame.Change) => void} */
  const draw = (change) => {
    nodes.slot.hidden = ctx.present() && !ctx.glance;
    const sel = ctx.glance || (ctx.storyMode ? "story:" : ctx.sel);
    put(nodes.alternative, ctx.storyMode ? "" : ctx.view.text_alternative || ""); // the story announces its scenes itself
    const key = signatureOf(ctx, sel);
    clearTimeout(slot.settling);
    if (key === slot.key) {
      if (change.day) slot.card?.moved?.();
      if (change.size) sheet(false);
      return;
    }
    const chosen = sel !== slot.sel;
    // Of a choice that the server has not answered only the lines that the frame writes itself are new.
    if (!chosen && ctx.view.ahead && slot.card?.step) return void slot.card.step();
    // While the day moves only the head follows at once; the long lists follow when it slows down.
    if (!chosen && change.day && !change.view && !change.words && !change.sel) {
      slot.card?.step?.();
      nodes.slot.classList.add(slot.card?.step ? "p-late" : "p-behind");
      slot.settling = setTimeout(() => draw({ view: true }), SETTLE_MS);
      return;
    }
    if (chosen) remember(slot, nodes);
    fill(ctx.words, slot, nodes, cardOf(ctx, views, sel), { sel, key }, sheet);
  };
  // Only once the card stands can it be seen what fits. A step of the day alone gives it no other height, and asking for
  // that would lay the page out.
  /** @type {(change: Frame.Change) => void} */
  const stand = (change) => {
    const { card } = slot;
    if (card?.fits !== undefined && Object.entries(change).every(([what, on]) => what === "day" || !on)) return;
    if (!card?.fit || nodes.slot.hidden || ctx.narrow()) return;
    layoutOf(ctx); // both are read before either is answered by writing
    const high = nodes.body.clientHeight;
    if (card.fits === high) return;
    card.fits = high;
    card.fit(nodes.body);
  };
  return { draw, stand };
};

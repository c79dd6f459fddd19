// The one card slot: empty it tells the situation and what is around the day; a choice fills it; closing gives the focus
// back.

import { put } from "../lib/dom.js";
import { cardButton } from "../view/pieces.js";
import { scroller, seenPart, storySheet } from "../view/screen.js";
import { isSite, manyYears, ownValue } from "../view/wording.js";
import { restOfCard } from "./rest.js";

const SHEET = 0.55;
const CLEAR = 12; // between a symbol and the sheet or the bar
const SETTLE_MS = 120;

const split = (sel) => {
  const i = sel.indexOf(":");
  return i < 0 ? ["subject", sel] : [sel.slice(0, i), sel.slice(i + 1)];
};

/** `views` has for each kind of selection what makes its card. */
export const makeCard = (ctx, views) => {
  const slot = ctx.elements.card;
  slot.classList.add("p-slot");
  slot.setAttribute("role", "region");
  const bar = ctx.el("div", "p-bar");
  const back = cardButton(ctx, "p-back", "");
  const close = cardButton(ctx, "p-close", "");
  const cross = ctx.svgEl("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  cross.append(ctx.svgEl("path", { d: "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" }));
  close.append(cross);
  bar.append(back, close);
  const body = ctx.el("div", "p-body");
  // The one text that a screen reader hears of a change; beside the map, for on a phone the slot is not drawn.
  const twin = ctx.el("p", "p-hidden");
  twin.setAttribute("aria-live", "polite");
  slot.append(bar, body);
  ctx.elements.pane.append(twin);

  let current = { sel: null, key: "", made: {} };
  let settle = 0;
  let opener = null;
  let trail = [];
  let scrolled = 0; // asking the page for it would cost a layout
  body.addEventListener("scroll", () => { scrolled = body.scrollTop; }, { passive: true });
  let goingBack = false;
  let askedInside = false;

  const signature = (sel) => {
    const base = [sel, ctx.known, ctx.lang, ctx.atlas.release, ctx.day.slice(0, 4)].join("|");
    if (!sel) return [base, ctx.day, ctx.view.steps, ctx.view.match, JSON.stringify(ctx.view.situation || [])].join("|");
    const [kind, id] = split(sel);
    const part = (s) => ctx.table.indexAt(s, ctx.day, ctx.known);
    if (kind === "subject") return base + part(id);
    if (kind === "event") return base + (ctx.events.has(id) && ctx.events.get(id).date === ctx.day);
    if (kind === "story") return base + ctx.scene.id;
    const ids = kind === "nation" ? ctx.atlas.subjects.filter((s) => s.actor === id || isSite(s)) : kind === "place" ? ctx.atlas.subjects : [];
    return base + ids.map((s) => part(s.id)).join();
  };

  const unknown = (sel) => {
    const node = ctx.el("article", "p-card");
    const title = ctx.el("h2", "p-h2", ctx.words("map.card.unknown_record"));
    title.tabIndex = -1;
    node.append(title, ctx.el("p", "p-none", sel));
    return { node, title };
  };
  const make = (sel) => {
    ctx.manyYears = false;
    if (!sel) return restOfCard(ctx);
    const [kind, id] = split(sel);
    ctx.manyYears = kind === "subject" && manyYears(ctx, id);
    const view = ownValue(views, kind);
    return (view && view(ctx, id)) || unknown(sel);
  };

  const giveBack = (sel, from) => {
    const id = split(sel)[1];
    if (from && from.isConnected && from.getClientRects().length) return from.focus();
    if (ctx.focus && ctx.focus(id) !== false) return undefined;
    const marks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-id]")]);
    const symbol = marks.find((n) => (n.dataset.id === id || n.dataset.id === sel) && !slot.contains(n));
    if (symbol) symbol.focus();
    return undefined;
  };
  const shut = () => {
    const sel = current.sel;
    if (!sel) return;
    const from = opener;
    trail = [];
    if (ctx.glance) return ctx.story.glance("");
    if (ctx.telling) return ctx.story.leave();
    ctx.select("");
    giveBack(sel, from);
  };
  close.addEventListener("click", shut);
  back.addEventListener("click", () => {
    const sel = trail.pop();
    goingBack = true;
    askedInside = true;
    if (sel) ctx.select(sel);
    goingBack = false;
    askedInside = false;
  });
  // A choice made inside the card can be gone back from; one made on the map starts anew.
  slot.addEventListener("click", (event) => { askedInside = slot.contains(event.target); }, true);
  slot.addEventListener("click", () => { askedInside = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !current.sel || ctx.present()) return;
    event.preventDefault();
    shut();
  });

  const onMap = (node) => {
    const [a, b] = [ctx.elements.pane, node].map((it) => it.getBoundingClientRect());
    return ctx.elements.pane.contains(node) && b.bottom > a.top && b.top < a.bottom && b.right > a.left && b.left < a.right;
  };
  // The page moves no further than the chosen thing needs to stand free between the bar and the sheet. Where it is out
  // of sight, as after a choice in the table below, the reader looks elsewhere: only a map still to come is fetched.
  const uncover = (view, panned = false) => {
    const id = split(current.sel)[1];
    const near = panned ? onMap : (n) => !slot.contains(n);
    const marks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-id]")]);
    const symbols = marks.filter((n) => n.dataset.id === id && near(n));
    // What stands in the list of Nuuk stands on the map as the town.
    const town = ctx.items.some((it) => it.id === id && it.nuuk) && ctx.elements.pane.querySelector(".town.nuuk");
    if (town && near(town)) symbols.unshift(town);
    const from = panned ? null : opener;
    const shift = window.frameElement ? 0 : window.scrollY;
    const boxes = [from, ...symbols].filter(Boolean).map((n) => n.getBoundingClientRect()).filter((box) => box.height > 0)
      .map((box) => ({ top: box.top + shift, bottom: box.bottom + shift }));
    const free = view.bottom - room;
    const middle = (box) => (box.top + box.bottom) / 2;
    const inSight = boxes.filter((box) => middle(box) > view.top && middle(box) < view.bottom);
    const toCome = !panned && view.top === 0 && view.bottom < room;
    const [box] = inSight.length ? inSight : toCome ? boxes : [];
    if (!box || (from ? [box] : inSight).some((it) => it.top >= view.top && it.bottom <= free)) return;
    // Where it is taller than the room that is left, its upper edge counts.
    const by = box.bottom + CLEAR - free;
    scroller().scrollBy(0, by > 0 ? Math.min(by, Math.max(0, box.top - view.edge)) : box.top - CLEAR - view.top);
  };
  // Phone: a sheet from the lower edge of what is seen, at most 55 % of what the reader will see of the frame. It keeps
  // its height while it is open: scrolling shows more of the frame, and a sheet that grew with it would follow the symbol.
  let room = 0;
  let growing = false; // the frame is about to become taller
  // Below the last row there is as much ground as the sheet takes, else it would hide that row for good.
  const ground = () => {
    const { rows } = ctx.elements;
    const wanted = slot.classList.contains("p-sheet") && !ctx.telling ? room + "px" : "";
    if (rows.style.paddingBottom === wanted) return false;
    rows.style.paddingBottom = wanted;
    return wanted !== "" && Boolean(window.frameElement);
  };
  const sheet = (opened, kept = false) => {
    const on = ctx.narrow() && Boolean(current.sel);
    slot.classList.toggle("p-sheet", on);
    slot.style.height = "";
    if (!on) {
      ground();
      slot.style.top = slot.style.maxHeight = "";
      return;
    }
    const view = seenPart(ctx);
    if (!kept) room = Math.floor((opened && view.high ? view.high : view.bottom - view.top) * SHEET);
    slot.style.maxHeight = room + "px";
    slot.style.top = Math.round(view.bottom) + "px"; // the style sheet lifts it by its own height, whatever that becomes
    if (ctx.telling) {
      ground();
      slot.style.height = slot.style.maxHeight = storySheet() + "px";
      return; // the story moves the map itself
    }
    const grows = ground();
    if (!opened) return;
    growing = grows;
    if (!grows) uncover(view);
  };
  window.addEventListener("resize", () => {
    if (!slot.classList.contains("p-sheet")) return;
    sheet(false, true);
    if (growing) uncover(seenPart(ctx));
    growing = false;
  });
  // Whoever moves the map with the sheet open keeps what it speaks of in sight: if it comes to rest on the map but under
  // the sheet, the page moves on; what was moved off the map, or scrolled away, is left alone.
  let moved = false;
  ctx.map.on("moveend", () => (moved = !ctx.aiming && !ctx.telling && slot.classList.contains("p-sheet")));
  ctx.on("named", () => {
    if (moved) requestAnimationFrame(() => slot.classList.contains("p-sheet") && uncover(seenPart(ctx), true));
    moved = false;
  });
  let queued = false;
  const follow = () => {
    if (queued || !slot.classList.contains("p-sheet")) return;
    queued = true;
    requestAnimationFrame(() => { queued = false; sheet(false, true); });
  };
  window.addEventListener("scroll", follow, { passive: true });
  try {
    if (window.frameElement) window.parent.document.addEventListener("scroll", follow, { passive: true, capture: true });
  } catch { /* another origin: the sheet stays where it opened */ }

  const draw = (change) => {
    slot.hidden = ctx.present() && !ctx.glance;
    const sel = ctx.glance || (ctx.telling ? "story:" : ctx.sel);
    put(twin, ctx.telling ? "" : ctx.view.twin || ""); // the story announces its scenes itself
    const key = signature(sel);
    if (key === current.key) {
      clearTimeout(settle);
      if (change.day && current.made.moved) current.made.moved();
      if (change.size) sheet(false);
      return;
    }
    const chosen = sel !== current.sel;
    // While the day moves only the head follows at once; the long lists follow when it slows down.
    clearTimeout(settle);
    if (!chosen && change.day && !change.view && !change.words && !change.sel) {
      if (current.made.step) current.made.step();
      slot.classList.add(current.made.step ? "p-late" : "p-behind");
      settle = setTimeout(() => draw({ view: true }), SETTLE_MS);
      return;
    }
    const active = document.activeElement;
    if (chosen && !askedInside) opener = active && active !== document.body && !slot.contains(active) ? active : null;
    const hadFocus = slot.contains(document.activeElement);
    const onTell = hadFocus && active.classList.contains("p-tell");
    if (chosen && askedInside && !goingBack && current.sel) trail.push(current.sel);
    if (chosen && !askedInside) trail = [];
    const scroll = chosen ? 0 : scrolled;
    const made = make(sel);
    slot.classList.remove("p-late", "p-behind");
    body.replaceChildren(made.node);
    if (scroll || scrolled) body.scrollTop = scroll;
    const first = current.sel === null;
    current = { sel, key, made };
    slot.setAttribute("aria-label", ctx.words(sel ? "map.card.card" : "map.card.situation"));
    bar.hidden = !sel;
    close.setAttribute("aria-label", ctx.words("map.card.close"));
    close.title = ctx.words("map.card.close");
    back.hidden = !trail.length;
    back.textContent = ctx.words("map.card.back");
    slot.classList.toggle("p-filled", Boolean(sel));
    sheet(chosen && !first);
    const inFrame = document.hasFocus() && !first;
    if (sel && ((chosen && inFrame) || hadFocus)) made.title.focus({ preventScroll: true });
    // The lines of the situation come anew with the server's answer; whoever stands on the button stays on it.
    else if (onTell && !sel) body.querySelector(".p-tell").focus({ preventScroll: true });
  };
  // Only once the card stands can it be seen what fits.
  const stand = () => {
    const { made } = current;
    if (!made.fit || made.fits === body.clientHeight || slot.hidden || ctx.narrow()) return;
    made.fits = body.clientHeight;
    made.fit(body);
  };
  return { draw, stand };
};

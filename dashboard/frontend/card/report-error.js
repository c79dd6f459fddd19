// The message by which a reader reports an error.

import { EVER } from "../lib/days.js";
import { el } from "../lib/dom.js";
import { cardButton } from "../view/controls.js";

const BELOW = 12; // pixels between the message and the edge of the card
// A message that any editor can place: no address is invented, the text goes to the clipboard.
/** @type {(ctx: Frame.Context, record: string, lines: () => (string | false | null | undefined)[]) => HTMLElement} */
export const reportError = (ctx, record, lines) => {
  const box = el("div", "p-error");
  const button = cardButton("p-quiet", ctx.words("map.card.report_error"));
  const status = el("p", "p-error-status");
  status.setAttribute("role", "status");
  button.addEventListener("click", () => {
    // The reader's own words for a day, and the day as the tables write it.
    /** @type {(iso: string) => string} */
    const inWords = (iso) => `${ctx.fmtDay(iso, "long")} (${iso})`;
    const known = ctx.known === EVER ? ctx.words("map.card.known_all") : inWords(ctx.known);
    const text = [ctx.words("map.card.error_subject", { id: record }), ...lines().filter(Boolean),
      ctx.words("map.card.error_clocks", { day: inWords(ctx.day), known, release: ctx.atlas.release }), ctx.words("map.card.error_ask")].join("\n");
    const there = box.querySelector("textarea");
    const area = there || el("textarea", "p-error-text");
    if (!there) {
      area.readOnly = true;
      area.rows = 6;
      area.setAttribute("aria-label", ctx.words("map.card.error_text"));
      box.append(area);
    }
    area.value = text;
    // The message opens below the edge of a long card: the card scrolls up to it, the page stays where it is.
    const show = () => {
      const body = box.closest(".p-body");
      if (!body) return;
      const under = box.getBoundingClientRect().bottom + BELOW - body.getBoundingClientRect().bottom;
      if (under > 0) body.scrollTop += under;
    };
    /** @type {(ok: boolean) => void} */
    const done = (ok) => {
      status.textContent = ctx.words(ok ? "map.card.copied" : "map.card.copy_by_hand");
      show();
    };
    show();
    const byHand = () => {
      area.select();
      let ok = false;
      try { ok = document.execCommand("copy"); } catch { ok = false; }
      done(ok);
    };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(() => done(true), byHand);
    else byHand();
  });
  box.append(button, status);
  return box;
};

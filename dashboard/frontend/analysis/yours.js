// On the card of a subject: how it is with claims of the reader's own, beside how it is as published.

import { el } from "../lib/dom.js";

/** @type {(ctx: Frame.Context) => { stand: (marks: Payload.Marks | null) => void }} */
export const makeYours = (ctx) => ({
  stand: (marks) => {
    const found = marks && ctx.day === ctx.view.asof ? marks.yours[ctx.sel] : undefined;
    const card = ctx.elements.card.querySelector(".p-card");
    const signature = found ? `${ctx.sel}|${found.published}|${found.yours}` : "";
    const had = /** @type {HTMLElement | null} */ (ctx.elements.card.querySelector(".a-yours"));
    if (had && had.dataset.signature === signature && card?.contains(had)) return;
    had?.remove();
    if (!marks || !found || !card) return;
    const box = el("dl", "a-yours");
    box.dataset.signature = signature;
    box.append(el("dt", "", marks.words.published), el("dd", "", found.published), el("dt", "", marks.words.yours), el("dd", "", found.yours));
    const title = card.querySelector(".p-h2");
    if (title) title.after(box);
    else card.prepend(box);
  },
});

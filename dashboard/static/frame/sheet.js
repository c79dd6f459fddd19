// The printed sheet says which day it shows, what was known, and whose reports it rests on.
"use strict";
(() => {
  const MOST = 24;
  const BESIDE_CARD = 12; // publishers on a sheet that also holds a card
  // What goes last, first: who says so is worth more than a note, and a source is named in its report already.
  const ENTRIES = [".p-report, .p-side, .p-rows-list > li, .p-chips > li", ".p-note", ".p-source"];

  // Publishers behind what is in view, those of most statements first.
  const publishers = (ctx, claims) => {
    const counts = new Map();
    for (const id of ctx.visible) {
      const state = ctx.state(id);
      for (const used of [state.headline, state.number]) {
        const claim = claims.byId.get(used);
        for (const source of (claim && claim.sources) || []) {
          const name = ((claims.sources[source] || {}).publisher || "").split(" (")[0];
          if (name) counts.set(name, (counts.get(name) || 0) + 1);
        }
      }
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  };

  /** Text under the timeline of a printed sheet; without the claims it names the page, where they stand. */
  Arctic.sheetText = (ctx, claims, address) => {
    const known = ctx.known === Arctic.ALL ? ctx.words("map.card.known_all") : ctx.fmtDay(ctx.known, "long");
    const clocks = ctx.words("map.sheet.clocks", {
      day: ctx.fmtDay(ctx.day, "long"), known, to: ctx.fmtDay(ctx.atlas.evidence_to, "long"),
    });
    const names = claims ? publishers(ctx, claims) : [];
    const most = ctx.sel ? BESIDE_CARD : MOST;
    const more = names.length - most;
    const list = names.slice(0, most).join(", ") + (more > 0 ? ` ${ctx.words("map.card.more_sources", { n: more })}` : "");
    const said = list ? ctx.words("map.sheet.sources", { list }) : "";
    return [clocks, said, ctx.words("map.sheet.address", { address }), ctx.words("map.credits")].filter(Boolean).join(" ");
  };

  // How many reports a button of the card would unfold; on paper nobody presses it.
  const folded = (ctx, button) => {
    const text = button.textContent;
    if (text === ctx.words("map.card.show_more", { n: 1 })) return 1;
    const digits = /\d+/.exec(text);
    return digits ? Number(digits[0]) : 0;
  };

  /** Leave out, from the end, what the columns of a printed card cannot hold, and say how much; gives what undoes it. */
  Arctic.shorten = (ctx, card) => {
    const body = card.querySelector(".p-body");
    const article = body && body.querySelector(".p-card");
    if (!article || !card.classList.contains("p-filled")) return () => undefined;
    const note = article.appendChild(Arctic.el("p", "p-none"));
    const cut = [];
    const hide = (node) => {
      node.classList.add("p-cut");
      cut.push(node);
    };
    let left = [...article.querySelectorAll(".p-quiet")].filter((it) => !it.closest(".p-error"))
      .reduce((sum, button) => sum + folded(ctx, button), 0);
    const say = () => {
      note.textContent = left ? ctx.words("map.tray.more", { n: left }) : "";
      note.hidden = !left;
    };
    const entries = ENTRIES.flatMap((kind) => [...article.querySelectorAll(kind)]);
    say();
    while (entries.length && body.scrollWidth > body.clientWidth + 1) {
      const entry = entries.pop();
      hide(entry);
      const list = entry.parentElement;
      const emptied = list !== article && [...list.children].every((it) => it.classList.contains("p-cut"));
      if (emptied) {
        hide(list);
        const heading = list.previousElementSibling;
        if (heading && heading.classList.contains("p-h3")) hide(heading);
      }
      left += 1;
      say();
    }
    return () => {
      for (const node of cut) node.classList.remove("p-cut");
      note.remove();
    };
  };
})();

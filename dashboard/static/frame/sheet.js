// The printed sheet says which day it shows, what was known, and whose reports it rests on.
"use strict";
(() => {
  const MOST = 24;

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
    const more = names.length - MOST;
    const list = names.slice(0, MOST).join(", ") + (more > 0 ? ` ${ctx.words("map.card.more_sources", { n: more })}` : "");
    const said = list ? ctx.words("map.sheet.sources", { list }) : "";
    return [clocks, said, ctx.words("map.sheet.address", { address }), ctx.words("map.credits")].filter(Boolean).join(" ");
  };
})();

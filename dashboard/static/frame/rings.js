// Rings of true ground size, in the plane of the base map: within one the place is known, no finer.
"use strict";
(() => {
  const REACH = { site: 1e3, town: 5e3, area: 150e3 }; // ground radius in metres
  const RANK = { contingent: 2, post: 1 }; // people outrank posts, posts outrank sites

  // One ring a place.
  const found = (ctx) => {
    const seen = new Map();
    if (ctx.hidden.has("ring")) return seen;
    for (const item of ctx.items) {
      const metres = REACH[item.spot[1]];
      if (!item.at || !metres || !Arctic.inGreenland(...item.at)) continue;
      const key = `${item.at[0].toFixed(2)},${item.at[1].toFixed(2)}|${metres}`;
      const { kind } = item.subject;
      const before = seen.get(key);
      if (!before || (RANK[before.kind] || 0) < (RANK[kind] || 0)) seen.set(key, { at: item.at, kind, metres });
    }
    return seen;
  };

  Arctic.parts.rings = (ctx) => {
    let drawn = "";
    const stand = () => {
      const seen = found(ctx);
      const sign = ctx.proj + [...seen].map(([key, { kind }]) => key + kind).join();
      if (sign === drawn) return;
      drawn = sign;
      const flat = Arctic.flat(ctx.proj);
      ctx.plane.group.rings.replaceChildren(...[...seen.values()].map(({ at, kind, metres }) =>
        Arctic.svgEl("path", {
          class: `ring k-${kind}`,
          transform: "scale(.01)",
          d: Arctic.trace(flat, Arctic.groundCircle(...at, metres), { closed: true, fine: 100 }),
        })));
    };
    return { stand };
  };
})();

// A whole and its parts: "about 400 from ten nations" and the nations in it, whose numbers are never added to it.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  const P = (Arctic.panel = Arctic.panel || {});

  // Of a part: the whole it belongs to, and whose number it is.
  P.wholeOf = (ctx, subject, state) => {
    const whole = P.subject(ctx, subject.part_of);
    if (!whole || !state) return null;
    const box = ctx.el("p", "p-whole");
    const link = Arctic.say(P.button(ctx, "p-link", "", () => ctx.select(whole.id)), ctx.text(whole, "label"));
    box.append(ctx.words("map.card.part_of"), " ", link, ".");
    const now = ctx.state(whole.id);
    const number = now && P.numberOf(ctx, now);
    if (number) box.append(" ", ctx.words("map.card.number_with_whole", { n: number }));
    return box;
  };

  // Of a whole: its parts, each opens its card.
  P.partsOf = (ctx, article, subject) => {
    const parts = ctx.atlas.subjects.filter((one) => one.part_of === subject.id);
    const rows = parts.map((one) => [one, ctx.state(one.id)]).filter(([, state]) => state)
      .map(([one, state]) => P.row(ctx, {
        sel: one.id,
        id: one.id,
        title: ctx.name(one.actor),
        note: ctx.text(one, "task"),
        number: P.numberOf(ctx, state),
        glyph: P.glyph(ctx, one, state),
      }));
    if (!rows.length) return;
    P.section(ctx, article, "map.card.parts", rows);
    article.lastChild.before(ctx.el("p", "p-none", ctx.words("map.card.parts_note")));
  };
})();

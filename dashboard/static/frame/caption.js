// What a room reads: one sentence, the title, the day, the sources, dots for progress. It draws what it is given.
(() => {
  "use strict";
  const Arctic = (window.Arctic = window.Arctic || {});
  Arctic.parts = Arctic.parts || {};

  Arctic.parts.caption = (ctx) => {
    const host = ctx.elements.caption;
    host.classList.add("p-caption");
    const title = ctx.el("p", "p-cap-title");
    const corner = ctx.el("p", "p-cap-day");
    const day = ctx.el("b", "");
    const asOf = ctx.el("span", "");
    corner.append(day, asOf);
    const foot = ctx.el("div", "p-cap-foot");
    const sentence = ctx.el("h2", "p-cap-sentence");
    const sources = ctx.el("p", "p-cap-sources");
    const dots = ctx.el("ol", "p-cap-dots");
    // Fingers have no keys.
    const touch = ctx.el("div", "p-cap-touch");
    const way = (key, sign, act) => {
      const button = ctx.button("p-cap-way", sign, act);
      button.refresh = () => button.setAttribute("aria-label", ctx.words(key));
      touch.append(button);
      return button;
    };
    const ways = [
      way("map.story.back", "‹", () => ctx.story.step(-1)),
      way("map.story.next", "›", () => ctx.story.step(1)),
      way("map.card.close", "×", () => ctx.story.leave()),
    ];
    foot.append(sentence, sources, dots, touch);
    foot.setAttribute("aria-live", "polite");
    host.append(title, corner, foot);

    const drawDots = (index, count) => {
      const wanted = Math.max(0, Math.min(40, count || 0));
      while (dots.children.length > wanted) dots.lastChild.remove();
      while (dots.children.length < wanted) dots.append(ctx.el("li", ""));
      [...dots.children].forEach((dot, i) => {
        if (i === index) dot.setAttribute("aria-current", "step");
        else dot.removeAttribute("aria-current");
      });
      dots.setAttribute("aria-label", wanted ? ctx.words("map.caption.step", { index: index + 1, count: wanted }) : "");
      dots.hidden = wanted < 2;
    };

    const inWords = (texts) => texts[ctx.lang] || texts.en;
    // Publishers and days in one line; two reports of one publisher and day are named once.
    const inShort = (told) => [...new Set(told.map(({ text }) => inWords(text)))].join(" · ");
    const put = (node, text) => {
      node.hidden = !text;
      if (node.textContent !== (text || "")) node.textContent = text || "";
    };

    const draw = () => {
      const present = ctx.present();
      host.hidden = !present;
      const scene = present && ctx.scene;
      foot.hidden = !scene;
      if (!scene) return;
      put(title, `${scene.number} · ${inWords(scene.title)}`);
      put(sentence, inWords(scene.sentence));
      put(sources, ctx.words("map.story.sources", { sources: inShort(scene.told_by) }));
      put(day, ctx.fmtDay(scene.as_of, "long"));
      const known = scene.known_by !== Arctic.ALL && ctx.words("map.story.known", { day: ctx.fmtDay(scene.known_by, "long") });
      put(asOf, known || ctx.words("map.timeline.as_of").toLowerCase());
      drawDots(scene.number - 1, scene.count);
      for (const button of ways) button.refresh();
    };
    return { draw };
  };
})();

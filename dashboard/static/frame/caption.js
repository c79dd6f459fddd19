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
    foot.append(sentence, sources, dots);
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

    const draw = () => {
      const present = ctx.present();
      const caption = present ? ctx.view.caption : null;
      host.hidden = !present;
      foot.hidden = !caption || !caption.sentence;
      if (!present) return;
      const given = caption || {};
      const put = (node, text) => {
        node.hidden = !text;
        if (node.textContent !== (text || "")) node.textContent = text || "";
      };
      put(title, given.title);
      put(sentence, given.sentence);
      put(sources, given.sources);
      put(day, given.day || ctx.fmtDay(ctx.day, "long"));
      put(asOf, ctx.words("map.timeline.as_of").toLowerCase());
      drawDots(given.index || 0, given.count);
    };
    return { draw };
  };
})();

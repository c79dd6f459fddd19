// The Nuuk lens: nearly everything stands in one town, so the town is listed beside the map and tied to it by a line.
"use strict";
(() => {
  const { el, svgEl, put, attr } = Arctic;

  const counts = (items) => {
    const of = (test) => items.filter(test).length;
    return {
      posts: of((i) => i.subject.kind === "post" && i.state.step === "open"),
      planned: of((i) => i.subject.kind === "post" && i.state.step === "announced"),
      contingents: of((i) => i.subject.kind === "contingent" && !Arctic.isOver(i)),
    };
  };
  const nuukItems = (ctx) => ctx.items.filter((item) => item.nuuk);

  /** "3 posts · 6 contingents": what Nuuk holds, where there is no room for the list. */
  Arctic.nuukCount = (ctx) => {
    const c = counts(nuukItems(ctx));
    return [
      c.posts ? ctx.words("map.lens.posts", { n: c.posts }) : "",
      c.contingents ? ctx.words("map.lens.contingents", { n: c.contingents }) : "",
    ].filter(Boolean).join(" · ");
  };

  const FRAME = 90; // margins of the pane, the gap to the legend, head and padding of the list
  const LEAST = 3;
  const HEAD = 22; // from the list's edge to the middle of its name
  const LONG = 180;
  const WIDTH = 152; // of a row of people

  Arctic.parts.lens = (ctx) => {
    const { pane } = ctx.elements;
    const lens = el("section", "over lens");
    const head = el("div", "lens-head");
    const title = Arctic.button("title", "", () => ctx.select("place:nuuk"));
    title.dataset.place = "nuuk";
    const under = el("span", "under");
    const folder = Arctic.button("folder");
    head.append(title, under, folder);
    const body = el("div", "lens-body");
    const [left, right] = [el("div", "col"), el("div", "col")];
    body.append(left, right);
    lens.append(head, body);
    const line = svgEl("svg", { class: "tie", "aria-hidden": "true" });
    const thread = svgEl("path");
    line.append(thread);
    pane.append(line);
    ctx.side.append(lens);

    // A command goes by the name that the evidence gives it, which is English.
    const inEnglish = (item) => {
      const name = right.querySelector(`[data-key="${CSS.escape(item.key)}"] .who`);
      if (name) Arctic.panel.english(ctx, name);
    };

    let open = false; // rows of what is over
    let folded = null; // null: as the room allows
    const posts = Arctic.rowList(ctx, left);
    const people = Arctic.rowList(ctx, right, { tasks: true });
    const fold = Arctic.foldButton(ctx, () => {
      open = !open;
      ctx.redraw({ size: true });
    });
    const more = fold(0, false, "map.tray.more");
    head.insertBefore(more, folder);

    // As many rows as the pane has room for below the legend: the list does not scroll until it is asked to.
    let legend = 238;
    const fitting = (rows, heightOf) => {
      let free = ctx.map.getSize().y - legend - FRAME;
      const n = rows.findIndex((item) => (free -= heightOf(item)) < 0);
      return n < 0 ? rows : rows.slice(0, Math.max(LEAST, n));
    };

    let box = null; // where the list lies; read when it may have moved, not at each step of a drag
    const stand = () => {
      const key = Arctic.where(ctx).legend;
      const above = !key ? legend : key.x > 100 ? 6 : key.h; // on paper it stands at the other side, and north below
      if (Math.abs(above - legend) > 3) {
        legend = above;
        if (!lens.hidden && !open) {
          draw();
          ctx.lies = null;
        }
      }
      const found = ctx.lensFolded || ctx.narrow() ? null : Arctic.where(ctx).lens;
      if (found === box) return;
      box = found;
      line.style.display = box ? "" : "none";
      tie();
    };
    // Where the thread runs, a point each few pixels: names would rather not stand on it.
    const run = (x, y, p, away) => {
      const steps = Math.ceil(away / 8);
      return Array.from({ length: steps }, (_, i) => (
        { x: x + ((p.x - x) * i) / steps, y: y + ((p.y - y) * i) / steps, w: 1, h: 1 }));
    };
    const tie = () => {
      ctx.thread = [];
      if (!box) return;
      const p = ctx.map.latLngToContainerPoint([Arctic.NUUK[1], Arctic.NUUK[0]]);
      const x = box.x + box.w;
      const head = box.y + HEAD;
      // From the list's name, unless that is far: then level with the town, where it crosses the least.
      const far = Math.hypot(p.x - x, p.y - head) > LONG;
      const y = far ? Math.max(head, Math.min(box.y + box.h - HEAD, p.y)) : head;
      const size = ctx.map.getSize();
      const away = Math.hypot(p.x - x, p.y - y);
      // No line to a town that is out of sight or under the list itself.
      const gone = p.x < x - 4 || p.x < 0 || p.y < 0 || p.x > size.x || p.y > size.y || away < 12;
      const short = 6 / away; // the line stops at the ring's edge
      const end = `${p.x - (p.x - x) * short} ${p.y - (p.y - y) * short}`;
      thread.setAttribute("d", gone ? "" : `M${x} ${y}L${end}`);
      if (!gone) ctx.thread = run(x, y, p, away);
    };

    const small = () => Boolean(pane.closest(".tight"));
    const isFolded = () => (folded === null ? small() : folded);
    folder.addEventListener("click", () => {
      folded = !isFolded();
      ctx.redraw({ size: true });
    });

    const draw = () => {
      const items = ctx.items.filter((item) => item.where === "lens");
      lens.hidden = !ctx.lens || !items.length;
      const shut = isFolded();
      let changed = false;
      ctx.lensFolded = shut && !ctx.present();
      lens.classList.toggle("folded", shut);
      ctx.side.classList.toggle("lens-folded", shut);
      body.hidden = shut;
      put(folder, shut ? "+" : "–");
      attr(folder, "aria-expanded", String(!shut));
      attr(folder, "aria-label", ctx.words(shut ? "map.lens.open" : "map.lens.fold"));
      if (!lens.hidden) {
        put(title, ctx.placeName("nuuk"));
        put(under, shut ? Arctic.nuukCount(ctx) : ctx.words("map.lens.under"));
        attr(lens, "aria-label", ctx.words("map.lens.label"));
        const behind = (item) => Arctic.isOver(item) || item.state.step === "considered";
        const over = items.filter(behind);
        const show = open ? items : items.filter((item) => !behind(item));
        const inOrder = Arctic.inOrder(show);
        const here = inOrder.filter((item) => item.subject.kind === "post");
        const others = inOrder.filter((item) => item.subject.kind !== "post");
        const some = open ? [here, others] : [fitting(here, () => 24), fitting(others, (item) => Arctic.rowHeight(ctx, item, WIDTH))];
        changed = posts(some[0]);
        changed = people(some[1]) || changed;
        for (const item of some.flat()) if (item.subject.kind === "command") inEnglish(item);
        const rest = items.length - some[0].length - some[1].length;
        fold(open ? over.length + 1 : rest, open, "map.tray.more");
        attr(more, "title", open ? "" : ctx.words(rest > over.length ? "map.tray.more" : "map.lens.over", { n: rest }));
        more.hidden = more.hidden || shut;
      }
      if (changed) ctx.grown = true;
    };
    ctx.map.on("move zoom viewreset", tie);
    return { draw, stand };
  };
})();

// The tray: what has no place on the map stands beside it, with the same symbols and the same behaviour.
"use strict";
(() => {
  const { el } = Arctic;
  const BEHIND = new Set(["considered", "ended", "closed", "declined", "cancelled", "not_asked", "attested"]);

  const ROW = 24;
  const TALL = 42; // a row with a block under it
  const SHARE = 0.42; // of the pane's height
  const LEAST = 3;

  Arctic.parts.tray = (ctx) => {
    const { pane } = ctx.elements;
    const tray = el("section", "over tray");
    const head = el("div", "tray-head");
    const title = el("b");
    const count = el("span", "under");
    const folder = Arctic.button("folder");
    head.append(title, count, folder);
    const body = el("div", "tray-body");
    tray.append(head, body);
    pane.append(tray);
    let open = false;
    let folded = null;
    const list = Arctic.rowList(ctx, body, { pitch: 3.5 });
    const fold = Arctic.foldButton(ctx, () => {
      open = !open;
      draw();
      ctx.redraw({ size: true });
    });
    const isFolded = () => (folded === null ? Boolean(pane.closest(".tight, .snug")) : folded);
    folder.addEventListener("click", () => {
      folded = !isFolded();
      ctx.redraw({ size: true });
    });

    // As many rows as leave the sea in sight.
    const fitting = (items) => {
      let room = ctx.map.getSize().y * SHARE - 70;
      const n = items.findIndex((item) => {
        const people = Math.max(item.spot[2] || 0, item.spot[3] || 0);
        room -= item.subject.kind === "contingent" && people > 30 ? TALL : ROW;
        return room < 0;
      });
      return n < 0 ? items : items.slice(0, Math.max(LEAST, n));
    };

    const draw = () => {
      const items = ctx.items.filter((item) => item.where === "tray");
      tray.hidden = !items.length || (ctx.present() && !ctx.spoken);
      const shut = isFolded();
      tray.classList.toggle("folded", shut);
      if (tray.hidden) return;
      body.hidden = shut;
      title.textContent = ctx.words("map.tray.title");
      count.textContent = shut ? String(items.length) : "";
      folder.textContent = shut ? "+" : "–";
      folder.setAttribute("aria-expanded", String(!shut));
      folder.setAttribute("aria-label", ctx.words(shut ? "map.tray.open" : "map.tray.fold"));
      tray.setAttribute("aria-label", ctx.words("map.tray.label"));
      const front = items.filter((item) => !BEHIND.has(item.state.step));
      // Who is there or on the way comes first; a long list is cut, and says by how much.
      const few = fitting(front.length ? front : items);
      if (list(open ? items : few)) ctx.grown = true;
      const more = fold(items.length - few.length, open, "map.tray.more");
      if (more.parentNode !== tray) tray.append(more);
      more.hidden = more.hidden || shut;
    };
    return { draw };
  };
})();

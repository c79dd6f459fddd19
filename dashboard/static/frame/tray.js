// The tray: what has no place on the map stands beside it, with the same symbols and the same behaviour.
"use strict";
(() => {
  const { el, put, attr } = Arctic;
  const BEHIND = new Set(["considered", "ended", "closed", "declined", "cancelled", "not_asked", "attested"]);
  const STEPS = ["in_place", "sent", "announced"];
  const EXERCISE = "arctic_endurance";

  /** Who is there before who is on the way before who is promised; a last known number after a fresh one. */
  Arctic.precedence = (item) => {
    const at = STEPS.indexOf(item.state.step);
    return (at < 0 ? 9 : at * 3) + (item.state.last_known || item.state.unconfirmed ? 1 : 0);
  };
  const people = (item) => Math.max(item.spot[2] || 0, item.spot[3] || 0);
  const bySize = (a, b) => Arctic.precedence(a) - Arctic.precedence(b) || people(b) - people(a);

  const ROW = 24;
  const BLOCK = 20; // under a row
  const LINE = 15;
  const SHARE = 0.44; // of the pane's height
  const LEAST = 3;
  const PAPER = 62; // margins and head
  const SEA = 48; // what a long list leaves of the sea

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
    // The exercise first; what a nation does outside it stands apart, under its own words.
    // What is over or only weighed comes last of all.
    const [inside, apart, rest] = [el("div"), el("div"), el("div", "rest")];
    const outside = el("p", "under apart");
    body.append(inside, outside, apart, rest);
    const lists = [inside, apart, rest].map((holder) => Arctic.rowList(ctx, holder, { spell: true }));
    const group = (item) => (BEHIND.has(item.state.step) ? 2 : item.subject.programme === EXERCISE ? 0 : 1);
    const list = (items) => {
      const split = [0, 1, 2].map((n) => items.filter((item) => group(item) === n));
      outside.hidden = !split[1].length;
      return lists.map((update, i) => update(split[i])).some(Boolean);
    };
    const fold = Arctic.foldButton(ctx, () => {
      open = !open;
      ctx.redraw({ size: true });
    });
    const isFolded = () => (folded === null ? Boolean(pane.closest(".tight, .snug")) : folded);
    folder.addEventListener("click", () => {
      folded = !isFolded();
      ctx.redraw({ size: true });
    });

    // On paper they stand two by two, in what the legend above leaves, less a strip of sea.
    const onPaper = (items) => {
      let room = ctx.map.getSize().y - pane.querySelector(".legend").offsetHeight - PAPER;
      let n = 0;
      for (; n < items.length; n += 2) {
        const flagged = items.slice(n, n + 2).some((item) => Arctic.flagsOf(ctx, item.state).length);
        room -= flagged ? ROW + LINE : ROW;
        if (room < (n < 4 ? 0 : SEA)) break;
      }
      return items.slice(0, n);
    };
    // As many rows as leave the sea in sight.
    const fitting = (items) => {
      if (ctx.paper()) return onPaper(items);
      let room = ctx.map.getSize().y * SHARE - 70;
      const n = items.findIndex((item) => {
        room -= ROW + (people(item) > 30 ? BLOCK : 0) + (Arctic.flagsOf(ctx, item.state).length ? LINE : 0);
        return room < 0;
      });
      return n < 0 ? items : items.slice(0, Math.max(LEAST, n));
    };

    const draw = () => {
      const items = ctx.items.filter((item) => item.where === "tray")
        .sort((a, b) => group(a) - group(b) || bySize(a, b));
      tray.hidden = !items.length || (ctx.present() && !ctx.spoken);
      const shut = isFolded();
      tray.classList.toggle("folded", shut);
      if (tray.hidden) return;
      body.hidden = shut;
      put(title, ctx.words("map.tray.title"));
      put(outside, ctx.words("map.tray.outside"));
      put(count, shut ? String(items.length) : "");
      put(folder, shut ? "+" : "–");
      attr(folder, "aria-expanded", String(!shut));
      attr(folder, "aria-label", ctx.words(shut ? "map.tray.open" : "map.tray.fold"));
      attr(tray, "aria-label", ctx.words("map.tray.label"));
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

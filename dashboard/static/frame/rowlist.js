// Rows of symbols with a name and a number: the same in the lens and in the tray.
"use strict";
(() => {
  const { el } = Arctic;
  const INLINE = 46; // pixels that a block may take beside a name
  const OVER = new Set(["ended", "closed", "declined", "cancelled", "not_asked"]);

  Arctic.isOver = (item) => OVER.has(item.state.step);

  const note = (ctx, item) => {
    const { subject, state, spot } = item;
    const step = ctx.words(`map.step.${state.step}`);
    if (subject.kind === "contingent") {
      const [, , low, high] = spot;
      if (low === null && high === null) return Arctic.isOver(item) || state.step === "considered" ? step : "";
      if (low === 0 && high === 0) return step;
      return ctx.fmtRange(low, high);
    }
    if (subject.kind !== "post") return state.step === "open" ? "" : step;
    if (state.step === "open") return state.since ? state.since.slice(0, 4) : "";
    if (state.step === "announced") return state.due ? ctx.fmtDay(state.due, "short") : step;
    if (state.step === "attested") return ctx.words("map.seen", { year: ctx.last(state).slice(0, 4) });
    return step;
  };

  // Two rows of one nation in one list go by their own labels.
  const nameOf = (ctx, subject, twins) => {
    if (subject.kind === "contingent") return twins.get(subject.actor) > 1 ? subject.label : ctx.name(subject.actor);
    return subject.kind === "post" ? ctx.name(subject.actor) : Arctic.siteName(ctx, subject);
  };

  /** A name that fits a narrow column: the nation, or the site's own name. */
  Arctic.shortName = (ctx, subject) =>
    subject.kind === "post" || subject.kind === "contingent" ? ctx.name(subject.actor) : Arctic.siteName(ctx, subject);

  const fillRow = (ctx, item, row, pitch, twins) => {
    const { subject } = item;
    const who = nameOf(ctx, subject, twins);
    const shape = Arctic.symbol(ctx, item, { pitch, wide: true });
    const dots = subject.kind === "contingent";
    const name = el("span", "who", who);
    const number = el("span", "num", note(ctx, item));
    // A small block stands in the line, a large one under it.
    row.classList.toggle("stacked", dots && shape.w > INLINE);
    row.classList.toggle("counted", dots);
    if (dots) row.replaceChildren(name, shape.node, number);
    else row.replaceChildren(shape.node, name, number);
  };

  Arctic.siteName = (ctx, subject) => {
    const place = ctx.atlas.places[subject.place];
    return subject.kind === "command" || !place ? subject.label : ctx.placeName(subject.place);
  };

  /** A list that keeps its rows: update(items) writes only what has changed. */
  Arctic.rowList = (ctx, holder, { pitch = 3.5 } = {}) => {
    const rows = new Map();
    let order = "";
    return (items) => {
      const twins = new Map();
      for (const { subject } of items) {
        if (subject.kind === "contingent") twins.set(subject.actor, (twins.get(subject.actor) || 0) + 1);
      }
      for (const item of items) {
        let entry = rows.get(item.key);
        if (!entry) {
          entry = { row: Arctic.itemButton(ctx, item, "row"), sign: "" };
          rows.set(item.key, entry);
        }
        const said = note(ctx, item);
        const cls = Arctic.stateClass(ctx, item.subject, item.state);
        const sign = [item.index, ctx.lang, said, twins.get(item.subject.actor), cls].join("|");
        if (entry.sign === sign) continue;
        entry.sign = sign;
        entry.row.setAttribute("aria-label", Arctic.spoken(ctx, item));
        entry.row.className = `item row ${cls}`;
        fillRow(ctx, item, entry.row, pitch, twins);
      }
      const now = items.map((item) => item.key).join();
      if (now === order) return false;
      order = now;
      const focused = document.activeElement;
      holder.replaceChildren(...items.map((item) => rows.get(item.key).row));
      if (focused && holder.contains(focused)) focused.focus({ preventScroll: true });
      return true;
    };
  };

  /** A button that shows or hides the rows of what is over. */
  Arctic.foldButton = (ctx, toggle) => {
    const node = Arctic.button("fold", "", toggle);
    return (n, open, key) => {
      node.hidden = n === 0;
      node.setAttribute("aria-expanded", String(open));
      const text = ctx.words(open ? `${key}.hide` : key, { n });
      if (node.textContent !== text) node.textContent = text;
      return node;
    };
  };
})();

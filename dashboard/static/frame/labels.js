// Names never overlap: each takes the first free place round its symbol, or gives up text until it fits.
"use strict";
(() => {
  const LINE = 15;
  const MARK = 24;
  const BIG = 1.5; // before a room, symbols are larger
  const SIDES = ["right", "left", "rightmid", "leftmid", "below", "above", "rightlow", "lefthigh"];

  const hit = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  const inside = (box, size) => box.x > 2 && box.y > 2 && box.x + box.w < size.x - 2 && box.y + box.h < size.y - 2;

  // The box's corner, relative to the symbol, for a side.
  const corner = (side, shape, reach) => {
    const { w, h, head } = shape;
    switch (side) {
      case "right": return [reach, -head];
      case "left": return [-reach - w, -head];
      case "rightmid": return [reach, -h / 2];
      case "leftmid": return [-reach - w, -h / 2];
      case "below": return [-w / 2, reach];
      case "above": return [-w / 2, -reach - h];
      case "rightlow": return [reach - 3, 2];
      default: return [-reach - w + 3, -h - 2];
    }
  };

  const overlays = (ctx) => {
    if (ctx.overlays) return ctx.overlays;
    const { pane } = ctx.elements;
    ctx.overlays = [...pane.querySelectorAll(".over, .credits, .scale")]
      .map((node) => Arctic.boxIn(pane, node))
      .filter((box) => box.w)
      .map(({ x, y, w, h }) => ({ x: x - 4, y: y - 4, w: w + 8, h: h + 8 }));
    return ctx.overlays;
  };

  // From full to bare: with the second line, without it, and last only the symbols.
  const forms = (ctx, entry, scale) => {
    const { sizes, cluster } = entry;
    const line = LINE * scale;
    const mark = MARK * (ctx.present() ? BIG : 1);
    const marks = (sizes.marks / MARK) * mark;
    const top = marks ? Math.max(mark * sizes.lines, line) : line;
    const wide = sizes.title * scale + marks + (marks ? 2 : 0);
    // Two boxes: the words, and under them the block, which is often narrower.
    const made = (wide, words, head) => ({
      w: Math.max(wide, sizes.w), h: words + sizes.h, head, words, wide, block: sizes.w,
    });
    const sub = sizes.sub * scale;
    const full = made(Math.max(wide, sub), top + (sub ? line : 0), sub && !sizes.h && !marks ? line * 0.75 : top / 2);
    const list = [["full", full]];
    if (!cluster.items.length && !cluster.lens) return list;
    if (sizes.sub) list.push(["short", made(wide, top, top / 2)]);
    if (sizes.h || marks) {
      const high = sizes.lines * mark;
      list.push(["bare", made(marks, high, marks ? high / 2 : Math.min(12, sizes.h / 2))]);
    }
    return list;
  };

  // Boxes on the left or in the middle hang by the page's own width of them, so that a wrong guess leaves no gap.
  const placeBox = ({ side, dx, dy, shape }) => {
    const y = Math.round(dy);
    if (side.startsWith("left")) return `translate(${Math.round(dx + shape.w)}px, ${y}px) translateX(-100%)`;
    if (side === "below" || side === "above") return `translate(0, ${y}px) translateX(-50%)`;
    return `translate(${Math.round(dx)}px, ${y}px)`;
  };

  // The words, and the block under them, flush with the side that faces the symbol.
  const twoBoxes = (shape, x, y, mirror) =>
    [
      { x: mirror ? x + shape.w - shape.wide : x, y, w: shape.wide, h: shape.words },
      { x: mirror ? x + shape.w - shape.block : x, y: y + shape.words, w: shape.block, h: shape.h - shape.words },
    ].filter((one) => one.w && one.h);

  /** Give each label its place, most important first. */
  Arctic.layOutLabels = (ctx, entries) => {
    const { map } = ctx;
    const size = map.getSize();
    const scale = ctx.present() ? 1.9 : 1;
    const taken = [...overlays(ctx)];
    const live = [];
    for (const entry of entries) {
      const p = map.latLngToContainerPoint([entry.cluster.at[1], entry.cluster.at[0]]);
      const reach = (entry.anchored ? 9 : 5) * (ctx.present() ? 1.6 : 1);
      live.push({ entry, p, reach });
      // A symbol's own ground is never covered by another's name.
      entry.ground = { x: p.x - reach, y: p.y - reach, w: 2 * reach, h: 2 * reach, owner: entry };
    }
    const grounds = live.map(({ entry }) => entry.ground);
    for (const { entry, p, reach } of live) {
      const onPane = p.x > -20 && p.y > -20 && p.x < size.x + 20 && p.y < size.y + 20;
      const listed = entry.cluster.lens && !ctx.narrow();
      const must = entry.sizes.h + entry.sizes.marks > 0; // what holds people is drawn, crowded or not
      let placed = null;
      let least = null;
      for (const [form, shape] of forms(ctx, entry, scale)) {
        if (!onPane) break;
        for (const side of SIDES) {
          const [dx, dy] = corner(side, shape, reach + 3);
          if (!inside({ x: p.x + dx, y: p.y + dy, w: shape.w, h: shape.h }, size)) continue;
          const boxes = twoBoxes(shape, p.x + dx, p.y + dy, side.startsWith("left"));
          const hits = boxes.reduce((sum, one) =>
            sum + taken.filter((other) => hit(one, other)).length +
            grounds.filter((other) => other.owner !== entry && hit(one, other)).length, 0);
          const option = { form, side, dx, dy, shape, boxes, hits };
          if (!hits) {
            placed = option;
            break;
          }
          if (form === "bare" && (!least || hits < least.hits)) least = option;
        }
        if (placed) break;
      }
      if (!placed && must) placed = least || { form: "bare", side: "right", dx: reach + 3, dy: -MARK / 2, boxes: [] };
      const node = entry.box;
      const form = placed ? placed.form : "none";
      if (node.dataset.form !== form) node.dataset.form = form;
      entry.node.classList.toggle("listed", listed);
      if (placed) {
        node.classList.toggle("mirror", placed.side.startsWith("left"));
        node.style.transform = placeBox(placed);
        taken.push(...placed.boxes);
      }
    }
  };
})();

// Names never overlap: each takes the first free place round its symbol, or gives up text until it fits.

import { overlap } from "../lib/boxes.js";
import { svgEl } from "../lib/dom.js";
import { layoutOf } from "../view/layout.js";

const LINE = 15;
const MARK = 24;
const BESIDE = ["right", "left", "rightmid", "leftmid"];
const TIED = ["leftlow", "rightlow", ...BESIDE]; // below the line from its list, out over the sea
const AROUND = ["leftup", "rightup", "below", "above", "rightlow", "lefthigh"];
const OUT = ["left", "leftmid", ...BESIDE]; // in a story people stand out over the sea

/** How many times larger than usual symbols are drawn before a room: more than once only on a very large screen. */
export const roomSize = () => Math.max(1, window.innerWidth / 2200);

const hit = overlap;
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
    case "leftup": return [-reach - w, 12 - h];
    case "rightup": return [reach, 12 - h];
    case "rightlow": return [reach - 3, 2];
    case "leftlow": return [3 - reach - w, 2];
    default: return [-reach - w + 3, -h - 2];
  }
};

// From full to bare: with the second line, without it, and last only the symbols.
/** @type {(ctx: any, entry: any, scale: number) => [string, any][]} */
const forms = (ctx, entry, scale) => {
  const { sizes, cluster } = entry;
  const line = LINE * scale;
  const mark = markSize(ctx);
  const marks = (sizes.marks / MARK) * mark;
  const top = marks ? Math.max(mark * sizes.lines, line) : line;
  const wide = sizes.title * scale + marks + (marks ? 2 : 0);
  // Two boxes: the words, and under them the block, which is often narrower.
  const made = (broad, high, head, under = 0) => ({
    w: Math.max(broad, under, sizes.w), h: high + (under ? line : 0) + sizes.h, head,
    lines: [[broad, high], [under, under ? line : 0], [sizes.w, sizes.h]],
  });
  const sub = sizes.sub * scale;
  const full = made(wide, top, sub && !sizes.h && !marks ? line * 0.75 : top / 2, sub);
  /** @type {[string, any][]} */
  const list = [["full", full]];
  if (!cluster.items.length && !cluster.lens) return list;
  if (marks) {
    const narrow = Math.max(sizes.title * scale, marks);
    const high = line + sizes.lines * mark;
    // The name above the marks: level with the symbol stands the name, or else the marks.
    list.push(["tall", made(narrow, high, line / 2, sub)], ["tall", made(narrow, high, line + mark / 2, sub)]);
  }
  if (sizes.sub) list.push(["short", made(wide, top, top / 2)]);
  if (sizes.h || marks) {
    const high = sizes.lines * mark;
    list.push(["bare", made(marks, high, marks ? high / 2 : Math.min(12, sizes.h / 2))]);
  }
  return list;
};

// Every way to stand, best first: beside the symbol in any form before round it, the bare symbols last.
const ways = (list, beside, whole) => {
  const worded = list.filter(([form]) => form !== "bare");
  const bare = list.filter(([form]) => form === "bare");
  const all = (some, sides) => some.flatMap(([form, shape]) => sides.map((side) => ({ form, shape, side })));
  const round = AROUND.flatMap((side) => worded.map(([form, shape]) => ({ form, shape, side })));
  // Before a room and in the story all that is written of a place comes before a better side.
  const first = whole ? all(worded.slice(0, 1), [...beside, ...AROUND]) : [];
  return [...first, ...all(worded, beside), ...round, ...all(bare, beside), ...all(bare, AROUND)];
};

// Boxes on the left or in the middle hang by the page's own width of them, so that a wrong guess leaves no gap.
const placeBox = (node, { side, dx, dy, shape }) => {
  const middle = side === "below" || side === "above";
  const left = side.startsWith("left");
  const at = [
    left ? "auto" : middle ? "0" : `${Math.round(dx)}px`,
    left ? `${-Math.round(dx + shape.w)}px` : "auto", `${Math.round(dy)}px`, middle ? "translateX(-50%)" : "",
  ];
  const sign = at.join();
  if (node.placed === sign) return;
  node.placed = sign;
  [node.style.left, node.style.right, node.style.top, node.style.transform] = at;
};

// Title, second line and block, one under the other, flush with the side that faces the symbol.
const boxesOf = (shape, x, y, mirror) => {
  let top = y;
  return shape.lines.flatMap(([w, h]) => {
    top += h;
    return w && h ? [{ x: mirror ? x + shape.w - w : x, y: top - h, w, h }] : [];
  });
};

// Where nothing round the symbol is free the box stands further out, tied to it by a line.
const NEAR = [16, 26, 38, 52, 70, 90];
const FAR = [120, 160, 210, 270];
const TURNS = [0, 8, 1, 15, 7, 9, 2, 14, 6, 10, 4, 12, 3, 13, 5, 11]; // sixteenths of a turn, sideways first
const outward = function* (list, reach, away) {
  for (const far of away) {
    for (const turn of TURNS) {
      const [c, s] = [Math.cos((turn * Math.PI) / 8), Math.sin((turn * Math.PI) / 8)];
      const [x, y] = [(reach + far) * c, (reach + far) * s];
      const steep = Math.abs(s) > 0.6; // above and below a box may lie to either side
      for (const [form, shape] of list) {
        const dy = steep ? y - (s < 0 ? shape.h : 0) : y - shape.h / 2;
        const lies = steep ? [x - shape.w / 2, x - shape.w, x] : [c < 0 ? x - shape.w : x];
        for (const dx of lies) yield { form, shape, side: dx + shape.w / 2 < 0 ? "left" : "right", dx, dy, away: true };
      }
    }
  }
};

// Where the line meets the box: its nearest edge.
const knot = ({ dx, dy, shape }) => [
  Math.max(dx, Math.min(0, dx + shape.w)),
  shape.h > 12 ? Math.max(dy + 6, Math.min(0, dy + shape.h - 6)) : dy + shape.h / 2,
];
const tie = (entry, placed) => {
  if (!placed || !placed.away) {
    if (entry.tether) entry.tether.remove();
    entry.tether = null;
    return;
  }
  if (!entry.tether) {
    entry.tether = svgEl("svg", { class: "tether", "aria-hidden": "true", width: 1, height: 1 });
    entry.tether.append(svgEl("path"));
    entry.node.prepend(entry.tether);
  }
  const [x, y] = knot(placed);
  entry.tether.firstChild.setAttribute("d", `M0 0L${x.toFixed(1)} ${y.toFixed(1)}`);
};

/** How much larger type is before a room: 2.22 % of the window's height. */
export const typeScale = (ctx) => (ctx.present() ? Math.max(1.3, window.innerHeight * 0.00178) : 1);

/** The side of the square that a symbol in a row takes; before a room it grows with the type, as the badge in it does. */
export const markSize = (ctx) => (ctx.present() ? Math.max(36, window.innerHeight / 30) : MARK);
// Where the symbols of a box stand: the mark that is next to the place, from which its row is read, and the block.
const symbolsOf = ({ cluster, sizes }, { form, shape, dx, dy, side }, mark) => {
  const left = side.startsWith("left");
  const found = [];
  if (sizes.marks && cluster.items.length) {
    const top = dy + (form === "tall" ? LINE : 0);
    found.push([left ? dx + shape.w - mark / 2 : dx + mark / 2, top + mark / 2]);
  }
  if (sizes.h) found.push([left ? dx + shape.w - sizes.w / 2 : dx + sizes.w / 2, dy + shape.h - sizes.h / 2]);
  return found;
};

const peopled = ({ sizes }) => sizes.h + sizes.marks > 0; // what holds people is drawn, crowded or not

/** Give each label its place, most important first; say whether each symbol found free ground. */
export const layOutLabels = (ctx, entries) => {
  const { map } = ctx;
  const size = map.getSize();
  const scale = typeScale(ctx);
  const { over } = layoutOf(ctx);
  const taken = [];
  const live = [];
  let fits = true;
  for (const entry of entries) {
    const p = map.latLngToContainerPoint([entry.cluster.at[1], entry.cluster.at[0]]);
    const reach = (entry.anchored ? 9 : 5) * (ctx.present() ? 1.6 * roomSize() : 1);
    live.push({ entry, p, reach });
    // A symbol's own ground is never covered by another's name.
    entry.ground = { x: p.x - reach, y: p.y - reach, w: 2 * reach, h: 2 * reach, owner: entry };
  }
  const grounds = live.map(({ entry }) => entry.ground);

  const boxesAt = (p, way) => boxesOf(way.shape, p.x + way.dx, p.y + way.dy, way.side.startsWith("left"));
  let thread = []; // kept clear of as well
  const free = (entry, boxes, under) => {
    const blocked = (other) => other.owner !== entry && boxes.some((one) => hit(one, other));
    if (thread.some(blocked)) return false;
    return !over.some((one) => !(under && one.open) && blocked(one)) && !taken.some(blocked) && !grounds.some(blocked);
  };
  // The line out to a box crosses nothing either.
  const open = (entry, p, way, under) => {
    const [x, y] = knot(way);
    const steps = Math.ceil(Math.hypot(x, y) / 8);
    const dots = Array.from({ length: steps }, (_, i) => ({ x: p.x + (x * i) / steps, y: p.y + (y * i) / steps, w: 1, h: 1 }));
    return free(entry, dots, under);
  };
  // On a small map a symbol nearer to another place than to its own is read as that place's, unless a line leads to it.
  const mark = markSize(ctx);
  const astray = (entry, p, way) => ctx.narrow() && !way.away && symbolsOf(entry, way, mark).some(([x, y]) =>
    live.some((other) => other.entry !== entry && Math.hypot(p.x + x - other.p.x, p.y + y - other.p.y) < Math.hypot(x, y)));
  const first = (entry, p, some, { beyond = false, under = false, loose = false } = {}) => {
    for (const way of some) {
      if (!beyond && !inside({ x: p.x + way.dx, y: p.y + way.dy, w: way.shape.w, h: way.shape.h }, size)) continue;
      const boxes = boxesAt(p, way);
      if (!free(entry, boxes, under) || (!loose && astray(entry, p, way))) continue;
      if (!way.away || open(entry, p, way, under)) return { ...way, boxes };
    }
    return null;
  };
  const near = (entry, reach, must) =>
    ways(forms(ctx, entry, scale), ctx.scene && must ? OUT : entry.cluster.lens ? TIED : BESIDE, Boolean(ctx.scene)).map((way) => {
      const [dx, dy] = corner(way.side, way.shape, reach + 3);
      return { ...way, dx, dy };
    });

  const findPlace = ({ entry, p, reach }) => {
    const among = (bare, how) =>
      first(entry, p, near(entry, reach, peopled(entry)).filter(({ form }) => (form === "bare") === bare), how);
    // A name crossed by the thread from the list of Nuuk is hard to read; no name at all is worse.
    thread = ctx.thread;
    const clear = thread.length ? among(false) : null;
    thread = [];
    // A broad block is set narrow, ten to a row, before its place loses the name.
    const worded = clear || among(false) || (entry.narrow() ? among(false) : null);
    if (worded || !(peopled(entry) || ctx.scene)) return worded || among(true);
    // Who holds people keeps the name: it moves out on a line before it is left away, and looks out at once, before
    // lesser places take the ground.
    const list = forms(ctx, entry, scale);
    const [bare, all] = [list.slice(-1), list.slice(0, -1)];
    const find = (some, away, how) => first(entry, p, outward(some, reach, away), how);
    if (!peopled(entry)) return among(true) || find(all, NEAR) || find(bare, NEAR) || find(list, FAR); // told in a story
    const found = find(all, NEAR) || find(all, FAR) || among(true) || find(bare, NEAR)
      // Rather beyond the edge or below an unfolded list than over a neighbour.
      || find(bare, NEAR, { beyond: true }) || find(bare, NEAR, { beyond: true, under: true }) || among(true, { loose: true });
    if (found) return found;
    fits = false;
    const [form, shape] = bare[0];
    const last = { form, shape, side: "right", dx: reach + 3, dy: -shape.h / 2 };
    return { ...last, boxes: boxesAt(p, last) };
  };

  const settle = ({ entry }, placed) => {
    const node = entry.box;
    const form = placed ? placed.form : "none";
    if (node.dataset.form !== form) node.dataset.form = form;
    tie(entry, placed);
    if (placed) {
      node.classList.toggle("mirror", placed.side.startsWith("left"));
      placeBox(node, placed);
      taken.push(...placed.boxes.map((box) => ({ ...box, place: entry.cluster.place })));
    }
  };

  for (const one of live) {
    const { entry, p } = one;
    const onPane = p.x > -20 && p.y > -20 && p.x < size.x + 20 && p.y < size.y + 20;
    // What lies beyond the picture is not reached by Tab: its focus could not be seen.
    if (entry.node.inert === onPane) entry.node.inert = !onPane;
    settle(one, onPane ? findPlace(one) : null);
  }
  ctx.written = taken;
  ctx.named = [...over, ...taken, ...grounds];
  ctx.emit("named", ctx.named);
  return fits;
};

// The forms that a label may take, and the sides on which it may stand. Sizes in, places relative to the symbol out; no page.

export const LINE = 15;
export const MARK = 24;
const BESIDE = ["right", "left", "rightmid", "leftmid"];
const TIED = ["leftlow", "rightlow", ...BESIDE]; // below the line from its list, out over the sea
const AROUND = ["leftup", "rightup", "below", "above", "rightlow", "lefthigh"];
const OUT = ["left", "leftmid", ...BESIDE]; // in a story people stand out over the sea

/**
 * @typedef {{ w: number, h: number, head: number, lines: number[][] }} Shape how much ground a label takes, line by line
 * @typedef {[string, Shape]} Form "full", "tall", "short" or "bare", and what it takes
 * @typedef {{ form: string, shape: Shape, side: string, dx: number, dy: number, away?: boolean }} Way a form at a side; `away`: out on a line
 * @typedef {{ title: number, sub: number, w: number, h: number, marks: number, lines: number }} Sizes of name, second line, block and marks
 * @typedef {{ scale: number, mark: number }} Type how large type and marks are
 * @typedef {{ sizes: Sizes, cluster: { items: unknown[], nuukList: boolean } }} Labelled
 */

// The box's corner, relative to the symbol, for a side.
/** @type {(side: string, shape: Shape, reach: number) => [number, number]} */
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

/** Whether it holds people: they are drawn, crowded or not. @type {(entry: Pick<Labelled, "sizes">) => boolean} */
export const isPeopled = ({ sizes }) => sizes.h + sizes.marks > 0;

/**
 * From full to bare: with the second line, without it, and last only the symbols.
 *
 * @param {Labelled} entry
 * @param {Type} type
 * @returns {Form[]}
 */
export const formsOf = ({ sizes, cluster }, { scale, mark }) => {
  const line = LINE * scale;
  const marks = (sizes.marks / MARK) * mark;
  const top = marks ? Math.max(mark * sizes.lines, line) : line;
  const wide = sizes.title * scale + marks + (marks ? 2 : 0);
  // Two boxes: the words, and under them the block, which is often narrower.
  /** @type {(broad: number, high: number, head: number, under?: number) => Shape} */
  const made = (broad, high, head, under = 0) => ({
    w: Math.max(broad, under, sizes.w), h: high + (under ? line : 0) + sizes.h, head,
    lines: [[broad, high], [under, under ? line : 0], [sizes.w, sizes.h]],
  });
  const sub = sizes.sub * scale;
  const full = made(wide, top, sub && !sizes.h && !marks ? line * 0.75 : top / 2, sub);
  /** @type {Form[]} */
  const list = [["full", full]];
  if (!cluster.items.length && !cluster.nuukList) return list;
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

/**
 * Every way to stand, best first: beside the symbol in any form before round it, the bare symbols last.
 *
 * @param {Form[]} list
 * @param {number} reach of the symbol
 * @param {{ inStory: boolean, nuukList: boolean, peopled: boolean }} where whether a story tells it, its list lies beside the map, it holds people
 * @returns {Way[]}
 */
export const waysNear = (list, reach, { inStory, nuukList, peopled }) => {
  const beside = inStory && peopled ? OUT : nuukList ? TIED : BESIDE;
  const worded = list.filter(([form]) => form !== "bare");
  const bare = list.filter(([form]) => form === "bare");
  /** @type {(some: Form[], sides: string[]) => { form: string, shape: Shape, side: string }[]} */
  const all = (some, sides) => some.flatMap(([form, shape]) => sides.map((side) => ({ form, shape, side })));
  const round = AROUND.flatMap((side) => worded.map(([form, shape]) => ({ form, shape, side })));
  // Before a room and in the story all that is written of a place comes before a better side.
  const first = inStory ? all(worded.slice(0, 1), [...beside, ...AROUND]) : [];
  return [...first, ...all(worded, beside), ...round, ...all(bare, beside), ...all(bare, AROUND)].map((way) => {
    const [dx, dy] = corner(way.side, way.shape, reach + 3);
    return { ...way, dx, dy };
  });
};

// Where nothing round the symbol is free the box stands further out, tied to it by a line.
export const NEAR = [16, 26, 38, 52, 70, 90];
export const FAR = [120, 160, 210, 270];
const TURNS = [0, 8, 1, 15, 7, 9, 2, 14, 6, 10, 4, 12, 3, 13, 5, 11]; // sixteenths of a turn, sideways first
/**
 * Ways to stand further out, as far as `away` says.
 *
 * @param {Form[]} list
 * @param {number} reach
 * @param {number[]} away
 * @returns {Generator<Way>}
 */
export const waysOutward = function* (list, reach, away) {
  for (const far of away) {
    for (const turn of TURNS) {
      const [c, s] = [Math.cos((turn * Math.PI) / 8), Math.sin((turn * Math.PI) / 8)];
      const [x, y] = [(reach + far) * c, (reach + far) * s];
      const steep = Math.abs(s) > 0.6; // above and below a box may lie to either side
      for (const [form, shape] of list) {
        const dy = steep ? y - (s < 0 ? shape.h : 0) : y - shape.h / 2;
        const offsets = steep ? [x - shape.w / 2, x - shape.w, x] : [c < 0 ? x - shape.w : x];
        for (const dx of offsets) yield { form, shape, side: dx + shape.w / 2 < 0 ? "left" : "right", dx, dy, away: true };
      }
    }
  }
};

/** Title, second line and block, one under the other, flush with the side that faces the symbol. @type {(p: { x: number, y: number }, way: Way) => Frame.Box[]} */
export const boxesAt = (p, { shape, side, dx, dy }) => {
  const mirror = side.startsWith("left");
  const x = p.x + dx;
  let top = p.y + dy;
  return shape.lines.flatMap(([w, h]) => {
    top += h;
    return w && h ? [{ x: mirror ? x + shape.w - w : x, y: top - h, w, h }] : [];
  });
};

/** Where the line meets the box: its nearest edge. @type {(way: Pick<Way, "dx" | "dy" | "shape">) => [number, number]} */
export const knotOf = ({ dx, dy, shape }) => [
  Math.max(dx, Math.min(0, dx + shape.w)),
  shape.h > 12 ? Math.max(dy + 6, Math.min(0, dy + shape.h - 6)) : dy + shape.h / 2,
];

/** Where the symbols of a box stand: the mark that is next to the place, from which its row is read, and the block. @type {(entry: Labelled, way: Way, mark: number) => number[][]} */
export const symbolsOf = ({ cluster, sizes }, { form, shape, dx, dy, side }, mark) => {
  const left = side.startsWith("left");
  const found = [];
  if (sizes.marks && cluster.items.length) {
    const top = dy + (form === "tall" ? LINE : 0);
    found.push([left ? dx + shape.w - mark / 2 : dx + mark / 2, top + mark / 2]);
  }
  if (sizes.h) found.push([left ? dx + shape.w - sizes.w / 2 : dx + sizes.w / 2, dy + shape.h - sizes.h / 2]);
  return found;
};

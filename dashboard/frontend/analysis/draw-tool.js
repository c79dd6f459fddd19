// Drawing an area: by mouse or finger a press sets a point, by keys a cross does. Nothing else of the map is stopped: it
// still moves under a drag and zooms.

import { el, put } from "../lib/dom.js";
import { choose } from "./choosing.js";
import { cornerIcon, makeBar, makeSketch } from "./draw-bar.js";
import { areaText, MOST_CORNERS, NEEDED, radiusOf } from "./shapes.js";

/** @typedef {import("../lib/projection.js").LngLat} LngLat */

const NEAR = 14; // pixels from a place at which the middle of a circle becomes that place
const MOVED = 5; // pixels from which a press is a drag
const FINGER = 12; // the same for a finger, which rolls
const STEP = 12; // pixels that an arrow key moves the cross
const SLOW = 2;
/** @type {Record<string, number[]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The place of the atlas that lies under a point of the map; empty if there is none.
 *
 * @type {(ctx: Pick<Frame.Context, "atlas" | "map">, at: { x: number, y: number }) => [string, LngLat] | null}
 */
const placeAt = ({ atlas, map }, at) => {
  let best = null;
  let least = NEAR;
  for (const [id, place] of Object.entries(atlas.places)) {
    if (place.lat === null || place.lon === null) continue;
    const p = map.latLngToContainerPoint([place.lat, place.lon]);
    const far = Math.hypot(p.x - at.x, p.y - at.y);
    if (far >= least) continue;
    least = far;
    best = /** @type {[string, LngLat]} */ ([id, [place.lon, place.lat]]);
  }
  return best;
};

/** @typedef {{ x: number, y: number }} Pixel */

class DrawTool {
  /** @param {Frame.Context} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    this.kind = "";
    this.place = ""; // that is the middle of a circle
    /** @type {LngLat[]} */
    this.points = [];
    /** @type {LngLat | null} */
    this.here = null; // under the pointer or the cross
    /** @type {Record<string, string>} */
    this.words = {};
    /** @type {Pixel} */
    this.down = { x: 0, y: 0 };
    this.dragged = false;
    /** @type {Pixel} */
    this.at = { x: 0, y: 0 };
    cornerIcon();
    this.sketch = makeSketch(ctx.map);
    this.cross = Object.assign(el("div", "a-cross"), { tabIndex: 0 });
    this.cross.setAttribute("role", "application");
    this.bar = makeBar({
      set: () => this.set(this.at), undo: () => this.undo(), done: () => this.finish(), leave: () => choose({ draw: "" }),
    });
    /** @type {Record<string, (event: any) => void>} */
    this.listeners = {
      pointerdown: (event) => this.press(event),
      pointerup: (event) => this.release(event),
      pointermove: (event) => this.move(event),
      click: (event) => this.click(event),
      dblclick: (event) => this.twice(event),
      keydown: (event) => this.key(event),
    };
  }

  /** @param {MouseEvent} event @returns {Pixel} */
  pixel(event) {
    return this.ctx.map.mouseEventToContainerPoint(event);
  }

  /** @param {Pixel} point @returns {LngLat} */
  ground(point) {
    const { lat, lng } = this.ctx.map.containerPointToLatLng([point.x, point.y]);
    return [lng, lat];
  }

  draw() {
    const { kind, points, here, bar } = this;
    this.sketch.show(kind, points, here);
    const km = kind === "circle" && points.length && here ? radiusOf(points[0], here) : 0;
    put(bar.status, km ? this.words["draw.km"].replace("{n}", String(km)) : "");
    bar.undo.disabled = !points.length;
    bar.bar.classList.toggle("a-begun", points.length > 0);
    bar.done.disabled = points.length < NEEDED[kind];
  }

  finish() {
    const text = areaText(this.kind, this.points, this.place);
    if (text) choose({ area: text, draw: "" });
  }

  /** @param {Pixel} point */
  set(point) {
    const found = this.kind === "circle" && !this.points.length ? placeAt(this.ctx, point) : null;
    if (found) this.place = found[0];
    this.points = [...this.points, found ? found[1] : this.ground(point)];
    const full = this.kind === "polygon" ? MOST_CORNERS : NEEDED[this.kind];
    if (this.points.length === full) this.finish();
    this.draw();
  }

  undo() {
    this.points = this.points.slice(0, -1);
    if (!this.points.length) this.place = "";
    this.draw();
  }

  // The first Escape gives up what is drawn, the next one the drawing.
  leave() {
    if (!this.points.length) return choose({ draw: "" });
    this.clear();
    return this.draw();
  }

  clear() {
    [this.points, this.place, this.here] = [[], "", null];
  }

  /** @param {Event} event */
  onMap(event) {
    const { map } = this.ctx;
    const target = /** @type {Element} */ (event.target);
    const there = target === map.getContainer() || target === this.cross || map.getPanes().mapPane.contains(target);
    return Boolean(this.kind) && there;
  }

  /** @param {PointerEvent} event */
  press(event) {
    this.down = this.pixel(event);
    this.dragged = false;
    if (this.onMap(event)) this.cross.classList.add("a-away"); // it is for the keys
  }

  /** @param {PointerEvent} event */
  release(event) {
    const { x, y } = this.pixel(event);
    this.dragged = Math.hypot(x - this.down.x, y - this.down.y) > (event.pointerType === "touch" ? FINGER : MOVED);
  }

  // A browser moves the click of a finger onto a button nearby: the point is where the finger was.
  /** @param {MouseEvent} event */
  click(event) {
    if (!this.onMap(event)) return;
    event.stopPropagation();
    event.preventDefault();
    if (!this.dragged && event.detail < 2) this.set(this.down);
  }

  /** @param {MouseEvent} event */
  twice(event) {
    if (!this.onMap(event)) return;
    event.stopPropagation();
    event.preventDefault();
    if (this.kind === "polygon") this.finish();
  }

  /** @param {MouseEvent} event */
  move(event) {
    if (!this.onMap(event) || !this.points.length) return;
    this.here = this.ground(this.pixel(event));
    this.draw();
  }

  moveCross() {
    this.cross.classList.remove("a-away");
    this.cross.style.left = `${this.at.x}px`;
    this.cross.style.top = `${this.at.y}px`;
    if (!this.points.length) return;
    this.here = this.ground(this.at);
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.kind || event.ctrlKey || event.metaKey || event.altKey) return;
    const inBar = this.bar.bar.contains(/** @type {Node} */ (event.target));
    if (inBar && event.key !== "Escape") return; // buttons have these keys for themselves
    /** @type {Record<string, () => void>} */
    const acts = { Enter: () => this.finish(), " ": () => this.set(this.at), Backspace: () => this.undo(), Escape: () => this.leave() };
    const arrow = ARROWS[event.key];
    if (!acts[event.key] && !arrow) return;
    event.preventDefault();
    event.stopPropagation();
    if (acts[event.key]) acts[event.key]();
    else this.shift(arrow, event.shiftKey ? SLOW : STEP);
  }

  /** @param {number[]} way @param {number} step */
  shift([dx, dy], step) {
    const { x: w, y: h } = this.ctx.map.getSize();
    /** @type {(value: number, most: number) => number} */
    const inside = (value, most) => Math.min(most, Math.max(0, value));
    this.at = { x: inside(this.at.x + dx * step, w), y: inside(this.at.y + dy * step, h) };
    this.moveCross();
  }

  /** @param {Payload.Marks | null} marks */
  stand(marks) {
    const kind = marks ? marks.draw : "";
    if (marks && kind) this.bar.word(kind, marks.words);
    if (kind === this.kind) return;
    const fresh = !this.kind;
    this.kind = kind;
    this.clear();
    if (marks && kind) this.begin(marks.words, fresh);
    else this.end();
  }

  /** @param {Record<string, string>} words @param {boolean} fresh whether nothing was drawn before */
  begin(words, fresh) {
    const { map, elements: { pane } } = this.ctx;
    this.words = words;
    const lines = [words["draw.title"], words[`draw.help.${this.kind}`], words["draw.keys"]];
    this.cross.setAttribute("aria-label", lines.join(" "));
    const size = map.getSize();
    this.at = { x: size.x / 2, y: size.y / 2 };
    this.moveCross();
    this.cross.classList.toggle("a-away", matchMedia("(pointer: coarse)").matches);
    this.draw();
    if (!fresh) return;
    pane.classList.add("a-drawing");
    map.doubleClickZoom.disable();
    for (const [name, listener] of Object.entries(this.listeners)) pane.addEventListener(name, listener, true);
    pane.append(this.bar.bar, this.cross);
    this.cross.focus({ preventScroll: true });
  }

  end() {
    const { map, elements: { pane } } = this.ctx;
    this.sketch.show("", [], null);
    pane.classList.remove("a-drawing");
    map.doubleClickZoom.enable();
    for (const [name, listener] of Object.entries(this.listeners)) pane.removeEventListener(name, listener, true);
    this.bar.bar.remove();
    this.cross.remove();
  }
}

/** @type {(ctx: Frame.Context) => { stand: (marks: Payload.Marks | null) => void }} */
export const makeDrawTool = (ctx) => new DrawTool(ctx);

// The canvas of the base map: one SVG whose g holds the drawing's plane, moved and scaled as one element, so that strokes
// need no rescaling.

import { UNIT } from "../lib/crs.js";
import { svgEl } from "../lib/dom.js";

const GROUPS = ["deep", "lines", "land", "coast", "coast-near", "windows", "ice", "borders", "rings", "focus"];
const PADDING = 0.5; // of the pane, drawn beyond its edges so that a drag finds the map there

/** A layer of Leaflet's; what other parts use of it is `Frame.Plane`. */
export const Plane = L.Layer.extend({
  /** @param {string} proj */
  initialize(proj) {
    this.proj = proj;
    this.svg = svgEl("svg", { class: "plane leaflet-zoom-animated", "aria-hidden": "true" });
    this.root = svgEl("g");
    this.defs = svgEl("defs");
    this.svg.append(this.defs, this.root);
    this.group = {};
    for (const name of GROUPS) this.root.append((this.group[name] = svgEl("g", { class: `g-${name}` })));
  },
  /** @param {any} map */
  onAdd(map) {
    map.getPane("tilePane").append(this.svg);
    this.settle();
  },
  onRemove() {
    this.svg.remove();
  },
  getEvents() {
    return { viewreset: this.settle, moveend: this.settle, zoom: this.follow, zoomanim: this.animate };
  },
  settle() {
    const map = this._map;
    const size = map.getSize();
    const pad = size.multiplyBy(PADDING).round();
    const whole = size.add(pad.multiplyBy(2));
    const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1));
    this.zoom = map.getZoom();
    this.centre = map.getCenter();
    this.corner = corner;
    this.svg.setAttribute("width", whole.x);
    this.svg.setAttribute("height", whole.y);
    L.DomUtil.setPosition(this.svg, corner);
    const k = map.options.crs.scale(this.zoom) / UNIT[this.proj];
    const shift = map.getPixelOrigin().add(corner);
    this.root.setAttribute("transform", `matrix(${k} 0 0 ${k} ${-shift.x} ${-shift.y})`);
    this.scale = k;
  },
  // While a pinch or an animation runs, only the element's own transform changes.
  follow() {
    if (this._map._animatingZoom) return;
    this.moveTo(this._map.getCenter(), this._map.getZoom());
  },
  /** @param {{ center: any, zoom: number }} event */
  animate(event) {
    this.moveTo(event.center, event.zoom);
  },
  /** @param {any} centre @param {number} zoom */
  moveTo(centre, zoom) {
    const map = this._map;
    const k = map.getZoomScale(zoom, this.zoom);
    const half = map.getSize().divideBy(2);
    const world = map.project(this.centre, zoom);
    const corner = half.multiplyBy(-k).add(world).subtract(map._getNewPixelOrigin(centre, zoom));
    const pad = map.getSize().multiplyBy(PADDING).round().multiplyBy(-k);
    L.DomUtil.setTransform(this.svg, corner.add(pad), k);
  },
});

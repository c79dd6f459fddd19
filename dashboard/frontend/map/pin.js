// Nodes of ours that Leaflet keeps on their place.

// An icon is a box that Leaflet keeps on its place, also while it zooms.
const Holder = L.Icon.extend({
  createIcon() { return this.options.node; },
  createShadow() { return null; },
});

// A marker that stands by left and top: Leaflet's own transform makes a layer of the screen out of each, and every
// frame pays for that. Only while a zoom runs does it move by a transform, which the browser then eases.
const Pin = L.Marker.extend({
  /** @param {{ x: number, y: number }} pos */
  _setPos(pos) {
    const { style } = this._icon;
    this._icon._leaflet_pos = pos;
    style.left = `${pos.x}px`;
    style.top = `${pos.y}px`;
    style.transform = "";
    this._zIndex = pos.y + this.options.zIndexOffset;
    this._resetZIndex();
  },
  /** @param {{ zoom: number, center: any }} event */
  _animateZoom(event) {
    const to = this._map._latLngToNewLayerPoint(this._latlng, event.zoom, event.center).round();
    const from = this._icon._leaflet_pos;
    this._icon.style.transform = `translate(${to.x - from.x}px, ${to.y - from.y}px)`;
  },
});

/** A marker of Leaflet's that shows a node. @type {(at: Frame.LngLat, node: HTMLElement, options?: Record<string, unknown>) => any} */
export const makePin = (at, node, options = {}) =>
  new Pin([at[1], at[0]], { icon: new Holder({ node }), interactive: false, keyboard: false, ...options });

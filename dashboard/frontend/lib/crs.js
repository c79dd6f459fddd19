// The two projections as Leaflet has them: Lambert's with true areas, and Web Mercator to compare.

import { distance, forward, inverse, mercatorMetres } from "./projection.js";

const projection = {
  bounds: L.bounds([-9e6, -9e6], [9e6, 9e6]),
  /** @param {import("./projection.js").LatLng} at */
  project({ lat, lng }) {
    const [x, y] = forward(lng, lat, [0, 0]);
    return L.point(x, y);
  },
  /** @param {{ x: number, y: number }} point */
  unproject({ x, y }) {
    const [lng, lat] = inverse(x, y);
    return L.latLng(lat, lng);
  },
};

// Zoom numbers mean what they mean in Web Mercator at 72 N, so a switch keeps the scale.
const METRES = mercatorMetres(72);
L.CRS.ArcticLAEA = L.extend({}, L.CRS, {
  code: "ArcticLAEA",
  projection,
  transformation: new L.Transformation(1, 0, -1, 0),
  infinite: true,
  /** @param {number} zoom */
  scale: (zoom) => 2 ** zoom / METRES,
  /** @param {number} scale */
  zoom: (scale) => Math.log2(scale * METRES),
  distance,
});

/**
 * @typedef {"laea" | "mercator"} Projection
 */

/** @type {Record<string, any>} */
export const CRS = { laea: L.CRS.ArcticLAEA, mercator: L.CRS.EPSG3857 };
// World units per unit of the drawing, some hundred metres: whole numbers do for a path, and they are short.
/** @type {Record<string, number>} */
export const UNIT = { laea: 1e-2, mercator: 400750.17 };

/**
 * From longitude and latitude to the drawing's plane (y down), for a projection; into `out`, if that is given.
 *
 * @param {string} proj
 * @returns {import("./projection.js").Plane}
 */
export const projector = (proj) => {
  const k = UNIT[proj];
  if (proj === "laea") {
    return (lng, lat, out = [0, 0]) => {
      forward(lng, lat, out);
      out[0] *= k;
      out[1] *= -k;
      return out;
    };
  }
  const crs = CRS[proj];
  const ll = { lat: 0, lng: 0 };
  return (lng, lat, out = [0, 0]) => {
    ll.lng = lng;
    ll.lat = lat;
    const point = crs.transformation._transform(crs.projection.project(ll), 1);
    out[0] = point.x * k;
    out[1] = point.y * k;
    return out;
  };
};

/**
 * Ground metres that one pixel covers at a latitude.
 *
 * @param {string} proj
 * @param {number} zoom
 * @param {number} lat
 * @returns {number}
 */
export const metresPerPixel = (proj, zoom, lat) =>
  proj === "laea" ? 1 / CRS.laea.scale(zoom) : mercatorMetres(lat) / 2 ** zoom;
/**
 * The zoom at which one pixel covers so many metres.
 *
 * @param {string} proj
 * @param {number} metres
 * @param {number} lat
 * @returns {number}
 */
export const zoomFor = (proj, metres, lat) =>
  proj === "laea" ? CRS.laea.zoom(1 / metres) : Math.log2(mercatorMetres(lat) / metres);

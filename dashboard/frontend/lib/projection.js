// Lambert's azimuthal equal-area projection round 72 N 40 W, in which areas are true; distances, great circles.

/**
 * @typedef {number[]} LngLat longitude and latitude in degrees
 * @typedef {{ lat: number, lng: number }} LatLng as Leaflet has it
 * @typedef {(lng: number, lat: number, out?: number[]) => number[]} Plane from degrees to a drawing's plane
 */

const A = 6378137; // WGS 84
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const RAD = Math.PI / 180;
const LAT0 = 72 * RAD;
const LNG0 = -40 * RAD;
const SPHERE = 6371007.181; // the authalic sphere: the same surface as the ellipsoid

// Sine of the authalic latitude from that of the geodetic one: the series of Snyder's 3-12, exact to a centimetre.
// Thousands of points go through here before the map is seen, so it takes no logarithm and no arc sine.
/** @type {(sine: number) => number} */
const series = (sine) => {
  const s = E2 * sine * sine;
  return sine * (2 + s * (4 / 3 + s * (6 / 5 + (s * 8) / 7)));
};
const POLE = series(1);
/** @type {(lat: number) => number} */
const authalicSine = (lat) => series(Math.sin(lat)) / POLE;
/** @type {(beta: number) => number} */
const geodetic = (beta) =>
  beta +
  (E2 / 3 + (31 * E2 ** 2) / 180 + (517 * E2 ** 3) / 5040) * Math.sin(2 * beta) +
  ((23 * E2 ** 2) / 360 + (251 * E2 ** 3) / 3780) * Math.sin(4 * beta) +
  ((761 * E2 ** 3) / 45360) * Math.sin(6 * beta);

const SIN0 = authalicSine(LAT0);
const COS0 = Math.sqrt(1 - SIN0 * SIN0);
// Keeps scale true in both directions at the centre.
const D = (A * Math.cos(LAT0)) / Math.sqrt(1 - E2 * Math.sin(LAT0) ** 2) / (SPHERE * COS0);

/**
 * Metres east and north of the centre, into `out`.
 *
 * @param {number} lng
 * @param {number} lat
 * @param {number[]} out
 */
export const forward = (lng, lat, out) => {
  const l = lng * RAD - LNG0;
  const sb = authalicSine(lat * RAD);
  const cb = Math.sqrt(1 - Math.min(1, sb * sb));
  const ahead = cb * Math.cos(l);
  const b = SPHERE * Math.sqrt(2 / Math.max(1e-9, 1 + SIN0 * sb + COS0 * ahead));
  out[0] = b * D * cb * Math.sin(l);
  out[1] = (b / D) * (COS0 * sb - SIN0 * ahead);
  return out;
};

/**
 * From metres east and north of the centre to [longitude, latitude].
 *
 * @param {number} x
 * @param {number} y
 * @returns {LngLat}
 */
export const inverse = (x, y) => {
  const rho = Math.hypot(x / D, D * y);
  if (rho < 1e-6) return [-40, 72];
  const c = 2 * Math.asin(Math.min(1, rho / (2 * SPHERE)));
  const beta = Math.asin(Math.cos(c) * SIN0 + (D * y * Math.sin(c) * COS0) / rho);
  const l = LNG0 + Math.atan2(x * Math.sin(c), D * rho * COS0 * Math.cos(c) - D * D * y * SIN0 * Math.sin(c));
  return [((l / RAD + 540) % 360) - 180, geodetic(beta) / RAD];
};

/**
 * Lambert's formula for long lines: within some ten metres of the ellipsoid's geodesic.
 *
 * @param {LatLng} a
 * @param {LatLng} b
 */
export const distance = (a, b) => {
  const p1 = Math.atan((1 - F) * Math.tan(a.lat * RAD));
  const p2 = Math.atan((1 - F) * Math.tan(b.lat * RAD));
  const h = Math.sin((p2 - p1) / 2) ** 2 + Math.cos(p1) * Math.cos(p2) * Math.sin(((b.lng - a.lng) * RAD) / 2) ** 2;
  const s = 2 * Math.asin(Math.min(1, Math.sqrt(h)));
  if (s < 1e-12) return 0;
  const p = (p1 + p2) / 2;
  const d = (p2 - p1) / 2;
  const x = ((s - Math.sin(s)) * (Math.sin(p) * Math.cos(d)) ** 2) / Math.cos(s / 2) ** 2;
  const y = ((s + Math.sin(s)) * (Math.cos(p) * Math.sin(d)) ** 2) / Math.sin(s / 2) ** 2;
  return A * (s - (F / 2) * (x + y));
};

/**
 * Path data of a line in the plane. Whole numbers, each as a step from the last, make it a third as long and quick to
 * read back; `fine` is how many of them a unit has. `cut(a, b)` says where the pen is lifted.
 *
 * @param {Plane} plane
 * @param {LngLat[]} line
 * @param {{ top?: number, fine?: number, closed?: boolean, cut?: ((a: LngLat, b: LngLat) => boolean) | null }} [how]
 */
export const trace = (plane, line, { top = 90, fine = 1, closed = false, cut = null } = {}) => {
  const at = [0, 0];
  let d = "";
  let pen = "M";
  let px = 0;
  let py = 0;
  for (let i = 0; i < line.length; i++) {
    const point = line[i];
    plane(point[0], point[1] < top ? point[1] : top, at);
    const x = Math.round(at[0] * fine);
    const y = Math.round(at[1] * fine);
    if (pen === "M" || (cut && cut(line[i - 1], point))) {
      d += `M${x} ${y}`;
      pen = "l";
    } else if (x !== px || y !== py) {
      d += `${pen}${x - px} ${y - py}`;
      pen = " ";
    }
    px = x;
    py = y;
  }
  return closed ? `${d}z` : d;
};

/** @type {(lng: number, lat: number) => number[]} */
const unit = (lng, lat) => {
  const c = Math.cos(lat * RAD);
  return [c * Math.cos(lng * RAD), c * Math.sin(lng * RAD), Math.sin(lat * RAD)];
};
/** @type {(xyz: number[]) => LngLat} */
const toLngLat = ([x, y, z]) => [Math.atan2(y, x) / RAD, Math.atan2(z, Math.hypot(x, y)) / RAD];

/**
 * Points of the great circle between two places, ends included.
 *
 * @param {LngLat} from
 * @param {LngLat} to
 * @param {number} steps
 * @returns {LngLat[]}
 */
export const greatCircle = (from, to, steps) => {
  const a = unit(from[0], from[1]);
  const b = unit(to[0], to[1]);
  const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  if (angle < 1e-9) return [from, to];
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    const u = Math.sin((1 - t) * angle) / Math.sin(angle);
    const v = Math.sin(t * angle) / Math.sin(angle);
    return toLngLat([u * a[0] + v * b[0], u * a[1] + v * b[1], u * a[2] + v * b[2]]);
  });
};

/**
 * A circle of true ground size.
 *
 * @param {number} lng
 * @param {number} lat
 * @param {number} metres
 * @returns {LngLat[]}
 */
export const groundCircle = (lng, lat, metres, steps = 48) => {
  const angle = metres / SPHERE;
  const phi = lat * RAD;
  return Array.from({ length: steps }, (_, i) => {
    const azimuth = (2 * Math.PI * i) / steps;
    const p = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(azimuth));
    const dl = Math.atan2(
      Math.sin(azimuth) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * Math.sin(p),
    );
    return [lng + dl / RAD, p / RAD];
  });
};

/**
 * Metres between two places along the ellipsoid.
 *
 * @param {LngLat} from
 * @param {LngLat} to
 */
export const groundDistance = (from, to) => distance({ lng: from[0], lat: from[1] }, { lng: to[0], lat: to[1] });

/**
 * Ground metres that one pixel of Web Mercator covers at zoom 0 and a latitude.
 *
 * @param {number} lat
 */
export const mercatorMetres = (lat) => (2 * Math.PI * A * Math.cos(lat * RAD)) / 256;

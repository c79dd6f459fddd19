// Two projections: Lambert azimuthal equal-area round 72 N 40 W (true areas), and Web Mercator to compare.
"use strict";
(() => {
  const A = 6378137; // WGS 84
  const F = 1 / 298.257223563;
  const E2 = F * (2 - F);
  const RAD = Math.PI / 180;
  const LAT0 = 72 * RAD;
  const LNG0 = -40 * RAD;
  const SPHERE = 6371007.181; // the authalic sphere: the same surface as the ellipsoid

  // Sine of the authalic latitude from that of the geodetic one: the series of Snyder's 3-12, exact to a centimetre.
  // Thousands of points go through here before the map is seen, so it takes no logarithm and no arc sine.
  const series = (sine) => {
    const s = E2 * sine * sine;
    return sine * (2 + s * (4 / 3 + s * (6 / 5 + (s * 8) / 7)));
  };
  const POLE = series(1);
  const authalicSine = (lat) => series(Math.sin(lat)) / POLE;
  const geodetic = (beta) =>
    beta +
    (E2 / 3 + (31 * E2 ** 2) / 180 + (517 * E2 ** 3) / 5040) * Math.sin(2 * beta) +
    ((23 * E2 ** 2) / 360 + (251 * E2 ** 3) / 3780) * Math.sin(4 * beta) +
    ((761 * E2 ** 3) / 45360) * Math.sin(6 * beta);

  const SIN0 = authalicSine(LAT0);
  const COS0 = Math.sqrt(1 - SIN0 * SIN0);
  // Keeps scale true in both directions at the centre.
  const D = (A * Math.cos(LAT0)) / Math.sqrt(1 - E2 * Math.sin(LAT0) ** 2) / (SPHERE * COS0);

  // Metres east and north of the centre, into `out`.
  const forward = (lng, lat, out) => {
    const l = lng * RAD - LNG0;
    const sb = authalicSine(lat * RAD);
    const cb = Math.sqrt(1 - Math.min(1, sb * sb));
    const ahead = cb * Math.cos(l);
    const b = SPHERE * Math.sqrt(2 / Math.max(1e-9, 1 + SIN0 * sb + COS0 * ahead));
    out[0] = b * D * cb * Math.sin(l);
    out[1] = (b / D) * (COS0 * sb - SIN0 * ahead);
    return out;
  };

  const projection = {
    bounds: L.bounds([-9e6, -9e6], [9e6, 9e6]),
    project({ lat, lng }) {
      const [x, y] = forward(lng, lat, [0, 0]);
      return L.point(x, y);
    },
    unproject({ x, y }) {
      const rho = Math.hypot(x / D, D * y);
      if (rho < 1e-6) return L.latLng(72, -40);
      const c = 2 * Math.asin(Math.min(1, rho / (2 * SPHERE)));
      const beta = Math.asin(Math.cos(c) * SIN0 + (D * y * Math.sin(c) * COS0) / rho);
      const l = LNG0 + Math.atan2(x * Math.sin(c), D * rho * COS0 * Math.cos(c) - D * D * y * SIN0 * Math.sin(c));
      return L.latLng(geodetic(beta) / RAD, ((l / RAD + 540) % 360) - 180);
    },
  };

  // Lambert's formula for long lines: within some ten metres of the ellipsoid's geodesic.
  const distance = (a, b) => {
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

  // Zoom numbers mean what they mean in Web Mercator at 72 N, so a switch keeps the scale.
  const METRES = (2 * Math.PI * A * Math.cos(LAT0)) / 256;
  L.CRS.ArcticLAEA = L.extend({}, L.CRS, {
    code: "ArcticLAEA",
    projection,
    transformation: new L.Transformation(1, 0, -1, 0),
    infinite: true,
    scale: (zoom) => 2 ** zoom / METRES,
    zoom: (scale) => Math.log2(scale * METRES),
    distance,
  });

  const CRS = { laea: L.CRS.ArcticLAEA, mercator: L.CRS.EPSG3857 };
  // World units per unit of the drawing, some hundred metres: whole numbers do for a path, and they are short.
  const UNIT = { laea: 1e-2, mercator: 400750.17 };

  // From longitude and latitude to the drawing's plane (y down), for a projection; into `out`, if that is given.
  const flat = (proj) => {
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
   * Path data of a line in the plane. Whole numbers, each as a step from the last, make it a third as long and quick to
   * read back; `fine` is how many of them a unit has. `cut(a, b)` says where the pen is lifted.
   */
  const trace = (plane, line, { top = 90, fine = 1, closed = false, cut = null } = {}) => {
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

  // Ground metres that one pixel covers at a latitude.
  const metresPerPixel = (proj, zoom, lat) =>
    proj === "laea" ? 1 / CRS.laea.scale(zoom) : (2 * Math.PI * A * Math.cos(lat * RAD)) / (256 * 2 ** zoom);
  const zoomFor = (proj, metres, lat) =>
    proj === "laea" ? CRS.laea.zoom(1 / metres) : Math.log2((2 * Math.PI * A * Math.cos(lat * RAD)) / (256 * metres));

  const unit = (lng, lat) => {
    const c = Math.cos(lat * RAD);
    return [c * Math.cos(lng * RAD), c * Math.sin(lng * RAD), Math.sin(lat * RAD)];
  };
  const toLngLat = ([x, y, z]) => [Math.atan2(y, x) / RAD, Math.atan2(z, Math.hypot(x, y)) / RAD];

  // Points of the great circle between two places, ends included.
  const greatCircle = (from, to, steps) => {
    const a = unit(...from);
    const b = unit(...to);
    const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
    if (angle < 1e-9) return [from, to];
    return Array.from({ length: steps + 1 }, (_, i) => {
      const t = i / steps;
      const u = Math.sin((1 - t) * angle) / Math.sin(angle);
      const v = Math.sin(t * angle) / Math.sin(angle);
      return toLngLat([0, 1, 2].map((k) => u * a[k] + v * b[k]));
    });
  };

  // A circle of true ground size.
  const groundCircle = (lng, lat, metres, steps = 48) => {
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

  Arctic.CRS = CRS;
  Arctic.UNIT = UNIT;
  Arctic.flat = flat;
  Arctic.trace = trace;
  Arctic.metresPerPixel = metresPerPixel;
  Arctic.zoomFor = zoomFor;
  Arctic.greatCircle = greatCircle;
  Arctic.groundCircle = groundCircle;
  Arctic.distance = (from, to) => distance({ lng: from[0], lat: from[1] }, { lng: to[0], lat: to[1] });
  // For tests: metres east and north of the centre.
  Arctic.project = (lng, lat) => {
    return forward(lng, lat, [0, 0]);
  };
  Arctic.unproject = (x, y) => {
    const { lat, lng } = projection.unproject({ x, y });
    return [lng, lat];
  };
})();

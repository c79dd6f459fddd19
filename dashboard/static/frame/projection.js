// Two projections: Lambert azimuthal equal-area round 72 N 40 W (true areas), and Web Mercator to compare.
"use strict";
(() => {
  const A = 6378137; // WGS 84
  const F = 1 / 298.257223563;
  const E2 = F * (2 - F);
  const E = Math.sqrt(E2);
  const RAD = Math.PI / 180;
  const LAT0 = 72 * RAD;
  const LNG0 = -40 * RAD;
  const SPHERE = 6371007.181; // the authalic sphere: the same surface as the ellipsoid

  const q = (sine) =>
    (1 - E2) * (sine / (1 - E2 * sine * sine) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E));
  const QP = q(1);
  const authalic = (lat) => Math.asin(Math.max(-1, Math.min(1, q(Math.sin(lat)) / QP)));
  const geodetic = (beta) =>
    beta +
    (E2 / 3 + (31 * E2 ** 2) / 180 + (517 * E2 ** 3) / 5040) * Math.sin(2 * beta) +
    ((23 * E2 ** 2) / 360 + (251 * E2 ** 3) / 3780) * Math.sin(4 * beta) +
    ((761 * E2 ** 3) / 45360) * Math.sin(6 * beta);

  const B0 = authalic(LAT0);
  const SIN0 = Math.sin(B0);
  const COS0 = Math.cos(B0);
  // Keeps scale true in both directions at the centre.
  const D = (A * Math.cos(LAT0)) / Math.sqrt(1 - E2 * Math.sin(LAT0) ** 2) / (SPHERE * COS0);

  const projection = {
    bounds: L.bounds([-9e6, -9e6], [9e6, 9e6]),
    project({ lat, lng }) {
      const beta = authalic(lat * RAD);
      const l = lng * RAD - LNG0;
      const sb = Math.sin(beta);
      const cb = Math.cos(beta);
      const b = SPHERE * Math.sqrt(2 / Math.max(1e-9, 1 + SIN0 * sb + COS0 * cb * Math.cos(l)));
      return L.point(b * D * cb * Math.sin(l), (b / D) * (COS0 * sb - SIN0 * cb * Math.cos(l)));
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
  // World units per kilometre-like unit of the drawing, so that path numbers stay short.
  const UNIT = { laea: 1e-3, mercator: 40075.017 };

  // From longitude and latitude to the drawing's plane (y down), for a projection.
  const flat = (proj) => {
    const crs = CRS[proj];
    const k = UNIT[proj];
    const ll = { lat: 0, lng: 0 };
    return (lng, lat) => {
      ll.lng = lng;
      ll.lat = lat;
      const point = crs.transformation._transform(crs.projection.project(ll), 1);
      return [point.x * k, point.y * k];
    };
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
  Arctic.metresPerPixel = metresPerPixel;
  Arctic.zoomFor = zoomFor;
  Arctic.greatCircle = greatCircle;
  Arctic.groundCircle = groundCircle;
  Arctic.distance = (from, to) => distance({ lng: from[0], lat: from[1] }, { lng: to[0], lat: to[1] });
  // For tests: metres east and north of the centre.
  Arctic.project = (lng, lat) => {
    const point = projection.project({ lat, lng });
    return [point.x, point.y];
  };
  Arctic.unproject = (x, y) => {
    const { lat, lng } = projection.unproject({ x, y });
    return [lng, lat];
  };
})();

// Lines on the ground, drawn by Leaflet under the symbols: a light one with a dark one on it.

/** @typedef {import("../lib/projection.js").LngLat} LngLat */
/** @typedef {{ show: (lines: LngLat[][]) => void }} Lines */

const STYLES = ["a-halo", "a-line"];

/** @type {(map: any) => Lines} */
export const makeLines = (map) => {
  /** @type {any[]} */
  let drawn = [];
  return {
    show: (lines) => {
      for (const one of drawn) one.remove();
      drawn = STYLES.flatMap((className) => lines.map((line) =>
        L.polyline(line.map(([lng, lat]) => [lat, lng]), { className, interactive: false, smoothFactor: 0.5 })));
      for (const one of drawn) one.addTo(map);
    },
  };
};

// What stands round our modules: Leaflet, Streamlit's script of its frame, and the three names that our bundles leave.

/** Leaflet, loaded before the frame's bundle. It brings no types. */
// deno-lint-ignore no-explicit-any
declare const L: any;

interface Window {
  /** The map's frame: app/main-map.js. */
  // deno-lint-ignore no-explicit-any
  arctic: any;
  /** The page: app/main-page.js. */
  // deno-lint-ignore no-explicit-any
  ArcticPage: any;
  /** The script in the start page itself: start/start.js; in the head of a published page: start/early.js. */
  ArcticStart: {
    say: (kind: string, on: boolean) => void;
    again: () => void;
    keys: import("./start/keys.js").Keys;
  };
  /** streamlit-folium's own, in the map's frame. */
  Streamlit?: { setFrameHeight?: (height: number) => void; events?: EventTarget };
}

interface PerformanceEntry {
  /** Of a resource; TypeScript's library has it on PerformanceResourceTiming alone. */
  readonly responseStatus?: number;
}

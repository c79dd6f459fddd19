// In the map's frame of a published page: what st_folium does for the live one. It makes the empty map and hands it what
// the page around it says.

const events = new EventTarget();
const streamlit = { events, joined: /** @type {import("../publish/site.js").Joined | null} */ (null) };
window.Streamlit = streamlit;

document.addEventListener("DOMContentLoaded", () => {
  const map = L.map("map_div", { center: [72, -40], zoom: 2, minZoom: 0, crs: L.CRS.ArcticLAEA, zoomControl: false });
  streamlit.joined = {
    say: (/** @type {any} */ message) => window.arctic.apply(map, structuredClone(message)),
    applyTheme: (/** @type {string} */ base) => events.dispatchEvent(new CustomEvent("streamlit:render", { detail: { theme: { base } } })),
  };
  window.parent.ArcticPage?.join(streamlit.joined); // its script may still be on the way, and then looks for it
});

// Where the map looks: the whole of Greenland, beside what lies over the map; or one thing that was chosen.
"use strict";
(() => {
  // The corners of Greenland, as longitude and latitude.
  const CORNERS = [
    [-33.0, 83.67], [-43.9, 59.77], [-73.1, 78.2], [-68.5, 76.0], [-11.3, 81.4], [-21.9, 70.2], [-20.0, 74.3],
    [-54.0, 67.0], [-51.9, 64.0], [-60.0, 82.0], [-22.0, 82.9], [-56.0, 73.5],
  ];
  const GAP = 22;
  const ON_PAPER = 311; // pixels from north to south: larger, the names come into each other's way between the lists

  // What the overlays leave free, in pixels of the pane.
  const room = (ctx) => {
    const { pane } = ctx.elements;
    const [w, h] = [pane.clientWidth, pane.clientHeight];
    if (ctx.present()) return { left: w * 0.3, top: h * 0.04, right: w * 0.9, bottom: h * 0.74 };
    if (ctx.narrow()) return { left: 24, top: 14, right: w - 24, bottom: h - 16 };
    const box = ctx.lensFolded ? null : Arctic.where(ctx).lens;
    const left = box ? box.x + box.w + GAP : w * (w > 600 ? 0.28 : 0.2);
    const key = ctx.paper() && Arctic.boxIn(pane, pane.querySelector(".legend"));
    const right = key && key.x > w / 2 ? key.x - 40 : w - 40;
    const sea = Math.max(8, (h - ON_PAPER) / 2);
    const [top, bottom] = ctx.paper() ? [sea, h - sea] : [20, h - 32];
    return { left: Math.min(left, w * 0.57), top, right, bottom };
  };

  /** The box round Greenland in the drawing's plane: {x0, y0, x1, y1}, south at y1. */
  Arctic.island = (proj) => {
    const flat = Arctic.flat(proj);
    const points = CORNERS.map(([lng, lat]) => flat(lng, lat));
    const xs = points.map((p) => p[0]);
    const ys = points.map((p) => p[1]);
    return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
  };

  Arctic.makeFit = (ctx) => {
    const { map } = ctx;
    let home = null;
    ctx.fit = (animate = false) => {
      const { pane } = ctx.elements;
      if (!pane.clientWidth || !pane.clientHeight) return;
      map.invalidateSize({ animate: false, pan: false });
      const space = room(ctx);
      const { x0, y0, x1, y1 } = Arctic.island(ctx.proj);
      const wide = x1 - x0;
      const high = y1 - y0;
      const scale = Math.min((space.right - space.left) / wide, (space.bottom - space.top) / high);
      const crs = Arctic.CRS[ctx.proj];
      const zoom = crs.zoom(scale * Arctic.UNIT[ctx.proj]);
      // Leftover room goes rather to the right, where the sea is wide and the tray stands.
      const free = space.right - space.left - wide * scale;
      const left = space.left + free * (ctx.narrow() ? 0.5 : 0.04);
      const top = (space.top + space.bottom - high * scale) / 2;
      const k = scale * Arctic.UNIT[ctx.proj];
      const centre = L.point(
        (x0 / Arctic.UNIT[ctx.proj]) * k - left + pane.clientWidth / 2,
        (y0 / Arctic.UNIT[ctx.proj]) * k - top + pane.clientHeight / 2,
      );
      const aim = crs.pointToLatLng(centre, zoom);
      map.setView(aim, zoom, { animate: animate && !ctx.still() });
      home = { centre: aim, zoom }; // not where the map is: it may still glide there
    };
    Object.defineProperty(ctx, "atHome", {
      get: () =>
        Boolean(home) && Math.abs(map.getZoom() - home.zoom) < 1e-6 && map.getCenter().distanceTo(home.centre) < 3 * ctx.metres(), // a new size rounds it
    });
    ctx.lookAt = (lngLat, metres) => {
      const zoom = metres ? Arctic.zoomFor(ctx.proj, metres, lngLat[1]) : map.getZoom();
      map.setView([lngLat[1], lngLat[0]], zoom, { animate: !ctx.still() });
    };
  };

  const spotsOf = (ctx, id) => (ctx.items || []).filter((item) => item.id === id && item.at).map((item) => item.at);

  // A choice from outside (a search, a link, a ring of the timeline) may lie out of sight, or under a list.
  Arctic.bringIntoView = (ctx, sel) => {
    if (!sel || sel.startsWith("nation:") || sel.startsWith("source:")) return;
    let at = null;
    let close = 0;
    if (sel.startsWith("place:")) {
      const place = ctx.atlas.places[sel.slice(6)];
      if (place && place.lat !== null) [at, close] = [[place.lon, place.lat], place.kind === "city abroad" ? 0 : 2200];
    } else if (sel.startsWith("event:")) {
      const event = ctx.events.get(sel.slice(6));
      // An event elsewhere in the world leaves the map where it is.
      if (event && event.lat !== null && Arctic.inGreenland(event.lon, event.lat)) at = [event.lon, event.lat];
    } else {
      at = spotsOf(ctx, sel)[0] || null;
    }
    if (!at) return;
    const point = ctx.map.latLngToContainerPoint([at[1], at[0]]);
    const size = ctx.map.getSize();
    const within = point.x > 40 && point.y > 40 && point.x < size.x - 40 && point.y < size.y - 40;
    const spot = { x: point.x, y: point.y, w: 1, h: 1 };
    const inside = within && !Arctic.where(ctx).lists.some((box) => Arctic.overlap(spot, box));
    if (close && ctx.metres() > close * 1.5) ctx.lookAt(at, close);
    else if (!inside) ctx.lookAt(at);
  };

  Arctic.inGreenland = (lng, lat) => lat > 59 && lat < 84 && lng > -74 && lng < (lat > 68 ? -9 : -32);
})();

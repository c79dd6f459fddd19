// The base map: one SVG in the plane of the projection, moved and scaled as one element.
"use strict";
(() => {
  const { svgEl } = Arctic;
  const GROUPS = ["deep", "lines", "land", "coast", "coast-near", "windows", "ice", "borders", "rings", "focus"];
  const PADDING = 0.5; // of the pane, drawn beyond its edges so that a drag finds the map there

  // The canvas that carries the groups; its g holds the drawing's plane, so strokes need no rescaling.
  Arctic.Plane = L.Layer.extend({
    initialize(proj) {
      this.proj = proj;
      this.svg = svgEl("svg", { class: "plane leaflet-zoom-animated", "aria-hidden": "true" });
      this.root = svgEl("g");
      this.defs = svgEl("defs");
      this.svg.append(this.defs, this.root);
      this.group = {};
      for (const name of GROUPS) this.root.append((this.group[name] = svgEl("g", { class: `g-${name}` })));
    },
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
      const k = map.options.crs.scale(this.zoom) / Arctic.UNIT[this.proj];
      const shift = map.getPixelOrigin().add(corner);
      this.root.setAttribute("transform", `matrix(${k} 0 0 ${k} ${-shift.x} ${-shift.y})`);
      this.scale = k;
    },
    // While a pinch or an animation runs, only the element's own transform changes.
    follow() {
      if (this._map._animatingZoom) return;
      this.moveTo(this._map.getCenter(), this._map.getZoom());
    },
    animate(event) {
      this.moveTo(event.center, event.zoom);
    },
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

  const rings = (geometry) => {
    if (!geometry) return [];
    const { type, coordinates } = geometry;
    if (type === "Polygon") return [coordinates];
    if (type === "MultiPolygon") return coordinates;
    if (type === "LineString") return [[coordinates]];
    if (type === "MultiLineString") return coordinates.map((line) => [line]);
    if (type === "GeometryCollection") return geometry.geometries.flatMap(rings);
    return [];
  };

  // Far from Greenland the equal-area plane folds over itself; nothing there is ever looked at.
  const tooFar = (ring) => ring.every(([, lat]) => lat < 15);

  // Edges that only exist because the world was cut at 180 degrees get no stroke.
  const seam = (a, b) => Math.abs(a[0]) > 179.9 && Math.abs(b[0]) > 179.9;

  Arctic.parts.basemap = (ctx) => {
    const { map } = ctx;
    const plane = new Arctic.Plane(ctx.proj);
    plane.addTo(map);
    ctx.plane = plane;
    const drawn = []; // what was drawn, to draw it again in another projection
    const asked = new Set();

    // Mercator stops short of the pole, the equal-area plane does not: `top` is the last latitude drawn.
    const write = ({ nodes, ring, closed, fine, cut }) => {
      const flat = Arctic.flat(ctx.proj);
      const top = ctx.proj === "laea" ? 90 : 85.05;
      const path = (how) => ring.map((line) => Arctic.trace(flat, line, { top, fine, ...how })).join("");
      nodes[0].setAttribute("d", path({ closed }));
      if (nodes[1]) nodes[1].setAttribute("d", path({ cut }));
    };

    const add = (group, collection, { cls, closed = true, fine = 1, edge = "", cut = seam } = {}) => {
      const holder = typeof group === "string" ? plane.group[group] : group;
      const made = document.createDocumentFragment();
      for (const feature of collection.features) {
        for (const ring of rings(feature.geometry)) {
          if (tooFar(ring[0])) continue;
          const name = typeof cls === "function" ? cls(feature) : cls;
          // The shore is a line of its own only where the world's cut must stay unseen.
          const apart = edge && ring.some((line) => line.some((point, i) => i && cut(line[i - 1], point)));
          const nodes = [svgEl("path", { class: edge && !apart ? `${name} ${edge}` : name })];
          if (apart) nodes.push(svgEl("path", { class: `${edge} bare` }));
          if (fine !== 1) for (const node of nodes) node.setAttribute("transform", `scale(${1 / fine})`);
          const entry = { nodes, ring, closed, fine, cut };
          write(entry);
          drawn.push(entry);
          made.append(...nodes);
        }
      }
      holder.append(made);
    };

    // What is missing is told, except the quiet extras.
    const fetchOnce = (name, use, extra = false) => {
      if (asked.has(name)) return null;
      asked.add(name);
      const here = ctx.data.geo[name]; // what is seen first came with the evidence
      delete ctx.data.geo[name];
      const coming = here ? Promise.resolve(here) : ctx.io.load(`geo/${name}`);
      return coming.then(use).catch((error) => {
        if (extra) {
          console.warn(error);
          return;
        }
        asked.delete(name);
        ctx.fail(error);
      });
    };

    const depth = (feature) => `depth d${Math.abs(feature.properties.depth_m || 0)}`;
    const first = Promise.all([
      fetchOnce("coast-5km", (data) => add("coast", data, { cls: "gl" })),
      fetchOnce("land", (data) => add("land", data, { cls: "land", edge: "land-edge" })),
      fetchOnce("ice", (data) => add("ice", data, { cls: "ice" })),
      fetchOnce("graticule", (data) => add("lines", data, { cls: "graticule", closed: false })),
      fetchOnce("arctic_circle", (data) => add("lines", data, { cls: "arctic-circle", closed: false })),
    ]);
    // Quiet extras wait until the symbols stand.
    first.then(() => Arctic.whenIdle(() => {
      fetchOnce("bathymetry", (data) => add("deep", data, { cls: depth }), true);
      fetchOnce("pituffik", (data) => add("borders", data, { cls: "enclave" }), true);
    }));

    const windows = Arctic.townWindows(ctx, plane, add, fetchOnce);

    const detail = () => {
      const metres = ctx.metres();
      const near = metres < 900;
      plane.svg.classList.toggle("near", near && asked.has("coast-1km-done"));
      plane.svg.classList.toggle("no-ice", map.getZoom() > 7);
      plane.svg.classList.toggle("borders-on", metres < 2600 && metres > 60);
      if (near) {
        const arrived = fetchOnce("coast-1km", (data) => {
          add("coast-near", data, { cls: "gl", fine: 10 });
          asked.add("coast-1km-done");
        });
        if (arrived) arrived.then(detail);
      }
      if (metres < 2600) {
        const draw = (data) => add("borders", data, { cls: "municipality", closed: false });
        fetchOnce("municipality_lines", draw, true);
      }
      windows.detail(metres);
    };
    map.on("moveend", detail);
    detail();

    return {
      first,
      // Same map, other plane: the paths are written again, nothing is mounted.
      reproject() {
        plane.proj = ctx.proj;
        for (const entry of drawn) write(entry);
        windows.reproject();
        plane.settle();
      },
    };
  };
})();

// Great circles from where a nation's people and posts stand to its capital, with the distance.
"use strict";
(() => {
  const { svgEl, el } = Arctic;
  const MOST = 4; // lines from more spots would only repeat each other

  Arctic.parts.focus = (ctx) => {
    const { map } = ctx;
    const { pane } = ctx.elements;
    const labels = el("div", "distances");
    labels.setAttribute("aria-hidden", "true");
    pane.append(labels);
    let lines = [];
    let drawn = "";

    const spots = (nation) => {
      const seen = new Map();
      for (const item of ctx.items) {
        if (item.subject.actor !== nation || Arctic.isOver(item)) continue;
        if (!item.at || !Arctic.inGreenland(...item.at)) continue;
        if (ctx.spoken && !ctx.spoken(item.subject)) continue;
        const at = item.nuuk ? Arctic.NUUK : item.at;
        seen.set(at.map((n) => n.toFixed(0)).join(), at);
      }
      return [...seen.values()].slice(0, MOST);
    };

    // The number stands on the farther part of the line that is in sight and under nothing.
    const placeLabels = () => {
      if (!lines.length) return;
      const size = map.getSize();
      const over = Arctic.where(ctx).lists;
      const free = (p) =>
        p.x > 60 && p.y > 30 && p.x < size.x - 70 && p.y < size.y - 20 &&
        !over.some((box) =>
          p.x > box.x - 60 && p.x < box.x + box.w + 60 && p.y > box.y - 6 && p.y < box.y + box.h + 20);
      for (const line of lines) {
        const points = line.points.map(([lng, lat]) => map.latLngToContainerPoint([lat, lng])).filter(free);
        line.node.hidden = points.length === 0;
        if (!points.length) continue;
        const { x, y } = points[Math.floor((points.length - 1) * 0.8)];
        line.node.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -125%)`;
      }
    };

    const draw = () => {
      const subject = ctx.scene && ctx.subjects.get(ctx.sel);
      const nation = ctx.sel.startsWith("nation:") ? ctx.sel.slice(7) : subject ? subject.actor : "";
      const actor = ctx.atlas.actors[nation];
      const from = actor && actor.lat !== null && actor.lat !== undefined ? spots(nation) : [];
      const sign = `${nation}|${ctx.proj}|${ctx.lang}|${from.join(";")}`;
      if (sign === drawn) return;
      drawn = sign;
      const flat = Arctic.flat(ctx.proj);
      lines = from.map((at) => {
        const to = [actor.lon, actor.lat];
        const points = Arctic.greatCircle(at, to, 160);
        const km = Math.round(Arctic.distance(at, to) / 1000);
        const path = svgEl("path", {
          class: "great-circle",
          d: Arctic.trace(flat, points),
        });
        const text = ctx.words("map.focus.distance", { place: actor.capital, km: ctx.fmtCount(km) });
        return { points, path, node: el("span", "distance", text), text };
      });
      ctx.plane.group.focus.replaceChildren(...lines.map((line) => line.path));
      labels.replaceChildren(...lines.map((line) => line.node));
      ctx.distances = lines.map((line) => line.text);
      placeLabels();
    };
    map.on("move zoomend resize viewreset", placeLabels);
    return { stand: draw };
  };
})();

// Great circles to a capital, with the distance: from all places of the nation in focus, or from what is chosen.
"use strict";
(() => {
  const { svgEl, el } = Arctic;
  const MOST = 8; // lines from more spots would only repeat each other

  Arctic.parts.focus = (ctx) => {
    const { map } = ctx;
    const { pane } = ctx.elements;
    const labels = el("div", "distances");
    labels.setAttribute("aria-hidden", "true");
    pane.append(labels);
    let lines = [];
    let drawn = "";

    // A nation by its own card, by a scene or as the only one that Countries leaves; else the one chosen thing.
    const focused = () => {
      const subject = ctx.subjects.get(ctx.sel);
      if (ctx.sel.startsWith("nation:")) return { nation: ctx.sel.slice(7) };
      if (subject) return { nation: subject.actor, id: ctx.scene ? "" : subject.id };
      const { nations } = ctx.view;
      return { nation: !ctx.scene && nations.length === 1 ? nations[0] : "" };
    };

    const spots = ({ nation, id }) => {
      const seen = new Map();
      for (const item of ctx.items) {
        if (item.subject.actor !== nation || Arctic.isOver(item) || (id && item.id !== id)) continue;
        if (!item.at || !Arctic.inGreenland(...item.at)) continue;
        if (ctx.spoken && !ctx.spoken(item.subject)) continue;
        const at = item.nuuk ? Arctic.NUUK : item.at;
        seen.set(at.map((n) => n.toFixed(0)).join(), at);
      }
      return [...seen.values()].slice(0, MOST);
    };

    const EDGE = { left: 12, top: 16, right: 12, bottom: 20 };

    // The number stands above the farther part of the line that is in sight, else below it, and on nothing else.
    const placeLabels = (taken) => {
      if (!lines.length) return;
      const size = map.getSize();
      const kept = [...taken];
      for (const { node } of lines) node.hidden = false;
      const sizes = lines.map(({ node }) => ({ w: node.offsetWidth + 8, h: node.offsetHeight + 2 }));
      lines.forEach((line, at) => {
        const { w, h } = sizes[at];
        const boxAt = (p, up) => ({ x: p.x - w / 2, y: p.y + h * (up ? -1.25 : 0.25), w, h });
        const free = (box) => {
          const across = box.x > EDGE.left && box.x + w < size.x - EDGE.right;
          const within = across && box.y > EDGE.top && box.y + h < size.y - EDGE.bottom;
          return within && !kept.some((other) => Arctic.overlap(box, other));
        };
        const points = line.points.map(([lng, lat]) => map.latLngToContainerPoint([lat, lng]));
        const found = [true, false].map((up) => points.map((p) => boxAt(p, up)).filter(free)).find((some) => some.length);
        line.node.hidden = !found;
        if (!found) return;
        const box = found[Math.floor((found.length - 1) * 0.8)];
        line.node.style.transform = `translate(${Math.round(box.x + 4)}px, ${Math.round(box.y + 1)}px)`;
        kept.push(box);
      });
    };
    // While the map is dragged the names move along; where they come to rest is told by the names themselves.
    const follow = () => placeLabels(Arctic.where(ctx).lists);
    ctx.on("named", placeLabels);

    const draw = () => {
      const whose = focused();
      const actor = ctx.atlas.actors[whose.nation];
      const from = actor && actor.lat !== null && actor.lat !== undefined ? spots(whose) : [];
      const sign = `${whose.nation}|${ctx.proj}|${ctx.lang}|${from.join(";")}`;
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
        const text = ctx.words("map.focus.distance", { place: ctx.capital(actor), km: ctx.fmtCount(km) });
        return { points, path, node: el("span", "distance", text), text };
      });
      ctx.plane.group.focus.replaceChildren(...lines.map((line) => line.path));
      labels.replaceChildren(...lines.map((line) => line.node));
      ctx.distances = lines.map((line) => line.text);
      placeLabels(ctx.named || Arctic.where(ctx).lists);
    };
    map.on("move zoomend resize viewreset", follow);
    return { stand: draw };
  };
})();

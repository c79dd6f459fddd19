// Groups what stands closer together than its symbols are wide, so that neighbours never cover each other.
"use strict";
(() => {
  Arctic.APART = 24; // pixels
  const APART_SMALL = 19; // on a phone: two symbols beside each other, for each place wants its own name
  const TOWN = 9e3; // metres round a town that count as the town
  // A town that holds nothing is named from this scale on (metres a pixel), by its rank.
  const named = (ctx, rank) => (rank < (ctx.scene ? 3 : 5) ? Infinity : ctx.scene ? 0 : rank < 10 ? 3600 : 2100);
  const SETTLEMENT = 700;

  const towns = (ctx) => {
    if (!ctx.towns) {
      ctx.towns = Object.entries(ctx.atlas.places)
        .filter(([, p]) => (p.kind === "town" || p.kind === "settlement") && p.lat !== null)
        .map(([id, p]) => {
          const rank = Arctic.shapes.towns.indexOf(id);
          return { id, at: [p.lon, p.lat], rank: rank < 0 ? (p.kind === "town" ? 30 : 50) : rank, kind: p.kind };
        })
        .sort((a, b) => a.rank - b.rank);
    }
    return ctx.towns;
  };

  const homes = new Map();
  const townAt = (ctx, at) => {
    const key = at.join();
    if (!homes.has(key)) {
      let best = null;
      for (const town of towns(ctx)) {
        const away = Math.abs(town.at[1] - at[1]) > 0.2 ? Infinity : Arctic.distance(town.at, at);
        if (away < TOWN && (!best || away < best.away)) best = { id: town.id, away, rank: town.rank };
      }
      homes.set(key, best);
    }
    return homes.get(key);
  };

  const order = (kind) => Arctic.KINDS.indexOf(kind);

  // On the map and in the list of Nuuk alike: posts, honorary ones after them, then sites, then people by how sure they are.
  const standing = ({ subject, state }) => {
    if (subject.kind === "post") return Arctic.isHonorary(subject, state) ? -1 : -2;
    return order(subject.kind) + (subject.kind === "contingent" ? Arctic.precedence({ state }) : 0);
  };
  /** Items as they follow each other at one place; among equals the data's order. */
  Arctic.inOrder = (items) => [...items].sort((a, b) => standing(a) - standing(b));

  const DRIFT = 12; // pixels: a symbol that stands farther from its place is tied to it by a line
  // Where the things of a cluster truly are, seen from where it stands, if that is elsewhere: [[x, y], …].
  const movedOf = (cluster, pixel) => {
    const seen = new Map();
    for (const { at } of cluster.items) {
      const p = pixel(at);
      const off = [Math.round(p.x - cluster.pixel.x), Math.round(p.y - cluster.pixel.y)];
      if (Math.hypot(...off) > DRIFT) seen.set(off.join(), off);
    }
    return [...seen.values()];
  };

  // Places drawn as one are both named, those with people first; a phone has room for one name.
  const titleOf = (ctx, cluster) => {
    const peopled = ({ subject, state }) => subject.kind === "contingent" && !Arctic.panel.isOver(state.step);
    const homes = (items) => items.map((item) => (townAt(ctx, item.at) || { id: item.place }).id);
    const named = [...new Set([...homes(cluster.items.filter(peopled)), cluster.place])];
    if (cluster.nuuk || named.length < 2) return ctx.placeName(cluster.place);
    return named.slice(0, ctx.narrow() ? 1 : 2).map(ctx.placeName).join(" · ");
  };

  /** Clusters for the zoom in view: [{id, at, title, place, items, rank, moved}], most important first. */
  Arctic.clusters = (ctx, apart = ctx.narrow() ? APART_SMALL : Arctic.APART) => {
    const metres = ctx.metres();
    const pixel = (at) => ctx.map.latLngToLayerPoint([at[1], at[0]]);
    // On a phone what is over stands in the rows below; the small map shows what is there or to come.
    const small = ctx.narrow();
    const items = ctx.items.filter((item) =>
      item.where === "map" && !(small && Arctic.isOver(item) && item.id !== ctx.sel));
    // Bases first, so that they keep their own ground; inside one kind the data's order.
    items.sort((a, b) => order(a.subject.kind) - order(b.subject.kind));
    const list = [];
    const join = (at, reach) => {
      const p = pixel(at);
      return list.find((c) => Math.hypot(c.pixel.x - p.x, c.pixel.y - p.y) < reach);
    };
    for (const item of items) {
      const found = join(item.at, apart);
      if (found) found.items.push(item);
      else {
        const town = townAt(ctx, item.at);
        list.push({ at: item.at, pixel: pixel(item.at), items: [item], town, rank: town ? town.rank : 20 });
      }
    }
    for (const town of towns(ctx)) {
      if (town.kind === "settlement" ? metres > SETTLEMENT : metres > named(ctx, town.rank)) continue;
      const found = join(town.at, Arctic.APART);
      if (found) {
        if (!found.town || found.town.rank > town.rank) found.town = town;
        found.rank = Math.min(found.rank, town.rank);
      } else {
        list.push({ at: town.at, pixel: pixel(town.at), items: [], town, rank: town.rank });
      }
    }
    list.sort((a, b) => a.rank - b.rank || b.items.length - a.items.length);
    const taken = new Set();
    for (const cluster of list) {
      const first = cluster.items[0];
      const second = cluster.town && taken.has(cluster.town.id);
      const nuuk = Boolean(cluster.town) && cluster.town.id === "nuuk" && !second;
      // A site that stands apart from its town at this zoom goes by its own name.
      cluster.place = cluster.town && !second ? cluster.town.id : first ? first.place : cluster.town.id;
      cluster.id = second && first ? first.key : cluster.place;
      taken.add(cluster.place);
      cluster.lens = nuuk && ctx.lens;
      cluster.nuuk = nuuk;
      cluster.items = Arctic.inOrder(cluster.items);
      cluster.title = titleOf(ctx, cluster);
      cluster.moved = movedOf(cluster, pixel);
    }
    return list;
  };
})();

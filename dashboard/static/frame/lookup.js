// States are looked up, never computed: a rectangle holds for known-by and as-of days from … to.
"use strict";
(() => {
  Arctic.ALL = "9999-12-31";

  Arctic.lookup = (atlas) => {
    const fields = atlas.fields;
    const made = atlas.values.map((row) => {
      const state = {};
      fields.forEach((name, i) => (state[name] = row[i]));
      return Object.freeze(state);
    });
    const rectangles = atlas.states;

    // The place in the list of values, or -1 for no word.
    const indexAt = (id, day, known) => {
      const list = rectangles[id];
      if (!list) return -1;
      for (let i = 0; i < list.length; i++) {
        const r = list[i];
        if (day >= r[2] && day <= r[3] && known >= r[0] && known <= r[1]) return r[4];
      }
      return -1;
    };

    return {
      made,
      indexAt,
      at: (id, day, known) => made[indexAt(id, day, known)] || null,
      // The runs of one subject over the days, for what was known by then: [{from, to, state}].
      runs: (id, known) =>
        (rectangles[id] || [])
          .filter((r) => known >= r[0] && known <= r[1])
          .sort((a, b) => (a[2] < b[2] ? -1 : 1))
          .map((r) => ({ from: r[2], to: r[3], state: made[r[4]] })),
      has: (id) => Boolean(rectangles[id] && rectangles[id].length),
    };
  };

  // Claims arrive as rows; they leave as objects, by id and by subject.
  Arctic.readClaims = (raw) => {
    const byId = new Map();
    const bySubject = new Map();
    for (const row of raw.claims) {
      const claim = {};
      raw.fields.forEach((name, i) => (claim[name] = row[i]));
      byId.set(claim.id, claim);
      if (!bySubject.has(claim.subject)) bySubject.set(claim.subject, []);
      bySubject.get(claim.subject).push(claim);
    }
    return { byId, bySubject, sources: raw.sources };
  };
})();

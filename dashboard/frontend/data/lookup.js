// States are looked up, never computed: for one day of knowledge a span holds for the days from … to.
"use strict";
(() => {
  Arctic.ALL = "9999-12-31";

  const CLAIMS = 12; // selections whose claims are kept

  const at = (spans, day) => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle][0] <= day) low = middle + 1;
      else high = middle;
    }
    const span = low ? spans[low - 1] : null;
    return span && day <= span[1] ? span : null;
  };

  /**
   * The states by day of knowledge. Those that the first look needs are there from the start; `ensure` fetches others.
   * A state has a number of its own, whatever day of knowledge it came with.
   */
  Arctic.lookup = (fields, first, load) => {
    const made = [];
    const known = new Map(); // day of knowledge to subject to spans [from, to, number]
    const asked = new Map();

    const take = (day, { values, states }) => {
      const start = made.length;
      for (const row of values) made.push(Object.freeze(Object.fromEntries(fields.map((name, i) => [name, row[i]]))));
      const own = new Map(Object.entries(states).map(([id, spans]) =>
        [id, spans.map(([from, to, number]) => [from, to, start + number])]));
      known.set(day, own);
    };
    for (const [day, slice] of Object.entries(first)) take(day, slice);

    const spansOf = (id, day) => (known.get(day) || new Map()).get(id) || [];
    const indexAt = (id, day, knowledge) => {
      const span = at(spansOf(id, knowledge), day);
      return span ? span[2] : -1; // no word
    };
    const fetched = async (day) => {
      try {
        take(day, await load(`states/${day}`));
      } finally {
        asked.delete(day);
      }
    };

    return {
      made,
      indexAt,
      at: (id, day, knowledge) => made[indexAt(id, day, knowledge)] || null,
      // The runs of one subject over the days, for what was known by then: [{from, to, state}].
      runs: (id, knowledge) => spansOf(id, knowledge).map(([from, to, number]) => ({ from, to, state: made[number] })),
      /** The days from which a state holds, by all that the first look knows. */
      changes: () => [...known.values().next().value.values()].flatMap((spans) => spans.map(([from]) => from)),
      has: (id) => [...known.values()].some((own) => own.has(id)),
      /** A promise of the states by a day of knowledge; null where they are here. */
      ensure: (day) => {
        if (known.has(day)) return null;
        if (!asked.has(day)) asked.set(day, fetched(day));
        return asked.get(day);
      },
    };
  };

  /** The claims of a selection, fetched once; the last few are kept. */
  Arctic.claimStore = (load) => {
    const kept = new Map();
    return (sel) => {
      if (!kept.has(sel)) {
        const asked = load(`claims/${encodeURIComponent(sel)}`).then(Arctic.readClaims);
        kept.set(sel, asked);
        asked.catch(() => kept.delete(sel));
        if (kept.size > CLAIMS) kept.delete(kept.keys().next().value);
      }
      return kept.get(sel);
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

// States are looked up, never computed: for one day of knowledge a span holds for the days from … to.

const CLAIMS = 12; // selections whose claims are kept

/** @type {(spans: Payload.States["states"][string], day: string) => [string, string, number] | null} */
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
 *
 * @param {string[]} fields names of the cells of a state
 * @param {Record<string, Payload.States>} first
 * @param {(name: string) => Promise<any>} load
 * @returns {Frame.StateTable}
 */
export const makeStateTable = (fields, first, load) => {
  /** @type {Payload.State[]} */
  const made = [];
  /** @type {Map<string, Map<string, [string, string, number][]>>} day of knowledge to subject to spans */
  const known = new Map();
  /** @type {Map<string, Promise<void>>} */
  const pending = new Map();

  /** @type {(day: string, slice: Payload.States) => void} */
  const take = (day, { values, states }) => {
    const start = made.length;
    for (const row of values) made.push(/** @type {any} */ (Object.freeze(Object.fromEntries(fields.map((name, i) => [name, row[i]])))));
    /** @type {Map<string, [string, string, number][]>} */
    const bySubject = new Map();
    for (const [id, spans] of Object.entries(states)) bySubject.set(id, spans.map(([from, to, number]) => [from, to, start + number]));
    known.set(day, bySubject);
  };
  for (const [day, slice] of Object.entries(first)) take(day, slice);

  /** @type {(id: string, day: string) => [string, string, number][]} */
  const spansOf = (id, day) => known.get(day)?.get(id) || [];
  /** @type {(id: string, day: string, knowledge: string) => number} */
  const indexAt = (id, day, knowledge) => {
    const span = at(spansOf(id, knowledge), day);
    return span ? span[2] : -1; // no word
  };
  /** @param {string} day */
  const fetched = async (day) => {
    try {
      take(day, await load(`states/${day}`));
    } finally {
      pending.delete(day);
    }
  };

  return {
    made,
    indexAt,
    at: (id, day, knowledge) => made[indexAt(id, day, knowledge)] || null,
    // The runs of one subject over the days, for what was known by then: [{from, to, state}].
    runs: (id, knowledge) => spansOf(id, knowledge).map(([from, to, number]) => ({ from, to, state: made[number] })),
    /** The days from which a state holds, by all that the first look knows. */
    changes: () => [...([...known.values()][0]?.values() || [])].flatMap((spans) => spans.map(([from]) => from)),
    has: (id) => [...known.values()].some((bySubject) => bySubject.has(id)),
    /** A promise of the states by a day of knowledge; null where they are here. */
    ensure: (day) => {
      if (known.has(day)) return null;
      const coming = pending.get(day) || fetched(day);
      pending.set(day, coming);
      return coming;
    },
  };
};

/**
 * The claims of a selection, fetched once; the last few are kept.
 *
 * @param {(name: string) => Promise<any>} load
 * @returns {(sel: string) => Promise<Frame.Evidence>}
 */
export const claimStore = (load) => {
  /** @type {Map<string, Promise<Frame.Evidence>>} */
  const kept = new Map();
  return (sel) => {
    const known = kept.get(sel);
    if (known) return known;
    const coming = load(`claims/${encodeURIComponent(sel)}`).then(readClaims);
    kept.set(sel, coming);
    coming.catch(() => kept.delete(sel));
    const [oldest] = kept.keys();
    if (kept.size > CLAIMS) kept.delete(oldest);
    return coming;
  };
};

/**
 * Claims arrive as rows; they leave as objects, by id and by subject.
 *
 * @param {Payload.Claims} raw
 * @returns {Frame.Evidence}
 */
export const readClaims = (raw) => {
  /** @type {Frame.Evidence} */
  const evidence = { byId: new Map(), bySubject: new Map(), sources: raw.sources };
  for (const row of raw.claims) {
    const claim = /** @type {Frame.Claim} */ (Object.fromEntries(raw.fields.map((name, i) => [name, row[i]])));
    evidence.byId.set(claim.id, claim);
    const others = evidence.bySubject.get(claim.subject);
    if (others) others.push(claim);
    else evidence.bySubject.set(claim.subject, [claim]);
  }
  return evidence;
};

// The life of a subject: one segment per step, as known on the day of knowledge.

/**
 * @typedef {{ eventDays: Map<string, Payload.Event[]>, lives: Map<string, Frame.Segment[]> }} Store
 */

/** @type {WeakMap<Payload.Atlas, Store>} */
const stores = new WeakMap();

/**
 * What is worked out once per data set: events by day, and lives as they are asked for.
 *
 * @param {{ atlas: Payload.Atlas }} ctx
 * @returns {Store}
 */
export const storeOf = (ctx) => {
  const known = stores.get(ctx.atlas);
  if (known) return known;
  /** @type {Store} */
  const store = { eventDays: new Map(), lives: new Map() };
  for (const event of ctx.atlas.events) {
    const events = store.eventDays.get(event.date);
    if (events) events.push(event);
    else store.eventDays.set(event.date, [event]);
  }
  stores.set(ctx.atlas, store);
  return store;
};

// A number joins a segment on the day from which it holds, and only where it says something new.
// `claimed` is that day as its claim writes it, perhaps a year alone; empty where the claim has no day.
/** @type {(segment: Frame.Segment, from: string, state: Payload.State) => void} */
const count = (segment, from, { low, high, counts, rounded, number_day: claimed }) => {
  if (low === null && high === null) return;
  Object.assign(segment, { low, high });
  const before = segment.numbers[segment.numbers.length - 1];
  if (before && before.low === low && before.high === high) return;
  segment.numbers.push({ day: from, claimed, low, high, counts, rounded });
};

/**
 * The life of a subject as known on ctx.known: one segment per step, in order of days.
 *
 * @param {Pick<Frame.Context, "atlas" | "known" | "runs">} ctx
 * @param {string} id
 * @returns {Frame.Segment[]}
 */
export const lifeOf = (ctx, id) => {
  const store = storeOf(ctx);
  const key = ctx.known + "|" + id;
  const made = store.lives.get(key);
  if (made) return made;
  /** @type {Frame.Segment[]} */
  const segments = [];
  for (const { from, to, state } of ctx.runs(id)) {
    const stale = state.last_known ? "last_known" : state.unconfirmed ? "unconfirmed" : "";
    const last = segments[segments.length - 1];
    const { step, since, due } = state;
    if (last && last.step === step && last.stale === stale) {
      Object.assign(last, { to, due: due || last.due, since: since || last.since, last: state.last || last.last });
      count(last, from, state);
    } else if (step) {
      segments.push({ from, to, step, stale, low: null, high: null, since, due, last: state.last, numbers: [] });
      count(segments[segments.length - 1], from, state);
    }
  }
  if (store.lives.size > 400) store.lives.clear();
  store.lives.set(key, segments);
  return segments;
};
/** @type {(segments: Frame.Segment[], day: string) => number} */
export const segmentAt = (segments, day) => segments.findIndex((s) => s.from <= day && day <= s.to);

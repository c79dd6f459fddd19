// Who runs a site changes with the day: it stands in its state, never in the subject itself.

/** @type {WeakMap<Payload.Subject, Map<string, Payload.Subject>>} */
const made = new WeakMap();

/**
 * A subject as it is in a state: a site with the actor who runs it then, anything else as it always is.
 *
 * @type {(subject: Payload.Subject, state: Payload.State | null) => Payload.Subject}
 */
export const ofDay = (subject, state) => {
  const actor = state ? state.actor : "";
  if (subject.kind === "post" || subject.kind === "contingent" || subject.actor === actor) return subject;
  const known = made.get(subject) || new Map();
  const found = known.get(actor) || { ...subject, actor };
  made.set(subject, known.set(actor, found));
  return found;
};

/**
 * Who ran it over the days, as far as claims say: the state that says it first, and the days for which it holds.
 *
 * @typedef {{ actor: string, state: Payload.State, from: string, to: string }} Runner
 * @type {(ctx: Pick<Frame.Context, "runs">, id: string) => Runner[]}
 */
export const runners = (ctx, id) => {
  /** @type {Runner[]} */
  const found = [];
  for (const { from, to, state } of ctx.runs(id)) {
    const last = found[found.length - 1];
    if (last && last.actor === state.actor) last.to = to;
    else found.push({ actor: state.actor, state, from, to });
  }
  return found;
};

// Counts in words: posts by the group that Python gave each, people by contingent; the same in legend, lists and labels.

const GROUPS = ["office", "honorary", "own", "abroad"];
const EARLIER = "attested";

/** Whether a post is open by a report that has not grown old. @type {(state: Payload.State) => boolean} */
export const isNow = ({ step, last_known: old }) => step === "open" && !old;
/** Whether a post was only seen at work, or is open by an old report alone. @type {(state: Payload.State) => boolean} */
export const isEarlier = ({ step, last_known: old }) => step === EARLIER || (step === "open" && old);

/**
 * What the posts among some items are, in the words of the sentence: [{items, text}], the first open ones first.
 *
 * @type {(words: Frame.Context["words"], items: Frame.Item[]) => { items: Frame.Item[], text: string }[]}
 */
export const postGroups = (words, items) => {
  const posts = items.filter(({ subject }) => subject.kind === "post");
  /** @type {{ items: Frame.Item[], text: string }[]} */
  const found = [];
  /** @type {(chosen: Frame.Item[], key: string) => void} */
  const add = (chosen, key) => {
    if (chosen.length) found.push({ items: chosen, text: words(key, { n: chosen.length }) });
  };
  for (const group of GROUPS) {
    const members = posts.filter(({ state }) => state.group === group);
    add(members.filter(({ state }) => isNow(state)), `map.group.${group}`);
    add(members.filter(({ state }) => state.step === "announced"), "map.group.announced");
  }
  add(posts.filter(({ state }) => isEarlier(state)), "map.group.earlier");
  return found;
};

/**
 * "3 consulates and offices · 6 contingents": what Nuuk holds, where there is no room for the list.
 *
 * @type {(ctx: Frame.Context) => string}
 */
export const nuukCount = (ctx) => {
  const items = ctx.items.filter((item) => item.nuuk);
  const posts = postGroups(ctx.words, items).slice(0, 1).map(({ text }) => text);
  // As in the key: whom nobody has reported for long is not counted.
  const n = items.filter((item) => item.subject.kind === "contingent" && isThere(item) && !item.state.last_known && !item.state.unconfirmed).length;
  return [...posts, n ? ctx.words("map.nuuk_list.contingents", { n }) : ""].filter(Boolean).join(" · ");
};

/**
 * Whether a contingent runs under the programme that the day is about; all do where it is about none.
 *
 * @type {(view: Frame.Context["view"], subject: Payload.Subject) => boolean}
 */
export const ofTheDay = (view, subject) => !view.programme || subject.programme === view.programme;

const THERE = new Set(["in_place", "sent", "announced"]);
/**
 * Whether people are there, on their way or promised; not what is over or only considered.
 *
 * @type {(item: Pick<Frame.Item, "state">) => boolean}
 */
export const isThere = ({ state }) => THERE.has(state.step);

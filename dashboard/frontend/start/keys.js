// Keys before a room. One may come before anything is drawn: it waits in its place until the story listens.

/** @typedef {{ inRoom: boolean, key: (name: string, shift: boolean) => boolean }} Story what the map's frame offers */

const TYPED = "input, textarea, select, [contenteditable], [role=dialog]"; // what is typed there is theirs

/** @type {[string, boolean][]} */
const waiting = [];
/** @type {() => Story | null} */
let find = () => null;
const listening = () => {
  const story = find();
  return story?.inRoom ? story : null;
};
const isAsked = () => new URLSearchParams(location.search).get("present") === "1";

/** Hands over what waits, in order and once. What comes after the key that left the story is for nobody. */
const hand = () => {
  if (!waiting.length || !listening()) return;
  for (const [key, shift] of waiting.splice(0)) listening()?.key(key, shift);
};

/** A key was pressed; true when the story took it. @type {(key: string, shift: boolean) => boolean} */
const press = (key, shift) => {
  if (!isAsked()) {
    waiting.length = 0; // the reader went elsewhere
    return false;
  }
  hand();
  const story = listening();
  if (story) return story.key(key, shift);
  waiting.push([key, shift]);
  return false;
};

/** @type {(event: KeyboardEvent) => boolean} */
const isTyped = (event) => {
  const [node] = event.composedPath();
  return node instanceof Element && Boolean(node.closest(TYPED)?.checkVisibility());
};

const listen = () => addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event)) return;
  if (press(event.key, event.shiftKey)) event.preventDefault();
}, true);

const made = {
  press,
  hand,
  /** Says where the story is found, once there can be one. @type {(way: () => Story | null) => void} */
  findBy: (way) => {
    find = way;
    hand();
  },
  /** Whether the reader wants to leave a story that never listened; what waits is then forgotten. */
  leaves: () => {
    const leaves = !listening() && waiting.some(([key]) => key === "Escape");
    if (leaves) waiting.length = 0;
    return leaves;
  },
};

/** @typedef {typeof made} Keys */
const earlier = window.ArcticStart?.keys; // on a published page its first script has listened since before this one came
if (!earlier) listen();
/** @type {Keys} */
export const keys = earlier || made;

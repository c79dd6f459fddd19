// The story that this reader alone is told: it comes with a message, and the tab keeps it over a reload.

import { tabMemory } from "../lib/tab-memory.js";

const memory = tabMemory("arctic-story");
/** @type {string | null} */
let kept = null;

/**
 * What a message says of it. A session that has just begun knows none yet: then the tab's own is told, and the page
 * hands it to the server. No scenes: there is none, or no longer one. A published page tells what it holds.
 *
 * @param {Payload.Tale | null | undefined} tale
 * @returns {Payload.Tale | null}
 */
export const followTale = (tale) => {
  if (tale === undefined) return null;
  if (tale === null) return memory.read();
  const current = tale.scenes.length ? tale : null;
  const text = current ? current.text : "";
  if (text !== kept) memory.write(current);
  kept = text;
  return current;
};

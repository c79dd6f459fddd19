// Hands the story that this tab told before it was loaded anew to a session that has none.

import { tabMemory } from "../lib/tab-memory.js";

const memory = tabMemory("arctic-story");
let handed = false; // for as long as the session has not answered

/** @type {(request: boolean, trigger: (name: string, value: unknown) => void) => void} */
export const handOver = (request, trigger) => {
  const tale = request && !handed && memory.read();
  handed = request;
  if (tale && tale.text) trigger("story", { text: String(tale.text) });
};

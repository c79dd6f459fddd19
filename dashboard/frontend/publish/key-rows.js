// The rows behind a number of the map's key. A published page holds those of the sentence's numbers, which come nearest.

import { makeChoice } from "../page/address.js";
import { ROWS } from "./address.js";

const KEY = `${ROWS}key_`;
/** @type {Record<string, string>} */
const SENTENCE = { office: "posts_open", honorary: "posts_honorary", own: "posts_own", abroad: "posts_abroad" };
const PEOPLE = { kinds: "contingent", steps: "announced.sent.in_place", q: "" };

/** What is chosen on the map of a published page. @type {(patch: Record<string, string>, inStory?: boolean) => void} */
export const chooseOnMap = ({ q, ...patch }, inStory) => {
  const entry = (q || "").startsWith(KEY) ? q.slice(KEY.length) : "";
  const people = entry === "contingent" || entry === "last_known";
  if (people) makeChoice({ ...patch, ...PEOPLE }, inStory);
  else if (entry) makeChoice({ ...patch, q: `${ROWS}${SENTENCE[entry] || `kind_${entry}`}` }, inStory);
  else makeChoice(q === undefined ? patch : { ...patch, q }, inStory);
};

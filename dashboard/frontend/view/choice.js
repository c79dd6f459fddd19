// What a choice leaves, worked out in the frame: at once when it is made, and again when the server answers.

import { EVER } from "../lib/days.js";
import { asksStates, asksSubjects, statePasses, subjectPasses } from "../lib/facets.js";

/** @typedef {import("../lib/facets.js").Chosen} Chosen */
/** @typedef {{ among?: string[] | null, chosen: Chosen }} Asked codes by facet, and what search and "More filters" leave */

/**
 * Ids of the subjects that may be shown on some day; null when all may.
 *
 * @type {(atlas: Pick<Payload.Atlas, "facets" | "subjects">, request: Asked) => string[] | null}
 */
export const matching = ({ facets, subjects }, { among, chosen }) => {
  if (!among && !asksSubjects(facets, chosen)) return null;
  const left = among && new Set(among);
  return subjects.filter(({ id }, at) => (!left || left.has(id)) && subjectPasses(facets, chosen, at)).map(({ id }) => id);
};

/**
 * What a state of a subject has to be, as status and whose a site is that day; null when any will do.
 *
 * @type {(atlas: Pick<Payload.Atlas, "facets" | "subjects">, chosen: Chosen) => ((id: string, state: Payload.State) => boolean) | null}
 */
export const stateTest = ({ facets, subjects }, chosen) => {
  if (!asksStates(facets, chosen)) return null;
  const places = new Map(subjects.map(({ id }, at) => [id, at]));
  return (id, state) => statePasses(facets, chosen, state, /** @type {number} */ (places.get(id)));
};

const PLAIN = /^[a-z]+$/; // a key that nobody has damaged
/** @type {(query: Map<string, string>) => boolean} */
const storyMode = (query) => query.get("view") === "story" || query.get("present") === "1";

/** Whether an address means these clocks; without a word it means those of the opening. @type {(query: Map<string, string>, clocks: { asof?: string, known?: string }, openings: Payload.Opening[]) => boolean} */
const onClocks = (query, { asof, known }, [opening]) => {
  const wanted = query.get("known") || opening?.known_by || "all";
  return (query.get("asof") || opening?.as_of) === asof && (wanted === "all" ? EVER : wanted) === known;
};

/**
 * The codes that an address asks for, where they alone say what is in view; null where only the server can tell: another
 * search, the rows of a number, the story, other clocks than the map shows, a damaged address, a code that nobody has.
 *
 * @param {string} search
 * @param {Partial<Pick<Payload.ViewMessage, "address" | "holds" | "asof" | "known">>} heard what the server said last, and the clocks that the map shows
 * @param {Pick<Payload.Atlas, "facets" | "sieves" | "openings">} atlas
 * @returns {Chosen | null}
 */
export const chosenIn = (search, { address, holds, ...clocks }, { facets, sieves, openings }) => {
  const pairs = [...new URLSearchParams(search)];
  const [query, before] = [new Map(pairs), new Map(address || [])];
  if (!address || !holds || query.size < pairs.length || storyMode(query)) return null;
  if (pairs.some(([key]) => !PLAIN.test(key)) || !onClocks(query, clocks, openings)) return null;
  if (sieves.some((key) => (query.get(key) || "") !== (before.get(key) || ""))) return null;
  const chosen = Object.keys(facets).map((key) => /** @type {[string, string[]]} */ ([key, (query.get(key) || "").split(".").filter(Boolean)]));
  const known = chosen.every(([key, codes]) => codes.every((code) => facets[key].codes.includes(code)));
  return known ? Object.fromEntries(chosen) : null;
};

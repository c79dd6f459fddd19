// "Is it in view": a subject has one of the codes of each facet that is asked for. Python asks the same in
// geodata/filters.py, writes down what has which code, and holds this file to its answers.

/** @typedef {Record<string, string[]>} Chosen the codes that are asked for, by facet; none means all */
/** @typedef {Record<string, Payload.Facet>} Facets */

/** The facets that are asked for, with their codes. @type {(facets: Facets, chosen: Chosen) => [Payload.Facet, string[]][]} */
const askedFacets = (facets, chosen) =>
  Object.entries(chosen).filter(([key, codes]) => codes.length && facets[key]).map(([key, codes]) => [facets[key], codes]);

/** Whether anything is asked of subjects. @type {(facets: Facets, chosen: Chosen) => boolean} */
export const asksSubjects = (facets, chosen) => askedFacets(facets, chosen).some(([{ subjects }]) => subjects.length);

/** Whether anything is asked of states, which change with the day. @type {(facets: Facets, chosen: Chosen) => boolean} */
export const asksStates = (facets, chosen) => askedFacets(facets, chosen).some(([{ cell }]) => cell);

/** Whether a subject, by its number, may be in view on some day: what it has not itself its states may have. @type {(facets: Facets, chosen: Chosen, at: number) => boolean} */
export const subjectPasses = (facets, chosen, at) =>
  askedFacets(facets, chosen).every(([{ codes, subjects, cell }, wanted]) => {
    const code = codes[subjects[at]];
    return code ? wanted.includes(code) : Boolean(cell);
  });

/** Whether a state of a subject has what is asked of states. @type {(facets: Facets, chosen: Chosen, state: Record<string, any>, at: number) => boolean} */
export const statePasses = (facets, chosen, state, at) =>
  askedFacets(facets, chosen).every(([{ codes, subjects, cell }, wanted]) => !cell || wanted.includes(state[cell] || codes[subjects[at]]));

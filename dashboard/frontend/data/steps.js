// What Python says of each step of a state: whether it is over, whether somebody has seen it.

/** @type {Record<string, Payload.Step>} */
let steps = {}; // by name; the atlas brings them

/** @param {Record<string, Payload.Step>} table */
export const setSteps = (table) => (steps = table);
export const stepNames = () => Object.keys(steps);
const UNKNOWN = { over: false, seen: false };
/** @param {string} name */
export const stepOf = (name) => steps[name] || UNKNOWN;

const OPEN_STEPS = new Set(["in_place", "open", "attested"]);
/** @param {string} step */
export const isOpen = (step) => OPEN_STEPS.has(step);
/** @param {string} step */
export const isOver = (step) => stepOf(step).over;
/**
 * How a step is drawn: one class for band, bars and small symbols.
 *
 * @param {string} step
 */
export const drawnStep = (step) => (OPEN_STEPS.has(step) ? "in" : isOver(step) ? "end" : step);

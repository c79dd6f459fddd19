// Chance that is the same in every run.

/**
 * @param {number} seed
 * @returns {(low: number, high: number) => number} a number between two others
 */
export const makeDice = (seed) => {
  let state = seed >>> 0;
  return (low, high) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + (state / 2 ** 32) * (high - low);
  };
};

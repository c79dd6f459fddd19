// What the server said last of the whole page: the keys of its address and what they mean now.

/**
 * @typedef {object} Said
 * @property {Record<string, string>} opening what the keys mean at the opening, which then do not stand in the address
 * @property {string[]} faults keys whose values could not be used
 * @property {string} onward where a choice leads on from while the story is told
 * @property {string[]} keys of the address, in order
 * @property {{ characters: number, parts: number, kept: string[], most: number, mark: string[] }} [longest] how long an address may be; what of a
 *   longer one is kept, and what stands for the rest
 * @property {{ from: [string, string][], to: [string, string][] } | null} [mend] what an address means that is spelt otherwise
 */

/**
 * As the sentence brings it; until then as of an opening view.
 *
 * @type {Said}
 */
export let pageData = { opening: {}, faults: [], onward: "", keys: [], mend: null };

/** @type {(data: Said) => void} */
export const setPageData = (data) => {
  pageData = data;
};

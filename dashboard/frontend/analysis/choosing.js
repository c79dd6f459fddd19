// The way of a choice from the frame into the address.

/**
 * @param {Record<string, string>} patch keys of the address and their new text, nothing to take a key out
 */
export const choose = (patch) => {
  try {
    window.parent.ArcticPage.choose(patch, true);
  } catch {
    // a foreign page round the frame: there is no address of ours
  }
};

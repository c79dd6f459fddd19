// How things are drawn: a table of Python's (drawing/symbols.py), the same for the server that writes SVG.

/**
 * As the atlas brings it.
 *
 * @type {Payload.Shapes}
 */
export let shapes = /** @type {any} */ ({});

/** @param {Payload.Shapes} table */
export const setShapes = (table) => (shapes = table);

// Widths of text without asking the page, which would force a layout; and the fonts that they are counted in.

const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** @type {Map<string, number>} */
const widths = new Map();
/**
 * Pixels that a text takes in a font.
 *
 * @param {string} text
 * @param {string} font
 * @returns {number}
 */
export const textWidth = (text, font) => {
  const key = `${font}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  canvas.font = font;
  const width = Math.ceil(canvas.measureText(text).width);
  widths.set(key, width);
  return width;
};
export const forgetWidths = () => widths.clear();

/** Ask for the fonts before the first word is laid out; `here()` says whether they have come. */
export const askForFonts = () => {
  const { fonts } = /** @type {{ fonts?: FontFaceSet }} */ (document);
  if (!fonts) return { here: () => true, come: Promise.resolve(null) };
  const faces = ['400 12px "Source Sans"', '400 12px "Source Serif"'];
  const come = Promise.all(faces.map((face) => fonts.load(face))).catch(() => null);
  // To check a face is to lay out the page, so that is done only while some are on their way.
  return { here: () => fonts.status === "loaded" || faces.every((face) => fonts.check(face)), come };
};

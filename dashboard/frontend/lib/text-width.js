// Widths of text without asking the page, which would force a layout; and the fonts that they are counted in.

const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
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
  if (!widths.has(key)) {
    canvas.font = font;
    widths.set(key, Math.ceil(canvas.measureText(text).width));
  }
  return widths.get(key);
};
export const forgetWidths = () => widths.clear();

/** Ask for the fonts before the first word is laid out; `here()` says whether they have come. */
export const askForFonts = () => {
  const { fonts } = /** @type {{ fonts?: FontFaceSet }} */ (document);
  if (!fonts) return { here: () => true, come: Promise.resolve(null) };
  const faces = ['400 12px "Source Sans"', '400 12px "Source Serif"'];
  const come = Promise.all(faces.map((face) => fonts.load(face))).catch(() => null);
  return { here: () => faces.every((face) => fonts.check(face)), come };
};

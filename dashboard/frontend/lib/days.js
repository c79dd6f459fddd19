// Days as ISO text and as numbers; a partial day is a year, or a year and a month.

/** The day of knowledge that stands for everything known; `EVER_ISO` in Python. */
export const EVER = "9999-12-31";
const DAY_MS = 86400000;

/**
 * The number of a day, from 1970 on; setUTCFullYear because Date.UTC reads the year 40 as 1940.
 *
 * @param {string} iso a whole day
 */
export const dayNumber = (iso) => {
  const date = new Date(0);
  date.setUTCFullYear(+iso.slice(0, 4), +iso.slice(5, 7) - 1, +iso.slice(8, 10));
  return Math.round(date.getTime() / DAY_MS);
};
/** @param {number} number */
export const isoDay = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
/** @type {(a: string, b: string) => string} */
export const earlier = (a, b) => (a < b ? a : b);
/**
 * A partial day may be its last; only an order and a comparison rest on it.
 *
 * @param {string} text
 */
export const lastDay = (text) => {
  const [year, month] = [+text.slice(0, 4), +text.slice(5, 7) || 12];
  return text.length === 10 ? text : new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};
/** @param {string} text */
export const latestDay = (text) => (text.length === 10 ? text : text.length === 7 ? `${text}-31` : `${text}-12-31`);

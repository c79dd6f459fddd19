// Words, days and numbers as a language writes them.

/**
 * @typedef {Record<string, string>} Dictionary words of a language by their keys
 * @typedef {Record<string, unknown>} Values what stands in the gaps of a text
 * @typedef {(key: string, values?: Values) => string} Words
 * @typedef {(iso: string, form?: string) => string} Days
 */

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const DAY_FORMS = {
  short: { day: "numeric", month: "short" },
  day: { day: "numeric", month: "short", year: "numeric" },
  long: { day: "numeric", month: "long", year: "numeric" },
  month: { month: "short", year: "numeric" },
};

/** @type {(text: string, values?: Values) => string} */
const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));

/**
 * words("map.count", {n: 2}) takes "map.count.other" where plural forms are given, else "map.count".
 *
 * @param {string} lang
 * @param {Dictionary} dictionary
 * @returns {Words}
 */
export const makeWords = (lang, dictionary) => {
  /** @type {Intl.PluralRules} */
  let plural;
  try { plural = new Intl.PluralRules(lang); } catch { plural = new Intl.PluralRules("en"); }
  return (key, values) => {
    if (values && typeof values.n === "number") {
      const formed = dictionary[`${key}.${plural.select(values.n)}`] ?? dictionary[`${key}.other`];
      if (formed !== undefined) return fill(formed, values);
    }
    return fill(dictionary[key] ?? key, values);
  };
};

/** @type {(lang: string, options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat} */
const formatter = (lang, options) => {
  try { return new Intl.DateTimeFormat(lang, options); } catch { return new Intl.DateTimeFormat("en", options); }
};

// Days are ISO text, whole or partial: 2026-01-17, 2026-01, 2026. English is the British kind.
// A language that names its months in its words spares the browser's own formatters: the first costs 15 ms.
/** @type {(dictionary: Dictionary) => ((iso: string, kind: string) => string) | null} */
const named = (dictionary) => {
  const [short, long] = ["short", "long"].map((form) => (dictionary[`map.months.${form}`] || "").split(" "));
  if (short.length !== 12 || long.length !== 12) return null;
  return (iso, kind) => {
    const month = +iso.slice(5, 7) - 1;
    const values = { day: +iso.slice(8, 10) || 1, short: short[month], long: long[month], year: +iso.slice(0, 4) };
    return fill(dictionary[`map.day.${kind}`], values);
  };
};

/**
 * Writes days.
 *
 * @param {string} lang
 * @param {Dictionary} dictionary
 * @returns {Days}
 */
export const makeDays = (lang, dictionary = {}) => {
  const locale = lang === "en" ? "en-GB" : lang;
  /** @type {Record<string, Intl.DateTimeFormat>} */
  const made = {};
  const written = named(dictionary);
  return (iso, form) => {
    if (!iso) return "";
    if (iso.length < 7) return iso;
    const kind = iso.length < 10 ? "month" : form || "day";
    if (written) return written(iso, kind);
    made[kind] = made[kind] || formatter(locale, { ...DAY_FORMS[kind], timeZone: "UTC" });
    return made[kind].format(new Date(`${iso.slice(0, 10).padEnd(10, "-01")}T00:00:00Z`));
  };
};

/**
 * Whole numbers below a thousand are the same in every language; for the rest a formatter is made when one comes.
 *
 * @param {string} lang
 * @returns {(n: number) => string}
 */
export const makeCount = (lang) => {
  /** @type {Intl.NumberFormat | null} */
  let made = null;
  return (n) => {
    if (Number.isInteger(n) && n > -1000 && n < 1000) return String(n);
    made = made || new Intl.NumberFormat(lang === "en" ? "en-GB" : lang);
    return made.format(n);
  };
};

/**
 * Writes a number that may be a range, open on either side, and says of a round one that it is: "up to about 100".
 *
 * @param {Words} words
 * @returns {(low?: number | null, high?: number | null, rounded?: boolean) => string}
 */
export const makeRange = (words) => (low, high, rounded = false) => {
  /** @type {(n: string | number | null | undefined) => string} */
  const about = (n) => (rounded ? words("map.number.about", { n }) : String(n));
  /** @type {(value: unknown) => boolean} */
  const none = (value) => value === null || value === undefined;
  if (none(low) && none(high)) return words("map.number.none");
  if (none(low)) return words("map.number.upto", { high: about(high) });
  if (none(high)) return words("map.number.atleast", { low: about(low) });
  return about(low === high ? String(low) : words("map.number.range", { low, high }));
};

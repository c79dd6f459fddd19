// Lists without the page.

/** Without what is missing. @type {<T>(list: (T | false | null | undefined | "" | 0)[]) => T[]} */
export const compact = (list) => list.filter((one) => Boolean(one)).map((one) => /** @type {any} */ (one));

/** Things by a key, each in the order in which they come. @type {<T>(list: Iterable<T>, keyOf: (one: T) => string) => Map<string, T[]>} */
export const groupBy = (list, keyOf) => {
  const groups = new Map();
  for (const one of list) {
    const key = keyOf(one);
    if (groups.has(key)) groups.get(key).push(one);
    else groups.set(key, [one]);
  }
  return groups;
};

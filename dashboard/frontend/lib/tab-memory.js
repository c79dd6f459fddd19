// What a tab remembers over a reload: its own, gone with it, seen by no other tab.

/**
 * What a tab remembers over a reload; nothing where it may not.
 *
 * @param {string} key
 */
export const tabMemory = (key) => ({
  /** @returns {any} */
  read: () => {
    try {
      return JSON.parse(sessionStorage.getItem(key) || "null");
    } catch {
      return null;
    }
  },
  /** @param {unknown} value */
  write: (value) => {
    try {
      if (value) sessionStorage.setItem(key, JSON.stringify(value));
      else sessionStorage.removeItem(key);
    } catch { /* then a reload begins anew */ }
  },
});

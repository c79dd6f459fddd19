// What presenting window and notes ask the server. Secrets go in a header of our own, never in an address.

/**
 * @typedef {{ server: string } & Record<string, any>} Reply what the server says, and which process it is
 */

const LONGEST_MS = 9000; // a question that is not answered by then has no connection

/**
 * Ask; an error is thrown where no server of ours answers.
 *
 * @param {string | URL} root the folder of the routes
 * @param {string} name
 * @param {string} secret
 * @param {Record<string, string | number>} [query]
 * @param {AbortController} [cut] ends the question early
 * @param {string} [body] a story that goes along
 * @returns {Promise<{ status: number, reply: Reply }>}
 */
export const ask = async (root, name, secret, query = {}, cut = new AbortController(), body = "") => {
  const address = new URL(name, root);
  for (const [key, value] of Object.entries(query)) address.searchParams.set(key, String(value));
  const late = setTimeout(() => cut.abort(), LONGEST_MS);
  try {
    const { signal } = cut;
    const headers = { "X-Arctic-Notes": secret };
    const answer = await fetch(address, { method: "POST", headers, body, cache: "no-store", keepalive: name === "close", signal });
    const reply = await answer.json();
    if (!reply.server) throw new Error(`${name}: ${answer.status}`);
    return { status: answer.status, reply };
  } finally {
    clearTimeout(late);
  }
};

/** @type {(ms: number) => Promise<void>} */
export const pause = (ms) => new Promise((later) => { setTimeout(later, ms); });

/** How long to wait after the nth failure. @type {(times: number) => number} */
export const pauseAfter = (times) => Math.min(3000, 300 * 1.6 ** times);

// Where the sources of the rows come from: the server, or whatever stands for it.

import { routeOf } from "./address.js";

/** @type {(address: string) => Promise<any>} */
let ask = async (address) => {
  const answer = await fetch(routeOf(address));
  return answer.ok ? answer.json() : null;
};

/** The sources by the address that the table names; null if they did not arrive. @type {(address: string) => Promise<any>} */
export const sourcesOf = (address) => ask(address);

/** @type {(other: (address: string) => Promise<any>) => void} */
export const provideSources = (other) => {
  ask = other;
};

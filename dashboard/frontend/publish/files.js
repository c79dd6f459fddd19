// The files of a release: fetched from beside the page, or held by the page itself where it is a single file.

const { dataset } = document.documentElement;
const root = new URL(dataset.root || "./", location.href);

/** @type {Record<string, any> | null} */
let inside = null; // all files of a page that holds them, once they are unpacked
const unpack = async () => {
  const text = document.getElementById("arctic-held")?.textContent || "";
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  inside = await new Response(stream).json();
};
const unpacked = dataset.held ? unpack() : Promise.resolve();

/** @type {(name: string) => Promise<any>} */
const fetched = async (name) => {
  await unpacked;
  if (inside) {
    if (name in inside) return inside[name];
    throw new Error(`${name}: not in this file`);
  }
  const answer = await fetch(new URL(`data/${name}.json`, root));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
};

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/** A file by its name; asked for once, and again if it did not arrive. @type {(name: string) => Promise<any>} */
export const fileOf = (name) => {
  const found = kept.get(name);
  if (found) return found;
  const request = fetched(name);
  kept.set(name, request);
  request.catch(() => kept.delete(name));
  return request;
};

/** Puts a file where it is looked for; it came with another. @type {(name: string, value: any) => void} */
export const keepFile = (name, value) => void kept.set(name, Promise.resolve(value));

/** A file in one breath, for printing, which waits for nobody. @type {(name: string) => any} */
export const fileAtOnce = (name) => {
  if (dataset.held) return inside?.[name] ?? null;
  try {
    const request = new XMLHttpRequest();
    request.open("GET", new URL(`data/${name}.json`, root), false);
    request.send();
    return request.status === 200 ? JSON.parse(request.responseText) : null;
  } catch {
    return null;
  }
};

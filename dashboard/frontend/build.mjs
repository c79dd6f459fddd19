// Bundles the modules into the scripts that the server sends: `make js`, a maintainer's step that needs node and npm.
// Nobody who runs or tests the page needs it: the bundles are committed. `--readable` leaves them unminified, to look into.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";

const HERE = import.meta.dirname;
const STATIC = join(HERE, "..", "static");
const ENTRIES = {
  "map.js": "app/main-map.js", "page.js": "app/main-page.js", "start.js": "start/start.js",
  "site.js": "app/main-site.js", "site-frame.js": "app/site-frame.js", "early.js": "start/early.js",
  "notes.js": "notes/notes-page.js", "stage.js": "notes/stage.js",
  "analysis.js": "analysis/layer.js",
};
// Handed to Streamlit as the text of an element, which calls what such a module gives by default.
const ELEMENTS = { "locator.js": "analysis/locator.js", "own-saves.js": "analysis/own-saves.js" };
const ASKED_FOR = ["stage.js", "analysis.js"]; // by import()

const modulesIn = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return ["node_modules", "tests"].includes(entry.name) ? [] : modulesIn(path);
  return entry.name.endsWith(".js") ? [path] : [];
});

// As dashboard/assets.py counts it: names and contents, in order of the names.
const hashOfSources = () => {
  const hash = createHash("sha256");
  const named = modulesIn(HERE).map((path) => [relative(HERE, path).replaceAll("\\", "/"), path]);
  for (const [name, path] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\n`).update(readFileSync(path, "utf8").replaceAll("\r\n", "\n"));
  }
  return hash.digest("hex");
};

const header = `// Made by "make js" from the modules in dashboard/frontend; sources ${hashOfSources()}\n`;
for (const [name, entry] of Object.entries({ ...ENTRIES, ...ELEMENTS })) {
  const { outputFiles } = await build({
    absWorkingDir: HERE,
    banner: { js: ASKED_FOR.includes(name) ? "" : '"use strict";' }, // as modules are; the other bundles are none
    entryPoints: [entry],
    bundle: true,
    charset: "utf8",
    ...(name in ELEMENTS ? { globalName: "drawn", footer: { js: "export default drawn.draw;" } } : {}),
    format: ASKED_FOR.includes(name) ? "esm" : "iife",
    legalComments: "none",
    minify: !process.argv.includes("--readable"),
    target: "es2022",
    write: false,
  });
  writeFileSync(join(STATIC, name), header + outputFiles[0].text);
  console.log(`${name}: ${outputFiles[0].contents.length} bytes`);
}

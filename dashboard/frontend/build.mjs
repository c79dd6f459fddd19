// Bundles the modules into the scripts that the server sends, and the style sheets into sheets: `make js`, a maintainer's step that needs node and npm.
// Nobody who runs or tests the page needs it: the bundles are committed, each script with its source map beside it.

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
const ELEMENTS = { "locator.js": "analysis/locator.js", "own-saves.js": "analysis/own-saves.js", "tabs.js": "analysis/tabs.js" };
const SHEETS = ["map.css", "page.css", "notes.css", "site.css", "room.css"]; // each made of styles/NAME
const ASKED_FOR = ["stage.js", "analysis.js"]; // by import()

const filesIn = (folder, ending) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return ["node_modules", "tests"].includes(entry.name) ? [] : filesIn(path, ending);
  return entry.name.endsWith(ending) ? [path] : [];
});

// As dashboard/assets.py counts it: names and contents, in order of the names.
const hashOfSources = (ending) => {
  const hash = createHash("sha256");
  const named = filesIn(HERE, ending).map((path) => [relative(HERE, path).replaceAll("\\", "/"), path]);
  for (const [name, path] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\n`).update(readFileSync(path, "utf8").replaceAll("\r\n", "\n"));
  }
  return hash.digest("hex");
};

const write = (name, header, made) => {
  writeFileSync(join(STATIC, name), header + made.text);
  console.log(`${name}: ${made.contents.length} bytes`);
};
// Positions alone, without the text of the modules, and one line further down: the header stands before the bundle.
const writeMap = (name, sources, made) => {
  const { mappings, ...map } = JSON.parse(made.text);
  const moved = { ...map, file: name, mappings: `;${mappings}`, x_sources: sources };
  writeFileSync(join(STATIC, `${name}.map`), `${JSON.stringify(moved)}\n`);
};
const modules = hashOfSources(".js");
const header = `// Made by "make js" from the modules in dashboard/frontend; sources ${modules}\n`;
for (const [name, entry] of Object.entries({ ...ENTRIES, ...ELEMENTS })) {
  const { outputFiles: [map, made] } = await build({
    absWorkingDir: HERE,
    banner: { js: ASKED_FOR.includes(name) ? "" : '"use strict";' }, // as modules are; the other bundles are none
    entryPoints: [entry],
    bundle: true,
    charset: "utf8",
    ...(name in ELEMENTS ? { globalName: "drawn", footer: { js: "export default drawn.draw;" } } : {}),
    format: ASKED_FOR.includes(name) ? "esm" : "iife",
    legalComments: "none",
    minify: true,
    outfile: join(STATIC, name), // from where the map names the modules
    sourcemap: "external",
    sourcesContent: false,
    target: "es2022",
    write: false,
  });
  write(name, header, made);
  writeMap(name, modules, map);
}

const heading = `/* Made by "make js" from the style sheets in dashboard/frontend/styles; sources ${hashOfSources(".css")} */\n`;
for (const name of SHEETS) {
  const how = { absWorkingDir: HERE, bundle: true, charset: "utf8", legalComments: "none", minify: true, write: false };
  const { outputFiles: [made] } = await build({ ...how, entryPoints: [`styles/${name}`] });
  write(name, heading, made);
}

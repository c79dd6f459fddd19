// The page for another screen: what is on show in the presenting window, what comes next, the time; and the steps.

import { EVER } from "../lib/days.js";
import { el, makeButton, put } from "../lib/dom.js";
import { makeDays, makeWords } from "../lib/words.js";
import { tabMemory } from "../lib/tab-memory.js";
import { ask, pause, pauseAfter } from "./asking.js";
import { makeTimes } from "./time.js";

const AGAIN_MS = 2000;
/** @type {Record<string, string>} */
const KEYS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", ArrowLeft: "back", ArrowUp: "back", PageUp: "back",
  Home: "first", End: "last", b: "blank", ".": "blank",
};
const root = new URL("./", location.href);
const { lang } = document.documentElement;
const words = makeWords(lang, JSON.parse(document.getElementById("notes-words")?.textContent || "{}"));
const days = makeDays(lang);
const memory = tabMemory("arctic-notes-reader");
const main = /** @type {HTMLElement} */ (document.getElementById("notes"));

/** @type {{ token: string, server: string, code: string } | null} */
let pass = null;
/** @type {Payload.Scene[]} */
let scenes = [];
let ownStory = false; // whether they are told in that window alone
let began = 0; // of the clock, as this device tells the time

/** @type {(texts: Record<string, string>) => string} */
const inWords = (texts) => texts[lang] || texts.en;
const theme = () => {
  const [chosen] = document.documentElement.classList;
  return chosen || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
};

// What stands on the page, made once.
const status = el("p", "status");
status.setAttribute("role", "status");
const place = el("p", "place");
const times = makeTimes(words, () => step("clock"));
const title = el("h1", "title");
const sentence = el("p", "sentence");
const when = el("p", "when");
const notes = el("p", "notes");
const sources = el("ul", "sources");
const next = el("section", "next");
const picture = el("img", "picture");
const nextTitle = el("h2", "next-title");
const nextSentence = el("p", "next-sentence");
const back = makeButton("step", words("back"), () => step("back"));
const blank = makeButton("step", words("blank"), () => step("blank"));
const forth = makeButton("step forth", words("next"), () => step("next"));
const bar = el("nav", "bar");
bar.setAttribute("aria-label", words("steps"));
bar.append(back, blank, forth);

/** @type {(kind: string) => void} */
const say = (kind) => {
  put(status, kind && words(kind));
  document.body.dataset.state = kind;
  const deaf = kind !== "";
  for (const button of [back, blank, forth, times.clock]) button.disabled = deaf;
};

/** @type {(wanted: string) => Promise<void>} */
const step = async (wanted) => {
  if (!pass || document.body.dataset.state) return;
  try {
    const { status: found } = await ask(root, "step", pass.token, { do: wanted });
    if (found === 409) say("away");
  } catch {
    say("lost");
  }
};

const time = () => times.show(Math.max(0, Math.floor((Date.now() - began) / 1000)));

/** @type {(scene: Payload.Scene | undefined, number: number) => void} */
const drawNext = (scene, number) => {
  put(nextTitle, scene ? inWords(scene.title) : words("end"));
  put(nextSentence, scene ? inWords(scene.sentence) : "");
  picture.hidden = !scene;
  if (!scene) return;
  const { as_of: asof, known_by: known, sel } = scene;
  /** @type {Record<string, string>} */
  const shown = ownStory ? { asof, known: known === EVER ? "all" : known, sel } : { view: "story", scene: String(number) };
  const view = new URLSearchParams({ ...shown, lang, theme: theme() });
  const address = new URL(`../view/map.svg?${view}`, root).href;
  if (picture.src !== address) picture.src = address;
  picture.alt = "";
};
/** @type {(reply: import("./asking.js").Reply) => void} */
const draw = (reply) => {
  const scene = scenes[reply.scene - 1];
  began = Date.now() - reply.elapsed * 1000;
  time();
  const left = reply.count - reply.scene;
  put(place, `${words("of", { index: reply.scene, count: reply.count })} · ${words("left", { n: left })}`);
  back.disabled = back.disabled || reply.scene <= 1;
  forth.disabled = forth.disabled || left <= 0;
  blank.setAttribute("aria-pressed", String(reply.blank));
  document.body.classList.toggle("blank", reply.blank);
  if (!scene) return;
  put(title, inWords(scene.title));
  put(sentence, inWords(scene.sentence));
  put(notes, inWords(scene.notes) || "");
  const known = scene.known_by === EVER ? "" : ` · ${words("known", { day: days(scene.known_by, "long") })}`;
  put(when, words("as_of", { day: days(scene.as_of, "long") }) + known);
  sources.replaceChildren(...scene.cited_sources.map((one) => el("li", "", inWords(one.text))));
  drawNext(scenes[reply.scene], reply.scene + 1);
};

const showScript = () => {
  const head = el("header", "head");
  head.append(place, times.node);
  const now = el("section", "now");
  now.append(when, title, sentence, notes, sources);
  const block = el("div", "");
  block.append(el("p", "label", words("then")), nextTitle, nextSentence);
  next.replaceChildren(block, picture);
  main.replaceChildren(head, status, now, next, bar);
  setInterval(time, 1000);
};

/** One question; gives the milliseconds until the next, or less than nothing for none. @type {(seen: number, lost: number) => Promise<[number, number, number]>} */
const look = async (seen, lost) => {
  const held = /** @type {NonNullable<typeof pass>} */ (pass);
  const { status: found, reply } = await ask(root, "watch", held.token, { seen, lost });
  if (found === 200) {
    if (!scenes.length) {
      const { status: known, reply: script } = await ask(root, "scenes", held.token);
      if (known !== 200) return [AGAIN_MS, 0, lost];
      [scenes, ownStory] = [script.scenes, Boolean(script.own)];
    }
    say(reply.lost ? "away" : "");
    draw(reply);
    return [0, reply.version, +reply.lost];
  }
  const another = reply.server !== held.server;
  if (another) say("another");
  return [another ? AGAIN_MS : -1, 0, lost];
};
const watch = async () => {
  showScript();
  let [wait, seen, lost, failed] = [0, 0, 0, 0];
  while (wait >= 0) {
    try {
      [wait, seen, lost] = await look(seen, lost);
      failed = 0;
    } catch {
      say("lost");
      seen = 0;
      wait = pauseAfter(failed++);
    }
    if (wait > 0) await pause(wait);
  }
  pass = null;
  memory.write(null);
  showForm("ended");
};

/** Keeps the screen of a phone awake, where it may. */
const stayAwake = () => {
  const { wakeLock } = /** @type {any} */ (navigator);
  if (wakeLock && document.visibilityState === "visible") wakeLock.request("screen").catch(() => {});
};

/** @type {(code: string) => Promise<void>} */
const pair = async (code) => {
  const wrong = { 404: "unknown", 429: "guesses" };
  try {
    const { status: found, reply } = await ask(root, "pair", code);
    if (found === 200) {
      pass = { token: reply.token, server: reply.server, code };
      memory.write(pass);
      stayAwake();
      watch();
      return;
    }
    showForm(wrong[/** @type {404 | 429} */ (found)] || "lost");
  } catch {
    showForm("lost");
  }
};

/** @type {(kind: string) => void} */
const showForm = (kind) => {
  document.body.dataset.state = "";
  document.body.classList.remove("blank");
  const form = el("form", "form");
  const field = el("input", "code");
  Object.assign(field, { id: "code", name: "code", maxLength: 8, required: true, autocomplete: "off", spellcheck: false });
  field.setAttribute("autocapitalize", "characters");
  const label = el("label", "label", words("code"));
  label.htmlFor = "code";
  const block = el("p", "status", kind && words(kind));
  block.setAttribute("role", "alert");
  const send = makeButton("step forth", words("connect"));
  send.type = "submit";
  form.append(el("h1", "title", words("title")), el("p", "hint", words("hint")), label, field, block, send);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send.disabled = true;
    pair(field.value);
  });
  main.replaceChildren(form);
  field.focus();
};

addEventListener("keydown", (event) => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const wanted = KEYS[key];
  const onButton = (key === " " && event.target instanceof HTMLButtonElement) || event.target instanceof HTMLInputElement;
  if (!pass || !wanted || onButton || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  step(key === " " && event.shiftKey ? "back" : wanted);
});
document.addEventListener("visibilitychange", () => { if (pass) stayAwake(); });

const begin = () => {
  const code = decodeURIComponent(location.hash.slice(1));
  const held = memory.read();
  if (held && held.token && (!code || held.code === code)) {
    pass = held;
    watch();
  } else if (code) pair(code);
  else showForm("");
};
addEventListener("hashchange", () => location.reload());
begin();

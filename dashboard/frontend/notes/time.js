// The time of a talk: how long it has lasted, and how long is left of the minutes that the speaker planned.

import { el, makeButton, put } from "../lib/dom.js";
import { tabMemory } from "../lib/tab-memory.js";

const MOST_MINUTES = 600;
const memory = tabMemory("arctic-notes-plan");

/** Writes seconds as 0:05, 12:30 or 1:02:03. @type {(seconds: number) => string} */
export const timeText = (seconds) => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const whole = hours ? `${hours}:${String(minutes).padStart(2, "0")}` : String(minutes);
  return `${whole}:${String(seconds % 60).padStart(2, "0")}`;
};

/** Reads the minutes that somebody typed; 0 for none. @type {(text: string) => number} */
export const minutesOf = (text) => {
  const minutes = /^\d{1,3}$/.test(text.trim()) ? +text : 0;
  return Math.min(minutes, MOST_MINUTES);
};

/** What is left of a plan in seconds, less than nothing once it is over; null without a plan. @type {(minutes: number, elapsed: number) => number | null} */
export const leftOf = (minutes, elapsed) => (minutes ? minutes * 60 - elapsed : null);

/**
 * The clock, what is left, and the field for the minutes planned.
 *
 * @param {import("../lib/words.js").Words} words
 * @param {() => void} restart
 */
export const makeTimes = (words, restart) => {
  const node = el("div", "times");
  const clock = makeButton("clock", timeText(0), restart);
  clock.title = words("reset");
  const left = el("span", "left");
  const field = Object.assign(el("input", "plan"), { id: "plan", type: "number", min: "1", max: String(MOST_MINUTES), placeholder: "–" });
  field.value = String(memory.read() || "");
  const label = el("label", "label", words("plan"));
  label.htmlFor = "plan";
  const plan = el("span", "planned");
  plan.append(label, field);
  node.append(left, plan, clock);
  let elapsed = 0;
  const draw = () => {
    const rest = leftOf(minutesOf(field.value), elapsed);
    put(clock, timeText(elapsed));
    clock.setAttribute("aria-label", `${words("elapsed")} ${clock.textContent}. ${words("reset")}`);
    put(left, rest === null ? "" : words(rest < 0 ? "over" : "rest", { time: timeText(Math.abs(rest)) }));
    left.classList.toggle("late", rest !== null && rest < 0);
  };
  field.addEventListener("input", () => {
    memory.write(minutesOf(field.value));
    draw();
  });
  return {
    node,
    clock,
    /** @type {(seconds: number) => void} */
    show: (seconds) => {
      elapsed = seconds;
      draw();
    },
  };
};

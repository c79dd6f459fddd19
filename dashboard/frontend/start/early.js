// Stands in the head of a published page and runs before anything is drawn: in which language the page is read, and its keys.

import { keys } from "./keys.js";

const { documentElement: root } = document;
const query = new URLSearchParams(location.search);
const wishes = [query.get("lang") || "", ...(root.dataset.chooses ? navigator.languages : [])];
const pages = JSON.parse(root.dataset.pages || "{}");
const wanted = wishes.map((one) => one.slice(0, 2).toLowerCase()).find((one) => one in pages);
window.ArcticStart = { say: () => {}, again: () => {}, keys }; // no server: nothing of one is said
if (location.search) root.classList.add("asked"); // another view than the one that stands in the file
if (wanted && wanted !== root.lang) {
  location.replace(new URL(pages[wanted], location.href).href + location.search + location.hash);
}

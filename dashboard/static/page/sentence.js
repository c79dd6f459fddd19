// The sentence above the map, the active filters, and the few things only a script can do for the page:
// the language of the document, presenter form, and noticing that the map did not start.
"use strict";
(() => {
  const page = window.ArcticPage;
  const LATE_MS = 6000;

  const door = (piece) => {
    const made = page.link(piece.accent, piece.text, piece.href);
    made.dataset.door = piece.door;
    if (piece.help) made.title = piece.help;
    return made;
  };

  const chip = (filter) => {
    const made = page.link("filter", filter.text, filter.href);
    made.setAttribute("aria-label", filter.label);
    return made;
  };

  const paint = (root, data) => {
    const heading = page.node("h1", "sentence");
    for (const piece of data.pieces) heading.append(piece.door ? door(piece) : piece.text);
    const parts = [heading];
    if (data.filters.length) {
      const filters = page.node("p", "filters");
      for (const filter of data.filters) filters.append(chip(filter), " ");
      parts.push(filters);
    }
    root.replaceChildren(...parts);
  };

  // A theme named in the address is put where Streamlit remembers its own choice; it reads that only when it starts.
  const wear = (theme) => {
    const app = document.querySelector(".stApp");
    const wanted = { light: "Light", dark: "Dark" }[theme];
    if (!wanted || !app || getComputedStyle(app).colorScheme === theme) return;
    const key = `stActiveTheme-${location.pathname}-v2`;
    if (localStorage.getItem(key) === JSON.stringify(wanted)) return; // it was tried; do not load for ever
    localStorage.setItem(key, JSON.stringify(wanted));
    location.reload();
  };

  const moving = (own, on) => {
    for (const node of [own.root, document.documentElement]) node.classList.toggle("moving", on);
  };

  const make = (parentElement) => {
    const own = { root: page.node("div", "told"), shown: "", data: {}, timer: 0, theme: "" };
    own.root.setAttribute("aria-live", "polite");
    own.onKey = (event) => {
      if (!own.data.present || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (page.frame()?.key(event.key)) event.preventDefault();
      else if (event.key === "Escape") page.go(own.data.leave);
    };
    // While the day is dragged on the timeline the numbers above still speak of the day before: they step back.
    own.onMessage = (event) => {
      if (event.origin !== location.origin || !event.data || typeof event.data.arctic !== "string") return;
      if (event.data.arctic === "day") moving(own, event.data.day !== own.data.asof);
    };
    addEventListener("keydown", own.onKey, true);
    addEventListener("message", own.onMessage);
    parentElement.append(own.root);
    return own;
  };

  const refresh = (own, data) => {
    const text = JSON.stringify([data.pieces, data.filters]);
    if (text === own.shown) return;
    own.shown = text;
    const focused = own.root.contains(document.activeElement) && document.activeElement.dataset.door;
    paint(own.root, data);
    if (focused) own.root.querySelector(`[data-door="${CSS.escape(focused)}"]`)?.focus();
  };

  page.elements.sentence = ({ data, parentElement, setTriggerValue }) => {
    page.said = data;
    const own = page.memory(parentElement, () => make(parentElement));
    own.data = data;
    // Written only when it changes: it restyles the whole page.
    if (document.documentElement.lang !== data.lang) document.documentElement.lang = data.lang;
    document.documentElement.classList.toggle("present", data.present);
    document.documentElement.classList.toggle("mapless", data.mapless);
    if (data.theme !== own.theme) wear((own.theme = data.theme));
    moving(own, false);
    refresh(own, data);
    clearTimeout(own.timer);
    own.timer = data.waiting ? setTimeout(() => setTriggerValue("late", true), LATE_MS) : 0;
    return () => {
      clearTimeout(own.timer);
      removeEventListener("keydown", own.onKey, true);
      removeEventListener("message", own.onMessage);
    };
  };
})();

// Ways past what comes first: links that a keyboard meets before all else, and that are seen only while they have the focus.
"use strict";
(() => {
  const page = window.ArcticPage;
  const { node } = page;

  // Brings a part of the page into sight and gives it the focus, so that Tab goes on from there.
  page.reach = (part) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    part.tabIndex = -1;
    part.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
    part.focus({ preventScroll: true });
  };

  const WAYS = {
    map: () => page.reach(document.querySelector("h1.sentence")),
    timeline: () => {
      document.querySelector(".st-key-pane")?.scrollIntoView({ block: "nearest" });
      page.frame()?.toTimeline?.();
    },
    table: () => page.toTable?.(),
  };

  page.makeSkips = () => {
    document.querySelector("body > .skips")?.remove();
    const root = node("nav", "skips");
    root.append(...Object.keys(WAYS).map((to) => {
      const made = Object.assign(node("a"), { href: `#${to}` });
      made.addEventListener("click", (event) => {
        event.preventDefault();
        WAYS[to]();
      });
      return made;
    }));
    const name = (label, skips) => {
      root.setAttribute("aria-label", label);
      skips.forEach(({ text }, at) => (root.children[at].textContent = text));
    };
    document.body.prepend(root); // before Streamlit's own buttons
    return { name };
  };
})();

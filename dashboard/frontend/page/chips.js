// Chips: buttons that are pressed or not, in a row that is one stop of the Tab key; arrows go from chip to chip.
"use strict";
(() => {
  const page = window.ArcticPage;
  const { node } = page;

  const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  // Only one control of a row can be reached by Tab: the one that had the focus last, else the first.
  page.rove = (root, controls) => {
    const reach = (to) => {
      for (const one of controls()) one.tabIndex = one === to ? 0 : -1;
    };
    root.addEventListener("focusin", ({ target }) => controls().includes(target) && reach(target));
    return () => {
      const all = controls();
      if (all.length && all.filter((one) => one.tabIndex === 0).length !== 1) reach(all[0]);
    };
  };

  page.walk = (all, event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = all.indexOf(event.target);
    const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : at + (NEXT[event.key] || NaN);
    if (at < 0 || !all[to]) return;
    event.preventDefault();
    all[to].focus();
  };

  page.chipRow = (cls, label, press) => {
    const own = { root: node("div", cls), made: new Map() };
    own.root.setAttribute("role", "toolbar");
    own.root.setAttribute("aria-label", label);
    own.root.addEventListener("keydown", (event) => page.walk([...own.root.children], event));
    const settle = page.rove(own.root, () => [...own.root.children]);
    const chip = (code) => {
      const made = Object.assign(node("button", "chip"), { type: "button" });
      made.addEventListener("click", () => press(code));
      own.made.set(code, made);
      return made;
    };
    // Chips come and go with the day; one that stays keeps the focus.
    const show = (items, isPressed) => {
      const chips = items.map(([code, text]) => {
        const made = own.made.get(code) || chip(code);
        if (made.textContent !== text) made.textContent = text;
        made.setAttribute("aria-pressed", String(isPressed(code)));
        return made;
      });
      const focused = document.activeElement;
      if (chips.length !== own.root.childElementCount || chips.some((made, at) => made !== own.root.children[at])) {
        own.root.replaceChildren(...chips);
        if (chips.includes(focused)) focused.focus({ preventScroll: true });
      }
      own.root.hidden = !chips.length;
      settle();
    };
    return { root: own.root, show };
  };
})();

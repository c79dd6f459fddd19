// The page's own scripts: a few tools, and the one way in which a choice is made, which is a new address.
"use strict";
window.ArcticPage = { elements: {}, said: { opening: {}, faults: [], onward: "", keys: [], mend: null } };
(() => {
  const page = window.ArcticPage;
  const STREAMLITS = ["embed", "embed_options"]; // keys of the address that the server does not tell us of

  page.node = (tag, cls, text) => {
    const made = document.createElement(tag);
    if (cls) made.className = cls;
    if (text) made.textContent = text;
    return made;
  };

  // The opening view is the bare page.
  page.bare = (href) => (href === "?" ? location.pathname : href);

  // An address whole, from wherever the page stands.
  page.route = (href) => new URL(page.bare(href), location.origin + location.pathname).href;

  // Streamlit listens to popstate and runs with the query of the address.
  page.rerun = () => dispatchEvent(new PopStateEvent("popstate", { state: {} }));

  // Goes to an address without loading the page anew, unless the server has another release than the page shows. Without
  // a connection the address alone changes; the page runs when it is back.
  page.go = (href) => {
    const goal = new URL(page.bare(href), location.href).href;
    if (goal === location.href) return;
    if (page.outdated) {
      location.assign(goal);
      return;
    }
    history.pushState({}, "", goal);
    if (page.isConnected()) page.rerun();
  };

  page.link = (cls, text, href) => {
    const made = page.node("a", cls, text);
    made.href = page.bare(href);
    made.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
      event.preventDefault();
      page.go(made.href);
    });
    return made;
  };

  // Dialogs stand beside the page, which alone wears Streamlit's theme: the document wears it too, so that our colours and
  // our styles hold wherever something of ours is drawn.
  const wear = () => {
    const app = document.querySelector(".stApp");
    const scheme = app ? getComputedStyle(app).colorScheme : "";
    if (scheme && document.documentElement.style.colorScheme !== scheme) document.documentElement.style.colorScheme = scheme;
  };
  let worn = null;
  page.watchTheme = () => {
    const app = document.querySelector(".stApp");
    if (!app || worn === app) return;
    worn = app;
    new MutationObserver(wear).observe(app, { attributes: true, attributeFilter: ["class", "style"] });
    wear();
  };

  // Streamlit runs the page again at a bare r and clears its cache at c; here both are only letters.
  const WRITING = "input, textarea, select, [contenteditable]";
  addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (bare && /^[rc]$/i.test(event.key) && !event.target.closest?.(WRITING)) event.stopPropagation();
  }, true);

  const telling = (query) => query.get("view") === "story" || query.get("present") === "1";

  // One choice has one address, whatever way led to it.
  const inOrder = (query) => {
    const place = (key) => page.said.keys.indexOf(key) + 1 || Infinity;
    return new URLSearchParams([...query].sort(([a], [b]) => place(a) - place(b) || 0));
  };

  /* Chooses: a patch names keys of the address and their new text, nothing to take a key out. It starts from the newest
     address, so two quick choices add up. Values that could not be used leave with the next choice. Who chooses while
     the story is told leaves it and goes on from what its scene shows, unless the story itself is what moves. */
  page.choose = (patch, inStory = false) => {
    const { mend } = page.said;
    let query = new URLSearchParams(mend && page.isNow(mend.from) ? mend.to : location.search);
    if (telling(query) && !inStory) query = new URLSearchParams(page.said.onward);
    for (const key of page.said.faults) query.delete(key);
    for (const [key, value] of Object.entries(patch)) {
      if (value && value !== page.said.opening[key]) query.set(key, value);
      else query.delete(key);
    }
    page.go(`?${inOrder(query)}`);
  };

  // "Reset all": the opening view, in the same language and colours, all of Greenland, every kind.
  page.home = () => {
    const now = new URLSearchParams(location.search);
    const query = new URLSearchParams();
    for (const key of ["lang", "theme"]) if (now.get(key)) query.set(key, now.get(key));
    page.go(`?${query}`);
    page.frame()?.home();
  };

  const entries = (pairs) =>
    JSON.stringify([...pairs].filter(([key, value]) => value && !STREAMLITS.includes(key)).sort());

  // Whether the page still stands at an address, given as pairs: an answer to an older one comes too late.
  page.isNow = (address) => entries(address) === entries(new URLSearchParams(location.search));

  // The map's frame, once its script runs.
  page.frame = () => {
    for (const frame of document.querySelectorAll("iframe")) {
      try {
        if (frame.contentWindow.arctic) return frame.contentWindow.arctic;
      } catch {
        // a frame of somebody else's
      }
    }
    return null;
  };

  // What an element keeps between runs; Streamlit calls what `draw` returned only when the element goes.
  const kept = new WeakMap();
  page.memory = (parentElement, make) => {
    if (!kept.has(parentElement)) {
      parentElement.replaceChildren();
      kept.set(parentElement, make());
    }
    return kept.get(parentElement);
  };

  /* After quick choices Streamlit now and then takes leave of an element and draws it anew, as a rule where it stood. What is
     in it stays, or moves over, and the focus with it; only what does not come back within a moment is gone. */
  const GONE_MS = 1000;
  const left = new Map(); // an element's key → what it held
  let focused = document.body; // what the reader gave the focus to, be it by key or by a press, which may also take it away
  const look = () => (focused = document.activeElement || document.body);
  addEventListener("focusin", look, true);
  addEventListener("mousedown", () => setTimeout(look), true);
  page.letGo = (field) => {
    field.blur();
    look();
  };

  const cleanups = new WeakMap(); // what the last drawing of an element wants done when it goes
  const moveOver = ({ key, parentElement }) => {
    const found = left.get(key);
    if (!found || kept.has(parentElement)) return;
    left.delete(key);
    clearTimeout(found.going);
    if (found.nodes.some((node) => node.parentNode !== parentElement)) parentElement.replaceChildren(...found.nodes);
    kept.set(parentElement, found.own);
    cleanups.set(parentElement, found.cleanup);
  };
  const refocus = () => {
    const idle = !document.activeElement || document.activeElement === document.body;
    if (idle && focused.isConnected) focused.focus({ preventScroll: true });
  };

  // A click that only the server can answer: with another release than the page shows, it loads the page whole.
  const trigger = ({ setTriggerValue }) => (name, value) => {
    if (page.outdated && name === "ask") location.reload();
    else setTriggerValue(name, value);
  };

  page.draw = (args) => {
    moveOver(args);
    const { key, name, parentElement } = args;
    page.watchConnection();
    if (page.takes(args.data)) {
      const draw = page.elements[name.replace(/^.*arctic_/, "")];
      cleanups.set(parentElement, draw({ ...args, setTriggerValue: trigger(args) }));
      page.isDrawn(key, true);
    }
    refocus();
    return () => {
      const cleanup = cleanups.get(parentElement);
      const going = setTimeout(() => {
        left.delete(key);
        page.isDrawn(key, false);
        if (cleanup) cleanup();
      }, GONE_MS);
      left.set(key, { nodes: [...parentElement.childNodes], own: kept.get(parentElement), cleanup, going });
      kept.delete(parentElement);
    };
  };
})();

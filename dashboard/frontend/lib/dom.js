// The namespace, and the small things every part uses. Text enters the page by textContent only.
"use strict";
window.Arctic = window.Arctic || { parts: {} };
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const DAY_FORMS = {
    short: { day: "numeric", month: "short" },
    day: { day: "numeric", month: "short", year: "numeric" },
    long: { day: "numeric", month: "long", year: "numeric" },
    month: { month: "short", year: "numeric" },
  };

  Arctic.el = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined && text !== null) node.textContent = text;
    return node;
  };

  Arctic.capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  Arctic.svgEl = (tag, attributes) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    return node;
  };

  Arctic.button = (cls, text, onclick) => {
    const node = Arctic.el("button", cls, text);
    node.type = "button";
    if (onclick) node.addEventListener("click", onclick);
    return node;
  };

  /** Write a text, or an attribute, only where it differs: writing the same again costs a layout. */
  Arctic.put = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
  };
  Arctic.attr = (node, name, value) => {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  };

  /** Write a text with its language: {text, lang}, as `ctx.text` gives it, or a text alone; gives the node. */
  Arctic.say = (node, part) => {
    const { text, lang = "" } = typeof part === "string" ? { text: part } : part;
    Arctic.put(node, text);
    if (lang) Arctic.attr(node, "lang", lang);
    else node.removeAttribute("lang");
    return node;
  };

  /** Write several texts in one line; each that is in another language is marked so. */
  Arctic.sayAll = (node, parts, between = " · ") => {
    const told = parts.filter((part) => part && part.text !== "");
    const nodes = told.map((part) => (part.lang ? Arctic.say(Arctic.el("span"), part) : part.text ?? part));
    node.replaceChildren(...nodes.flatMap((one, i) => (i ? [between, one] : [one])));
    node.normalize();
    return node;
  };

  /** Put items in order and leave alone those that stand right: a day changes a few of some seventy. */
  Arctic.arrange = (list, items) => {
    const wanted = new Set(items);
    for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
    let at = list.firstChild;
    for (const item of items) {
      if (item === at) at = at.nextSibling;
      else list.insertBefore(item, at);
    }
  };

  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));

  // words("map.count", {n: 2}) takes "map.count.other" where plural forms are given, else "map.count".
  Arctic.makeWords = (lang, dictionary) => {
    let plural;
    try { plural = new Intl.PluralRules(lang); } catch { plural = new Intl.PluralRules("en"); }
    return (key, values) => {
      if (values && typeof values.n === "number") {
        const formed = dictionary[`${key}.${plural.select(values.n)}`] ?? dictionary[`${key}.other`];
        if (formed !== undefined) return fill(formed, values);
      }
      return fill(dictionary[key] ?? key, values);
    };
  };

  const formatter = (lang, options) => {
    try { return new Intl.DateTimeFormat(lang, options); } catch { return new Intl.DateTimeFormat("en", options); }
  };

  // Days are ISO text, whole or partial: 2026-01-17, 2026-01, 2026. English is the British kind.
  // A language that names its months in its words spares the browser's own formatters: the first costs 15 ms.
  const named = (dictionary) => {
    const [short, long] = ["short", "long"].map((form) => (dictionary[`map.months.${form}`] || "").split(" "));
    if (short.length !== 12 || long.length !== 12) return null;
    return (iso, kind) => {
      const month = +iso.slice(5, 7) - 1;
      const values = { day: +iso.slice(8, 10) || 1, short: short[month], long: long[month], year: +iso.slice(0, 4) };
      return fill(dictionary[`map.day.${kind}`], values);
    };
  };

  Arctic.makeDays = (lang, dictionary = {}) => {
    const locale = lang === "en" ? "en-GB" : lang;
    const made = {};
    const own = named(dictionary);
    return (iso, form) => {
      if (!iso) return "";
      if (iso.length < 7) return iso;
      const kind = iso.length < 10 ? "month" : form || "day";
      if (own) return own(iso, kind);
      made[kind] = made[kind] || formatter(locale, { ...DAY_FORMS[kind], timeZone: "UTC" });
      return made[kind].format(new Date(`${iso.slice(0, 10).padEnd(10, "-01")}T00:00:00Z`));
    };
  };

  /** Whole numbers below a thousand are the same in every language; for the rest a formatter is made when one comes. */
  Arctic.makeCount = (lang) => {
    let made = null;
    return (n) => {
      if (Number.isInteger(n) && n > -1000 && n < 1000) return String(n);
      made = made || new Intl.NumberFormat(lang === "en" ? "en-GB" : lang);
      return made.format(n);
    };
  };

  Arctic.makeRange = (words) => (low, high) => {
    const none = (value) => value === null || value === undefined;
    if (none(low) && none(high)) return words("map.number.none");
    if (none(low)) return words("map.number.upto", { high });
    if (none(high)) return words("map.number.atleast", { low });
    return low === high ? String(low) : words("map.number.range", { low, high });
  };

  // Widths of text without asking the page, which would force a layout.
  const canvas = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  Arctic.textWidth = (text, font) => {
    const key = `${font}|${text}`;
    if (!widths.has(key)) {
      canvas.font = font;
      widths.set(key, Math.ceil(canvas.measureText(text).width));
    }
    return widths.get(key);
  };
  Arctic.forgetWidths = () => widths.clear();

  /** Ask for the fonts before the first word is laid out; `here()` says whether they have come. */
  Arctic.fonts = () => {
    const { fonts } = document;
    if (!fonts) return { here: () => true };
    const faces = ['400 12px "Source Sans"', '400 12px "Source Serif"'];
    const come = Promise.all(faces.map((face) => fonts.load(face))).catch(() => null);
    return { here: () => faces.every((face) => fonts.check(face)), come };
  };

  /** Whether two boxes {x, y, w, h} share some ground. */
  Arctic.overlap = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

  /** Where a node lies inside the pane. */
  Arctic.boxIn = (pane, node) => {
    const a = pane.getBoundingClientRect();
    const b = node.getBoundingClientRect();
    const grown = a.width / pane.offsetWidth || 1; // on a very large screen all of the pane is drawn larger
    return { x: (b.left - a.left) / grown, y: (b.top - a.top) / grown, w: b.width / grown, h: b.height / grown };
  };

  // Once the next picture has been shown; where none is shown, as in a tab behind others, soon.
  Arctic.nextPicture = () => new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });
})();

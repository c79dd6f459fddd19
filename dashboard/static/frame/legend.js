// The legend: entries are switches with live counts; what is switched off says how many it hides.
"use strict";
(() => {
  const { el, svgEl, put, attr } = Arctic;
  const ROWS = ["contingent", "base", "command", "outpost", "airport", "ship", "post", "ring"];
  // The life of a promise, then its exits, then what is in doubt.
  const STEPS = [
    "considered", "announced", "sent", "in_place", "ended", "declined", "not_asked", "attested", "last_known",
    "unconfirmed", "unverified", "disputed",
  ];
  const CLASSES = { last_known: "s-in_place", unconfirmed: "s-announced unsure", unverified: "s-in_place unproven", disputed: "s-in_place" };
  const LETTERS = { declined: "×", not_asked: "–" };

  const picture = (width, height, viewBox, cls) =>
    svgEl("svg", { width, height, viewBox, class: cls, "aria-hidden": "true" });

  const sample = (kind) => {
    if (kind === "contingent") {
      const node = picture(18, 16, "0 0 18 16", "dots k-contingent");
      const d = ["M3 8h0M9 8h0", "M15 8h0"];
      node.append(
        svgEl("path", { class: "d1", d: d[0], "stroke-width": 4.6 }),
        svgEl("path", { class: "d2", d: d[1], "stroke-width": 4.6 }),
        svgEl("path", { class: "d3", d: d[1], "stroke-width": 2.4 }),
      );
      return node;
    }
    if (kind === "ring") {
      const node = picture(16, 16, "-8 -8 16 16", "mark");
      node.append(svgEl("circle", { class: "ring k-contingent", r: 6.5 }));
      return node;
    }
    return Arctic.mark(kind, `k-${kind} s-open`);
  };

  const keySample = (step) => {
    const node = picture(14, 14, "-8 -8 16 16", `mark k-key ${CLASSES[step] || "s-" + step}`);
    node.append(svgEl("circle", { class: "m", r: step === "last_known" ? 3 : 5.5 }));
    if (step === "ended") node.append(Arctic.endBar(0, 0, 2.6));
    if (step === "disputed") node.append(...Arctic.unlike(5.4, -4.4));
    if (LETTERS[step]) {
      const text = svgEl("text", { y: 3.6, "text-anchor": "middle", class: "letter" });
      text.textContent = LETTERS[step];
      node.append(text);
    }
    return node;
  };

  /** What the key explains, for whoever draws it: each with its sample and the name of its word. */
  Arctic.keyEntries = () => [
    ...ROWS.map((kind) => ({ node: sample(kind), word: `map.legend.${kind}` })),
    ...STEPS.map((step) => ({ node: keySample(step), word: `map.key.${step}` })),
  ];

  Arctic.parts.legend = (ctx) => {
    const { pane } = ctx.elements;
    const legend = el("section", "over legend");
    const head = Arctic.button("legend-head");
    const title = el("b");
    const counted = el("span", "under");
    const mark = el("span", "folder");
    mark.setAttribute("aria-hidden", "true");
    head.append(title, counted, mark);
    const body = el("div", "legend-body");
    const kinds = el("div", "legend-kinds");
    const key = el("div", "key");
    legend.append(head, body);
    ctx.side.append(legend);
    const possible = new Set(["ring"]);
    for (const subject of ctx.atlas.subjects) if (ctx.table.has(subject.id)) possible.add(subject.kind);
    const rows = new Map();
    let folded = null;
    const cramped = () => Boolean(pane.closest(".tight, .low")) && !pane.closest(".printing");
    const isFolded = () => (folded === null ? cramped() : folded);
    head.addEventListener("click", () => {
      folded = !isFolded();
      ctx.redraw({ size: true });
    });

    for (const kind of ROWS) {
      if (!possible.has(kind)) continue;
      const label = el("label", "switch");
      const input = el("input");
      input.type = "checkbox";
      input.checked = true;
      input.setAttribute("role", "switch");
      input.dataset.kind = kind;
      input.addEventListener("change", () => {
        if (input.checked) ctx.hidden.delete(kind);
        else ctx.hidden.add(kind);
        ctx.redraw({ view: true });
      });
      const name = el("span", "name");
      const count = el("span", "num");
      label.dataset.kind = kind;
      label.append(input, sample(kind), name, count);
      kinds.append(label);
      rows.set(kind, { label, input, name, count });
    }
    for (const step of STEPS) {
      const one = el("span");
      one.append(keySample(step), el("span", "step"));
      one.dataset.step = step;
      key.append(one);
    }
    body.append(kinds, key);
    ctx.showAllKinds = () => {
      ctx.hidden.clear();
      ctx.redraw({ view: true });
    };

    const draw = (change) => {
      const shut = isFolded();
      legend.classList.toggle("folded", shut);
      body.hidden = shut;
      attr(head, "aria-expanded", String(!shut));
      put(mark, shut ? "+" : "–");
      put(title, ctx.words("map.legend.title"));
      put(counted, shut ? "" : ctx.words("map.legend.counted"));
      if (change.words) {
        legend.setAttribute("aria-label", ctx.words("map.legend.title"));
        for (const one of key.children) put(one.lastChild, ctx.words(`map.key.${one.dataset.step}`));
      }
      for (const [kind, row] of rows) {
        const off = ctx.hidden.has(kind);
        if (row.input.checked === off) row.input.checked = !off;
        const all = ctx.counts.kinds[kind] || 0;
        const gone = kind !== "ring" && all === 0 && !off;
        if (row.label.hidden !== gone) {
          row.label.hidden = gone;
          ctx.grown = true;
        }
        if (change.words) put(row.name, ctx.words(`map.legend.${kind}`));
        if (row.off !== off) row.label.classList.toggle("off", (row.off = off));
        const live = String(ctx.counts.live[kind] || 0);
        put(row.count, kind === "ring" ? "" : off ? ctx.words("map.legend.hides", { n: all }) : live);
      }
    };
    return { draw };
  };
})();

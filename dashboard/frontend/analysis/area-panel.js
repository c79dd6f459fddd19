// The area that the view is filtered by: its line on the map, its name, how many lie in it, and what can be done with it.

import { attr, el, makeButton, put } from "../lib/dom.js";
import { choose } from "./choosing.js";
import { makeLines } from "./lines.js";

/** @type {(ctx: Frame.Context) => { stand: (marks: Payload.Marks | null) => void }} */
export const makeAreaPanel = (ctx) => {
  const lines = makeLines(ctx.map);
  const panel = el("section", "over a-panel a-area");
  const title = el("p", "a-title");
  const summary = el("p", "under");
  const ways = el("div", "a-ways");
  /** @type {Payload.AreaMark | null} */
  let area = null;
  const toggle = makeButton("", "", () => area && choose({ area: area.maybe ? area.text : `${area.text}:maybe` }));
  const again = makeButton("", "", () => area && choose({ draw: area.text.split(":")[0] }));
  const remove = makeButton("", "", () => choose({ area: "" }));
  ways.append(toggle, again, remove);
  panel.append(title, summary, ways);
  let drawn = "";
  return {
    stand: (marks) => {
      area = marks && !marks.draw ? marks.area : null;
      const signature = area ? JSON.stringify(area.lines) + ctx.proj : "";
      if (signature !== drawn) lines.show(area ? area.lines : []);
      drawn = signature;
      if (!marks || !area) return panel.remove();
      attr(panel, "aria-label", area.name);
      put(title, area.name);
      put(summary, area.summary);
      summary.style.visibility = ctx.day !== ctx.view.asof || ctx.view.ahead ? "hidden" : ""; // another view has other numbers
      put(toggle, marks.words[area.maybe ? "certain" : "maybe"]);
      put(again, marks.words.again);
      put(remove, marks.words.remove);
      if (!panel.isConnected) ctx.elements.pane.append(panel);
      return undefined;
    },
  };
};

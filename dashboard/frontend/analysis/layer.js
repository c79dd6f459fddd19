// What an analysis lays over the map: an area, tools that draw one, badges of what changed, claims of the reader's own.

import { makeAreaPanel } from "./area-panel.js";
import { makeBadges } from "./badges.js";
import { makeDrawTool } from "./draw-tool.js";
import { dress } from "./style.js";
import { makeYours } from "./yours.js";

/** @type {(ctx: Frame.Context) => { stand: () => void }} */
const makeLayer = (ctx) => {
  dress();
  const parts = [makeAreaPanel(ctx), makeBadges(ctx), makeDrawTool(ctx), makeYours(ctx)];
  let stood = "";
  const stand = () => {
    for (const part of parts) part.stand(ctx.view.marks || null);
    const panels = [...ctx.elements.pane.querySelectorAll(".a-panel")].map(({ textContent }) => textContent).join("\n");
    if (panels === stood) return;
    stood = panels;
    const home = ctx.narrow() && ctx.atHome;
    ctx.redraw({ size: true }); // a panel takes room: names look for theirs again
    if (home) ctx.fit();
  };
  ctx.on("drawn", stand);
  return { stand };
};

export { makeLayer }; // taken by map/marks.js when it is asked for

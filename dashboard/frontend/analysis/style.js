// The look of what an analysis lays over the map: it comes with the script, so that a map at rest pays for none of it.

const SHEET = `
.a-line { fill: none; stroke: var(--ink); stroke-width: 1.8; stroke-dasharray: 7 4; }
.a-halo { fill: none; stroke: var(--panel); stroke-width: 5; stroke-opacity: .8; }
.over.a-panel { z-index: 520; right: 62px; top: 10px; width: 250px; }
.narrow .over.a-panel { top: 8px; }
.tight .over.a-panel, .narrow .over.a-panel { right: 56px; left: 8px; width: auto; max-width: 24rem; }
.a-panel > * { margin: 0; }
.a-panel > * + * { margin-top: 4px; }
.a-panel .a-title { font-weight: 600; }
.a-panel .a-ways { display: flex; flex-wrap: wrap; gap: 4px 10px; }
.a-panel button { font: inherit; font-weight: 600; color: var(--dip); background: none; border: 0; padding: 4px 2px; min-height: 26px; cursor: pointer; text-decoration: underline; text-underline-offset: 3px; }
.narrow .a-panel button { min-height: 44px; }
.narrow .a-draw :is(.a-keys, .a-title), .narrow .a-draw .a-set, .narrow .a-begun .a-kinds { display: none; }
.narrow .a-draw { padding-top: 2px; padding-bottom: 2px; }
.a-panel button[aria-pressed=true] { color: var(--ink); text-decoration: none; }
.a-panel button:focus-visible, .a-cross:focus-visible { outline: 2px solid var(--dip); outline-offset: 2px; }
.a-panel button:disabled { color: var(--ink2); text-decoration: none; cursor: default; }
.a-drawing .leaflet-map-pane, .a-drawing.leaflet-container { cursor: crosshair !important; }
.a-drawing :is(.cluster, .cluster *, .note, .note *) { pointer-events: none !important; }
.a-cross.a-away { opacity: 0; }
.a-cross { position: absolute; width: 28px; height: 28px; margin: -14px 0 0 -14px; z-index: 510; background: none; border: 0; padding: 0; border-radius: 50%; pointer-events: none; }
.a-cross::before, .a-cross::after { content: ""; position: absolute; background: var(--ink); box-shadow: 0 0 0 1px var(--panel); }
.a-cross::before { left: 13px; top: 2px; width: 2px; height: 24px; }
.a-cross::after { left: 2px; top: 13px; width: 24px; height: 2px; }
.a-corner { background: var(--panel); border: 2px solid var(--ink); border-radius: 50%; box-sizing: border-box; }
[data-id].a-changed { position: relative; }
.a-badge { position: absolute; right: -5px; top: -6px; width: 13px; height: 13px; pointer-events: none; z-index: 2; }
:is(.row, .p-row) > .a-badge { right: auto; left: -15px; top: 50%; margin-top: -7px; }
.a-badge rect { fill: var(--panel); stroke: var(--ink); stroke-width: 1.4; }
.a-badge path { fill: none; stroke: var(--ink); stroke-width: 1.6; stroke-linecap: round; }
.a-key { display: inline-flex; align-items: center; gap: 5px; }
.a-key svg { position: static; flex: none; }
.a-yours { border: 1px solid var(--hair); border-left: 3px solid var(--dip); border-radius: 6px; padding: 6px 9px; margin: 6px 0; }
.a-yours dt { color: var(--ink2); font-size: 11.5px; }
.a-yours dd { margin: 0 0 4px; }
`;

/** Put on the look, once. */
export const dress = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};

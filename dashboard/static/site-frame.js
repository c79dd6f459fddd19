// Made by "make js" from the modules in dashboard/frontend; sources 72a8f66c6a515709d60050be4a524c9e7ae8033006da4bf8eb65717efe41cc08
"use strict";
(()=>{var n=new EventTarget,t={events:n,joined:null};window.Streamlit=t;document.addEventListener("DOMContentLoaded",()=>{let o=L.map("map_div",{center:[72,-40],zoom:2,minZoom:0,crs:L.CRS.ArcticLAEA,zoomControl:!1});t.joined={say:e=>window.arctic.apply(o,structuredClone(e)),applyTheme:e=>n.dispatchEvent(new CustomEvent("streamlit:render",{detail:{theme:{base:e}}}))},window.parent.ArcticPage?.join(t.joined)});})();

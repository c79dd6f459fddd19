// Made by "make js" from the modules in dashboard/frontend; sources c6f44f12040dd69677ce53b0c66a075a9d1fe283e97c708a6e95ec9f17ba9ab4
"use strict";
(()=>{var n=new EventTarget,t={events:n,joined:null};window.Streamlit=t;document.addEventListener("DOMContentLoaded",()=>{let o=L.map("map_div",{center:[72,-40],zoom:2,minZoom:0,crs:L.CRS.ArcticLAEA,zoomControl:!1});t.joined={say:e=>window.arctic.apply(o,structuredClone(e)),applyTheme:e=>n.dispatchEvent(new CustomEvent("streamlit:render",{detail:{theme:{base:e}}}))},window.parent.ArcticPage?.join(t.joined)});})();

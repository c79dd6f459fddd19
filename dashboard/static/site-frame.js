// Made by "make js" from the modules in dashboard/frontend; sources ce1c6ac2121c515f22d91701cb800f7b00a9c55da07f248ec842c86991266858
"use strict";
(()=>{var n=new EventTarget,t={events:n,joined:null};window.Streamlit=t;document.addEventListener("DOMContentLoaded",()=>{let o=L.map("map_div",{center:[72,-40],zoom:2,minZoom:0,crs:L.CRS.ArcticLAEA,zoomControl:!1});t.joined={say:e=>window.arctic.apply(o,structuredClone(e)),applyTheme:e=>n.dispatchEvent(new CustomEvent("streamlit:render",{detail:{theme:{base:e}}}))},window.parent.ArcticPage?.join(t.joined)});})();

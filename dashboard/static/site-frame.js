// Made by "make js" from the modules in dashboard/frontend; sources d2a0a0b499a1730ee2925f9a17aa3ecb4528a950e192ee7b79880ec98a528292
"use strict";
(()=>{var n=new EventTarget,t={events:n,joined:null};window.Streamlit=t;document.addEventListener("DOMContentLoaded",()=>{let o=L.map("map_div",{center:[72,-40],zoom:2,minZoom:0,crs:L.CRS.ArcticLAEA,zoomControl:!1});t.joined={say:e=>window.arctic.apply(o,structuredClone(e)),applyTheme:e=>n.dispatchEvent(new CustomEvent("streamlit:render",{detail:{theme:{base:e}}}))},window.parent.ArcticPage?.join(t.joined)});})();

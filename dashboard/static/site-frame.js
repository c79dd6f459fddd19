// Made by "make js" from the modules in dashboard/frontend; sources 842cf81c22921104c1bf03d12b9586a73498d900040ac78e617c8966faa98f6d
"use strict";
(()=>{var n=new EventTarget,t={events:n,joined:null};window.Streamlit=t;document.addEventListener("DOMContentLoaded",()=>{let o=L.map("map_div",{center:[72,-40],zoom:2,minZoom:0,crs:L.CRS.ArcticLAEA,zoomControl:!1});t.joined={say:e=>window.arctic.apply(o,structuredClone(e)),applyTheme:e=>n.dispatchEvent(new CustomEvent("streamlit:render",{detail:{theme:{base:e}}}))},window.parent.ArcticPage?.join(t.joined)});})();

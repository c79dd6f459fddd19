// Made by "make js" from the modules in dashboard/frontend; sources d2a0a0b499a1730ee2925f9a17aa3ecb4528a950e192ee7b79880ec98a528292
"use strict";
(()=>{var{documentElement:a}=document,t=new URLSearchParams(location.search),n=[t.get("lang")||"",...a.dataset.chooses?navigator.languages:[]],o=JSON.parse(a.dataset.pages||"{}"),e=n.map(s=>s.slice(0,2).toLowerCase()).find(s=>s in o);a.classList.add("js");location.search&&a.classList.add("asked");e&&e!==a.lang&&location.replace(new URL(o[e],location.href).href+location.search+location.hash);})();

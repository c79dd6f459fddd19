// Made by "make js" from the modules in dashboard/frontend; sources d92881350d74fc8b7028d9214173c80b220f3bc0518c53ca87a7754ee85daa4f
"use strict";
(()=>{var{documentElement:a}=document,t=new URLSearchParams(location.search),n=[t.get("lang")||"",...a.dataset.chooses?navigator.languages:[]],o=JSON.parse(a.dataset.pages||"{}"),e=n.map(s=>s.slice(0,2).toLowerCase()).find(s=>s in o);a.classList.add("js");location.search&&a.classList.add("asked");e&&e!==a.lang&&location.replace(new URL(o[e],location.href).href+location.search+location.hash);})();

// Made by "make js" from the modules in dashboard/frontend; sources d5a774d492f9a20e757d936da2bb77cfb33d0e76bc273b4743feb54fc5384507
"use strict";
(()=>{var{documentElement:a}=document,t=new URLSearchParams(location.search),n=[t.get("lang")||"",...a.dataset.chooses?navigator.languages:[]],o=JSON.parse(a.dataset.pages||"{}"),e=n.map(s=>s.slice(0,2).toLowerCase()).find(s=>s in o);a.classList.add("js");location.search&&a.classList.add("asked");e&&e!==a.lang&&location.replace(new URL(o[e],location.href).href+location.search+location.hash);})();

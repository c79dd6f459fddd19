// Made by "make js" from the modules in dashboard/frontend; sources a45fb2cf671852f683c644b43a4cf54e5dc0de950635cd33845738e0fe03f493
"use strict";
(()=>{var{documentElement:a}=document,t=new URLSearchParams(location.search),n=[t.get("lang")||"",...a.dataset.chooses?navigator.languages:[]],o=JSON.parse(a.dataset.pages||"{}"),e=n.map(s=>s.slice(0,2).toLowerCase()).find(s=>s in o);a.classList.add("js");location.search&&a.classList.add("asked");e&&e!==a.lang&&location.replace(new URL(o[e],location.href).href+location.search+location.hash);})();

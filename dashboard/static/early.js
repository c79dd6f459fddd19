// Made by "make js" from the modules in dashboard/frontend; sources dedbbd146bab19ce68b6b73a57c917202020ec799d84af736bef6250bdbfd32f
"use strict";
(()=>{var{documentElement:a}=document,t=new URLSearchParams(location.search),n=[t.get("lang")||"",...a.dataset.chooses?navigator.languages:[]],o=JSON.parse(a.dataset.pages||"{}"),e=n.map(s=>s.slice(0,2).toLowerCase()).find(s=>s in o);a.classList.add("js");location.search&&a.classList.add("asked");e&&e!==a.lang&&location.replace(new URL(o[e],location.href).href+location.search+location.hash);})();

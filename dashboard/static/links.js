// What all scripts of the page need: elements with text, and links that change the choice without a new load.
function node(tag, cls, text) {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  if (text) made.textContent = text;
  return made;
}

// A link that changes the choice without loading the page anew; Streamlit listens to popstate.
function link(cls, text, href) {
  const made = node("a", cls, text);
  made.href = bare(href);
  made.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    go(made.href);
  });
  return made;
}

// The opening view is the bare page.
function bare(href) {
  return href === "?" ? location.pathname : href;
}

function go(href) {
  history.pushState({}, "", bare(href));
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

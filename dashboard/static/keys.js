// The search field and its hits by keyboard: down and up walk, Enter takes the first, Escape takes the search back.
const SEARCH = ".st-key-f_search input";
const HITS = ".st-key-hits button";

function hits() {
  return [...document.querySelectorAll(HITS)];
}

// Says where a key leads among the hits: an element to focus, one to press, or nothing.
function searchStep(key, field, focused, found, asked) {
  const place = found.indexOf(focused);
  if (focused !== field && place < 0) return null;
  if (key === "ArrowDown") return { focus: found[Math.min(place + 1, found.length - 1)] };
  if (key === "ArrowUp" && place >= 0) return { focus: place ? found[place - 1] : field };
  if (key === "Enter" && focused === field && asked && field.value.trim() === asked) return { press: found[0] };
  if (key === "Escape" && (asked || field.value)) return { close: true };
  return null;
}

function onSearchKey(event, data) {
  const field = document.querySelector(SEARCH);
  if (!field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = searchStep(event.key, field, document.activeElement, hits(), data.asked);
  if (!step || !(step.focus || step.press || step.close)) return;
  event.preventDefault();
  if (step.focus) step.focus.focus();
  if (step.press) step.press.click();
  if (step.close && data.asked) go(data.unasked);
  if (step.close) field.focus();
}

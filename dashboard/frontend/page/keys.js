// Keys that Streamlit would take for itself.

// Streamlit runs the page again at a bare r and clears its cache at c; here both are only letters.
const WRITING = "input, textarea, select, [contenteditable]";
export const watchKeys = () => addEventListener("keydown", (event) => {
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (bare && /^[rc]$/i.test(event.key) && !(/** @type {Element} */ (event.target)).closest?.(WRITING)) event.stopPropagation();
}, true);

// Streamlit's theme, worn by the whole document.

// Dialogs stand beside the page, which alone wears Streamlit's theme: the document wears it too, so that our colours and
// our styles hold wherever something of ours is drawn.
const applyTheme = () => {
  const app = document.querySelector(".stApp");
  const scheme = app ? getComputedStyle(app).colorScheme : "";
  if (scheme && document.documentElement.style.colorScheme !== scheme) document.documentElement.style.colorScheme = scheme;
};
/** @type {Element | null} */
let worn = null;
export const watchTheme = () => {
  const app = document.querySelector(".stApp");
  if (!app || worn === app) return;
  worn = app;
  new MutationObserver(applyTheme).observe(app, { attributes: true, attributeFilter: ["class", "style"] });
  applyTheme();
};

// Light or dark: what the address names, else what the reader chose here, else as the system has it.

const KEY = "arctic-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const app = /** @type {HTMLElement} */ (document.querySelector(".stApp"));
const moon = document.querySelector(".moon button");
export let theme = "light";
/** @type {(theme: string) => void} */
let hear = () => {};

const remembered = () => {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
};

/** @type {(next: string) => void} */
const applyTheme = (next) => {
  theme = next;
  app.style.colorScheme = theme;
  document.documentElement.style.colorScheme = theme;
  moon?.setAttribute("aria-pressed", String(theme === "dark"));
  hear(theme);
};

/** Wears what the address names, or what else holds. */
export const wearTheme = () => {
  const wanted = new URLSearchParams(location.search).get("theme");
  const found = [wanted, remembered()].find((one) => one === "light" || one === "dark");
  applyTheme(found || (system.matches ? "dark" : "light"));
};

/** @type {(choose: (theme: string) => void, listener: (theme: string) => void) => void} */
export const watchTheme = (choose, listener) => {
  hear = listener;
  system.addEventListener("change", wearTheme);
  moon?.addEventListener("click", () => {
    const next = theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // it lasts as long as the page
    }
    if (new URLSearchParams(location.search).get("theme")) choose(next);
    else applyTheme(next);
  });
};

// Runs before the first paint: sets the chosen colour scheme and contrast on <html>, so nothing flashes.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const moreContrast = matchMedia("(prefers-contrast: more)");
  let memory = null;
  try {
    memory = window.localStorage;
  } catch {
    memory = null; // storage is forbidden in this browser: follow the system
  }
  const apply = () => {
    const theme = memory?.getItem("theme") ?? "auto";
    const contrast = memory?.getItem("contrast") ?? "auto";
    root.dataset.theme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
    root.dataset.contrast = contrast === "auto" ? (moreContrast.matches ? "high" : "normal") : contrast;
  };
  root.dataset.js = "";
  apply();
  dark.addEventListener("change", apply);
  moreContrast.addEventListener("change", apply);
  document.addEventListener("scheme:changed", apply);
})();

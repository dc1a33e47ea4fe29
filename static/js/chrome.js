// Header menus, the narrow-screen navigation, toasts, «/» for search, the print button.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};

const typing = (target) => target.matches("input, textarea, select, [contenteditable]");

const onKey = (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    return;
  }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const search = document.querySelector("main [type=search], [data-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
};

const onClick = (event) => {
  closeMenus(event.target.closest("details.menu"));
  const toggle = event.target.closest("[data-work-toggle]");
  if (toggle) {
    const open = toggle.closest(".work").toggleAttribute("data-open");
    toggle.setAttribute("aria-expanded", String(open));
  }
  event.target.closest("[data-toast-close]")?.closest(".toast").remove();
  if (event.target.closest("[data-print]")) window.print();
};

export const startChrome = () => {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
};

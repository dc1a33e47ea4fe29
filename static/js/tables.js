// Tables: a region that fits lets its head stick to the window, one that does not scrolls by itself.
// A click anywhere in a row follows the row's link, unless text is being selected.
const measure = (region) => {
  const overflows = region.firstElementChild.offsetWidth > region.clientWidth + 1;
  region.toggleAttribute("data-overflows", overflows);
  region.toggleAttribute("data-fits", !overflows);
  if (overflows) region.setAttribute("tabindex", "0");
  else region.removeAttribute("tabindex");
};

const followRow = (event) => {
  if (event.button !== 0 || event.target.closest("a, button, input, select, label, summary")) return;
  if (String(getSelection())) return;
  const link = event.target.closest(".table tbody tr")?.querySelector(".row-link");
  if (!link) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href);
  else link.click();
};

export const startTables = () => {
  const observer = new ResizeObserver((entries) => entries.forEach((entry) => measure(entry.target)));
  for (const region of document.querySelectorAll(".table-region")) observer.observe(region);
  document.addEventListener("click", followRow);
};

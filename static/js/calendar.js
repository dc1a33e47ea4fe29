// The month's sheet by keys: arrows between days, Page Up and Page Down between months, Home to today.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const LINKS = { PageUp: "[data-month-before]", PageDown: "[data-month-after]", Home: "[data-month-today]" };

const onKey = (sheet) => (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.key in LINKS) {
    event.preventDefault();
    document.querySelector(LINKS[event.key])?.click();
    return;
  }
  const days = [...sheet.querySelectorAll("[data-day]")];
  const here = days.indexOf(event.target.closest("td")?.querySelector("[data-day]"));
  const there = days[here + (STEPS[event.key] ?? 0)];
  if (here < 0 || !(event.key in STEPS) || !there) return;
  event.preventDefault();
  there.focus();
};

export const startCalendar = () => {
  for (const sheet of document.querySelectorAll("[data-calendar]")) sheet.addEventListener("keydown", onKey(sheet));
};

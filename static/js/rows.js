// Rows of a form that are added and taken off in place: [data-rows] holds a list, a template and an «add» button.
// A row taken off is ticked for deletion and hidden, so that the server hears of it; without scripts the tick is seen.
const drop = (row) => {
  const tick = row.querySelector('[name$="-DELETE"]');
  if (tick) tick.checked = true;
  row.hidden = true;
};

const prepare = (row) => {
  const button = row.querySelector("[data-row-drop]");
  button.hidden = false;
  button.addEventListener("click", () => drop(row));
};

const add = (box) => {
  const total = box.querySelector('[name$="-TOTAL_FORMS"]');
  const most = Number(box.querySelector('[name$="-MAX_NUM_FORMS"]').value);
  if (Number(total.value) >= most) return;
  const holder = document.createElement("div");
  holder.innerHTML = box.querySelector("[data-rows-template]").innerHTML.replaceAll("__prefix__", total.value);
  const row = holder.firstElementChild;
  box.querySelector("[data-rows-list]").append(row);
  total.value = String(Number(total.value) + 1);
  prepare(row);
  row.querySelector("textarea, input:not([type=hidden])").focus();
};

export const startRows = () => {
  for (const box of document.querySelectorAll("[data-rows]")) {
    box.dataset.rowsReady = "";
    box.querySelectorAll("[data-rows-list] > [data-row]").forEach(prepare);
    box.querySelector("[data-rows-add]").addEventListener("click", () => add(box));
  }
};

// Rows of a form: [data-add-row="id"] puts a copy of <template id> before itself, [data-drop-row] takes its row away.
const add = (button) => {
  const row = document.getElementById(button.dataset.addRow).content.firstElementChild.cloneNode(true);
  button.before(row);
  row.querySelector("input, select, textarea")?.focus();
};

const drop = (button) => {
  const row = button.closest("[data-row]");
  const form = row.closest("form");
  row.remove();
  form?.dispatchEvent(new Event("change", { bubbles: true }));
};

// [data-pick-all] ticks every box of its form that bears the name it gives.
const pickAll = (box) => {
  for (const other of box.form.querySelectorAll(`input[name="${box.dataset.pickAll}"]`)) other.checked = box.checked;
};

export const startFormRows = () => {
  document.addEventListener("click", (event) => {
    const adder = event.target.closest("[data-add-row]");
    if (adder) add(adder);
    const dropper = event.target.closest("[data-drop-row]");
    if (dropper) drop(dropper);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) pickAll(event.target);
  });
};

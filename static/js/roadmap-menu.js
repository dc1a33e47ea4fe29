// What can be done with a row, for a telephone, for a screen reader and for whoever does not know the keys.
import { isSection, keyOf, rowsOf } from "./roadmap-rows.js";

const option = (value, text) => {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
};

const nameOf = (row) => row.querySelector(".cell").textContent.trim().slice(0, 80);

export const startMenu = (root, { addRow, moveBy, move, remove, step }) => {
  const body = root.querySelector("[data-plan-rows]");
  const menu = root.querySelector("[data-plan-menu]");
  const aims = root.querySelector("[data-plan-aims]");
  const sections = menu.querySelector("[data-menu-section]");
  let key = ""; // of the row, not the row: the server may draw it anew while the menu is open
  let began = null;
  const held = () => body.querySelector(`[data-row="${key}"]`);

  const open = (row) => {
    key = row.dataset.row;
    const number = row.querySelector("[data-number]").textContent;
    menu.querySelector("[data-menu-title]").textContent = `${isSection(row) ? "Раздел" : "Мероприятие"} ${number}`;
    for (const part of menu.querySelectorAll('[data-menu-for="measure"]')) part.hidden = isSection(row);
    menu.querySelector("[data-menu-form]").href = root.dataset.measure.replace("/0/", `/${keyOf(row)}/`);
    sections.replaceChildren(
      option("", "до первого раздела"),
      ...rowsOf(body).filter(isSection).map((each) => option(keyOf(each), nameOf(each))),
    );
    sections.value = row.dataset.section ?? "";
    menu.showModal();
  };

  // To the end of the chosen section: after its last measure.
  const toSection = () => {
    const inside = rowsOf(body).filter((each) => !isSection(each) && each.dataset.section === sections.value);
    move(held(), { section: sections.value, after: keyOf(inside.filter((each) => each !== held()).at(-1)) });
  };

  const acts = {
    up: () => moveBy(held(), -1),
    down: () => moveBy(held(), 1),
    "to-section": toSection,
    add: () => addRow(held()),
    copy: () => addRow(held(), keyOf(held())),
    remove: () => remove(held()),
  };

  const chooseAims = (row) => {
    key = row.dataset.row;
    began = row.querySelector("[data-aims]").dataset.aims;
    const chosen = JSON.parse(began);
    for (const box of aims.querySelectorAll("input")) {
      box.checked = chosen[box.name].includes(Number(box.value));
    }
    aims.showModal();
  };

  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-row-menu]")) open(event.target.closest("[data-row]"));
    if (event.target.closest("[data-choose-aims]")) chooseAims(event.target.closest("[data-row]"));
    const act = event.target.closest("[data-menu]")?.dataset.menu;
    if (!act) return;
    menu.close();
    if (held()) acts[act]();
  });

  root.querySelector("[data-plan-aims-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new URLSearchParams(new FormData(event.target));
    data.set("row", keyOf(held()));
    data.set("base", began);
    aims.close();
    step(root.dataset.aimsUrl, data);
  });
};

// Two people wrote in one cell: both texts side by side, and the person chooses. Nothing typed is thrown away.
const element = (tag, text, css = "") => {
  const made = document.createElement(tag);
  made.textContent = text;
  if (css) made.className = css;
  return made;
};

const side = (title, text) => {
  const box = element("div", "", "plan-conflict-side");
  box.append(element("h3", title), element("p", text || "пусто", "plan-text"));
  return box;
};

const moment = (at) =>
  at ? new Date(at).toLocaleString("ru-RU", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }) : "";

// `answer` gets the text to save over the other one, or null to leave the other one.
export const showConflict = (cell, mine, told, answer) => {
  const address = cell.dataset.cell;
  const shown = document.querySelector(`[data-conflict="${address}"] textarea`);
  if (shown) {
    shown.value = mine;
    return;
  }
  const row = cell.closest("tr, [data-plan-head]");
  const box = element("div", "", "plan-conflict notice notice-warn");
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-label", "Ячейку изменил другой человек");
  const { who, at, current } = told.details;
  const body = element("div", "", "notice-body");
  const sides = element("div", "", "plan-conflict-sides");
  sides.append(side(who ? `${who}, ${moment(at)}` : "Сейчас в плане", current), side("Ваш текст", mine));
  const area = document.createElement("textarea");
  area.value = mine;
  area.setAttribute("aria-label", "Текст, который останется");
  const acts = element("div", "", "form-acts");
  const choices = [
    ["Сохранить мой текст", "btn btn-primary btn-sm", () => area.value.trim()],
    ["Оставить текст коллеги", "btn btn-sm", () => null],
  ];
  for (const [label, css, text] of choices) {
    const button = element("button", label, css);
    button.type = "button";
    button.addEventListener("click", () => {
      holder.remove();
      answer(text());
    });
    acts.append(button);
  }
  body.append(element("p", `${cell.dataset.label}: ${told.message}`, "notice-title"), sides, area, acts);
  box.append(body);
  const holder = row.tagName === "TR" ? element("tr", "", "plan-conflict-row") : box;
  if (holder !== box) {
    const wide = element("td", "");
    wide.colSpan = 8;
    wide.append(box);
    holder.append(wide);
  }
  holder.dataset.conflict = address;
  row.after(holder);
  area.focus();
};

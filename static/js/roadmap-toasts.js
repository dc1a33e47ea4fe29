// Short words at the corner of the page, one of them with a way back, and a notice that stays.
const LONG = 8000;

const SHAPES = { good: "✓", warn: "▲", bad: "✕", info: "■" };
const SPOKEN = { good: "Готово", warn: "Обратите внимание", bad: "Не получилось", info: "К сведению" };

const filled = (tone, words, css) => {
  const box = document.createElement("div");
  box.className = css;
  const sign = document.createElement("span");
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = SHAPES[tone];
  const text = document.createElement("p");
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.textContent = `${SPOKEN[tone]}: `;
  text.append(spoken, words);
  box.append(sign, text);
  return box;
};

export const startToasts = () => {
  const place = document.querySelector(".toasts");

  const toast = (tone, words, way = null) => {
    const box = filled(tone, words, `toast toast-${tone}`);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = way?.label ?? "Закрыть";
    button.addEventListener("click", () => {
      box.remove();
      way?.act();
    });
    box.append(button);
    place.append(box);
    if (tone !== "bad") setTimeout(() => box.remove(), LONG);
  };

  const said = {
    warn: (where, words) => {
      const box = filled("warn", words, "notice notice-warn");
      box.setAttribute("role", "alert");
      where.replaceChildren(box);
    },
  };

  return { toast, said };
};

// Theme and contrast switches in the user menu: [data-scheme="theme|contrast"][data-value].
const remember = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage is forbidden: the choice lasts until the next page
    document.documentElement.dataset[name] = value;
  }
};

const current = (name) => {
  try {
    return localStorage.getItem(name) ?? "auto";
  } catch {
    return document.documentElement.dataset[name];
  }
};

const show = () => {
  for (const button of document.querySelectorAll("[data-scheme]")) {
    button.setAttribute("aria-pressed", String(current(button.dataset.scheme) === button.dataset.value));
  }
};

export const startScheme = () => {
  show();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-scheme]");
    if (!button) return;
    remember(button.dataset.scheme, button.dataset.value);
    document.dispatchEvent(new Event("scheme:changed"));
    show();
  });
};

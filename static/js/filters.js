// Filters: send the form when a value is chosen, and keep the list's query for the way back.
// A list page remembers its query per path; [data-back] links to that path get the query put back.
const key = (path) => `list:${path}`;

const submitSoon = (form) => {
  let timer = 0;
  return (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), delay);
  };
};

// A choice made by keys waits for the button: each arrow changes a select, and a page that went away at
// the first of them would take the focus along (WCAG 3.2.2).
const autoSubmit = (form) => {
  const send = submitSoon(form);
  let isByKeys = false;
  form.addEventListener("keydown", () => (isByKeys = true));
  form.addEventListener("pointerdown", () => (isByKeys = false));
  form.addEventListener("change", (event) => {
    if (!isByKeys && event.target.matches("select, [type=checkbox], [type=radio]")) send(0);
  });
};

// Empty fields stay out of the address, so that it can be read and sent to a colleague.
const dropEmpty = (event) => {
  for (const field of event.target.elements) {
    if (field.name && field.value === "") field.disabled = true;
  }
};

const stored = (name) => {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null; // storage is forbidden: links lead to the whole list
  }
};

const keepQuery = () => {
  try {
    sessionStorage.setItem(key(location.pathname), location.search);
  } catch {
    // storage is forbidden: nothing to keep
  }
};

const restoreBackLinks = () => {
  for (const link of document.querySelectorAll("a[data-back]")) {
    const address = new URL(link.href);
    const query = stored(key(address.pathname));
    if (query && !address.search) {
      address.search = query;
      link.href = address.href;
    }
  }
};

export const startFilters = () => {
  const forms = document.querySelectorAll("form[data-filters]");
  for (const form of forms) {
    autoSubmit(form);
    form.addEventListener("submit", dropEmpty);
  }
  if (forms.length) keepQuery();
  restoreBackLinks();
  addEventListener("pageshow", () => {
    for (const form of forms) for (const field of form.elements) field.disabled = false;
  });
};

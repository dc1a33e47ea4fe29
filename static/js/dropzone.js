// File drop zone [data-dropzone]: takes dropped files into the native input and lists what was chosen.
const size = (bytes) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} КБ`
    : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} МБ`;

const list = (zone, input) => {
  const items = [...input.files].map((file) => {
    const item = document.createElement("li");
    item.textContent = `${file.name} — ${size(file.size)}`;
    return item;
  });
  zone.querySelector("[data-dropzone-files]").replaceChildren(...items);
};

const take = (input, files) => {
  const chosen = new DataTransfer();
  for (const file of input.multiple ? files : [...files].slice(0, 1)) chosen.items.add(file);
  input.files = chosen.files;
};

const start = (zone) => {
  const input = zone.querySelector("input[type=file]");
  input.addEventListener("change", () => list(zone, input));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    take(input, event.dataTransfer.files);
    list(zone, input);
  });
};

export const startDropzones = () => document.querySelectorAll("[data-dropzone]").forEach(start);

// Rows of the plan: where they stand, moving them by keys, by dragging and by the menu.
export const rowsOf = (body) => [...body.querySelectorAll("[data-row]")];
export const isSection = (row) => row.dataset.row.startsWith("s");
export const keyOf = (row) => (row ? row.dataset.row.slice(1) : "");
export const tableOf = (row) => (isSection(row) ? "section" : "measure");

// The section that a place right after `row` belongs to, and the measure before it there.
export const placeAfter = (row) => {
  if (!row) return { section: "", after: "" };
  if (isSection(row)) return { section: keyOf(row), after: "" };
  return { section: row.dataset.section, after: keyOf(row) };
};

const sectionsOf = (body) => rowsOf(body).filter(isSection);

// Where a row goes one step up or down; null when there is nowhere to go.
export const stepOf = (body, row, by) => {
  const rows = isSection(row) ? sectionsOf(body) : rowsOf(body);
  const at = rows.indexOf(row);
  if (at + by < 0 || at + by >= rows.length) return null;
  if (isSection(row)) return { after: keyOf(by < 0 ? rows[at - 2] : rows[at + 1]) };
  const before = by < 0 ? rows[at - 2] : rows[at + 1];
  return placeAfter(before);
};

// A row the page itself made, whose key the plan has not told yet.
const isNew = (row) => keyOf(row).includes("-");

// Put rows into the order the server tells, with their numbers. Rows it does not name are gone, but for those that hold
// a text of this page: they stay after the row they stood after, until the text is settled.
export const arrange = (body, order, holdsText) => {
  const before = rowsOf(body);
  const known = new Map(before.map((row) => [row.dataset.row, row]));
  const rows = order.map(([key]) => known.get(key)).filter(Boolean);
  before.forEach((row, at) => {
    if (rows.includes(row)) return;
    if (isNew(row) || holdsText(row)) rows.splice(rows.indexOf(before[at - 1]) + 1, 0, row);
    else row.remove();
  });
  let last = null;
  const following = () => (last ? last.nextElementSibling : body.firstElementChild);
  for (const row of rows) {
    // Moving the row somebody writes in would take the cursor away: the others make way for it instead.
    if (row.contains(document.activeElement)) while (following() !== row) body.append(following());
    else if (following() !== row) body.insertBefore(row, following());
    last = row;
    for (const cell of row.querySelectorAll("[data-cell]")) {
      const conflict = body.querySelector(`[data-conflict="${cell.dataset.cell}"]`);
      if (conflict && last.nextElementSibling !== conflict) last.after(conflict);
      last = conflict ?? last;
    }
  }
  let section = "";
  order.forEach(([key, number]) => {
    const row = known.get(key);
    if (!row) return;
    if (isSection(row)) section = keyOf(row);
    else row.dataset.section = section;
    for (const place of row.querySelectorAll("[data-number]")) place.textContent = number;
  });
};

// Dragging by the grip. The line shows where the row will stand: after the row under the pointer's upper half's
// predecessor, or after the row itself.
export const startDragging = (body, drop) => {
  let dragged = null;
  let mark = null;

  const unmark = () => {
    mark?.row.classList.remove("is-over-before", "is-over-after");
    mark = null;
  };

  const over = (event) => {
    const row = event.target.closest?.("[data-row]");
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    const isBefore = event.clientY < box.top + box.height / 2;
    unmark();
    mark = { row, isBefore };
    row.classList.add(isBefore ? "is-over-before" : "is-over-after");
  };

  body.addEventListener("dragstart", (event) => {
    if (!event.target.closest("[data-grip]")) return;
    dragged = event.target.closest("[data-row]");
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.row);
  });
  body.addEventListener("dragover", over);
  body.addEventListener("drop", (event) => {
    if (!dragged || !mark) return;
    event.preventDefault();
    const rows = rowsOf(body).filter((row) => row !== dragged);
    const at = rows.indexOf(mark.row);
    drop(dragged, mark.isBefore ? rows[at - 1] : mark.row);
  });
  body.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    unmark();
  });
};

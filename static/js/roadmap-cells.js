// Cells of the plan: walking by arrows, writing in place, and never losing what was typed.
const SELECTOR = ".cell[data-cell]";
const IDLE = 4000; // a text left alone for so long is saved though its cell is still open

export const cellsOf = (root) => [...root.querySelectorAll(SELECTOR)];
export const textOf = (cell) => cell.textContent.trim();

// A cell is reached by keys and named even when it is empty. Only one of them is a tab stop: the last one visited.
export const dress = (root) => {
  for (const cell of cellsOf(root)) {
    cell.setAttribute("role", "button");
    if (!cell.hasAttribute("tabindex")) cell.tabIndex = -1;
  }
};

const fit = (area) => {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
};

export const startCells = (root, save) => {
  let editor = null; // { cell, area, began, saved, timer }

  const visit = (cell) => {
    for (const other of root.querySelectorAll(`${SELECTOR}[tabindex="0"]`)) other.tabIndex = -1;
    cell.tabIndex = 0;
  };

  const focus = (cell) => {
    if (!cell) return;
    visit(cell);
    cell.focus();
  };

  const write = (cell, text) => {
    cell.textContent = text;
    if (text) cell.removeAttribute("aria-label");
    else cell.setAttribute("aria-label", `${cell.dataset.label}: ${cell.dataset.empty}`);
  };

  const commit = (area, cell) => {
    const text = area.value.trim();
    if (text === editor.saved) return;
    save(cell, editor.saved, text);
    editor.saved = text;
  };

  const close = (keep) => {
    if (!editor) return null;
    const { cell, area, began, timer } = editor;
    clearTimeout(timer);
    if (!keep) area.value = began;
    commit(area, cell);
    const text = area.value.trim();
    editor = null;
    write(cell, text);
    return cell;
  };

  const open = (cell, typed = null) => {
    if (editor?.cell === cell) return;
    close(true);
    const text = textOf(cell);
    const area = document.createElement("textarea");
    area.className = "cell-area";
    area.rows = 1;
    area.value = typed ?? text;
    area.maxLength = Number(cell.dataset.limit);
    area.setAttribute("aria-label", cell.dataset.label);
    editor = { cell, area, began: text, saved: text, timer: 0 };
    cell.replaceChildren(area);
    cell.removeAttribute("role");
    cell.removeAttribute("aria-label");
    cell.setAttribute("tabindex", "-1");
    fit(area);
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  };

  const leave = (keep = true) => {
    const cell = close(keep);
    if (!cell) return null;
    cell.setAttribute("role", "button");
    visit(cell);
    return cell;
  };

  const beside = (cell, by) => {
    const cells = cellsOf(root);
    return cells[cells.indexOf(cell) + by];
  };

  // The cell above or below: the same field of the neighbouring row, or the name of a section.
  const across = (cell, by) => {
    const field = cell.dataset.cell.split(":")[2];
    const rows = [...root.querySelectorAll("[data-row]")];
    const row = rows[rows.indexOf(cell.closest("[data-row]")) + by];
    return row && (cellsOf(row).find((other) => other.dataset.cell.endsWith(`:${field}`)) ?? cellsOf(row)[0]);
  };

  const whileWriting = (event) => {
    const { area, cell } = editor;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      focus(leave(false) ?? cell);
    } else if (event.key === "Tab") {
      const next = beside(cell, event.shiftKey ? -1 : 1);
      if (!next) return;
      event.preventDefault();
      leave();
      open(next);
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      leave();
      focus(across(cell, 1) ?? cell);
    } else {
      setTimeout(() => fit(area), 0);
    }
  };

  const WALK = {
    ArrowRight: (cell) => beside(cell, 1),
    ArrowLeft: (cell) => beside(cell, -1),
    ArrowDown: (cell) => across(cell, 1),
    ArrowUp: (cell) => across(cell, -1),
    Home: (cell) => cellsOf(cell.closest("[data-row]") ?? root)[0],
    End: (cell) => cellsOf(cell.closest("[data-row]") ?? root).at(-1),
  };

  const whileWalking = (event, cell) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (WALK[event.key]) {
      event.preventDefault();
      focus(WALK[event.key](cell));
    } else if (event.key === "Enter" || event.key === "F2" || event.key === " ") {
      event.preventDefault();
      open(cell);
    } else if (event.key === "Delete") {
      event.preventDefault();
      const text = textOf(cell);
      write(cell, "");
      if (text) save(cell, text, "");
    } else if (event.key.length === 1 && event.key !== "/") {
      event.preventDefault();
      open(cell, event.key);
    }
  };

  root.addEventListener("keydown", (event) => {
    if (editor && event.target === editor.area) return whileWriting(event);
    const cell = event.target.closest(SELECTOR);
    if (cell) whileWalking(event, cell);
  });
  root.addEventListener("click", (event) => {
    const cell = event.target.closest(SELECTOR);
    if (cell && !String(getSelection())) open(cell);
  });
  root.addEventListener("focusin", (event) => {
    const cell = event.target.closest(SELECTOR);
    if (cell && event.target === cell) visit(cell);
  });
  root.addEventListener("focusout", (event) => {
    if (editor && event.target === editor.area && document.hasFocus()) leave();
  });
  root.addEventListener("input", (event) => {
    if (!editor || event.target !== editor.area) return;
    fit(editor.area);
    clearTimeout(editor.timer);
    editor.timer = setTimeout(() => editor && commit(editor.area, editor.cell), IDLE);
  });

  return {
    open,
    leave,
    focus,
    write,
    get writing() {
      return editor?.cell ?? null;
    },
    // Save what is being typed without leaving the cell: before the page goes away.
    flush: () => editor && commit(editor.area, editor.cell),
    get isDirty() {
      return Boolean(editor) && editor.area.value.trim() !== editor.saved;
    },
  };
};

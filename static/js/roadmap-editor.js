// The editor of a plan: joins cells, rows and the line to the server, and keeps the page the same as the plan.
import { cellsOf, dress, startCells } from "./roadmap-cells.js";
import { showConflict } from "./roadmap-conflict.js";
import { newKey, startLine } from "./roadmap-net.js";
import { startMenu } from "./roadmap-menu.js";
import { startPasting } from "./roadmap-paste.js";
import { startRedrawing } from "./roadmap-redraw.js";
import { arrange, keyOf, placeAfter, rowsOf, startDragging, stepOf, tableOf } from "./roadmap-rows.js";
import { startToasts } from "./roadmap-toasts.js";
import { startWatching } from "./roadmap-watch.js";

const WORDS = {
  busy: "Сохраняется…",
  idle: "Всё сохранено",
  offline: "Нет связи: правки сохранятся, когда она вернётся",
  "signed-out": "Сеанс закончился: войдите в соседней вкладке, и правки сохранятся",
};

const nothing = () => {};

const start = (root) => {
  const body = root.querySelector("[data-plan-rows]");
  const status = root.querySelector("[data-plan-status]");
  const empty = root.querySelector("[data-plan-empty]");
  const { toast, said } = startToasts();
  const unsaved = new Map(); // cell address → the text that has not reached the plan
  const bases = new Map(); // cell address → what stands in the plan, for texts that were declined
  const done = { undo: [], redo: [] };
  const keys = new Map(); // key of a row that the page itself made → the plan's own key of it
  let revision = root.dataset.revision;
  let isClosed = false;

  const hear = (state, count = 0) => {
    const words = state === "busy" && count > 1 ? `Сохраняется: ${count}` : WORDS[state];
    if (status.textContent !== words) status.textContent = words;
    status.dataset.state = state;
  };
  const line = startLine(hear);

  // A row made here is written in before the plan has it: whatever is said of it is put right when its turn comes.
  const known = (key) => keys.get(key) ?? key;
  const real = (address) => address.split(":").map(known).join(":");
  const told = (data) => [...new URLSearchParams(data)].map(([name, value]) => [name, known(value)]);

  const find = (address) => root.querySelector(`[data-cell="${address}"]`);

  const mark = (address) => {
    const cell = find(address);
    cell?.toggleAttribute("data-unsaved", unsaved.has(address));
  };

  const keepsOwn = (cell) => cells.writing === cell || unsaved.has(cell.dataset.cell);
  const draw = startRedrawing(root, body, keepsOwn);

  const closeFor = (words) => {
    if (isClosed) return;
    isClosed = true;
    said.warn(root.querySelector("[data-plan-notice]"), words);
  };

  const apply = (answer) => {
    if (Number(answer.revision) < Number(revision)) return;
    const focused = document.activeElement?.dataset?.cell;
    revision = String(answer.revision);
    for (const [key, html] of Object.entries(answer.rows)) draw.row(key, html);
    if (answer.order) arrange(body, answer.order, (row) => cellsOf(row).some(keepsOwn));
    if (answer.head) draw.head(answer.head);
    empty.hidden = rowsOf(body).length > 0;
    for (const address of unsaved.keys()) mark(address);
    if (focused && document.activeElement === document.body) cells.focus(find(focused));
    if (answer.closed) closeFor(answer.closed);
  };

  const remember = (answer, on = "undo") => {
    if (!answer.edit) return;
    done[on].push(answer.edit);
    if (on === "undo") done.redo.length = 0;
  };

  const declined = (answer) => toast("bad", `${answer.message} ${answer.hint ?? ""}`);

  const step = (url, data, { then = nothing, afterwards = nothing, refusedStep = nothing } = {}) =>
    line.step(
      url,
      () => [...told(data), ["since", revision]],
      (answer) => {
        remember(answer);
        then(answer);
        apply(answer);
        afterwards(answer);
      },
      (answer) => {
        declined(answer);
        refusedStep(answer);
      },
    );

  // --- cells ---
  const save = (cell, seen, value) => {
    const address = cell.dataset.cell;
    const [table, row, field] = address.split(":");
    const base = bases.get(address) ?? seen;
    bases.delete(address);
    unsaved.set(address, value);
    mark(address);
    const settled = () => {
      if (unsaved.get(real(address)) === value) unsaved.delete(real(address));
      mark(real(address));
    };
    line.step(
      root.dataset.cells,
      () => ({ table, row: known(row), field, base, value, since: revision }),
      (answer) => {
        settled();
        remember(answer);
        apply(answer);
      },
      (answer) =>
        answer.code === "STALE" ? conflict(real(address), value, answer) : refused(real(address), base, value, answer),
    );
  };

  const conflict = (address, mine, answer) => {
    const cell = find(address);
    if (!cell) return refused(address, answer.details.current, mine, answer);
    if (cells.writing === cell) cells.leave();
    showConflict(cell, mine, answer, (text) => {
      unsaved.delete(address);
      const now = find(address) ?? cell;
      cells.write(now, text ?? answer.details.current);
      mark(address);
      if (text !== null && text !== answer.details.current) save(now, answer.details.current, text);
      cells.focus(now);
    });
    return undefined;
  };

  // The text stays in its cell, marked, until its author mends it.
  const refused = (address, base, text, answer) => {
    toast("bad", `Не сохранено: «${text.slice(0, 60)}». ${answer.message} ${answer.hint ?? ""}`);
    bases.set(address, base);
    mark(address);
  };

  const cells = startCells(root, save);

  // --- rows ---
  let lastKey = "";
  const current = () => document.activeElement?.closest?.("[data-row]") ?? null;
  const lastRow = () => (lastKey ? body.querySelector(`[data-row="${lastKey}"]`) : null);

  // The row stands in the table at once, so that what is typed next goes where it belongs.
  const addRow = (near, copyOf = "") => {
    const after = near ?? rowsOf(body).at(-1);
    const place = placeAfter(after);
    const key = newKey();
    const row = root.querySelector("[data-plan-new-row]").content.firstElementChild.cloneNode(true);
    row.dataset.row = `m${key}`;
    row.dataset.section = place.section;
    for (const cell of cellsOf(row)) cell.dataset.cell = cell.dataset.cell.replace(":0:", `:${key}:`);
    dress(row);
    if (after) after.after(row);
    else body.append(row);
    empty.hidden = true;
    cells.open(cellsOf(row)[0]);
    step(root.dataset.add, { table: "measure", key, ...place, copy_of: copyOf }, {
      then: (answer) => settle(row, key, answer),
      refusedStep: () => row.remove(),
    });
  };

  // The plan has the row now: give it the plan's own key.
  const settle = (row, key, answer) => {
    keys.set(key, String(answer.row));
    row.dataset.row = `m${answer.row}`;
    for (const cell of cellsOf(row)) cell.dataset.cell = real(cell.dataset.cell);
    for (const [address, text] of [...unsaved]) {
      unsaved.delete(address);
      unsaved.set(real(address), text);
    }
    if (lastKey === `m${key}`) lastKey = row.dataset.row;
  };

  const addSection = (title) =>
    step(root.dataset.add, { table: "section", key: newKey(), title }, {
      afterwards: (answer) => cells.focus(find(`section:${answer.row}:title`)),
    });

  const move = (row, place) => {
    if (!place) return;
    const held = document.activeElement?.dataset?.cell;
    step(root.dataset.move, { table: tableOf(row), row: keyOf(row), ...place }, {
      afterwards: () => held && cells.focus(find(real(held))),
    });
  };

  const moveBy = (row, by) => move(row, stepOf(body, row, by));

  const drop = (row, after) => {
    if (tableOf(row) === "measure") return move(row, placeAfter(after));
    const rows = rowsOf(body);
    const above = rows.slice(0, rows.indexOf(after) + 1).filter((other) => tableOf(other) === "section");
    return move(row, { after: keyOf(above.filter((other) => other !== row).at(-1)) });
  };

  const remove = (row) => {
    const rows = rowsOf(body);
    const neighbour = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    const words = tableOf(row) === "section" ? "Раздел убран вместе с мероприятиями." : "Мероприятие убрано.";
    step(root.dataset.remove, { table: tableOf(row), row: keyOf(row) }, {
      afterwards: (answer) => {
        toast("info", words, { label: "Отменить", act: () => takeBack("undo", answer.edit) });
        if (neighbour?.isConnected) cells.focus(cellsOf(neighbour)[0]);
      },
    });
  };

  // --- undo: own steps of this sitting one by one, then the last own step the server knows ---
  const takeBack = (way, edit = null) => {
    const back = way === "undo" ? "redo" : "undo";
    if (cells.writing) cells.leave();
    line.step(
      root.dataset.undo,
      () => ({ edit: edit ?? done[way].at(-1) ?? "", since: revision }),
      (answer) => {
        if (edit) done[way] = done[way].filter((kept) => kept !== edit);
        else done[way].pop();
        if (answer.edit) done[back].push(answer.edit);
        apply(answer);
      },
      (answer) => {
        if (!edit) done[way].pop();
        declined(answer);
      },
    );
  };

  const redo = () => (done.redo.length ? takeBack("redo") : toast("info", "Повторять нечего."));

  // --- keys and buttons ---
  const onKey = (event) => {
    const row = current();
    const withCtrl = event.ctrlKey || event.metaKey;
    if (event.altKey && row && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      cells.flush();
      if (cells.writing) cells.focus(cells.leave());
      moveBy(row, event.key === "ArrowUp" ? -1 : 1);
    } else if (withCtrl && event.key === "Enter" && row) {
      event.preventDefault();
      if (cells.writing) cells.leave();
      addRow(row);
    } else if (withCtrl && event.code === "KeyZ" && !event.target.matches("textarea, input")) {
      event.preventDefault();
      if (event.shiftKey) redo();
      else takeBack("undo");
    }
  };

  const acts = {
    undo: () => takeBack("undo"),
    redo,
    "add-row": () => addRow(lastRow()),
    "add-section": () => root.querySelector("[data-plan-new-section]").showModal(),
  };

  root.addEventListener("keydown", onKey);
  root.addEventListener("focusin", () => (lastKey = current()?.dataset.row ?? lastKey));
  root.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());
  root.querySelector("[data-plan-section-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    addSection(event.target.elements.title.value);
    event.target.reset();
    event.target.closest("dialog").close();
  });
  startDragging(body, drop);
  startMenu(root, { addRow, moveBy, move, remove, step });
  startPasting(root, lastRow, () => line.isEmpty && !cells.isDirty);

  startWatching(root, {
    revision: () => revision,
    isSettled: () => line.isEmpty,
    isUnsaved: () => unsaved.size > 0,
    flush: cells.flush,
    apply,
    hear,
  });

  dress(root);
  const first = cellsOf(root)[0];
  if (first) first.tabIndex = 0;
  const wanted = location.hash.startsWith("#row-") && document.getElementById(location.hash.slice(1));
  if (wanted) cells.focus(cellsOf(wanted)[0]);
};

export const startRoadmapEditor = () => document.querySelectorAll("[data-plan-editor]").forEach(start);

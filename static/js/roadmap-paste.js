// A table from Word or Excel pasted onto a cell: it goes to the preview, where its columns are named and looked at.
import { isSection, keyOf, placeAfter } from "./roadmap-rows.js";

const isTable = (html, text) => /<t[dr][\s>]/i.test(html) || text.trim().includes("\t") || text.trim().split("\n").length > 2;

export const startPasting = (root, lastRow, isSettled) => {
  const form = root.querySelector("[data-plan-paste]");

  const go = () => {
    if (!isSettled()) return setTimeout(go, 200);
    root.dataset.leaving = "";
    return form.submit();
  };

  document.addEventListener("paste", (event) => {
    if (event.target.matches("textarea, input") || event.target.closest("dialog")) return;
    const html = event.clipboardData.getData("text/html");
    const text = event.clipboardData.getData("text/plain");
    if (!isTable(html, text)) return;
    event.preventDefault();
    const row = lastRow();
    const place = placeAfter(row);
    form.elements.section.value = place.section ?? "";
    form.elements.after.value = row && !isSection(row) ? keyOf(row) : "";
    form.elements.content.value = /<t[dr][\s>]/i.test(html) ? html : text;
    go();
  });
};

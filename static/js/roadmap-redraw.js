// Takes over what the server drew, but leaves alone the cell somebody writes in and texts that are on their way.
import { cellsOf, dress } from "./roadmap-cells.js";

const fragment = (html) => {
  const made = document.createElement("template");
  made.innerHTML = html.trim(); // drawn and escaped by the server's own templates
  return made.content.firstElementChild;
};

export const startRedrawing = (root, body, keepsOwn) => {
  const patch = (old, fresh) => {
    const mine = cellsOf(old).filter(keepsOwn);
    if (!mine.length) return old.replaceWith(fresh);
    for (const part of fresh.querySelectorAll("[data-col]")) {
      const place = old.querySelector(`[data-col="${part.dataset.col}"]`);
      if (place && !mine.some((cell) => place.contains(cell))) place.replaceWith(part);
    }
    return undefined;
  };

  return {
    row: (key, html) => {
      const fresh = fragment(html);
      const old = body.querySelector(`[data-row="${key}"]`);
      dress(fresh);
      if (old) patch(old, fresh);
      else body.append(fresh);
    },
    head: (html) => {
      const old = root.querySelector("[data-plan-head]");
      if (cellsOf(old).some(keepsOwn)) return;
      const fresh = fragment(html);
      dress(fresh);
      old.replaceWith(fresh);
    },
  };
};

// Looks every few seconds what others have changed, and does not let a page with unsaved texts go without a question.
const POLL = 5000;

// `revision` is the one shown, `isSettled` says that nothing is on its way, `apply` takes what came, `flush` saves what
// is being typed.
export const startWatching = (root, { revision, isSettled, apply, hear, flush, isUnsaved }) => {
  const look = async () => {
    if (document.hidden || !isSettled()) return;
    const asked = revision();
    try {
      const address = `${root.dataset.changes}?since=${asked}`;
      const response = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (!isSettled() || asked !== revision()) return;
      if (response.type === "opaqueredirect") return hear("signed-out");
      hear("idle");
      if (response.status === 200) apply(await response.json());
    } catch {
      hear("offline");
    }
    return undefined;
  };

  setInterval(look, POLL);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) flush();
    else look();
  });
  addEventListener("beforeunload", (event) => {
    if (root.dataset.leaving !== undefined) return;
    flush();
    if (!isSettled() || isUnsaved()) event.preventDefault();
  });
};

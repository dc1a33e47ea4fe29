// Confirm dialogs: [data-dialog-open="id"] opens <dialog id>, [data-dialog-close] inside closes it.
export const startDialogs = () => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog-open]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.dialogOpen)?.showModal();
    }
    event.target.closest("[data-dialog-close]")?.closest("dialog").close();
  });
};

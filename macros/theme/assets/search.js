// @ts-check
/* Search: open the dialog by its button or by / and s; only then is anything of the search fetched. */
(() => {
  "use strict";

  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-search-dialog]"));
  if (!dialog) return;
  const input = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-search-input]"));
  const failed = /** @type {HTMLElement} */ (dialog.querySelector("[data-search-failed]"));
  /** @type {Promise<void> | null} */
  let mounted = null;

  async function mount() {
    for (const source of (dialog?.dataset.scripts || "").trim().split(" ")) await window.cruLoad(source);
    await window.cruFind(dialog);
  }

  function open() {
    if (document.querySelector("dialog[open]")) return;
    dialog?.showModal();
    input.focus();
    input.select();
    failed.hidden = true;
    mounted = mounted || mount();
    mounted.catch(() => {
      mounted = null;
      failed.hidden = false;
    });
  }

  /** @param {KeyboardEvent} event */
  function typing(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    return target.isContentEditable || Boolean(target.closest("input:not([type=radio], [type=checkbox]), textarea, select"));
  }

  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("[data-search-open]")) open();
    if (target.closest("[data-search-close]")) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event)) return;
    if (event.key !== "/" && event.key !== "s") return;
    event.preventDefault();
    open();
  });
})();

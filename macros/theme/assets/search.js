// @ts-check
/* Search: open the dialog by its button or by / and s; only then is anything of the search fetched. */
(() => {
  "use strict";

  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-search-dialog]"));
  if (!dialog) return;
  const input = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-search-input]"));
  const loading = /** @type {HTMLElement} */ (dialog.querySelector("[data-search-loading]"));
  const failed = /** @type {HTMLElement} */ (dialog.querySelector("[data-search-failed]"));
  /** @type {Promise<void> | null} */
  let mounted = null;

  /** @param {string} name a file of the index */
  async function fetched(name) {
    const answer = await fetch(`${dialog?.dataset.root}/search/${name}`);
    if (!answer.ok) throw new Error(name);
    return answer.json();
  }

  async function mount() {
    const scripts = (dialog?.dataset.scripts || "").trim().split(" ");
    const [first] = await Promise.all([fetched("first.json"), ...scripts.map(window.cruLoad)]);
    await window.cruFind(dialog, first, fetched);
  }

  function open() {
    if (document.querySelector("dialog[open]")) return;
    dialog?.showModal();
    input.focus();
    input.select();
    if (mounted) return;
    failed.hidden = true;
    loading.hidden = false;
    mounted = mount();
    mounted
      .catch(() => {
        mounted = null;
        failed.hidden = false;
      })
      .finally(() => {
        loading.hidden = true;
      });
  }

  /** @param {KeyboardEvent} event */
  function typing(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("dialog:not([open])")) return false;
    return target.isContentEditable || Boolean(target.closest("input:not([type=radio], [type=checkbox]), textarea, select"));
  }

  dialog.addEventListener("submit", (event) => event.preventDefault());
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

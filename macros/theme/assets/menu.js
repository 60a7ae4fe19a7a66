// @ts-check
/*
 * Menu: a button that keys reach, in place of the label that opens the menu of a narrow screen without a script; and
 * the link past the menu, which leaves the address alone, as a route may stand there.
 */
(() => {
  "use strict";

  document.querySelector(".md-skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("page-content")?.focus();
  });

  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-menu]"));
  const label = /** @type {HTMLElement | null} */ (document.querySelector("[data-menu-label]"));
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  if (!button || !label || !toggle) return;
  label.hidden = true;
  button.hidden = false;
  // Firefox keeps a menu open when the page is loaded again.
  toggle.checked = false;
  button.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", () => button.setAttribute("aria-expanded", String(toggle.checked)));
})();

// @ts-check
/* Menu: on a narrow screen its button opens and closes it by key too; without script it is a label of a checkbox. */
(() => {
  "use strict";

  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-menu]"));
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  if (!button || !toggle) return;
  const say = () => button.setAttribute("aria-expanded", String(toggle.checked));
  button.tabIndex = 0;
  button.setAttribute("role", "button");
  say();
  toggle.addEventListener("change", say);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toggle.click();
  });
})();

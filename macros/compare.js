// @ts-check
/* Compare: go to the page that compares the words of two chosen versions, or say that they are the same. */
(() => {
  "use strict";

  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-compare]"));
  if (!form) return;
  const one = /** @type {HTMLSelectElement} */ (form.querySelector("[data-one]"));
  const other = /** @type {HTMLSelectElement} */ (form.querySelector("[data-other]"));
  const same = /** @type {HTMLElement} */ (form.querySelector("[data-same]"));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    same.hidden = one.value !== other.value;
    // The newest stand first in both lists.
    const [older, newer] = one.selectedIndex > other.selectedIndex ? [one, other] : [other, one];
    if (same.hidden) location.assign(`${older.value}/${newer.value}/`);
  });
  form.addEventListener("input", () => {
    same.hidden = true;
  });
  form.hidden = false;
})();

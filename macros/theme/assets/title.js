// @ts-check
/* Title: the page's title begins with what is asked on it now, and with "Error: " while the page says what is wrong. */
(() => {
  "use strict";

  const own = document.title;
  let asked = "";

  /** @param {string} [name] what the page asks or answers now; where it is left out, what it did before */
  window.cruTitle = (name = asked) => {
    asked = name;
    const wrong = [...document.querySelectorAll("[data-wrong]")].some((one) => !one.closest("[hidden]"));
    document.title = `${wrong ? "Error: " : ""}${asked ? `${asked} - ` : ""}${own}`;
  };
})();

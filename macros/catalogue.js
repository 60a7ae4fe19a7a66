// @ts-check
/* Moved: go on to the page that took this one's place, with what followed the address. */
(() => {
  "use strict";

  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-moved]"));
  if (link) location.replace(link.href + location.search + location.hash);
})();

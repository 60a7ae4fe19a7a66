// @ts-check
/* Clipboard: one way to copy, whatever the address of the site. */
(() => {
  "use strict";

  /**
   * Put both forms on the clipboard; on plain http, where the clipboard API is not there, by a copy event.
   * @param {string} text @param {string} html empty for plain text alone @returns {Promise<boolean>}
   */
  async function write(text, html) {
    try {
      const parts = { "text/plain": new Blob([text], { type: "text/plain" }) };
      if (html) Object.assign(parts, { "text/html": new Blob([html], { type: "text/html" }) });
      await navigator.clipboard.write([new ClipboardItem(parts)]);
      return true;
    } catch {
      return writeByEvent(text, html);
    }
  }

  /** @param {string} text @param {string} html @returns {boolean} */
  function writeByEvent(text, html) {
    let written = false;
    const listener = (/** @type {ClipboardEvent} */ event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      event.clipboardData?.setData("text/plain", text);
      if (html) event.clipboardData?.setData("text/html", html);
      written = Boolean(event.clipboardData);
    };
    document.addEventListener("copy", listener, { capture: true, once: true });
    let allowed = false;
    try {
      allowed = document.execCommand("copy");
    } catch {
      allowed = false;
    }
    document.removeEventListener("copy", listener, { capture: true });
    return allowed && written;
  }

  window.cruWrite = write;
})();

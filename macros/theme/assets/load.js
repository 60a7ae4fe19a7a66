// @ts-check
/* Load: fetch a script of this site when it is first needed, and once. */
(() => {
  "use strict";

  /** @type {Map<string, Promise<void>>} */
  const loads = new Map();

  /** @param {string} address @returns {Promise<void>} rejected when it cannot be fetched; then it is tried anew */
  function load(address) {
    const loading = loads.get(address) || fetched(address);
    loads.set(address, loading);
    loading.catch(() => loads.delete(address));
    return loading;
  }

  /** @param {string} address @returns {Promise<void>} */
  function fetched(address) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => done();
      script.onerror = failed;
      document.head.append(script);
    });
  }

  window.cruLoad = load;
})();

// @ts-check
/* Versions: whether this page's version is still the newest; read on load, on focus and before each copy. */
(() => {
  "use strict";

  const own = /** @type {HTMLElement | null} */ (document.querySelector("[data-version]"));
  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-old-dialog]"));
  const WAIT = 3_000;
  let confirmed = false;

  /** @param {string} address @returns {Promise<any>} rejected when it cannot be read soon, or is no JSON */
  async function read(address) {
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(WAIT) });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /** Day and number of a version's name, in an order that text has. @param {string} name */
  function order(name) {
    const [day, number = "1"] = name.split(".");
    return `${day}.${number.padStart(6, "0")}`;
  }

  /** Look at the list and show how this page stands. @returns {Promise<string>} superseded, withdrawn, current, unchecked */
  async function check() {
    if (!own) return "unpublished";
    const { version = "", versions = "", page = "" } = own.dataset;
    let state = "unchecked";
    try {
      const list = /** @type {any[]} */ (await read(`${versions}versions.json`));
      const entry = list.find((one) => one.version === version);
      const later = list.filter((one) => order(one.version) > order(version));
      const standing = later.filter((one) => !one.properties.withdrawn);
      const newest = standing.sort((one, other) => (order(one.version) < order(other.version) ? 1 : -1))[0];
      if (entry && (entry.properties.withdrawn || entry.properties.pages?.[page])) state = "withdrawn";
      else if (entry && newest) {
        const { files } = await read(`${versions}${newest.version}/manifest.json`);
        lead(`${versions}${newest.version}/`, newest, `${page}index.html` in files && !newest.properties.pages?.[page]);
        state = "superseded";
      } else if (entry) state = later.length ? "unchecked" : "current";
    } catch {
      state = "unchecked";
    }
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-currency]"))) {
      part.hidden = part.dataset.currency !== state;
    }
    return state;
  }

  /** Lead to the version that replaced this one. @param {string} root @param {any} newest @param {boolean} same */
  function lead(root, newest, same) {
    for (const name of document.querySelectorAll("[data-successor-name]")) name.textContent = newest.title;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-successor]"))) {
      link.href = same ? `${root}${own?.dataset.page}${location.hash}` : root;
    }
    /** @type {HTMLElement} */ (own?.querySelector("[data-same-page]")).hidden = !same;
    /** @type {HTMLElement} */ (own?.querySelector("[data-other-page]")).hidden = same;
  }

  /** Whether words may be copied now; those of an old version after one confirmation. @returns {Promise<boolean>} */
  async function mayCopy() {
    const state = await check();
    if (confirmed || !dialog || !["superseded", "withdrawn"].includes(state)) return true;
    dialog.returnValue = "";
    dialog.showModal();
    await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
    confirmed = dialog.returnValue === "copy";
    return confirmed;
  }

  dialog?.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("[data-old-copy]")) dialog.close("copy");
    if (target.closest("[data-old-close]")) dialog.close("");
  });
  window.addEventListener("focus", check);
  check();

  Object.assign(window, { cruMayCopy: mayCopy, cruCheckVersion: check });
})();

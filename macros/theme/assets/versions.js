// @ts-check
/* Versions: whether this page's version is still the newest; read on load, on focus and before each copy. */
(() => {
  "use strict";

  const own = /** @type {HTMLElement | null} */ (document.querySelector("[data-version]"));
  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-old-dialog]"));
  const picker = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-picker]"));
  const WAIT = 3_000;
  const MOST = 10;
  let confirmed = false;
  /** @type {any[]} The list, the newest first, as it was last read. */
  let known = [];

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

  /** The version that was served at the end of a day, or undefined. @param {any[]} list @param {string} day */
  function inForce(list, day) {
    const until = list.filter((one) => one.version.split(".")[0] <= day);
    return until.sort((one, other) => (order(one.version) < order(other.version) ? 1 : -1))[0];
  }

  /** The addresses of the wordings whose words this page shows. */
  function wordings() {
    const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-wording], [data-wordings]")]);
    const ids = parts.flatMap((part) => (part.dataset.wording || part.dataset.wordings || "").split(" "));
    return ids.map((id) => `wording/${id}/`);
  }

  /** Look at the list and show how this page stands. @returns {Promise<string>} superseded, withdrawn, current, unchecked */
  async function check() {
    if (!own) return "unpublished";
    const { version = "", versions = "", page = "" } = own.dataset;
    let state = "unchecked";
    try {
      const list = /** @type {any[]} */ (await read(`${versions}versions.json`));
      offer(list);
      const entry = list.find((one) => one.version === version);
      const later = list.filter((one) => order(one.version) > order(version));
      const standing = later.filter((one) => !one.properties.withdrawn);
      const newest = standing.sort((one, other) => (order(one.version) < order(other.version) ? 1 : -1))[0];
      const gone = [page, ...wordings()].some((one) => entry?.properties.pages?.[one]);
      if (entry && (entry.properties.withdrawn || gone)) state = "withdrawn";
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

  /** Offer the list in place of the plain link to it. @param {any[]} list */
  function offer(list) {
    known = [...list].sort((one, other) => (order(one.version) < order(other.version) ? 1 : -1));
    if (picker) picker.hidden = false;
    /** @type {HTMLElement} */ (document.querySelector("[data-plain-version]")).hidden = true;
  }

  /** A version's line: the way to this page in it, or to its first page. @param {any} one @returns {Promise<Element>} */
  async function line(one) {
    const { version, versions, page = "" } = /** @type {HTMLElement} */ (own).dataset;
    const template = /** @type {HTMLTemplateElement} */ (picker?.querySelector("template"));
    const item = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (item.querySelector(name));
    const link = /** @type {HTMLAnchorElement} */ (part("[data-link]"));
    const same = await read(`${versions}${one.version}/manifest.json`).then(
      ({ files }) => `${page}index.html` in files,
      () => false,
    );
    link.textContent = one === known[0] ? `Latest: ${one.title}` : one.title;
    link.href = `${versions}${one === known[0] ? "latest" : one.version}/${same ? page + location.hash : ""}`;
    if (one.version === version) link.setAttribute("aria-current", "true");
    part("[data-this]").hidden = one.version !== version;
    part("[data-first]").hidden = same;
    part("[data-gone]").hidden = !one.properties.withdrawn && !one.properties.pages?.[page];
    return item;
  }

  picker?.addEventListener("toggle", async () => {
    if (!picker.open) return;
    const lines = await Promise.all(known.slice(0, MOST).map(line));
    picker.querySelector("ul")?.replaceChildren(...lines);
    /** @type {HTMLElement} */ (picker.querySelector("[data-picker-reading]")).hidden = true;
  });

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

  const cruVersions = { read, order, inForce, root: own?.dataset.versions || "" };
  Object.assign(window, { cruMayCopy: mayCopy, cruCheckVersion: check, cruVersions });
})();

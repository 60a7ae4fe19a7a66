// @ts-check
/* As at: the version that was in force on a day, and a reference's page in it. */
(() => {
  "use strict";

  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-component=as-at]"));
  if (!root) return;
  const form = /** @type {HTMLFormElement} */ (root.querySelector("[data-as-at]"));
  const day = /** @type {HTMLInputElement} */ (form.querySelector("[data-day]"));
  const reference = /** @type {HTMLInputElement} */ (form.querySelector("[data-reference]"));
  let asked = 0;

  /** Show one result and fill it in. @param {string} result @param {{name?: string, link?: string}} [about] */
  function show(result, about = {}) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (root?.querySelectorAll("[data-result]"))) {
      part.hidden = part.dataset.result !== result;
      const name = part.querySelector("[data-name]");
      const given = part.querySelector("[data-given]");
      const link = part.querySelector("a");
      if (name) name.textContent = about.name || "";
      if (given) given.textContent = reference.value.trim();
      if (link) link.href = about.link || "#";
    }
  }

  /** A reference as an address writes it, such as 1750-22; empty for what is none. @param {string} text */
  function folder(text) {
    const found = text.trim().match(/^(?:CRU[\s-]*)?([0-9]{1,6})\s*[/-]\s*(?:20)?([0-9]{2})$/i);
    return found ? `${found[1]}-${found[2]}` : "";
  }

  async function find() {
    const mine = ++asked;
    const { read, inForce, order, root: versions } = window.cruVersions;
    const ref = folder(reference.value);
    if (!day.value) return show("no-day");
    if (reference.value.trim() && !ref) return show("no-reference");
    if (!versions) return show("unpublished");
    try {
      const list = /** @type {any[]} */ (await read(`${versions}versions.json`));
      const one = inForce(list, day.value);
      if (mine !== asked) return undefined;
      if (!one) {
        const [first] = [...list].sort((a, b) => (order(a.version) < order(b.version) ? -1 : 1));
        return show("before", { name: first.title });
      }
      const name = one.title;
      const link = `${versions}${one.version}/`;
      const page = `advice/${ref}/`;
      const { files } = ref ? await read(`${link}manifest.json`) : { files: {} };
      if (mine !== asked) return undefined;
      const had = `${page}index.html` in files;
      if (one.properties.withdrawn) return show("withdrawn", { name, link: link + (had ? page : "") });
      if (!ref) return show("version", { name, link });
      if (one.properties.pages?.[page]) return show("withdrawn-page", { name, link: link + page });
      return had ? show("page", { name, link: link + page }) : show("no-page", { name, link });
    } catch {
      return mine === asked ? show("failed") : undefined;
    }
  }

  form.hidden = false;
  /** @type {HTMLElement} */ (root.querySelector("[data-without-script]")).hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show("");
    find();
  });
  form.addEventListener("input", () => {
    asked += 1;
    show("");
  });
})();

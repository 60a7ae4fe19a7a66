// @ts-check
/* As at: the last version that is named for a day or one before, a reference's page in it, and what was here then. */
(() => {
  "use strict";

  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-component=as-at]"));
  if (!root) return;
  const form = /** @type {HTMLFormElement} */ (root.querySelector("[data-as-at]"));
  const day = /** @type {HTMLInputElement} */ (form.querySelector("[data-day]"));
  const reference = /** @type {HTMLInputElement} */ (form.querySelector("[data-reference]"));
  let asked = 0;

  /** @param {string | undefined} iso @returns {string} `24 November 2026`, or an empty string */
  const words = (iso) => (iso ? window.cruClean("date", iso).text : "");

  /** Show one result, and fill its marks with words. @param {string} result @param {Record<string, string>} [marks] */
  function show(result, marks = {}) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (root?.querySelectorAll("[data-result]"))) {
      part.hidden = part.dataset.result !== result;
      for (const [mark, text] of Object.entries({ ...marks, given: reference.value.trim() })) {
        for (const place of part.querySelectorAll(`[data-${mark}]`)) place.textContent = text;
      }
    }
  }

  /** Show or hide what is said only sometimes. @param {Record<string, boolean>} said by the marks */
  function say(said) {
    for (const [mark, is] of Object.entries(said)) {
      for (const place of /** @type {NodeListOf<HTMLElement>} */ (root?.querySelectorAll(`[data-${mark}]`))) {
        place.hidden = !is;
      }
    }
  }

  /** Lead somewhere. @param {string} mark @param {string} address */
  function lead(mark, address) {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (root?.querySelectorAll(`a[data-${mark}]`))) {
      link.href = address;
    }
  }

  /** A reference as an address writes it, such as 1750-22; empty for what is none. @param {string} text */
  function folder(text) {
    const found = text.trim().match(/^(?:CRU[\s-]*)?([0-9]{1,6})\s*[/-]\s*(?:20)?([0-9]{2})$/i);
    return found ? `${found[1]}-${found[2]}` : "";
  }

  /**
   * Say no more of a version than is known: whether it was here at the end of the day, and what else was.
   * @param {any[]} list the newest first @param {any} one @param {{on: string} | undefined} gone @param {string} versions
   */
  function tell(list, one, gone, versions) {
    const { published } = one.properties;
    const here = list.filter((other) => other.properties.published <= day.value);
    const known = list.every((other) => other.properties.published);
    const inForce = published <= day.value && !(gone && gone.on <= day.value);
    say({ "in-force": inForce, named: !inForce, newest: one === list[0], "not-yet": published > day.value });
    say({ later: Boolean(published) && published !== one.version.split(".")[0] });
    say({ nothing: known && !here.length, then: known && here.length > 0 });
    if (here.length) lead("then-link", `${versions}${here[0].version}/`);
    return {
      ...{ asked: words(day.value), name: one.title, published: words(published), withdrawn: words(gone?.on) },
      "then-name": here.length ? here[0].title : "",
    };
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
      list.sort((one, other) => (order(one.version) < order(other.version) ? 1 : -1));
      const one = inForce(list, day.value);
      if (mine !== asked) return undefined;
      if (!one) return show("before", tell(list, list[list.length - 1], undefined, versions));
      const link = `${versions}${one.version}/`;
      const page = `advice/${ref}/`;
      const { files } = ref ? await read(`${link}manifest.json`) : { files: {} };
      if (mine !== asked) return undefined;
      const had = `${page}index.html` in files;
      const gone = one.properties.withdrawn || (ref ? one.properties.pages?.[page] : undefined);
      const marks = tell(list, one, gone, versions);
      lead("link", link + (had ? page : ""));
      if (one.properties.withdrawn) return show("withdrawn", marks);
      if (!ref) return show("version", marks);
      if (gone) return show("withdrawn-page", marks);
      return show(had ? "page" : "no-page", marks);
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

// @ts-check
/* Force: the officer's own force, chosen in one dialog, kept for this tab alone and told to every component. */
(() => {
  "use strict";

  const KEPT = "cru-force";
  /** @type {{id: string, name: string, also: string[], forms: Record<string, string>, refusal: string}[]} */
  const forces = window.cruForces;
  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-force-dialog]"));
  if (!dialog) return;
  const refusal = /** @type {HTMLElement} */ (dialog.querySelector("[data-force-refusal]"));
  const failed = /** @type {HTMLElement} */ (dialog.querySelector("[data-force-failed]"));
  const box = /** @type {HTMLElement} */ (dialog.querySelector("[data-force-box]"));
  /** @type {HTMLElement | null} */
  let opener = null;

  /** @returns {string | null} */
  function kept() {
    try {
      return sessionStorage.getItem(KEPT);
    } catch {
      return null;
    }
  }

  /** @param {string | null} id */
  function keep(id) {
    try {
      if (id) sessionStorage.setItem(KEPT, id);
      else sessionStorage.removeItem(KEPT);
    } catch {
      /* a browser that keeps nothing: the force stands for this page */
    }
  }

  /** @param {string | null} id */
  const usable = (id) => forces.find((force) => force.id === id && !force.refusal) || null;

  /** @param {string | null} id */
  function tell(id) {
    const force = usable(id);
    window.cruForce = force;
    for (const name of document.querySelectorAll("[data-your-force]")) {
      name.textContent = force ? force.name : name.getAttribute("data-open");
    }
    document.dispatchEvent(new CustomEvent("cru:force"));
  }

  /** @param {string} text */
  const folded = (text) =>
    text.toLowerCase().replace(/&/g, " and ").replace(/[^a-z]+/g, " ").trim();

  /** @param {string} typed */
  function matches(typed) {
    const wanted = folded(typed);
    const ranked = forces.map((force) => {
      const names = [force.name, ...force.also].map(folded);
      const exact = names.includes(wanted);
      const starts = names.some((name) => name.startsWith(wanted));
      const within = names.some((name) => ` ${name}`.includes(` ${wanted}`));
      return { force, rank: exact ? 0 : starts ? 1 : within ? 2 : 3 };
    });
    const found = ranked.filter((one) => one.rank < 3);
    return found.sort((a, b) => a.rank - b.rank).map((one) => one.force);
  }

  /** @param {string} text */
  function escaped(text) {
    const span = document.createElement("span");
    span.textContent = text;
    return span.innerHTML;
  }

  function mount() {
    if (box.childElementCount) return;
    window.accessibleAutocomplete({
      element: box,
      id: "cru-force-input",
      name: "",
      displayMenu: "inline",
      showAllValues: true,
      confirmOnBlur: false,
      tNoResults: () => box.dataset.noResults,
      source: (/** @type {string} */ typed, /** @type {(found: object[]) => void} */ show) =>
        show(folded(typed) ? matches(typed) : forces),
      templates: {
        inputValue: (/** @type {any} */ force) => (force ? force.name : ""),
        suggestion: (/** @type {any} */ force) => (force ? escaped(force.name) : ""),
      },
      onConfirm: (/** @type {any} */ force) => force && choose(force),
    });
    const input = box.querySelector("input");
    for (const [name, value] of [["autocomplete", "off"], ["spellcheck", "false"], ["writingsuggestions", "false"]]) {
      input?.setAttribute(name, value);
    }
  }

  /** @param {any} force */
  function choose(force) {
    refusal.textContent = force.refusal;
    refusal.hidden = !force.refusal;
    if (force.refusal) return;
    keep(force.id);
    tell(force.id);
    dialog.close();
  }

  function load() {
    return new Promise((done, failed) => {
      if (window.accessibleAutocomplete) return done(null);
      const script = document.createElement("script");
      script.src = /** @type {string} */ (dialog.dataset.library);
      script.onload = () => done(null);
      script.onerror = failed;
      document.head.append(script);
    });
  }

  /** @param {HTMLElement} from */
  async function open(from) {
    opener = from;
    refusal.hidden = true;
    dialog.showModal();
    try {
      await load();
    } catch {
      failed.hidden = false;
      return;
    }
    failed.hidden = true;
    mount();
    const input = box.querySelector("input");
    input?.focus();
  }

  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-choose-force]");
    if (button) open(/** @type {HTMLElement} */ (button));
    if (/** @type {HTMLElement} */ (event.target).closest("[data-force-close]")) dialog.close();
    if (/** @type {HTMLElement} */ (event.target).closest("[data-force-forget]")) {
      keep(null);
      tell(null);
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => {
    box.replaceChildren();
    opener?.focus();
  });
  window.addEventListener("pageshow", (event) => event.persisted && tell(kept()));
  for (const part of document.querySelectorAll("[data-needs-script]")) part.removeAttribute("hidden");
  tell(kept());
})();

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
  const dropped = /** @type {HTMLElement} */ (refusal.querySelector("[data-dropped]"));
  const failed = /** @type {HTMLElement} */ (dialog.querySelector("[data-force-failed]"));
  const box = /** @type {HTMLElement} */ (dialog.querySelector("[data-force-box]"));
  /** @type {HTMLElement | null} */
  let opener = null;
  /** The forces in the list, as it was last shown. */
  let shown = forces;

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

  /** A name as it is compared: no case, no "the" before it, "&" as "and", one space for any other mark. */
  const folded = (/** @type {string} */ text) =>
    text
      .toLowerCase()
      .replace(/&/g, " and ")
      .replace(/[^a-z]+/g, " ")
      .trim()
      .replace(/^the\b ?/, "");

  /** A name folded, the same without "and", and that without spaces: "Dyfed-Powys" as "dyfedpowys". */
  function spellings(/** @type {string} */ text) {
    const bare = folded(text).replace(/\band\b/g, "").replace(/ +/g, " ").trim();
    return [folded(text), bare, bare.replaceAll(" ", "")];
  }

  /** The forces that what was typed may mean, the likeliest first. @param {string} typed */
  function matches(typed) {
    const wanted = spellings(typed);
    const ranked = forces.map((force) => {
      const names = [force.name, ...force.also].map(spellings);
      const some = (/** @type {(name: string, wanted: string) => boolean} */ fits) =>
        names.some((name) => name.some((spelling, way) => wanted[way] && fits(spelling, wanted[way])));
      const exact = some((name, words) => name === words);
      const starts = some((name, words) => name.startsWith(words));
      const within = some((name, words) => name.includes(` ${words}`));
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
      source: (/** @type {string} */ typed, /** @type {(found: object[]) => void} */ show) => {
        shown = folded(typed) ? matches(typed) : forces;
        show(shown);
      },
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
    const before = window.cruForce;
    const id = force.refusal ? null : force.id;
    keep(id);
    tell(id);
    if (id) return dialog.close();
    /** @type {HTMLElement} */ (refusal.querySelector("[data-why]")).textContent = force.refusal;
    dropped.textContent = before?.name || dropped.textContent;
    /** @type {HTMLElement} */ (dropped.parentElement).hidden = !dropped.textContent;
    refusal.hidden = false;
  }

  /** @param {HTMLElement} from */
  async function open(from) {
    opener = from;
    refusal.hidden = true;
    dropped.textContent = "";
    shown = forces;
    dialog.showModal();
    try {
      await window.cruLoad(dialog.dataset.library);
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
  box.addEventListener(
    "keydown",
    (event) => {
      const typing = event.target instanceof HTMLInputElement && folded(event.target.value);
      if (event.key !== "Enter" || !typing || shown.length !== 1) return;
      event.preventDefault();
      event.stopPropagation();
      choose(shown[0]);
    },
    { capture: true },
  );
  dialog.addEventListener("close", () => {
    box.replaceChildren();
    opener?.focus();
  });
  window.addEventListener("pageshow", (event) => event.persisted && tell(kept()));
  for (const part of document.querySelectorAll("[data-needs-script]")) part.removeAttribute("hidden");
  tell(kept());
})();

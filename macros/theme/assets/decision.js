// @ts-check
/* Decision: show one question or outcome at a time. The route is the address's fragment; nothing else is kept. */
(() => {
  "use strict";

  /** @param {HTMLElement} root */
  function decision(root) {
    /** @param {string} selector @returns {HTMLElement[]} */
    const all = (selector) => [...root.querySelectorAll(selector)];
    /** @param {string} selector @returns {HTMLElement} */
    const one = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
    const forms = /** @type {HTMLFormElement[]} */ (all("[data-question]"));
    const outcomes = all("[data-outcome]");
    const live = one("[data-live]");
    const start = root.dataset.start || "";
    /** The answers of the question or outcome on the page, such as `published=yes`. */
    let shown = /** @type {string[]} */ ([]);
    /** Whether an answer is being changed, so that the later ones are kept; `toChange`: from the next step on. */
    let changing = false;
    let toChange = false;

    /** @param {string} question @returns {HTMLInputElement[]} */
    const radios = (question) => {
      const form = forms.find((form) => form.dataset.question === question);
      return form ? [...form.querySelectorAll("input")] : [];
    };

    /**
     * Follow answers from the first question as far as they fit.
     * @param {string[]} answers @returns {{route: string[], at: string}} `at` is the question or outcome reached
     */
    function follow(answers) {
      const route = [];
      let at = start;
      for (const answer of answers) {
        const [question, option] = answer.split("=");
        const radio = question === at ? radios(at).find((radio) => radio.value === option) : undefined;
        if (!radio || answer !== `${question}=${option}`) break;
        route.push(answer);
        at = radio.dataset.goesTo || "";
      }
      return { route, at };
    }

    function fragment() {
      try {
        return decodeURIComponent(location.hash.slice(1));
      } catch {
        return location.hash.slice(1);
      }
    }

    /** Show what the address says; a fragment that names a place on the page is none of ours. */
    function read() {
      const given = fragment();
      if (document.getElementById(given)) return false;
      const answers = given ? given.split(";") : [];
      const { route, at } = follow(answers);
      const stale = route.length < answers.length;
      if (stale) history.replaceState(history.state, "", address(route));
      show(route, at);
      one("[data-stale]").hidden = !stale;
      return true;
    }

    /** @param {string[]} route */
    const address = (route) => location.pathname + location.search + (route.length ? `#${route.join(";")}` : "");

    /** @param {string[]} route @param {string} at */
    function show(route, at) {
      shown = route;
      const answered = new Map(route.map((answer) => /** @type {[string, string]} */ (answer.split("="))));
      for (const form of forms) {
        const question = form.dataset.question || "";
        form.hidden = question !== at;
        refuse(form, false);
        for (const radio of radios(question)) if (answered.get(question) === radio.value) radio.checked = true;
      }
      for (const outcome of outcomes) {
        outcome.hidden = outcome.dataset.outcome !== at;
        const link = /** @type {HTMLAnchorElement | null} */ (outcome.querySelector("[data-write-letter]"));
        if (link && !outcome.hidden) link.href = `${link.href.split("#")[0]}#${[at, ...route].join(";")}`;
      }
      for (const row of all("[data-answer]")) {
        const question = row.dataset.answer || "";
        row.hidden = !answered.has(question);
        for (const option of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("[data-option]"))) {
          option.hidden = option.dataset.option !== answered.get(question);
        }
        const before = route.slice(0, [...answered.keys()].indexOf(question));
        /** @type {HTMLAnchorElement} */ (row.querySelector("[data-change]")).href = `#${before.join(";")}`;
      }
      for (const line of all("[data-line]")) {
        line.hidden = line.dataset.line !== at && !route.includes(line.dataset.line || "");
      }
      one("[data-fragment]").textContent = route.join(";");
      one("[data-note]").hidden = true;
      one("[data-copy-route]").hidden = !outcomes.some((outcome) => outcome.dataset.outcome === at);
      one("[data-answers]").hidden = one("[data-back]").hidden = !route.length;
      /** @type {HTMLAnchorElement} */ (one("[data-back] a")).href = `#${route.slice(0, -1).join(";")}`;
      live.textContent = "";
      window.cruTitle(heading()?.textContent || "");
    }

    /** The heading of the question or outcome on the page. @returns {HTMLElement | null | undefined} */
    function heading() {
      const part = [...forms, ...outcomes].find((part) => !part.hidden);
      return /** @type {HTMLElement | null | undefined} */ (part?.querySelector("[data-heading]"));
    }

    /** @param {HTMLFormElement} form @param {boolean} refused */
    function refuse(form, refused) {
      const fieldset = /** @type {HTMLElement} */ (form.querySelector("fieldset"));
      const hint = form.querySelector(".cru-hint")?.id || "";
      const described = [hint, refused ? fieldset.dataset.described : ""].join(" ").trim();
      if (described) fieldset.setAttribute("aria-describedby", described);
      else fieldset.removeAttribute("aria-describedby");
      for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-error], [data-unanswered]"))) {
        part.hidden = !refused;
      }
    }

    /** @param {HTMLFormElement} form */
    function go(form) {
      let at = form.dataset.question || "";
      const route = [...shown];
      for (let first = true; radios(at).length; first = false) {
        const radio = first || changing ? radios(at).find((radio) => radio.checked) : undefined;
        if (!radio) break;
        route.push(`${at}=${radio.value}`);
        at = radio.dataset.goesTo || "";
      }
      const kept = route.length - shown.length > 1;
      if (fragment() === route.join(";")) return;
      if (kept) window.addEventListener("hashchange", () => say("kept"), { once: true });
      location.hash = route.join(";");
    }

    /** @param {string} name */
    function say(name) {
      live.textContent = "";
      setTimeout(() => (live.textContent = one(`[data-say="${name}"]`).textContent), 50);
    }

    async function copy() {
      const lines = all("[data-note] p").filter((line) => !line.hidden);
      const copied = await window.cruWrite(lines.map((line) => line.textContent).join("\n"), "");
      one("[data-note]").hidden = copied;
      if (!copied) window.getSelection()?.selectAllChildren(one("[data-note]"));
      say(copied ? "copied" : "failed");
    }

    root.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.target);
      if (form.querySelector("input:checked")) return go(form);
      refuse(form, true);
      window.cruTitle();
      /** @type {HTMLElement} */ (form.querySelector("[data-error]")).focus();
    });
    root.addEventListener("click", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.closest("[data-to-answer]")) {
        event.preventDefault();
        /** @type {HTMLElement} */ (target.closest("form")?.querySelector("input")).focus();
      }
      if (target.closest("[data-copy-route]")) copy();
      if (target.closest("[data-start-again]")) for (const form of forms) form.reset();
      if (target.closest("[data-change]")) toChange = true;
    });
    window.addEventListener("hashchange", () => {
      changing = toChange;
      toChange = false;
      if (read()) heading()?.focus();
    });

    for (const link of /** @type {HTMLAnchorElement[]} */ (all("a[data-route]"))) link.href = `#${link.dataset.route}`;
    for (const form of forms) form.reset();
    one("[data-without-script]").hidden = true;
    if (!read()) show([], start);
  }

  /** Fold the whole decision on screen; a closed part does not print. @param {boolean} open */
  function unfold(open) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-whole]"))) {
      if (open && !part.hasAttribute("open")) part.dataset.folded = "";
      if (open || "folded" in part.dataset) part.toggleAttribute("open", open);
      if (!open) delete part.dataset.folded;
    }
  }

  const roots = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-component="decision"]'));
  for (const root of roots) decision(root);
  if (!roots.length) return;
  for (const part of document.querySelectorAll("[data-whole]")) part.removeAttribute("open");
  window.addEventListener("beforeprint", () => unfold(true));
  window.addEventListener("afterprint", () => unfold(false));
})();

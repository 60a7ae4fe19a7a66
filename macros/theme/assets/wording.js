// @ts-check
/* Wording: fill the open fields of one form of words and copy it. Sets text and hides parts; writes no markup. */
(() => {
  "use strict";

  const BLOCKS = "p, h2, h3, h4";
  let typedSomething = false;
  let pressed = false;
  for (const kind of ["pointerdown", "pointerup", "pointercancel"]) {
    document.addEventListener(kind, () => (pressed = kind === "pointerdown"), { capture: true });
  }

  /** @param {HTMLElement} root */
  function wording(root) {
    const words = /** @type {HTMLElement} */ (root.querySelector("[data-words]"));
    const form = /** @type {HTMLFormElement} */ (root.querySelector("[data-controls]"));
    const actions = /** @type {HTMLElement} */ (root.querySelector("[data-actions]"));
    const summary = /** @type {HTMLElement} */ (form.querySelector("[data-summary]"));
    const live = /** @type {HTMLElement} */ (actions.querySelector("[data-live]"));
    const notDone = /** @type {HTMLElement} */ (actions.querySelector("[data-not-done]"));
    const controls = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-control]")]);
    const own = root.dataset.force;
    let changes = 0;

    const force = () => (own ? window.cruForces.find((one) => one.id === own) : window.cruForce);
    /** @param {HTMLElement} control */
    const input = (control) => /** @type {HTMLInputElement} */ (control.querySelector("[data-input]"));
    /** @param {HTMLElement} control */
    const answer = (control) =>
      /** @type {HTMLInputElement | null} */ (control.querySelector("input:checked"))?.value || "";

    /** What stands in the words now: force forms, cleaned values, choices, and what is lacking. */
    function answers() {
      const chosen = /** @type {Record<string, string>} */ ({});
      const values = /** @type {Record<string, {text: string, takenOut: boolean, refused: string}>} */ ({});
      const lacks = /** @type {string[]} */ ([]);
      for (const control of controls) {
        const name = /** @type {string} */ (control.dataset.control);
        if ("choice" in control.dataset) {
          chosen[name] = answer(control);
          if (!chosen[name] || (control.dataset.mustBe && chosen[name] !== control.dataset.mustBe)) lacks.push(name);
        } else if (name === "force") {
          if (!force()) lacks.push(name);
        } else {
          values[name] = window.cruClean(control.dataset.kind, input(control).value, "lines" in control.dataset);
        }
      }
      for (const control of controls) {
        const name = /** @type {string} */ (control.dataset.control);
        const empty = "mayBeEmpty" in control.dataset && !values[name]?.text;
        if (values[name]?.refused && !empty && stands(name, chosen)) lacks.push(name);
      }
      const order = controls.map((control) => control.dataset.control || "");
      lacks.sort((one, other) => order.indexOf(one) - order.indexOf(other));
      return { chosen, values, lacks };
    }

    /** @param {string} name @param {Record<string, string>} chosen */
    function stands(name, chosen) {
      return [...words.querySelectorAll(`[data-field="${name}"]`)].some((field) => {
        const when = /** @type {HTMLElement | null} */ (field.closest("[data-when]"));
        return !when || !chosen[when.dataset.when || ""] || chosen[when.dataset.when || ""] === when.dataset.is;
      });
    }

    function render() {
      const { chosen, values, lacks } = answers();
      const forms = force()?.forms || {};
      for (const field of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-field]"))) {
        const name = field.dataset.field || "";
        const value = values[name] ? (values[name].refused ? "" : values[name].text) : forms[name];
        const text = value || field.dataset.open || "";
        if (field.textContent !== text) field.textContent = text;
        field.classList.toggle("cru-field--filled", Boolean(value));
      }
      for (const part of /** @type {NodeListOf<HTMLElement>} */ (words.querySelectorAll("[data-when]"))) {
        const said = chosen[part.dataset.when || ""];
        part.hidden = Boolean(said) && said !== part.dataset.is;
      }
      for (const mark of /** @type {NodeListOf<HTMLElement>} */ (words.querySelectorAll("[data-mark]"))) {
        mark.hidden = Boolean(chosen[mark.dataset.mark || ""]);
      }
      for (const block of /** @type {NodeListOf<HTMLElement>} */ (words.querySelectorAll("[data-optional]"))) {
        block.hidden = !values[block.dataset.optional || ""]?.text;
      }
      for (const control of controls) say(control, chosen, values);
      for (const item of /** @type {NodeListOf<HTMLElement>} */ (summary.querySelectorAll("[data-lack]"))) {
        item.hidden = !lacks.includes(item.dataset.lack || "");
      }
      if (!lacks.length) summary.hidden = true;
      window.cruTitle();
      count(lacks.length);
      return lacks;
    }

    /** @param {number} lacking */
    function count(lacking) {
      const show = (/** @type {string} */ name, /** @type {boolean} */ shown) => {
        /** @type {HTMLElement} */ (actions.querySelector(name)).hidden = !shown;
      };
      /** @type {HTMLElement} */ (actions.querySelector("[data-count]")).textContent = String(lacking);
      show("[data-one]", lacking === 1);
      show("[data-many]", lacking !== 1);
      show("[data-missing]", lacking > 0);
      show("[data-complete]", lacking === 0);
    }

    /** Show, under one control, what is to be said of its answer. */
    function say(control, chosen, values) {
      const name = control.dataset.control;
      const asked = "asked" in control.dataset;
      const show = (/** @type {string} */ what, /** @type {boolean} */ shown) => {
        const part = /** @type {HTMLElement | null} */ (control.querySelector(what));
        if (part && part.hidden === shown) part.hidden = !shown;
      };
      if ("choice" in control.dataset) {
        show("[data-unanswered]", asked && !chosen[name]);
        show("[data-unsendable]", chosen[name] === "no");
        show("[data-if-no]", chosen[name] === "no");
      } else if (name === "force") {
        show("[data-unchosen]", asked && !force());
      } else if (values[name]) {
        const { text, takenOut, refused } = values[name];
        const required = !("mayBeEmpty" in control.dataset);
        for (const part of /** @type {NodeListOf<HTMLElement>} */ (control.querySelectorAll("[data-refused]"))) {
          part.hidden = !(part.dataset.refused === refused && asked && (required || Boolean(text)));
        }
        input(control).setAttribute("aria-invalid", String(asked && Boolean(refused) && (required || Boolean(text))));
        show("[data-taken-out]", takenOut);
        const changed = !refused && text !== input(control).defaultValue;
        show("[data-if-changed]", changed);
        const noted = /** @type {HTMLElement | null} */ (root.querySelector(`[data-note] [data-changed="${name}"]`));
        if (noted) noted.hidden = !changed;
      }
    }

    /** @param {string} name */
    function goTo(name) {
      const control = controls.find((one) => one.dataset.control === name);
      if (control) /** @type {HTMLElement} */ (control.querySelector("[data-input]")).focus();
    }

    function refuse(lacks) {
      for (const control of controls) if (lacks.includes(control.dataset.control)) control.dataset.asked = "";
      render();
      summary.hidden = notDone.hidden = false;
      window.cruTitle();
      live.textContent = "";
      goTo(lacks[0]);
    }

    /** The standing blocks of the words, as the applicant will read them. */
    function standing() {
      const copy = /** @type {HTMLElement} */ (words.cloneNode(true));
      for (const gone of copy.querySelectorAll("[hidden], [data-mark]")) gone.remove();
      for (const span of [...copy.querySelectorAll("span")].reverse()) span.replaceWith(...span.childNodes);
      copy.normalize();
      const blocks = /** @type {HTMLElement[]} */ ([...copy.querySelectorAll(BLOCKS)]);
      for (const block of blocks) for (const { name } of [...block.attributes]) block.removeAttribute(name);
      return blocks.filter((block) => block.textContent?.trim()).flatMap(paragraphs);
    }

    /** A field that keeps its lines becomes a paragraph for each. @param {HTMLElement} block */
    function paragraphs(block) {
      return (block.textContent || "").includes("\n")
        ? (block.textContent || "").split("\n").map((line) => {
            const paragraph = document.createElement(block.localName);
            paragraph.textContent = line;
            return paragraph;
          })
        : [block];
    }

    /** @param {HTMLElement} block */
    function plain(block) {
      for (const link of block.querySelectorAll("a")) link.append(` (${link.getAttribute("href")})`);
      return (block.textContent || "").replace(/^ +| +$/g, "");
    }

    /** The standing blocks when nothing is missing; else say what is, and null. */
    function ready() {
      const lacks = render();
      if (lacks.length) refuse(lacks);
      return lacks.length ? null : standing();
    }

    /** @param {string} how rich or plain */
    async function copy(how) {
      if (!ready() || !(await window.cruMayCopy())) return;
      // The words as they stand now: the question of an old version may have stayed open for a while.
      const blocks = ready();
      if (!blocks) return;
      const html = blocks.map((block) => block.outerHTML).join("\n");
      const text = blocks.map(plain).join("\n\n");
      const say = teller();
      const copied = await window.cruWrite(text, how === "rich" ? html : "");
      if (!copied) select();
      say(copied ? how : "failed");
    }

    /** A way to say what was done with the words as they stand now; it says nothing once they have changed. */
    function teller() {
      const now = changes;
      live.textContent = "";
      return (/** @type {string} */ name) => {
        const said = actions.querySelector(`[data-say="${name}"]`)?.textContent || "";
        live.textContent = "";
        setTimeout(() => now === changes && (live.textContent = said), 50);
      };
    }

    /** Show the words anew, and take back what was said of them. */
    function changed() {
      changes += 1;
      live.textContent = "";
      notDone.hidden = true;
      root.dispatchEvent(new Event("cru:changed"));
      render();
    }

    function select() {
      const selection = window.getSelection();
      selection?.selectAllChildren(words);
    }

    form.addEventListener("input", (event) => {
      const control = /** @type {HTMLElement} */ (event.target).closest("[data-control]");
      if (control && !("choice" in /** @type {HTMLElement} */ (control).dataset)) typedSomething = true;
      changed();
    });
    form.addEventListener("change", (event) => {
      const control = /** @type {HTMLElement | null} */ (
        /** @type {HTMLElement} */ (event.target).closest("[data-control]")
      );
      const say = () => {
        if (control) control.dataset.asked = "";
        render();
      };
      // A press on a button ends the typing; what is then said must not move the button before it is let go.
      if (pressed) document.addEventListener("pointerup", () => setTimeout(say), { once: true });
      else say();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    root.addEventListener("click", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      const how = /** @type {HTMLElement | null} */ (target.closest("[data-copy]"))?.dataset.copy;
      const lack = /** @type {HTMLElement | null} */ (target.closest("[data-lack]"))?.dataset.lack;
      const use = target.closest("[data-use-suggestion]");
      if (how) copy(how);
      if (lack) {
        event.preventDefault();
        goTo(lack);
      }
      if (target.closest("[data-missing]")) goTo(render()[0]);
      if (use) {
        const control = /** @type {HTMLElement} */ (use.closest("[data-control]"));
        input(control).value = control.querySelector("[data-suggestion]")?.textContent || "";
        typedSomething = true;
        changed();
        input(control).focus();
      }
    });
    Object.assign(root, { cruReady: ready, cruTeller: teller });
    document.addEventListener("cru:force", changed);
    window.addEventListener("pagehide", () => form.reset());
    for (const date of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[data-today]"))) {
      const now = new Date();
      const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
      date.defaultValue = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    }
    form.reset();
    /** @type {HTMLElement} */ (root.querySelector("[data-side]")).hidden = false;
    render();
  }

  for (const root of document.querySelectorAll('[data-component="wording"]')) {
    wording(/** @type {HTMLElement} */ (root));
  }
  document.addEventListener("cru:typed", () => (typedSomething = true));
  window.addEventListener("beforeunload", (event) => {
    if (typedSomething) event.preventDefault();
  });
})();

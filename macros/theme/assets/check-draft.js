// @ts-check
/* Check a draft: run the letter rules on what was pasted, list what they find and mark it in place. */
(() => {
  "use strict";

  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-component=draft]"));
  if (!root) return;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(name));
  const form = /** @type {HTMLFormElement} */ (part("[data-draft-form]"));
  const text = /** @type {HTMLTextAreaElement} */ (part("[data-draft-text]"));
  /** What the result that is shown was made of. */
  let checked = "";

  /** Load what checks, one file after another. */
  async function load() {
    for (const source of (root?.dataset.scripts || "").split(" ")) {
      await window.cruLoad(source);
    }
  }

  /** @param {string} name @param {boolean} shown */
  function show(name, shown) {
    part(name).hidden = !shown;
  }

  /** @param {any} finding */
  function item(finding) {
    const template = /** @type {HTMLTemplateElement} */ (part("template[data-finding]"));
    const row = /** @type {HTMLElement} */ (template.content.cloneNode(true));
    const put = (/** @type {string} */ name, /** @type {string} */ words) => {
      const place = /** @type {HTMLElement} */ (row.querySelector(name));
      place.textContent = words;
      place.hidden = !words;
    };
    put("[data-sentence]", finding.sentence);
    put("[data-rule-id]", finding.rule);
    const rule = /** @type {HTMLElement} */ (row.querySelector("[data-rule]"));
    rule.dataset.rule = finding.rule;
    // A reader knows a point of the notice by its number, and reads about it in help.
    const point = /** @type {HTMLTemplateElement | null} */ (root?.querySelector(`[data-point="${finding.rule}"]`));
    if (point) rule.replaceChildren(point.content.cloneNode(true));
    put("[data-message]", finding.message);
    put("[data-line]", finding.sentence ? String(finding.line) : "");
    const go = /** @type {HTMLElement} */ (row.querySelector("[data-go]"));
    go.hidden = !finding.sentence;
    go.dataset.start = String(finding.start);
    return row;
  }

  /** Show the draft again, each sentence that a rule found in a mark. @param {any[]} found */
  function mark(found) {
    const marked = part("[data-marked]");
    marked.replaceChildren();
    let at = 0;
    for (const { start, end } of found.filter((one) => one.sentence).sort((a, b) => a.start - b.start)) {
      if (start < at) continue;
      const piece = document.createElement("mark");
      piece.textContent = text.value.slice(start, end);
      marked.append(text.value.slice(at, start), piece);
      at = end;
    }
    marked.append(text.value.slice(at));
  }

  /** What the officer gave: the draft, and what was said of it. */
  function given() {
    const kind = /** @type {HTMLInputElement} */ (form.querySelector("[name=draft-kind]:checked")).value || null;
    const reply = /** @type {HTMLInputElement} */ (part("[data-draft-part]")).checked;
    return { text: text.value, kind, force: window.cruForce?.id || null, part: reply };
  }

  /** Say so where the result is of something else than what is given now. */
  function compare() {
    show("[data-changed]", JSON.stringify(given()) !== checked);
  }

  async function check() {
    const empty = !text.value.trim();
    show("[data-empty]", empty);
    show("[data-draft-failed]", false);
    show("[data-draft-result]", false);
    window.cruTitle();
    if (empty) return text.focus();
    try {
      if (!window.cruRules) await load();
    } catch {
      show("[data-draft-failed]", true);
      window.cruTitle();
      return;
    }
    const { text: words, ...options } = given();
    const { rules, register } = window.cruRulesData;
    const found = window.cruRules.report(words, options, rules, register);
    const kind = window.cruRules.kind(words, options, rules);
    checked = JSON.stringify(given());
    part("[data-findings]").replaceChildren(...found.map(item));
    mark(found);
    part("[data-number]").textContent = String(found.length);
    show("[data-one]", found.length === 1);
    show("[data-many]", found.length !== 1);
    show("[data-none]", found.length === 0);
    for (const one of ["full", "partial", "any"]) show(`[data-read="${one}"]`, one === kind);
    show("[data-draft-result]", true);
    compare();
    part("[data-draft-count]").focus();
  }

  /** Select the words of a problem, also where they have moved since. @param {HTMLElement} go */
  function select(go) {
    const words = go.closest("li")?.querySelector("[data-sentence]")?.textContent || "";
    const start = Number(go.dataset.start);
    const place = text.value.startsWith(words, start) ? start : text.value.indexOf(words);
    text.focus();
    if (place >= 0) text.setSelectionRange(place, place + words.length);
  }

  /** Put a line that tells request, reply and parts apart before the line of the caret. @param {string} line */
  function insert(line) {
    const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    text.setRangeText(`${start ? "\n" : ""}${line}\n\n`, start, start, "end");
    text.focus();
    compare();
    document.dispatchEvent(new CustomEvent("cru:typed"));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  form.addEventListener("input", compare);
  text.addEventListener("input", () => document.dispatchEvent(new CustomEvent("cru:typed")));
  root.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const line = /** @type {HTMLElement | null} */ (target.closest("[data-insert]"))?.dataset.insert;
    const go = /** @type {HTMLElement | null} */ (target.closest("[data-go]"));
    if (line) insert(line);
    if (target.closest("[data-insert-part]")) {
      const before = text.value.slice(0, text.selectionStart).match(/^[0-9]+\.$/gm) || [];
      insert(`${before.length + 1}.`);
    }
    if (go) {
      event.preventDefault();
      select(go);
    }
  });
  const known = () => {
    show("[data-no-force]", !window.cruForce);
    compare();
  };
  document.addEventListener("cru:force", known);
  window.addEventListener("pagehide", () => {
    form.reset();
    part("[data-findings]").replaceChildren();
    part("[data-marked]").replaceChildren();
    show("[data-draft-result]", false);
  });
  form.reset();
  known();
  show("[data-without-script]", false);
  form.hidden = false;
})();

// @ts-check
/* Find: the search dialog once it is open: fetch the index, answer what is typed, show where each page holds it. */
(() => {
  "use strict";

  const AT_ONCE = 20;
  const BEFORE = 60;
  const EXCERPT = 200;
  const LISTS = ["kinds", "states", "years", "topics", "provisions"];
  const LIST_AT = 5;

  /** @param {HTMLDialogElement} dialog @param {any} first first.json @param {(name: string) => Promise<any>} fetched */
  async function find(dialog, first, fetched) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (dialog.querySelector(name));
    const input = /** @type {HTMLInputElement} */ (part("[data-search-input]"));
    const list = part("[data-search-results]");
    const template = /** @type {HTMLTemplateElement} */ (part("template[data-result]"));
    const filters = /** @type {HTMLSelectElement[]} */ ([...dialog.querySelectorAll("[data-filter]")]);
    const root = dialog.dataset.root || ".";
    const questions = window.cruQuestions(first);
    /** @type {Map<number, Promise<any>>} */
    const words = new Map();
    let read = 0;
    /** Whether words were asked for and did not come. */
    let unread = false;
    /** The phrases of the question that is answered. @type {string[]} */
    let phrases = [];
    let limit = AT_ONCE;
    /** How often the results were drawn: what comes late for older ones is dropped. */
    let drawn = 0;
    let stale = false;
    let timer = 0;
    let latest = Promise.resolve();

    /** The parts of a page, as they are read. @param {number} page @returns {Promise<[string, string, string][]>} */
    async function partsOf(page) {
      const file = Math.floor(page / first.read);
      const kept = words.get(file) || fetched(`words-${file}.json`);
      words.set(file, kept);
      kept.catch(() => words.delete(file));
      return (await kept)[page % first.read];
    }

    /** @param {string} name @param {boolean} shown */
    function show(name, shown) {
      part(name).hidden = !shown;
    }

    function offer() {
      for (const select of filters) {
        const name = select.dataset.filter || "";
        const values = first[name].map((/** @type {string} */ value, /** @type {number} */ at) => [value, at]);
        values.sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true }));
        for (const [value, at] of values) select.add(new Option(value, String(at)));
        if (!values.length) select.closest("[data-filter-box]")?.remove();
      }
    }

    /** @param {number} page */
    function passes(page) {
      return filters.every((select) => {
        const at = LIST_AT + LISTS.indexOf(select.dataset.filter || "");
        return !select.value || first.pages[page][at].includes(Number(select.value));
      });
    }

    /** The answers that hold each phrase; one whose words did not come holds none. @param {any[]} answers @param {string[]} wanted */
    async function holding(answers, wanted) {
      const held = await Promise.all(
        answers.map(async ({ page }) => {
          const own = await partsOf(page).catch(failed);
          if (!own) return false;
          const parts = [["", first.pages[page][1], ""], ...own];
          return wanted.every((phrase) => parts.some((one) => questions.holds(`${one[1]} ; ${one[2]}`, phrase)));
        }),
      );
      return answers.filter((_, at) => held[at]);
    }

    function failed() {
      unread = true;
    }

    async function update() {
      const turn = (drawn += 1);
      stale = false;
      const asked = input.value.trim();
      const filtered = filters.some((select) => select.value);
      show("[data-narrowed]", filtered);
      if (!asked && !filtered) return blank();
      const found = asked
        ? questions.answer(input.value)
        : { answers: questions.every(), missing: [], meant: [], apart: false, within: false, phrases: [] };
      let answers = found.answers.filter((one) => passes(one.page));
      if (found.phrases.length) answers = await holding(answers, found.phrases);
      if (turn !== drawn) return;
      phrases = found.phrases;
      const whole = read === first.shards;
      const rows = answers.slice(0, limit).map(row);
      list.replaceChildren(...rows);
      list.setAttribute("aria-busy", "false");
      said("[data-search-count] [data-number]", String(answers.length));
      show("[data-search-count] [data-one]", answers.length === 1);
      show("[data-search-count] [data-many]", answers.length !== 1);
      show("[data-search-count]", answers.length > 0);
      show("[data-search-none]", !answers.length && (whole || unread));
      show("[data-search-more]", answers.length > limit);
      show("[data-search-meant]", found.meant.length > 0 && answers.length > 0);
      show("[data-search-apart]", whole && found.apart && answers.length > 0);
      part("[data-meant]").textContent = found.meant.join(", ");
      part("[data-asked]").textContent = asked;
      for (const one of dialog.querySelectorAll("[data-missing-words]")) one.textContent = found.missing.join(", ");
      show("[data-search-lost]", whole && found.missing.length > 0 && answers.length > 0);
      show("[data-search-lost] [data-others]", !found.within);
      show("[data-search-lost] [data-within]", found.within);
      show("[data-missing]", whole && found.missing.length > 0);
      show("[data-filtered]", filtered);
      reading();
      answers.slice(0, limit).forEach((one, at) => place(rows[at], one, turn));
    }

    /** Put a text where a reader hears of it, once. @param {string} name @param {string} text */
    function said(name, text) {
      if (part(name).textContent !== text) part(name).textContent = text;
    }

    function blank() {
      list.replaceChildren();
      list.setAttribute("aria-busy", "false");
      for (const name of ["count", "none", "more", "meant", "lost", "apart"]) show(`[data-search-${name}]`, false);
      reading();
    }

    function reading() {
      const asked = Boolean(input.value.trim());
      said("[data-read]", String(read));
      said("[data-of]", String(first.shards));
      show("[data-search-reading]", asked && read < first.shards && !unread);
      show("[data-search-unread]", unread);
    }

    /** @param {{page: number, hit: {found: Set<string>}}} answer */
    function row({ page, hit }) {
      const [address, title, about, , headings] = first.pages[page];
      const item = /** @type {HTMLElement} */ (template.content.cloneNode(true)).firstElementChild;
      const at = (/** @type {string} */ name) => /** @type {HTMLElement} */ (item?.querySelector(name));
      /** @type {HTMLAnchorElement} */ (at("[data-link]")).href = `${root}/${address}`;
      marked(at("[data-link]"), title, hit.found);
      at("[data-about]").textContent = about;
      const known = headings.map((/** @type {number} */ one) => first.headings[one]);
      const heading = known.find((/** @type {string[]} */ one) => questions.places(one[1], hit.found, phrases).length);
      if (heading) opens(item, page, heading);
      return /** @type {HTMLElement} */ (item);
    }

    /** Let a result open at a section. @param {Element | null} item @param {number} page @param {string[]} section */
    function opens(item, page, [anchor, heading]) {
      const at = (/** @type {string} */ name) => /** @type {HTMLElement} */ (item?.querySelector(name));
      const address = `${root}/${first.pages[page][0]}`;
      /** @type {HTMLAnchorElement} */ (at("[data-link]")).href = anchor ? `${address}#${anchor}` : address;
      at("[data-heading]").textContent = heading;
      at("[data-section]").hidden = !heading;
    }

    /** Show the words found where the page holds most of them. @param {HTMLElement} item @param {any} answer @param {number} turn */
    async function place(item, { page, hit }, turn) {
      if (!hit.found.size) return;
      const parts = await partsOf(page).catch(() => []);
      if (turn !== drawn) return;
      const ranked = parts.map(([anchor, heading, text]) => {
        const inText = questions.places(text, hit.found, phrases);
        const inHeading = questions.places(heading, hit.found, phrases);
        const different = new Set(inText.map(([from, to]) => text.slice(from, to).toLowerCase()));
        return { anchor, heading, text, inText, worth: different.size + 2 * inHeading.length };
      });
      const best = ranked.reduce((one, other) => (other.worth > one.worth ? other : one), ranked[0]);
      if (!best?.worth) return;
      opens(item, page, [best.anchor, best.heading]);
      if (!best.inText.length) return;
      const shown = /** @type {HTMLElement} */ (item.querySelector("[data-words]"));
      const from = best.inText[0][0] < BEFORE ? 0 : best.text.lastIndexOf(" ", best.inText[0][0] - BEFORE / 2) + 1;
      const end = best.text.indexOf(" ", from + EXCERPT);
      const cut = end < 0 ? best.text.slice(from) : best.text.slice(from, end);
      marked(shown, `${from ? "… " : ""}${cut}${end < 0 ? "" : " …"}`, hit.found);
      shown.hidden = false;
    }

    /** Put a text into an element, what was found in it marked. @param {HTMLElement} element @param {string} text @param {Set<string>} found */
    function marked(element, text, found) {
      let at = 0;
      element.replaceChildren();
      for (const [from, to] of questions.places(text, found, phrases)) {
        if (from < at) continue;
        const mark = document.createElement("mark");
        mark.textContent = text.slice(from, to);
        element.append(text.slice(at, from), mark);
        at = to;
      }
      element.append(text.slice(at));
    }

    /** Read the words of all pages behind the first index, and answer anew, but not under a reader's hand. */
    async function readAll() {
      for (; read < first.shards; read += 1) {
        questions.add(await fetched(`full-${read}.json`));
        if (!input.value.trim()) continue;
        if (list.contains(document.activeElement)) stale = true;
        else await update();
      }
      reading();
      if (!list.contains(document.activeElement)) await update();
    }

    const links = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a")]);

    /** @param {KeyboardEvent} event */
    function move(event) {
      const all = [input, ...links()];
      const at = all.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: at > 0 ? 1 : -1, End: at > 0 ? all.length - 1 : -1 }[event.key];
      if (at < 0 || to === undefined || !all[to]) return;
      event.preventDefault();
      all[to].focus();
    }

    function soon() {
      limit = AT_ONCE;
      list.setAttribute("aria-busy", "true");
      clearTimeout(timer);
      timer = setTimeout(answer, 30);
    }

    function answer() {
      latest = update();
    }

    /** @type {Promise<void> | null} */
    let going = null;
    function readOn() {
      unread = false;
      const all = going || readAll();
      going = all
        .catch(() => {
          failed();
          return update();
        })
        .finally(() => {
          going = null;
        });
    }

    offer();
    input.addEventListener("input", soon);
    input.addEventListener("focus", () => stale && update());
    for (const select of filters) select.addEventListener("change", soon);
    dialog.addEventListener("keydown", move);
    part("[data-search-more]").addEventListener("click", async () => {
      const before = limit;
      limit += AT_ONCE;
      await update();
      links()[before]?.focus();
    });
    part("[data-search-again]").addEventListener("click", () => {
      input.focus();
      readOn();
      soon();
    });
    part("[data-search-form]").addEventListener("submit", async () => {
      // What is shown may still answer what was typed before.
      if (list.getAttribute("aria-busy") === "true") {
        clearTimeout(timer);
        answer();
      }
      const turn = drawn;
      await latest;
      if (turn === drawn) links()[0]?.click();
    });
    await update();
    readOn();
  }

  window.cruFind = find;
})();

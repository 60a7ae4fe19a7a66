// @ts-check
/* Letter: show the outcome that the address names, its route in the file note, a Word file and a print of it. */
(() => {
  "use strict";

  const letters = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-letter]")]);
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-letter-link]")]);
  if (!letters.length) return;

  /** Show the letter of the fragment (`#outcome;question=option;…`), or what to choose from. */
  function show() {
    const [outcome, ...route] = location.hash.slice(1).split(";");
    let found = false;
    for (const letter of letters) {
      const own = letter.dataset.letter === outcome;
      letter.hidden = !own;
      found ||= own;
      let known = false;
      for (const words of /** @type {NodeListOf<HTMLElement>} */ (letter.querySelectorAll("[data-route]"))) {
        words.hidden = !own || words.dataset.route !== route.join(";");
        known ||= !words.hidden;
      }
      /** @type {HTMLElement} */ (letter.querySelector("[data-route-open]")).hidden = known;
    }
    for (const link of links) link.hidden = found;
    window.cruTitle();
  }

  /** @param {HTMLElement} letter @returns {string} */
  function note(letter) {
    const lines = /** @type {HTMLElement[]} */ ([...letter.querySelectorAll("[data-note] p:not([hidden])")]);
    const shown = (/** @type {HTMLElement} */ line) => {
      const copy = /** @type {HTMLElement} */ (line.cloneNode(true));
      for (const gone of copy.querySelectorAll("[hidden]")) gone.remove();
      return copy.textContent || "";
    };
    return lines.map(shown).join("\n");
  }

  /**
   * Return the words of an element as runs of a Word file. A link is one there too, its address after it as in the
   * plain text.
   * @param {Node} element @param {{ bold?: true, italics?: true, style?: string }} look @returns {any[]}
   */
  function runs(element, look = {}) {
    const { TextRun, ExternalHyperlink } = window.docx;
    return [...element.childNodes].flatMap((node) => {
      if (node.nodeName === "STRONG") return runs(node, { ...look, bold: true });
      if (node.nodeName === "EM") return runs(node, { ...look, italics: true });
      if (node.nodeName !== "A") return [new TextRun({ ...look, text: node.textContent || "" })];
      const link = /** @type {HTMLAnchorElement} */ (node).getAttribute("href") || "";
      const shown = runs(node, { ...look, style: "Hyperlink" });
      return [new ExternalHyperlink({ link, children: shown }), new TextRun({ ...look, text: ` (${link})` })];
    });
  }

  /** @param {HTMLElement} block */
  function paragraph(block) {
    const { Paragraph, HeadingLevel } = window.docx;
    const levels = { h2: HeadingLevel.HEADING_1, h3: HeadingLevel.HEADING_2, h4: HeadingLevel.HEADING_3 };
    return new Paragraph({ children: runs(block), heading: levels[/** @type {"h2"} */ (block.localName)] });
  }

  /**
   * A heading that Word's outline knows: black, kept with what follows it. Sizes are in half points, room in twentieths.
   * @param {number} level @param {number} size
   */
  const heading = (level, size) => ({
    run: { bold: true, color: "auto", size },
    paragraph: { outlineLevel: level, keepNext: true, spacing: { before: 240, after: 120 } },
  });

  /** The language of the letter, 12 point, and room between its paragraphs. */
  const STYLES = {
    default: {
      document: { run: { language: { value: "en-GB" }, size: 24 }, paragraph: { spacing: { after: 160 } } },
      heading1: heading(0, 32),
      heading2: heading(1, 28),
      heading3: heading(2, 24),
    },
  };

  /** @param {any} letter */
  async function save(letter) {
    if (!letter.cruReady() || !(await window.cruMayCopy())) return;
    const blocks = letter.cruReady();
    if (!blocks) return;
    const say = letter.cruTeller();
    try {
      await window.cruLoad(letter.dataset.docxLibrary);
      const { Document, Packer } = window.docx;
      const sections = [{ children: blocks.map(paragraph) }];
      const made = new Document({ creator: "", lastModifiedBy: "", styles: STYLES, sections });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await Packer.toBlob(made));
      link.download = "letter.docx";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      say("docx");
    } catch {
      say("no-docx");
    }
  }

  for (const letter of letters) {
    const looked = /** @type {HTMLInputElement} */ (letter.querySelector("[data-looked-input]"));
    const words = /** @type {HTMLElement} */ (letter.querySelector("[data-looked-words]"));
    const noted = /** @type {HTMLElement} */ (letter.querySelector("[data-note-live]"));
    letter.addEventListener("cru:changed", () => (noted.textContent = ""));
    window.addEventListener("hashchange", () => (noted.textContent = ""));
    /** @type {HTMLElement} */ (letter.querySelector("[data-looked]")).hidden = false;
    looked.value = "";
    window.addEventListener("pagehide", () => (looked.value = ""));
    looked.addEventListener("input", () => {
      words.textContent = window.cruClean("text", looked.value).text || words.dataset.open || "";
      noted.textContent = "";
      document.dispatchEvent(new CustomEvent("cru:typed"));
    });
    letter.addEventListener("click", async (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.closest("[data-docx]")) save(letter);
      if (target.closest("[data-to-note]")) looked.focus();
      if (target.closest("[data-print]") && /** @type {any} */ (letter).cruReady()) {
        document.documentElement.dataset.printing = "";
        window.print();
        delete document.documentElement.dataset.printing;
      }
      if (target.closest("[data-copy-note]")) {
        await window.cruCheckVersion();
        const lines = note(letter);
        const copied = await window.cruWrite(lines, "");
        const said = letter.querySelector(`[data-note-say="${copied ? "copied" : "failed"}"]`);
        if (lines === note(letter)) noted.textContent = said?.textContent || "";
      }
    });
  }
  window.addEventListener("hashchange", show);
  show();
})();

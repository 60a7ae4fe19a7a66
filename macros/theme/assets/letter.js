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
  }

  /** @param {HTMLElement} letter @param {string} name */
  function say(letter, name) {
    const live = /** @type {HTMLElement} */ (letter.querySelector("[data-live]"));
    live.textContent = "";
    const words = letter.querySelector(`[data-say="${name}"]`);
    setTimeout(() => (live.textContent = words?.textContent || ""), 50);
  }

  /** @param {HTMLElement} letter @returns {string} */
  function note(letter) {
    const lines = /** @type {HTMLElement[]} */ ([...letter.querySelectorAll("[data-note] p")]);
    const shown = (/** @type {HTMLElement} */ line) => {
      const copy = /** @type {HTMLElement} */ (line.cloneNode(true));
      for (const gone of copy.querySelectorAll("[hidden]")) gone.remove();
      return copy.textContent || "";
    };
    return lines.map(shown).join("\n");
  }

  /** @param {HTMLElement} letter */
  function library(letter) {
    return new Promise((done, failed) => {
      if (window.docx) return done(null);
      const script = document.createElement("script");
      script.src = /** @type {string} */ (letter.dataset.docxLibrary);
      script.onload = () => done(null);
      script.onerror = failed;
      document.head.append(script);
    });
  }

  /** @param {HTMLElement} block */
  function paragraph(block) {
    const { Paragraph, TextRun, HeadingLevel } = window.docx;
    const levels = { h2: HeadingLevel.HEADING_1, h3: HeadingLevel.HEADING_2, h4: HeadingLevel.HEADING_3 };
    const runs = [...block.childNodes].map(
      (node) =>
        new TextRun({
          text: node.textContent || "",
          bold: node.nodeName === "STRONG" || undefined,
          italics: node.nodeName === "EM" || undefined,
        }),
    );
    return new Paragraph({ children: runs, heading: levels[/** @type {"h2"} */ (block.localName)] });
  }

  /** @param {any} letter */
  async function save(letter) {
    const blocks = letter.cruReady();
    if (!blocks) return;
    try {
      await library(letter);
      const { Document, Packer } = window.docx;
      const made = new Document({ creator: "", lastModifiedBy: "", sections: [{ children: blocks.map(paragraph) }] });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await Packer.toBlob(made));
      link.download = "letter.docx";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      say(letter, "docx");
    } catch {
      say(letter, "no-docx");
    }
  }

  for (const letter of letters) {
    const looked = /** @type {HTMLInputElement} */ (letter.querySelector("[data-looked-input]"));
    const words = /** @type {HTMLElement} */ (letter.querySelector("[data-looked-words]"));
    /** @type {HTMLElement} */ (letter.querySelector("[data-looked]")).hidden = false;
    looked.value = "";
    window.addEventListener("pagehide", () => (looked.value = ""));
    looked.addEventListener("input", () => {
      words.textContent = window.cruClean("text", looked.value).text || words.dataset.open || "";
      document.dispatchEvent(new CustomEvent("cru:typed"));
    });
    letter.addEventListener("click", async (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.closest("[data-docx]")) save(letter);
      if (target.closest("[data-print]") && /** @type {any} */ (letter).cruReady()) {
        document.documentElement.dataset.printing = "";
        window.print();
        delete document.documentElement.dataset.printing;
      }
      if (target.closest("[data-copy-note]")) {
        const copied = await window.cruWrite(note(letter), "");
        const said = letter.querySelector(`[data-note-say="${copied ? "copied" : "failed"}"]`);
        /** @type {HTMLElement} */ (letter.querySelector("[data-note-live]")).textContent = said?.textContent || "";
      }
    });
  }
  window.addEventListener("hashchange", show);
  show();
})();

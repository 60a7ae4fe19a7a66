// @ts-check
/* Draft: a reply told apart into the quoted request and the parts of the reply, as macros/phrases.py, sentences.py and
   drafts.py do it, with the patterns of macros/rules.yml. Offsets are those of text.slice. */
(() => {
  "use strict";

  /** How many sentences are remembered: a draft is read again after each edit, and most of it is as before. */
  const MOST = 10000;

  /**
   * @typedef {{blank: RegExp[], anyOf: RegExp[]}} Phrase
   * @typedef {string | {blank?: string[], any_of: string[]}} Entry
   * @typedef {{start: number, end: number, line: number, words: string, low: string, heading: boolean,
   *   marks: Set<string>}} Sentence
   * @typedef {{start: number, end: number, line: number, words: string, gap: boolean, heading: boolean, role: string,
   *   sentences: Sentence[]}} Paragraph
   * @typedef {{point: number, sentences: Sentence[], marks: Set<string>, around: Set<string>}} Part
   * @typedef {{request: Sentence[], parts: Part[], reply: Sentence[]}} Draft
   * @typedef {{folds: string[][], shapes: Record<string, string>, blanks: Record<string, string[]>,
   *   marks: Record<string, Entry[]>, rules: Record<string, any>[]}} Data
   */

  /** @param {Data} data the rules, as Python's rules.as_data() gives them */
  function phrases(data) {
    /** @param {string} name @param {boolean} [anyCase] @returns {RegExp[]} */
    const blanks = (name, anyCase) => data.blanks[name].map((one) => new RegExp(one, anyCase ? "gi" : "g"));
    /** @param {string[]} names @param {boolean} [anyCase] */
    const allBlanks = (names, anyCase) => names.flatMap((name) => blanks(name, anyCase));
    /** @param {Entry} entry @returns {Phrase} */
    const phrase = (entry) =>
      typeof entry === "string"
        ? { blank: [], anyOf: [new RegExp(entry)] }
        : { blank: allBlanks(entry.blank || []), anyOf: entry.any_of.map((one) => new RegExp(one)) };

    const folds = data.folds.map(([pattern, put]) => /** @type {const} */ ([new RegExp(pattern, "gu"), put]));
    const marked = Object.entries(data.marks).map(
      ([name, stages]) => /** @type {const} */ ([name, stages.map(phrase)]),
    );
    const shapes = Object.fromEntries(
      Object.entries(data.shapes).map(([name, pattern]) => [name, new RegExp(pattern)]),
    );

    /** @param {string} text */
    const plain = (text) => folds.reduce((words, [pattern, put]) => words.replace(pattern, put), text);
    /** @param {RegExp[]} blank @param {string} words */
    const without = (blank, words) => blank.reduce((left, pattern) => left.replace(pattern, " ; "), words);
    /** @param {Phrase} one @param {string} words in small letters */
    const found = (one, words) => {
      const left = without(one.blank, words);
      return one.anyOf.some((pattern) => pattern.test(left));
    };
    /** @param {string} shape @param {string} words */
    const isLike = (shape, words) => shapes[shape].test(shape.endsWith("_cased") ? words : words.toLowerCase());
    /** @type {Map<string, Set<string>>} */
    const remembered = new Map();
    /** @param {string} low @returns {Set<string>} */
    const marks = (low) => {
      const before = remembered.get(low);
      if (before) return before;
      const now = marked.filter(([, stages]) => stages.some((stage) => found(stage, low))).map(([name]) => name);
      if (remembered.size >= MOST) remembered.clear();
      remembered.set(low, new Set(now));
      return new Set(now);
    };
    /** @param {string} shape @param {string} text */
    const all = (shape, text) => [...text.matchAll(new RegExp(shapes[shape], "g"))];

    return { allBlanks, phrase, shapes, plain, without, found, isLike, marks, all };
  }

  /** @typedef {ReturnType<typeof phrases>} Phrases */

  /**
   * @param {string} text
   * @param {Phrases} known
   * @param {{part?: boolean, full?: boolean}} [options] `part`: one part of a reply; `full`: its NCND covers everything
   * @returns {Draft}
   */
  function split(text, known, options = {}) {
    const { shapes, plain, isLike, all } = known;
    const paragraphs = markHeadings(blocks().flatMap(joined));
    for (const paragraph of paragraphs) paragraph.sentences = sentencesOf(paragraph);
    if (options.part) {
      const sentences = paragraphs.flatMap((paragraph) => paragraph.sentences);
      const marks = marksOf(sentences);
      if (marks.has("says_ncnd") || marks.has("limb")) marks.add("ncnd");
      const parts = sentences.length ? [{ point: 0, sentences, marks, around: marks }] : [];
      return { request: [], parts, reply: sentences };
    }
    const asked = requests(paragraphs);
    const request = paragraphs.filter((_, place) => asked[place]).flatMap((paragraph) => paragraph.sentences);
    const parts = answers(paragraphs, asked).flatMap((answer, point) => partsOf(answer, point, !!options.full));
    return { request, parts, reply: parts.flatMap((part) => part.sentences) };

    /** The lines that are not blank, in blocks between blank ones. @returns {Paragraph[][]} */
    function blocks() {
      /** @type {Paragraph[][]} */
      const found = [];
      let start = 0;
      let line = 1;
      let gap = true;
      for (const end of [...all("break", text), null]) {
        const stop = end ? end.index : text.length;
        const inner = shapes.inner.exec(text.slice(start, stop));
        if (inner) {
          const from = start + inner.index;
          const words = plain(inner[0]);
          const after = gap && found.length > 0;
          const role = "";
          if (gap || !found.length) found.push([]);
          found[found.length - 1].push(
            { start: from, end: from + inner[0].length, line, words, gap: after, heading: false, role, sentences: [] },
          );
        }
        gap = !inner;
        if (!end) break;
        if (shapes.counted.test(end[0])) line += 1;
        start = end.index + end[0].length;
      }
      return found;
    }

    /** A block with wrapped lines joined again. @param {Paragraph[]} block @returns {Paragraph[]} */
    function joined(block) {
      const width = block.reduce((most, line) => Math.max(most, line.words.length), 0);
      /** @type {Paragraph[]} */
      const whole = [];
      block.forEach((line, place) => {
        if (place && goesOn(block[place - 1].words, line.words, width)) whole[whole.length - 1].end = line.end;
        else whole.push({ ...line });
      });
      for (const paragraph of whole) paragraph.words = plain(text.slice(paragraph.start, paragraph.end));
      return whole;
    }

    /** @param {string} line @param {string} following @param {number} width */
    function goesOn(line, following, width) {
      if (!line || !following || isLike("ended", line)) return false;
      if (isLike("bullet", following) || isLike("point", following)) return false;
      if (line.length < 30 && ["asks", "question", "replies"].some((shape) => isLike(shape, line))) return false;
      const first = shapes.first_word.exec(following.toLowerCase());
      const room = line.length + 1 + (first ? first[0].length : 40);
      return isLike("small_cased", following) || (width >= 50 && width <= 120 && room > width);
    }

    /** @param {Paragraph[]} paragraphs @returns {Paragraph[]} */
    function markHeadings(paragraphs) {
      let listed = false;
      for (const paragraph of paragraphs) {
        const { words } = paragraph;
        const telling = ["legal", "closing", "asks", "replies", "question"].some((shape) => isLike(shape, words));
        const marks = known.marks(words.toLowerCase());
        const stated = marks.has("operative") || marks.has("confirms");
        const short = isLike("heading", words);
        paragraph.heading = short && !isLike("bullet", words) && !stated && (telling || !listed);
        listed = (listed && !paragraph.gap && short) || (!paragraph.heading && words.endsWith(":"));
      }
      return paragraphs;
    }

    /** @param {Paragraph} paragraph @returns {Sentence[]} */
    function sentencesOf(paragraph) {
      /** @type {Sentence[]} */
      const found = [];
      let counted = paragraph.start;
      let { line } = paragraph;
      const heads = /** @type {[number, number][]} */ ([[paragraph.start, paragraph.end]]);
      for (const [start, end] of paragraph.heading ? heads : ranges(paragraph)) {
        line += lineEnds(text.slice(counted, start));
        counted = start;
        const one = sentence(start, end, line, paragraph.heading);
        const turn = shapes.turn_cased.exec(text.slice(start, end));
        if (turn && one.marks.has("operative") && one.marks.has("confirms")) {
          const after = start + turn.index + turn[0].length;
          found.push(sentence(start, start + turn.index, line, false));
          found.push(sentence(after, end, line + lineEnds(text.slice(start, after)), false));
        } else {
          found.push(one);
        }
      }
      return found;
    }

    /** @param {Paragraph} paragraph @returns {[number, number][]} */
    function ranges(paragraph) {
      /** @type {[number, number][]} */
      const found = [];
      let { start } = paragraph;
      for (const hit of all("stop_cased", text.slice(paragraph.start, paragraph.end))) {
        const stop = paragraph.start + hit.index;
        const near = plain(text.slice(Math.max(start, stop - 12), stop));
        const marker = stop - start <= 16 && isLike("number_only", plain(text.slice(start, stop)));
        if (!marker && !(text[stop] === "." && isLike("short", near))) {
          found.push([start, stop + hit[1].length]);
          start = stop + hit[0].length;
        }
      }
      if (start < paragraph.end) found.push([start, paragraph.end]);
      return found;
    }

    /** How many ends of lines, as an editor counts them. @param {string} words */
    function lineEnds(words) {
      return all("break", words).filter((hit) => shapes.counted.test(hit[0])).length;
    }

    /** @param {number} start @param {number} end @param {number} line @param {boolean} heading @returns {Sentence} */
    function sentence(start, end, line, heading) {
      const words = plain(text.slice(start, end));
      const low = words.toLowerCase();
      return { start, end, line, words, low, heading, marks: words.endsWith("?") ? new Set() : known.marks(low) };
    }

    /** For each paragraph, whether it belongs to the quoted request. @param {Paragraph[]} paragraphs */
    function requests(paragraphs) {
      for (const paragraph of paragraphs) paragraph.role = roleOf(paragraph.words);
      const after = following(paragraphs);
      const answered = paragraphs.map(({ role }) => role).lastIndexOf("answers");
      /** @type {boolean[]} */
      const asked = [];
      let asking = false;
      let replied = false;
      let since = -1;
      paragraphs.forEach(({ role, words }, place) => {
        const before = asking;
        let own = false;
        if (role === "asks") asking = true;
        else if (role === "asks loosely") asking = asking || !replied;
        else if (role === "question" && !asking) {
          asking = replied ? after[place] === "answers" : place < answered;
          own = !asking && words.endsWith("?");
        } else if (role === "replies" && asking && place < answered && goesOnAsking(words, paragraphs[since])) {
          own = true;
        } else if (role === "replies" || role === "answers") {
          asking = false;
          replied = true;
        } else if (role === "quoted") own = true;
        else own = !asking && isLike("point", words) && words.endsWith("?");
        if (asking && !before) since = place;
        asked.push(asking || own);
      });
      if (asking) endRequest(paragraphs, asked, since, replied);
      return asked;
    }

    /** @param {string} words */
    function roleOf(words) {
      if (isLike("quoted", words)) return "quoted";
      if (isLike("asks", words)) return "asks";
      if (isLike("question", words)) return "question";
      if (isLike("asks_loosely", words)) return "asks loosely";
      if (!isLike("replies", words) && !isLike("replies_cased", words)) return "";
      return isLike("answers", words) ? "answers" : "replies";
    }

    /** Whether "In response to your letter" is the applicant's. @param {string} words @param {Paragraph} heading */
    function goesOnAsking(words, heading) {
      return heading.role === "asks" && isLike("replies_softly", words);
    }

    /** For each paragraph, whether a question or an answer comes next. @param {Paragraph[]} paragraphs */
    function following(paragraphs) {
      let next = "";
      return paragraphs
        .map(({ role }) => role)
        .reverse()
        .map((role) => {
          const found = next;
          if (role === "question" || role === "answers") next = role;
          return found;
        })
        .reverse();
    }

    /** @param {Paragraph[]} paragraphs @param {boolean[]} asked @param {number} since @param {boolean} replied */
    function endRequest(paragraphs, asked, since, replied) {
      let place = paragraphs.findIndex(({ words }, at) => at > since && isLike("begins_reply", words));
      if (place < 0) {
        const before = marksOf(paragraphs.slice(0, since).flatMap((paragraph) => paragraph.sentences));
        if (replied || ["says_ncnd", "limb", "confirms"].some((mark) => before.has(mark))) return;
        place = since;
      }
      for (; place < asked.length; place += 1) asked[place] = paragraphs[place].role === "quoted";
    }

    /** What the reply says to each point of the request. @param {Paragraph[]} paragraphs @param {boolean[]} asked */
    function answers(paragraphs, asked) {
      /** @type {Sentence[][][]} */
      const found = [];
      /** @type {Sentence[][]} */
      let answer = [];
      paragraphs.forEach(({ words, heading, sentences }, place) => {
        if (asked[place]) {
          if (answer.length) found.push(answer);
          answer = [];
          return;
        }
        /** @type {Sentence[]} */
        let run = [];
        const legal = heading && isLike("legal", words);
        const numbered = isLike("labelled", words) || (isLike("point", words) && !legal);
        sentences.forEach((one, at) => {
          if ((numbered && at === 0) || isLike("opens", one.words)) {
            if (run.length) answer.push(run);
            if (answer.length) found.push(answer);
            answer = [];
            run = [];
          }
          run.push(one);
        });
        if (run.length) answer.push(run);
      });
      if (answer.length) found.push(answer);
      return found;
    }

    /** @param {Sentence[][]} answer @param {number} point @param {boolean} full @returns {Part[]} */
    function partsOf(answer, point, full) {
      const operative = answer.flat().filter((one) => one.marks.has("operative"));
      const scoped = operative.some(({ words }) => isLike("scoped", words));
      const whole = full || operative.some(({ words }) => isLike("whole", words) && !isLike("scoped", words));
      /** @type {Sentence[][]} */
      const parts = [[]];
      let aside = false;
      let argued = false;
      let bare = false;
      for (const run of answer) {
        const open = !whole && isPublic(run);
        run.forEach((one, place) => {
          const argues = one.marks.has("says_ncnd") || one.marks.has("limb");
          const leaves = aside && (argues || one.heading || one.marks.has("argues"));
          const stepsAside = open && place === 0 && argued;
          if (leaves || stepsAside || begins(one, bare, whole)) {
            parts.push([]);
            aside = stepsAside;
            argued = false;
          }
          const part = parts[parts.length - 1];
          bare = one.heading && (bare || !part.length);
          argued = argued || argues;
          part.push(one);
        });
      }
      const around = marksOf(answer.flat());
      let said = !operative.length || whole;
      return parts
        .filter((sentences) => sentences.length)
        .map((sentences) => {
          const marks = marksOf(sentences);
          said = said || marks.has("operative");
          if (sentences[0].heading && isLike("closing", sentences[0].words)) marks.delete("confirms");
          if (marks.has("says_ncnd") || (marks.has("limb") && said)) marks.add("ncnd");
          if (marks.has("ncnd") && scoped && !whole) marks.add("limited");
          return { point, sentences, marks, around };
        });
    }

    /** @param {Sentence} one @param {boolean} bare the part before it is headings alone @param {boolean} whole */
    function begins(one, bare, whole) {
      if (one.heading) return !isLike("legal", one.words) && (!whole || isLike("closing", one.words));
      const scoped = one.marks.has("operative") && isLike("scoped", one.words);
      return scoped && !whole && !bare;
    }

    /** Whether a paragraph, or the heading over it, is about what is public. @param {Sentence[]} run */
    function isPublic(run) {
      const marks = marksOf(run);
      if (marks.has("says_ncnd") || marks.has("limb")) return false;
      if (run[0].heading) return marks.has("other_limb");
      return run.some((one) => one.marks.has("confirms") && isLike("published", one.words));
    }
  }

  /** @param {Sentence[]} sentences @returns {Set<string>} */
  const marksOf = (sentences) => new Set(sentences.flatMap((one) => [...one.marks]));

  window.cruDrafts = { phrases, split };
})();

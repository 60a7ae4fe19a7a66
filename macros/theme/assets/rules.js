// @ts-check
/* Rule: what a reply must not say, and what an NCND must not lack, found as macros/rules.py finds it, with the rules of
   macros/rules.yml. Needs drafts.js. Nothing typed leaves the page. */
(() => {
  "use strict";

  /**
   * @typedef {{start: number, end: number, line: number, words: string, low: string, heading: boolean,
   *   marks: Set<string>}} Sentence
   * @typedef {{point: number, sentences: Sentence[], marks: Set<string>, around: Set<string>}} Part
   * @typedef {{name: string, case: boolean, of: string[], part: string[], place: boolean}} Name
   * @typedef {{rule: string, line: number, start: number, end: number, sentence: string, why: string, remedy: string,
   *   message: string, provision: string}} Finding `start` and `end` as text.slice takes them
   * @typedef {[Sentence | null, string]} Hit a sentence (null: the reply lacks something), and the words for {found}
   */

  /** How far behind a place it is looked for what it does. */
  const FAR = 100;

  /** What was made of the rules and of the register, kept with each. */
  const made = new WeakMap();
  /** @template T @param {object} key @param {() => T} make @returns {T} */
  const once = (key, make) => made.get(key) || made.set(key, make()).get(key);

  /**
   * @param {string} text
   * @param {{kind?: string | null, force?: string | null, part?: boolean}} options kind: full, partial or none
   * @param {any} rules as Python's rules.as_data() gives them
   * @param {Name[]} register
   * @returns {Finding[]} by place, and then what is lacking
   */
  function report(text, options, rules, register) {
    const { known, entries } = once(rules, () => read(rules));
    const draft = window.cruDrafts.split(text, known, { part: options.part, full: options.kind === "full" });
    const kind = options.kind || kindOf(draft.parts);
    const force = options.force || "";
    /** @type {Finding[]} */
    const found = [];
    for (const entry of entries) {
      if (!entry.kinds.includes("any") && !entry.kinds.includes(kind)) continue;
      for (const [sentence, words] of find(entry, draft)) found.push(finding(entry, sentence, words));
    }
    return found.sort((one, other) => Number(!one.sentence) - Number(!other.sentence) || one.start - other.start);

    /** @param {any} entry @param {any} draft @returns {Hit[]} */
    function find(entry, draft) {
      if (entry.detector === "references") return references(draft.reply);
      if (entry.detector === "duplicates") return duplicates(draft.parts);
      if (entry.detector) return force ? names(entry.detector, draft.reply) : [];
      if (entry.scope === "letter") return lacks(entry, draft.reply) ? [[null, ""]] : [];
      return draft.parts.flatMap((/** @type {Part} */ part) => breaks(entry, part));
    }

    /** @param {any} entry @param {Sentence | null} sentence @param {string} words @returns {Finding} */
    function finding(entry, sentence, words) {
      const { line, start, end } = sentence || { line: 1, start: 0, end: 0 };
      const why = entry.why.split("{found}").join(words);
      const { id, remedy, provision } = entry;
      const message = `${why} ${remedy}`;
      return { rule: id, line, start, end, sentence: text.slice(start, end), why, remedy, message, provision };
    }

    /** Each sentence of a part that breaks the rule in one way or another.
     * @param {any} entry @param {Part} part @returns {Hit[]} */
    function breaks(entry, part) {
      const ways = entry.ways.filter((/** @type {any} */ way) => runsIn(way, part));
      /** @type {Hit[]} */
      const hits = [];
      for (const sentence of ways.length ? part.sentences : []) {
        const way = ways.find((/** @type {any} */ one) => goes(one, sentence));
        if (way) hits.push([sentence, ""]);
        if (way?.once) break;
      }
      return hits;
    }

    /** @param {any} way @param {Part} part */
    function runsIn(way, part) {
      const { marks, around, sentences } = part;
      if (!way.inside.every((/** @type {string} */ mark) => marks.has(mark))) return false;
      if (way.outside.some((/** @type {string} */ mark) => marks.has(mark))) return false;
      if (way.notAround.some((/** @type {string} */ mark) => around.has(mark))) return false;
      return !way.unless.some((/** @type {RegExp} */ pattern) => sentences.some(({ low }) => pattern.test(low)));
    }

    /** @param {any} way @param {Sentence} sentence */
    function goes(way, sentence) {
      if (way.marks.some((/** @type {string} */ mark) => !sentence.marks.has(mark))) return false;
      if (way.without.some((/** @type {string} */ mark) => sentence.marks.has(mark))) return false;
      if (way.heading !== undefined && way.heading !== sentence.heading) return false;
      const left = known.without(way.blank, way.case ? sentence.words : sentence.low);
      const says = (/** @type {RegExp} */ pattern) => pattern.test(left);
      return !way.noneOf.some(says) && way.allOf.every(says);
    }

    /** @param {any} entry @param {Sentence[]} reply */
    function lacks(entry, reply) {
      const has = (/** @type {any} */ phrase) => reply.some(({ low }) => known.found(phrase, low));
      if (!entry.allOf.every(has)) return true;
      if (entry.where.some((/** @type {any[]} */ [here, there]) => has(here) && !has(there))) return true;
      let from = 0;
      for (const phrase of entry.inOrder) {
        from = reply.findIndex(({ low }, place) => place >= from && known.found(phrase, low));
        if (from < 0) return true;
      }
      return false;
    }

    /** Each sentence with another force's name, or with half of any name, once for each.
     * @param {string} which names or fragments @param {Sentence[]} reply @returns {Hit[]} */
    function names(which, reply) {
      const finder = once(register, () => names_of(register, known));
      const places = once(known, () => known.allBlanks(["places"], true));
      return reply.flatMap((sentence) => {
        const found = finder(known.without(places, sentence.words));
        const wanted = found.filter(({ name }) =>
          which === "names" ? name.of.length && !name.of.includes(force) : !name.of.length,
        );
        return [...new Set(wanted.map(({ words }) => words))].map((words) => /** @type {Hit} */ ([sentence, words]));
      });
    }

    /** @param {Sentence[]} reply @returns {Hit[]} */
    function references(reply) {
      /** @type {Hit[]} */
      const hits = [];
      const blank = [new RegExp(known.shapes.own_reference, "g")];
      let own = "";
      reply.forEach((sentence, place) => {
        const following = reply[place + 1]?.words || "";
        if (known.isLike("reference_empty", sentence.words) && !known.isLike("reference_alone", following)) {
          hits.push([sentence, "A reference is empty."]);
        }
        if (known.isLike("elsewhere", sentence.words)) return;
        for (const hit of known.all("reference", known.without(blank, sentence.low))) {
          const given = hit[1].toUpperCase();
          const key = given.replace(/^FOIA?|[^A-Z0-9]/g, "");
          own = own || key;
          if (!own.includes(key) && !key.includes(own)) {
            hits.push([sentence, `“${given}” is not the reference that this reply gives first.`]);
            break;
          }
        }
      });
      return hits;
    }
  }

  /** The kind of reply that a draft is checked as: full, partial or any.
   * @param {string} text @param {{kind?: string | null, part?: boolean}} options @param {any} rules */
  function kind(text, options, rules) {
    const { known } = once(rules, () => read(rules));
    return options.kind || kindOf(window.cruDrafts.split(text, known, { part: options.part }).parts);
  }

  /** @param {any} rules */
  function read(rules) {
    const known = window.cruDrafts.phrases(rules);
    const patterns = (/** @type {string[] | undefined} */ list) => (list || []).map((one) => new RegExp(one));
    const way = (/** @type {any} */ one) => ({
      marks: one.marks || [],
      without: one.without || [],
      inside: one.in || [],
      outside: one.not_in || [],
      notAround: one.not_around || [],
      heading: one.heading,
      case: one.case || false,
      once: one.once || false,
      blank: known.allBlanks(one.blank || [], one.case),
      allOf: patterns(one.all_of),
      noneOf: patterns(one.none_of),
      unless: patterns(one.unless),
    });
    const entries = rules.rules.map((/** @type {any} */ rule) => {
      const kinds = [rule.kind].flat();
      if (rule.detector) return { ...rule, kinds };
      if (rule.scope !== "letter") return { ...rule, kinds, ways: [rule, ...(rule.or || [])].map(way) };
      const phrases = (/** @type {any[] | undefined} */ list) => (list || []).map(known.phrase);
      const where = (rule.where || []).map(phrases);
      return { ...rule, kinds, where, allOf: phrases(rule.all_of), inOrder: phrases(rule.in_order) };
    });
    return { known, entries };
  }

  /** The kind of a reply as it reads; `any` where it is no NCND. @param {Part[]} parts */
  function kindOf(parts) {
    if (!parts.some(({ marks }) => marks.has("ncnd"))) return "any";
    return parts.some(({ marks }) => marks.has("confirms") && !marks.has("ncnd")) ? "partial" : "full";
  }

  /** @param {Part[]} parts @returns {Hit[]} */
  function duplicates(parts) {
    /** @type {Map<string, Sentence>} */
    const first = new Map();
    /** @type {Hit[]} */
    const hits = [];
    for (const { point, sentences } of parts) {
      for (const sentence of sentences) {
        if (sentence.heading || sentence.words.split(" ").length < 4) continue;
        const key = `${point} ${sentence.words}`;
        const before = first.get(key);
        if (before) hits.push([sentence, String(before.line)]);
        else first.set(key, sentence);
      }
    }
    return hits;
  }

  /** A function that finds every name of the register in a sentence, the longest first, none inside a word.
   * A place counts only where it acts.
   * @param {Name[]} register @param {any} known @returns {(words: string) => {words: string, name: Name}[]} */
  function names_of(register, known) {
    const either = (/** @type {string} */ letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`;
    const source = ({ name, case: kept }) => (kept ? name : name.replace(/[a-z]/gi, either));
    const pattern = new RegExp(`(?:${register.map(source).join("|")})(?![\\p{L}\\p{N}_])`, "gu");
    const inWord = /[\p{L}\p{N}_]$/u;
    const byName = new Map(register.map((name) => [name.name, name]));
    return (words) => {
      const found = [];
      pattern.lastIndex = 0;
      for (let hit = pattern.exec(words); hit; hit = pattern.exec(words)) {
        const name = byName.get(hit[0]) || byName.get(hit[0].toLowerCase());
        if (!name || inWord.test(words.charAt(hit.index - 1))) pattern.lastIndex = hit.index + 1;
        else if (!name.place || known.isLike("acts", words.slice(pattern.lastIndex, pattern.lastIndex + FAR))) {
          found.push({ words: hit[0], name });
        }
      }
      return found;
    };
  }

  window.cruRules = { report, kind };
})();

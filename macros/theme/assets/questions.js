// @ts-check
/* Questions: what was asked, the pages that hold all of it, and their order. It knows nothing of the page it is on. */
(() => {
  "use strict";

  const END = ".";
  const CONCEPT = "=";
  const FUZZY_FROM = 5;
  const FUZZY_TO = 40;
  const EXACT = { tokenize: (/** @type {string} */ text) => [text], processTerm: (/** @type {string} */ term) => term };

  /** @typedef {{token: string, last: boolean}} Term one thing asked for; `last` while it may still be typed */
  /** @typedef {{score: number, found: Set<string>}} Hit how well a page answers, and the tokens found in it */
  /** @typedef {{page: number, hit: Hit}} Answer */
  /** `missing` is on no page; `apart` where no page holds all of the rest.
   * `within`: the section that is on no page is part of the one whose page is given.
   * @typedef {{answers: Answer[], missing: string[], meant: string[], apart: boolean, within: boolean, phrases: string[]}} Answers */

  /** An index with the documents of each term written out, as MiniSearch reads them; macros/minisearch.py packs them.
   * @param {any} written */
  function unpacked(written) {
    const index = written.index.map((/** @type {[string, Record<string, number[]>]} */ [term, fields]) => [
      term,
      Object.fromEntries(Object.entries(fields).map(([field, packed]) => [field, documents(packed)])),
    ]);
    return { ...written, index };
  }

  /** How often each document holds a term. @param {number[]} packed */
  function documents(packed) {
    /** @type {Record<number, number>} */
    const times = {};
    let document = 0;
    for (const one of packed) {
      if (one >= 0) document += one;
      times[document] = one < 0 ? -one : 1;
    }
    return times;
  }

  /** @param {any} first first.json */
  function questions(first) {
    const spell = window.cruSpellings.speller(first.rules);
    const terms = window.cruSpellings.terms(Object.keys(first.references), first.synonyms);
    const common = new Set(first.rules.common.split(" "));
    /** @type {any[]} */
    const indexes = [];
    add(first.index);

    /** Take in one more index. @param {any} written */
    function add(written) {
      indexes.push(window.MiniSearch.loadJS(unpacked(written), { fields: Object.keys(written.fieldIds), ...EXACT }));
    }

    /** The phrases in quotes, and what stands outside them. @param {string} text */
    function split(text) {
      /** @type {string[]} */
      const phrases = [];
      const rest = spell.asked(text).replace(/"([^"]*)(?:"|$)/g, (_, phrase) => {
        if (phrase.trim()) phrases.push(phrase.trim());
        return " ; ";
      });
      return { phrases, rest };
    }

    /** @param {string} text @returns {{terms: Term[], phrases: string[], key: string}} */
    function parse(text) {
      const { phrases, rest } = split(text);
      const asked = spell.question(rest, terms);
      const inPhrases = phrases.flatMap((phrase) =>
        spell.pieces(phrase, terms.known, true).map((one) => one.token + (one.kind === "word" ? "" : END)),
      );
      const telling = asked.filter((one) => !common.has(one.token));
      const ends = (/** @type {{end: number}} */ one) => one.end === rest.length;
      // One letter, as it is typed behind other words, says nothing yet.
      const begun = (telling.length || inPhrases.length ? telling : asked).filter(
        (one, at) => !at || one.token.length > 1 || !ends(one),
      );
      const all = begun.map((one) => ({ token: one.token, last: ends(one) && (one.token.length > 1 || asked.length < 2) }));
      return {
        terms: [...all, ...inPhrases.map((token) => ({ token, last: false }))],
        phrases,
        key: phrases.length ? "" : asked.map((one) => one.token).join(" "),
      };
    }

    /** What each index has for some tokens. @param {(string | object)[]} tokens @param {object} options */
    function ask(tokens, options = {}) {
      /** @type {Map<number, Hit>} */
      const hits = new Map();
      for (const index of indexes) {
        const found = index.search(
          { combineWith: "OR", queries: tokens },
          { boost: { title: 6, names: 8, headings: 3, cited: 2 }, ...options },
        );
        for (const { id, score, match } of found) {
          const hit = hits.get(id) || { score: 0, found: new Set() };
          hit.score += score;
          for (const token of Object.keys(match)) hit.found.add(token);
          hits.set(id, hit);
        }
      }
      return hits;
    }

    /** A word with or without a last s. @param {string} word */
    const number = (word) => (word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : `${word}s`);

    /** Two letters the wrong way round, in each place. @param {string} word */
    const swaps = (word) =>
      [...word].slice(1).map((_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));

    /** The pages that hold one term, and whether it had to be spelt otherwise. @param {Term} term */
    function holding({ token, last }) {
      if (token.startsWith(CONCEPT)) return { hits: ask([token]), slip: false };
      if (token.endsWith(END)) {
        const exact = ask([token]);
        const open = token.slice(0, -1).replace(/\)$/, "");
        return { hits: exact.size || !last ? exact : ask([open], { prefix: true }), slip: false };
      }
      const exact = ask([{ queries: [token], prefix: last }, number(token)]);
      if (exact.size || token.length < FUZZY_FROM || token.length > FUZZY_TO) return { hits: exact, slip: false };
      const near = ask([token], { fuzzy: 1 });
      return { hits: near.size ? near : ask(swaps(token)), slip: true };
    }

    /** @param {Map<number, Hit>[]} all */
    function together(all) {
      const [fewest, ...others] = [...all].sort((one, other) => one.size - other.size);
      /** @type {Map<number, Hit>} */
      const out = new Map();
      for (const [page, hit] of fewest || []) {
        const rest = others.map((hits) => hits.get(page));
        if (rest.every(Boolean)) out.set(page, merged([hit, .../** @type {Hit[]} */ (rest)]));
      }
      return out;
    }

    /** @param {Map<number, Hit>[]} all */
    function apart(all) {
      /** @type {Map<number, Hit>} */
      const out = new Map();
      for (const hits of all) {
        for (const [page, hit] of hits) {
          const other = out.get(page);
          const more = { score: hit.score + 1000, found: hit.found };
          out.set(page, other ? merged([other, more]) : more);
        }
      }
      return out;
    }

    /** @param {Hit[]} hits @returns {Hit} */
    function merged(hits) {
      const score = hits.reduce((sum, hit) => sum + hit.score, 0);
      return { score, found: new Set(hits.flatMap((hit) => [...hit.found])) };
    }

    /** The pages that answer a question, the best first. @param {string} text @returns {Answers} */
    function answer(text) {
      const asked = parse(text);
      const each = asked.terms.map(holding);
      const missing = asked.terms.filter((_, at) => !each[at].hits.size);
      // A word that is on no page is left out and said; without a section, a reference or a phrase nothing is right.
      const strict = asked.phrases.length || missing.some((term) => term.token.endsWith(END));
      const all = each.map((one) => one.hits).filter((one) => one.size || strict);
      const meant = each.filter((one) => one.slip).flatMap((one) => [...one.hits.values()].flatMap((hit) => [...hit.found]));
      let hits = together(all);
      const words = asked.terms.every((term) => !term.token.endsWith(END));
      const some = !hits.size && all.length > 1 && !strict && words;
      if (some) hits = apart(all);
      const answers = ranked(hits, asked);
      return {
        answers,
        missing: missing.map((term) => shown(term.token)),
        meant: [...new Set(meant)].sort(),
        apart: some,
        within: answers.length > 0 && !hits.size,
        phrases: asked.phrases,
      };
    }

    /** A term as a person would write it. @param {string} token */
    function shown(token) {
      const bare = token.endsWith(END) ? token.slice(0, -1) : token;
      return bare.startsWith(CONCEPT) ? bare.slice(1).replaceAll("-", " ") : bare;
    }

    /** The pages of a name, or of the section that a citation asked for alone is part of. @param {string} key */
    function named_by(key) {
      const section = /^(s[0-9]+[a-z]?)(?:\([^ ]+)?\.$/.exec(key);
      return own_of(first.known_as, section && !Object.hasOwn(first.known_as, key) ? section[1] + END : key);
    }

    /** An exact reference, then what a name is the name of, then what stands, then what answers best.
     * @param {Map<number, Hit>} hits @param {{terms: Term[], key: string}} asked @returns {Answer[]} */
    function ranked(hits, asked) {
      const own = asked.terms.flatMap(({ token }) => own_of(first.references, token.slice(0, -1)));
      const named = named_by(asked.key);
      const all = new Map(named.map((page) => [page, { score: 0, found: new Set() }]));
      for (const [page, hit] of hits) all.set(page, hit);
      const place = (/** @type {number} */ page) => {
        if (own.includes(page)) return own.indexOf(page);
        return named.includes(page) ? 1e6 + named.indexOf(page) : 1e7 + first.pages[page][3];
      };
      const rows = [...all].map(([page, hit]) => ({ page, hit, place: place(page) }));
      rows.sort((one, other) => one.place - other.place || other.hit.score - one.hit.score || one.page - other.page);
      return rows;
    }

    /** @param {Record<string, number[]>} table @param {string} key */
    const own_of = (table, key) => (Object.hasOwn(table, key) ? table[key] : []);

    /** Whether some words hold a phrase, as it is written or as it is read. @param {string} words @param {string} phrase */
    function holds(words, phrase) {
      return phrased(words, phrase).length > 0;
    }

    /** Where some words hold a phrase. @param {string} words @param {string} phrase @returns {[number, number][]} */
    function phrased(words, phrase) {
      const read = (/** @type {string} */ text) => spell.pieces(text, terms.known, true);
      const wanted = read(phrase).map((one) => one.token);
      const pieces = read(words);
      return pieces.flatMap(({ start }, at) => {
        const last = pieces[at + wanted.length - 1];
        const here = last && wanted.every((token, after) => pieces[at + after].token === token);
        return here ? [/** @type {[number, number]} */ ([start, last.end])] : [];
      });
    }

    /** Whether a citation or reference is what was found, or part of it. @param {string} token @param {Set<string>} found */
    function isFound(token, found) {
      if (token.includes("/")) return found.has(token + END) || found.has(token.split("/")[0]);
      return window.cruSpellings.lineage(token).some((one) => found.has(one + END));
    }

    /** The places of what was found in some words, or of the phrases asked for: start and end of each.
     * @param {string} words @param {Set<string>} found @param {string[]} phrases */
    function places(words, found, phrases) {
      const folded = spell.fold(words);
      if (folded.length !== words.length) return [];
      if (phrases.length) return phrases.flatMap((one) => phrased(words, one)).sort(([one], [other]) => one - other);
      const pieces = spell.pieces(words, terms.known);
      const marks = pieces.filter(({ kind, token }) => (kind === "word" ? found.has(token) : isFound(token, found)));
      const spans = marks.map(({ start, end }) => [start, end]);
      for (const [from, to, entry] of spell.concepts(pieces, terms)) {
        if (found.has(CONCEPT + entry)) spans.push([pieces[from].start, pieces[to - 1].end]);
      }
      return spans.sort(([one], [other]) => one - other);
    }

    return { add, answer, holds, places, every: () => first.pages.map((_, page) => ({ page, hit: { score: 0, found: new Set() } })) };
  }

  window.cruQuestions = Object.assign(questions, { unpacked });
})();

// @ts-check
/* Spellings: the many ways to write one citation, reference or name, read as the same tokens.
   macros/spellings.py does the same with the same rules; tests/browser/test_search.py holds both to one table. */
(() => {
  "use strict";

  const NEAR = 60;
  const END = ".";
  const CONCEPT = "=";

  /** @typedef {{kind: "word" | "citation" | "reference", token: string, start: number, end: number}} Piece */
  /** @typedef {{known: Set<string>, synonyms: Map<string, string>, longest: number}} Terms what this site's index knows */

  /** @param {any} rules spellings.yml, its terms written out */
  function speller(rules) {
    const named = { ...rules.citation, begin: `(?:${rules.citation.named})|(?:${rules.citation.bare})` };
    const citation = compiled(named);
    const reference = compiled(rules.reference);
    const word = new RegExp(rules.word, "g");
    const possessive = new RegExp(rules.possessive);
    const global = (/** @type {[string, string]} */ [pattern, put]) => [new RegExp(pattern, "g"), put];
    const folds = rules.folds.map(global);
    const typed = rules.typed.map(global);

    /** @param {Record<string, string>} patterns @returns {Record<string, RegExp>} */
    function compiled(patterns) {
      return Object.fromEntries(Object.entries(patterns).map(([name, pattern]) => [name, new RegExp(pattern)]));
    }

    /** What a pattern finds at a place, or from there on. @param {RegExp} pattern @param {string} text */
    function at(pattern, text, /** @type {number} */ place, /** @type {"y" | "g"} */ flag) {
      const moved = moving(pattern, flag);
      moved.lastIndex = place;
      const hit = moved.exec(text);
      return hit && { hit, end: moved.lastIndex };
    }

    /** @type {Map<string, RegExp>} */
    const made = new Map();
    /** @param {RegExp} pattern @param {string} flag */
    function moving(pattern, flag) {
      const key = flag + pattern.source;
      const kept = made.get(key) || new RegExp(pattern.source, flag);
      made.set(key, kept);
      return kept;
    }

    /** @param {string} text */
    function fold(text) {
      for (const [pattern, put] of folds) text = text.replace(pattern, put);
      return text.toLowerCase();
    }

    /** A question as the rules meet it. @param {string} text */
    function asked(text) {
      return typed.reduce((/** @type {string} */ all, [pattern, put]) => all.replace(pattern, put), fold(text));
    }

    /** @param {string} text @param {Set<string>} known @param {boolean} asked @returns {Piece[]} */
    function pieces(text, known, asked = false) {
      const folded = fold(text);
      const found = citations(folded);
      const taken = found.map((piece) => [piece.start, piece.end]);
      for (const piece of references(folded, known, asked)) {
        if (taken.every(([start, end]) => piece.end <= start || piece.start >= end)) {
          found.push(piece);
          taken.push([piece.start, piece.end]);
        }
      }
      found.sort((one, other) => one.start - other.start);
      /** @type {Piece[]} */
      const out = [];
      let place = 0;
      for (const piece of found) {
        out.push(...words(folded, place, piece.start), piece);
        place = Math.max(place, piece.end);
      }
      return [...out, ...words(folded, place, folded.length)];
    }

    /** @param {string} folded @param {number} start @param {number} end @returns {Piece[]} */
    function words(folded, start, end) {
      return [...folded.slice(start, Math.max(start, end)).matchAll(word)].map((hit) => ({
        kind: "word",
        token: hit[0].replace(possessive, ""),
        start: start + hit.index,
        end: start + hit.index + hit[0].length,
      }));
    }

    /** @param {string} folded @param {Set<string>} known @param {boolean} asked @returns {Piece[]} */
    function references(folded, known, asked) {
      /** @type {Piece[]} */
      const out = [];
      const put = (/** @type {RegExpMatchArray} */ hit, /** @type {string} */ token) =>
        out.push({ kind: "reference", token, start: hit.index || 0, end: (hit.index || 0) + hit[0].length });
      for (const hit of folded.matchAll(moving(reference.named, "g"))) {
        const name = `${hit[2]}/${hit[3]}`;
        if (asked || known.has(name) || reference.sure.test(hit[1])) put(hit, name);
      }
      for (const hit of folded.matchAll(moving(reference.bare, "g"))) {
        const name = `${hit[1]}/${hit[2]}`;
        if (known.has(name) || (asked && hit[1].length > 2)) put(hit, name);
      }
      return out;
    }

    /** @param {string} folded @returns {Piece[]} */
    function citations(folded) {
      /** @type {Piece[]} */
      const out = [];
      let place = 0;
      for (let begun; (begun = at(citation.begin, folded, place, "g")); ) {
        const { hit } = begun;
        place = begun.end;
        let [first, end] = withParts(folded, place, hit[2] || hit[3] + hit[4]);
        if (!first.includes("(") && citation.not_before.test(folded.slice(end, end + NEAR))) continue;
        /** @type {string[]} */
        let group;
        [group, end] = joined(folded, end, first, Boolean(hit[1]) && citation.plural.test(hit[1]));
        const before = folded.slice(Math.max(0, hit.index - NEAR), hit.index);
        const after = folded.slice(end, end + NEAR);
        place = end;
        if (citation.other_before.test(before) || citation.other_after.test(after)) continue;
        const act = citation.act_before.exec(before);
        const more = citation.act_after.exec(after);
        const start = hit.index - (act ? act[1].length : 0);
        place = end + (more ? more[0].length : 0);
        for (const one of group) out.push({ kind: "citation", token: `s${one}`, start, end: place });
      }
      return out;
    }

    /** @param {string} folded @param {number} place @param {string} section @returns {[string, number]} */
    function withParts(folded, place, section) {
      for (let found; (found = at(citation.part, folded, place, "y")); ) {
        section += found.hit[1].replaceAll(" ", "");
        place = found.end;
      }
      return [section, place];
    }

    /** @param {string} folded @param {number} end @param {string} first @param {boolean} plural @returns {[string[], number]} */
    function joined(folded, end, first, plural) {
      const group = [first];
      for (let joint; (joint = at(citation.joined, folded, end, "y")); ) {
        const part = at(citation.part, folded, joint.end, "y");
        const base = part ? baseOf(group[group.length - 1], part.hit[1].replaceAll(" ", "")) : "";
        const again = base ? null : at(citation.again, folded, joint.end, "y");
        let one;
        let place;
        if (base) {
          [one, place] = withParts(folded, joint.end, base);
        } else if (again) {
          [one, place] = withParts(folded, again.end, again.hit[1]);
          const named = citation.named_again.test(again.hit[0]) || one.includes("(");
          if (!named && !plural && !citation.slash.test(joint.hit[0])) break;
          if (!one.includes("(") && citation.not_before.test(folded.slice(place, place + NEAR))) break;
        } else break;
        group.push(one);
        end = place;
      }
      return [group, end];
    }

    /** @param {string} section @param {string} part */
    function baseOf(section, part) {
      const digit = (/** @type {string} */ letter) => /[0-9]/.test(letter);
      for (let above = section; above.includes("("); ) {
        const cut = above.lastIndexOf("(");
        if (digit(above[cut + 1]) === digit(part[1])) return above.slice(0, cut);
        above = above.slice(0, cut);
      }
      return "";
    }

    /** @param {Piece[]} found @param {Terms} terms @returns {[number, number, string][]} */
    function concepts(found, terms) {
      const each = found.map((piece) => (piece.kind === "word" ? piece.token : ""));
      /** @type {[number, number, string][]} */
      const out = [];
      for (let place = 0; place < each.length; place += 1) {
        for (let size = Math.min(terms.longest, each.length - place); size > 0; size -= 1) {
          const entry = terms.synonyms.get(each.slice(place, place + size).join(" "));
          if (entry) {
            out.push([place, place + size, entry]);
            place += size - 1;
            break;
          }
        }
      }
      return out;
    }

    /** @param {string} text @param {Terms} terms @returns {string[]} */
    function tokens(text, terms) {
      const found = pieces(text, terms.known);
      const out = found.flatMap((piece) => {
        if (piece.kind === "word") return [piece.token];
        return (piece.kind === "citation" ? lineage(piece.token) : [piece.token]).map((one) => one + END);
      });
      return [...out, ...concepts(found, terms).map(([, , entry]) => CONCEPT + entry)];
    }

    /** What a search asks for, with its place in what was typed. @param {string} text @param {Terms} terms */
    function question(text, terms) {
      const found = pieces(text, terms.known, true);
      const out = found.map(({ kind, token, start, end }) => ({ token: token + (kind === "word" ? "" : END), start, end }));
      for (const [first, after, entry] of concepts(found, terms).reverse()) {
        const { start } = found[first];
        out.splice(first, after - first, { token: CONCEPT + entry, start, end: found[after - 1].end });
      }
      return out;
    }

    return { fold, asked, pieces, concepts, tokens, question };
  }

  /** A citation after all that it is part of. @param {string} citation */
  function lineage(citation) {
    const [head, ...parts] = citation.split("(");
    return [0, ...parts.keys()].map((_, count) => [head, ...parts.slice(0, count)].join("("));
  }

  /** @param {string[]} known @param {Record<string, string>} synonyms each phrase, its words joined by spaces @returns {Terms} */
  function terms(known, synonyms) {
    const kept = new Map(Object.entries(synonyms));
    const longest = Math.max(0, ...[...kept.keys()].map((phrase) => phrase.split(" ").length));
    return { known: new Set(known), synonyms: kept, longest };
  }

  window.cruSpellings = { speller, terms, lineage };
})();

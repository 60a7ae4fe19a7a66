// @ts-check
/* Value: what an officer typed for a letter field, cleaned and checked as macros/values.py does it. */
(() => {
  "use strict";

  const INVISIBLE =
    /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;
  const SPACES = /[\t-\r\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const BREAKS = /[\n-\r\u2028\u2029]/;
  const LINK = /^https:\/\/([^/?#]*)((?:[/?#](?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?)$/;
  const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
  const LAST_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
  const NUMBER = /^(?:\[.*\](?::[0-9]*)?|[0-9.]+(?::[0-9]*)?|0x[0-9a-fx.]+(?::[0-9]*)?)$/;
  const CLOSED_ENDINGS = new Set(
    (
      "local localhost localdomain internal intranet lan home corp private domain " +
      "workgroup mshome localnet arpa onion alt pnn intra"
    ).split(" "),
  );
  const CLOSED_LABELS =
    /^(?:.*(?:intranet|extranet).*|(?:.*-)?(?:internal|localhost|corp|lan|pnn|sharepoint)[0-9]*(?:-.*)?|cjsm|gc?s[eix])$/;
  const EXAMPLE = /^(?:.*\.)?(?:test|invalid|example(?:\.(?:com|net|org))?)$/;
  const NUMBERED =
    /^(?:(?:.*[.-])?(?:[0-9]{1,3}[.-]){4}.*|(?:.*\.)?(?:nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me|traefik\.me|vcap\.me|lacolhost\.com|localho\.st))$/;
  const MONTHS =
    "January February March April May June July August September October November December".split(" ");

  /**
   * @param {string} kind text, reference, date or public-link
   * @param {string} typed
   * @param {boolean} [lines] keep line breaks, less empty lines
   * @returns {{text: string, takenOut: boolean, refused: string}} `refused` names a Reason, or is empty
   */
  function clean(kind, typed, lines = false) {
    const kept = typed.replace(INVISIBLE, "");
    const pieces = lines ? kept.split(BREAKS) : [kept];
    const text = pieces
      .map((piece) => piece.replace(SPACES, " ").replace(/^ +| +$/g, ""))
      .filter(Boolean)
      .join("\n");
    const takenOut = kept !== typed;
    if (!text) return { text: "", takenOut, refused: "EMPTY" };
    if (kind === "reference") return { text, takenOut, refused: [...text].length > 60 ? "TOO_LONG" : "" };
    if (kind === "public-link") return { text, takenOut, refused: refuseLink(text) };
    if (kind === "date") {
      const day = letterDate(text);
      return { text: day || text, takenOut, refused: day ? "" : "NOT_A_DAY" };
    }
    return { text, takenOut, refused: "" };
  }

  /** @param {string} iso @returns {string} `24 November 2026`, or an empty string */
  function letterDate(iso) {
    const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(iso);
    if (!parts) return "";
    const [year, month, day] = parts.slice(1).map(Number);
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const real = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return real ? `${day} ${MONTHS[month - 1]} ${year}` : "";
  }

  /** @param {string} link @returns {string} why it is refused, or an empty string */
  function refuseLink(link) {
    if (!/^https:\/\//i.test(link)) return "NOT_HTTPS";
    const parts = LINK.exec(`https://${link.slice(8)}`);
    if (!parts) return "NOT_A_LINK";
    const host = parts[1].replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    if (host.includes("@")) return "SIGN_IN";
    if (NUMBER.test(host)) return "NUMBER";
    if (host.includes(":")) return "PORT";
    const labels = host.split(".");
    if (labels.length === 1 && LABEL.test(host)) return "BARE_NAME";
    if (!labels.every((label) => LABEL.test(label)) || host.length > 253) return "NOT_A_LINK";
    const last = labels[labels.length - 1];
    if (EXAMPLE.test(host)) return "EXAMPLE";
    if (NUMBERED.test(host)) return "NUMBER";
    if (CLOSED_ENDINGS.has(last) || labels.some((label) => CLOSED_LABELS.test(label))) return "CLOSED";
    if (!LAST_LABEL.test(last)) return /^(?:[0-9]+|0x[0-9a-f]*)$/.test(last) ? "NUMBER" : "NOT_A_LINK";
    return "";
  }

  window.cruClean = clean;
})();

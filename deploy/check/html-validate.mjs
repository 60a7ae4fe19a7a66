// The rules for the HTML of every page, for make deploy-check: html-validate's own, less these.
export default {
  root: true,
  // The second leaves out how tags are spaced, quoted and written: no reader meets that.
  extends: ["html-validate:recommended", "html-validate:prettier"],
  rules: {
    // The theme's ids begin with "__", and those of an answer hold dots: HTML allows both. Blanks stay forbidden.
    "valid-id": ["error", { relaxed: true }],
    // HTML allows a name on any element whose role takes one, such as a list.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // No form is sent: those without a button take effect with each answer.
    "wcag/h32": "off",
    // The title of a note is the CRU's, as long as they write it.
    "long-title": "off",
  },
};

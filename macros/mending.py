"""Mending: what breaks a rule of HTML or bars a reader in the theme's own templates, put right as they are read."""

from __future__ import annotations

import re

from jinja2.ext import Extension

_SET_IN = re.compile("^[ \t]+", re.MULTILINE)
# The contents of a page stand in the menu and beside the words. Only in the menu is there an item of the menu.
_IN_MENU = "{% if nav_item is defined %} in the menu{% endif %}"
# The theme's skip link stands only where Markdown has headings, and skips what stands before the first of them.
_SKIP = """{% if page.toc | first is defined %}
        {% set skip = page.toc | first %}
        <a href="{{ skip.url | url }}" class="md-skip">
          {{ lang.t("action.skip") }}
        </a>
      {% endif %}"""
_ARTICLE = '<article class="md-content__inner md-typeset"'
_MENDED = {
    "base.html": {
        ' autocomplete="off"': "",
        _SKIP: '<a href="#page-content" class="md-skip">{{ lang.t("action.skip") }}</a>',
        _ARTICLE: f'{_ARTICLE} id="page-content" tabindex="-1"',
    },
    "partials/toc.html": {"{{ title | e }}": f"{{{{ title | e }}}}{_IN_MENU}"},
    "partials/toc-item.html": {" | striptags | e }}": f" | striptags | e }}}}{_IN_MENU}"},
}


class Mended(Extension):
    """Reads the theme's templates with the words that are mended in place of its own."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template as it is to be compiled."""
        for words, instead in _MENDED.get(name or "", {}).items():
            source = source.replace(words, instead)
        # How far a line is set in is a tenth of a page, and nothing to its reader.
        return _SET_IN.sub("", source)

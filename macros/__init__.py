"""The machine: one noun in each module. Here and in hooks.py alone it meets MkDocs."""

from __future__ import annotations

from typing import Any

from macros import changes_page, components, controls, decision_page, rules
from macros.library import Library
from macros.place import Place

_library: list[Library] = []


def use(library: Library) -> None:
    """Make `library` the one that the pages' macros read; hooks.py calls this before each build."""
    _library[:] = [library]


def define_env(env: Any) -> None:
    """Register the macros that a page may call (mkdocs-macros-plugin calls this once a build)."""
    [library] = _library
    places: dict[str, Place] = {}

    def here() -> Place:
        return places.setdefault(env.page.url, Place(env.page.url))

    def wording(id: str, force: str | None = None) -> str:
        return controls.wording(library, here(), id, force)

    def letter(ref: str, outcome: str, force: str | None = None) -> str:
        return controls.letter(library, here(), ref, outcome, force)

    def name_forms(force: str) -> str:
        return components.name_forms(library, force)

    def provision(id: str) -> str:
        return components.provision(library, id)

    def source(ref: str) -> str:
        return components.source(library, ref)

    def browse(by: str) -> str:
        return components.browse(library, by, here().up)

    def decision(ref: str) -> str:
        return decision_page.decision(library, ref)

    def flowchart(ref: str) -> str:
        return decision_page.flowchart(library, ref)

    def tool(name: str) -> str:
        if name == "changes":
            return changes_page.changes(library, here().up)
        points = rules.points() if name == "check-draft" else {}
        return components.render(name.replace("-", "_"), up=here().up, points=points)

    for macro in (wording, letter, name_forms, provision, source, browse, decision, flowchart, tool):
        env.macro(macro)

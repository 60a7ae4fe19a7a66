"""Call rules: what a page's macro calls can get wrong against the nouns that they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from macros.calls import MACROS, Call
from macros.decision import Decision, Stance
from macros.forces import Force
from macros.pages import Page
from macros.problems import Problem, did_you_mean, mistyped


def check(
    page: Page,
    calls: Iterable[Call],
    ids: Mapping[str, frozenset[str]],
    forces: Mapping[str, Force],
    decisions: Mapping[str, Decision],
) -> Iterator[Problem]:
    """Yield what is wrong with each call of a page; `ids` holds the ids that a call of each macro may give."""
    tools: set[str] = set()
    for call in calls:
        if call.name == "tool" and str(call.arguments["name"]) in tools:
            yield Problem(page.path, call.line, "shows one tool twice; take this call out")
        tools |= {str(call.arguments["name"])} if call.name == "tool" else set()
        value = call.arguments[MACROS[call.name].arguments[0]]
        if value not in ids[call.name]:
            hint = mistyped(str(value), ids[call.name]) or " Correct it."
            yield Problem(page.path, call.line, f"`{call.name}` does not know `{value}`.{hint}")
        if call.name == "decision" and value in ids["decision"] and page.id != f"decide/{value}.md":
            message = f"`decision` stands on its own page alone; link to decide/{value}.md"
            yield Problem(page.path, call.line, message)
        if call.name == "letter" and value in decisions:
            yield from _check_letter(page, call, decisions[str(value)])
        yield from _check_force(page, call, ids["name_forms"], forces)


def _check_force(page: Page, call: Call, known: frozenset[str], forces: Mapping[str, Force]) -> Iterator[Problem]:
    force = call.arguments.get("force")
    if page.folder == "forces" and page.stem in forces and force not in {None, page.stem}:
        yield Problem(page.path, call.line, f'is the page of `{page.stem}` and names `{force}`; write "{page.stem}"')
    if force is not None and call.name in {"wording", "letter"}:
        if force not in known:
            hint = mistyped(force, known) or " Correct the force."
            yield Problem(page.path, call.line, f"`{force}` is not a force of the register.{hint}")
        elif force in forces and forces[force].refusal:
            yield Problem(page.path, call.line, forces[force].refusal)


def _check_letter(page: Page, call: Call, one: Decision) -> Iterator[Problem]:
    outcome = str(call.arguments["outcome"])
    sent = [name for name, known in one.outcomes.items() if known.letter or known.stance is not Stance.REFER]
    if outcome not in sent and one.outcomes:
        hint = did_you_mean(outcome, sent) or f" Those with a letter are {', '.join(sent)}."
        yield Problem(page.path, call.line, f"`{outcome}` is not an outcome of {one.ref} with a letter.{hint}")

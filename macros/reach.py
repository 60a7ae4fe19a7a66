"""Reach: what else a change in one file changes: outcomes, notes, the letters of forces."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.decision import Decision
from macros.forces import Force
from macros.library import Library
from macros.readings import Kind, Reading


def reach(one: Reading, words: bool, old: Library, new: Library) -> tuple[bool, list[str]]:
    """Return whether a letter changes with this file, and all that does; `words` is whether the file's words do."""
    match one.kind:
        case Kind.WORDING if words:
            notes = {**old.notes, **new.notes}.values()
            named = [f"Advice: {note.note.title}" for note in notes if one.id in note.note.wordings]
            outcomes = _outcomes(old, new, lambda decision, name: one.id in decision.outcomes[name].letter)
            return True, [*(f"Outcome: {title}" for title in outcomes), *named, _every(new)]
        case Kind.WORDING:
            return False, ["No words that an applicant reads change."]
        case Kind.NOTE:
            outcomes = _outcomes(old, new, lambda decision, name: decision.note(name) == one.id)
            return False, [f"Outcome that rests on it: {title}" for title in outcomes]
        case Kind.DECISION:
            sent = list(_letters(old.decisions.get(one.id), new.decisions.get(one.id)))
            return bool(sent), [*(f"Letter of an outcome: {title}" for title in sent), *([_every(new)] if sent else [])]
        case Kind.FORCE:
            return _names(old.forces.get(one.id), new.forces.get(one.id))
    return False, []


def _every(new: Library) -> str:
    return f"Forces: the letter of every force under FOIA, {len(new.foia_forces())} in the register."


def _outcomes(old: Library, new: Library, uses: Callable[[Decision, str], bool]) -> list[str]:
    """Return each outcome that uses it in either library, by the newer one's title."""
    found: dict[tuple[str, str], str] = {}
    for library in (old, new):
        for decision in library.decisions.values():
            for name in decision.outcomes:
                if uses(decision, name):
                    found[decision.ref, name] = _title(decision, name)
    return list(found.values())


def _title(decision: Decision, name: str) -> str:
    return f"{name} of {decision.reference} ({decision.outcomes[name].title})"


def _letters(was: Decision | None, now: Decision | None) -> Iterator[str]:
    """Yield each outcome whose letter is put together otherwise."""
    before, after = was.outcomes if was else {}, now.outcomes if now else {}
    for name in dict.fromkeys([*after, *before]):
        letters = [(one.letter, one.given) if one else ((), {}) for one in (before.get(name), after.get(name))]
        if letters[0] != letters[1]:
            here = now if now and name in after else was
            assert here
            yield _title(here, name)


def _names(was: Force | None, now: Force | None) -> tuple[bool, list[str]]:
    """Return whether a force's letters change, and how."""
    before, after = (None if one is None or one.refusal else one.forms()["the_force"] for one in (was, now))
    if before == after:
        return False, ["No letter changes."]
    if before is None:
        return True, [f"Forces: letters can now be made for {after}."]
    if after is None:
        return True, [f"Forces: letters are no longer made for {before}.", *([now.refusal] if now else [])]
    return True, [f"Forces: every letter of this force says “{after}” where it said “{before}”."]

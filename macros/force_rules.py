"""Force rules: what one page of the register can get wrong in its names, its calls and what it tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from macros import calls, passages, synonyms
from macros.decision import Decision
from macros.forces import Force, Regime
from macros.front_matter import Keys
from macros.names import Names
from macros.pages import Page, front_lines
from macros.problems import Problem
from macros.spellings import Synonyms
from macros.wording import Wording

KINDS = ("Police", "Constabulary", "Force", "Service", "Agency", "Authority", "Office")
"""What a body of the register calls itself: each name holds one of these."""

_OR = f"{', '.join(KINDS[:-1])} or {KINDS[-1]}"
_WITH_THE = re.compile(r"^Police Service\b|\b(?:Service|Agency)$")
_WITHOUT = re.compile(r"[A-Za-z-]+ (?:Police|Constabulary)")
"""What the names of the register show: "the … Service", and no article where one word stands before Police."""
_SMALL = {"of", "and", "&", "the"}
_USES = (
    r"(?:use|deploy|buy|trial|pilot)s|bought|procure\w*|purchas\w+|deployed|trialled|piloted|contracts?|acknowledged|"
    r"licen[cs]e[ds]?"
)
_HAS = re.compile(rf"(?i)\b(?:{_USES})\b")
_SIGNS = (
    *(
        "use",
        "using",
        "deploy",
        "buys",
        "bought",
        "trial",
        "pilot",
        "procure",
        "purchas",
        "contract",
        "acknowledg",
        "licen",
    ),
    *("confirm", "disclos", "admit", "announce", "denie", "customer"),
)
"""What each of these patterns needs, so that a passage without any is done with quickly."""
_INNOCENT = re.compile(
    r"(?i)\bdeploy(?:s|ed) (?:(?:its|their|more|extra|armed|some|many|the|[0-9,]+) ){0,3}(?:officers?|staff|people|"
    r"constables?|patrols?|dogs?|resources|detectives)\b|\b(?:bought|buys) (?:(?:some|more|itself) )?time\b|"
    r"\b(?:criminal|jury|court|murder|fraud) trials\b|\btrials(?=[.,;:)]|$| (?:and|are|were|at|in) )|"
    r"\bcontract(?=s? law\b|s? of employment\b)|\b(?:employment|breach of) contracts?\b|"
    r"\b(?:firearms?|shotgun|driving|premises) licences?\b|\backnowledged (?:(?:the|your|its|their|a) )?"
    r"(?:receipt|request|letter|e-?mail|complaint|error|delay|mistake)\b"
)
"""Words that look like a use of a tool and are none."""
_SAYS = re.compile(
    r"(?i)\s+(?:(?:has|have|had|is|are|was|were|\w+ly|also) ){0,3}"
    r"(?:us(?:ed|ing)|confirm(?:s|ed)|disclos(?:es|ed)|admit(?:s|ted)|announce[sd]|denie[sd]|a customer)\b"
)
"""What a force, named just before it, is said to have done; of a party to a case the same words are no matter."""
_MANY = (
    r"(?i)\b(?:[0-9]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|most|some|all|both|other|"
    r"few|dozens of|no)(?: of the)?(?: [a-z]+)? forces\b"
)
_THEY = (
    r" (?:(?:have|had|are|were|do|did|not|now|already|also|currently|publicly) ){0,3}"
    rf"(?:(?:confirm|acknowledg|disclos|admit)\w* (?:that they |their )?)?(?:us(?:e|ed|ing)|buy|deploy|{_USES})\b"
)
_IT = (
    r"(?i)\b(?:the|your|this|our|every|each|no) (?:own )?force (?:(?:has|is|does|not|now|already|also|currently) ){0,3}"
    rf"(?:us(?:es?|ed|ing)|buy|deploy|{_USES})\b"
)
_SUPPOSED = re.compile(r"(?i)\b(?:if|whether|would|could|might|may|suppose|imagine|wordings?)\b|\?")
_OURS = re.compile(r"(?i) (?:letters?|pages?|decisions?|advice|approach|requests?|questions?)\b")
_LISTS = re.compile(r"(?i)\b(?:us(?:e|es|ed|ing)|customers?|disclos\w+|confirm\w*)\b")
"""What a list or a table of forces is not to be about."""
_ON_USE = re.compile(rf"(?i)\b(?:{_USES}|suppliers?|vendors?|software|tools?|technolog(?:y|ies))\b")


def check(forces: Mapping[str, Force], index: Iterable[Page], tools: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong in the page of each force, and each name of `tools` there or on a page of `index`."""
    kinds = {kind.casefold() for kind in KINDS}
    places = {word for force in forces.values() for word in _words(force.name.casefold())} - kinds
    for force in forces.values():
        yield from _check_words(force)
        if force.entry.regime is not Regime.UNKNOWN:
            yield from _check_names(force, places)
    yield from _check_calls(forces)
    told = [one for one in tools if not any(one in force.name.casefold() for force in forces.values())]
    pattern = _pattern(told)
    for page in [*(force.page for force in forces.values()), *index]:
        for at, line in [*front_lines(page), *enumerate(page.body.split("\n"), page.body_line)]:
            if hit := pattern.search(line):
                message = f"names a tool or its supplier, “{hit.group()}”; no page of a force says what it uses: take"
                yield Problem(page.path, at, f"{message} it out")


def check_elsewhere(
    pages: Iterable[Page], forces: Mapping[str, Force], names: Names, tools: Collection[str]
) -> Iterator[Problem]:
    """Yield each force named in a decision or a synonym, and each place of another page that says what a force uses.

    A force is named by its name, by its website's address, and by a place that acts or has a tool in its sentence.
    """
    tool, host = _pattern(tools), _hosts(forces)
    for page in pages:
        if page.folder == "forces" or page.stem == "source":
            continue
        for number, text, lead in _telling(page, frozenset(tools)):
            if hit := _counted(text, page.id.endswith("decision.yml"), tool):
                message = f"says what forces use (“{hit}”); no page does, not even without a name: take it out"
                yield Problem(page.path, number, message)
                continue
            told = [tool.search(text), _HAS.search(_INNOCENT.sub(_blank, text)), _SAYS.search(text)]
            if not page.id.endswith(".yml") and not any(told) and not (lead and _tells(lead, tool)):
                continue
            named = [(one.start, one.words) for one in names.find(text)]
            named += [(hit.start(), hit.group()) for hit in host.finditer(text)]
            named += _placed(text, names.place, tool) if told[0] else []
            for start, found in named:
                at, force = number + text.count("\n", 0, start), " ".join(found.split())
                said_so = told[0] or told[1] or _SAYS.match(text, start + len(found))
                if page.id.endswith(".yml"):
                    message = f"names a force, “{force}”; what stands here is for every force: take the name out"
                    yield Problem(page.path, at, message)
                    break
                if beside := said_so or _tells(lead, tool):
                    message = f"names a force, “{force}”, beside “{beside.group().strip()}”; no page says what a force"
                    yield Problem(page.path, at, f"{message} uses: take one of them out")
                    break


def _placed(text: str, place: re.Pattern[str] | None, tool: re.Pattern[str]) -> list[tuple[int, str]]:
    """Return each bare place of a force in a sentence that names a tool, with where it stands."""
    found, at = list[tuple[int, str]](), 0
    for sentence in re.split(r"(?<=[.?!;])(?=\s)", text):
        if place and tool.search(sentence):
            found += [(at + hit.start(), hit.group()) for hit in place.finditer(sentence)]
        at += len(sentence)
    return found


@cache
def _telling(page: Page, tools: frozenset[str]) -> tuple[tuple[int, str, str], ...]:
    """Return the passages of a page, or what leads to them, that hold a word of use or a tool; of data every one."""
    said = [(page.line(entry), entry, "") for entry in page.meta] if page.id == synonyms.FILE else []
    said += [(number, line, "") for number, line in passages.front(page)]
    said += [] if page.folder == "wording" else passages.passages(page)
    data, signs = page.id.endswith(".yml"), (*_SIGNS, *tools)
    return tuple(one for one in said if data or passages.holds(f"{one[1]}\n{one[2]}", signs))


def _counted(text: str, decides: bool, tool: re.Pattern[str]) -> str:
    """Return the words that say how many forces use a tool, or in a decision that the force does; or nothing."""
    for sentence in re.split(r"(?<=[.?!;])\s+", text) if tool.search(text) else ():
        words = " ".join(sentence.split())
        for who in (_MANY + _THEY, *([_IT] if decides else [])):
            hit = re.search(who, words)
            named = tool.finditer(words, hit.end()) if hit else ()
            if hit and not _SUPPOSED.search(words) and any(not _OURS.match(words, one.end()) for one in named):
                return hit.group()
    return ""


def _blank(hit: re.Match[str]) -> str:
    return " " * len(hit.group())


def _tells(lead: str, tool: re.Pattern[str]) -> re.Match[str] | None:
    return tool.search(lead) or _HAS.search(lead) or _LISTS.search(lead)


def check_websites(wordings: Iterable[Wording], forces: Mapping[str, Force]) -> Iterator[Problem]:
    """Yield each line of a wording that holds the address of one force, which every force would send."""
    host = _hosts(forces)
    for page in (wording.page for wording in wordings):
        for number, line in [*front_lines(page), *enumerate(page.body.split("\n"), page.body_line)]:
            if hit := host.search(line):
                message = f"holds the address of one force, `{hit.group()}`, and is for every force; take it out, or"
                yield Problem(page.path, number, f"{message} put a field in its place")


def _hosts(forces: Mapping[str, Force]) -> re.Pattern[str]:
    hosts = {force.entry.website.removeprefix("www.") for force in forces.values() if "." in force.entry.website}
    alike = "|".join(map(re.escape, sorted(hosts, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?i)(?<![\w-])(?:{alike})(?![\w-]|\.\w)")


def _pattern(tools: Collection[str]) -> re.Pattern[str]:
    """Return what finds each tool's name; without one, nothing."""
    alike = "|".join(map(re.escape, sorted(tools, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?i)(?<!\w)(?:{alike})(?!\w)")


def tools(decisions: Iterable[Decision], wordings: Iterable[Wording], same: Synonyms) -> frozenset[str]:
    """Return each tool or supplier that a letter can name, its first word, and what the search calls it, in small."""
    named = {one.given["supplier"] for two in decisions for one in two.outcomes.values() if "supplier" in one.given}
    named |= {wording.fields["supplier"].default for wording in wordings if "supplier" in wording.fields} - {""}
    found = {name.casefold() for name in named} | {name.split()[0].casefold() for name in named}
    entries = {same[tuple(name.split())] for name in found if tuple(name.split()) in same}
    return frozenset(found | {" ".join(phrase) for phrase, entry in same.items() if entry in entries})


def _check_names(force: Force, places: Collection[str]) -> Iterator[Problem]:
    """Yield a name that does not say what the force is: in a letter or a draft it is a place."""
    entry, own = force.entry, set(_words(force.name))
    if not own & {*KINDS} or not own - {*KINDS, *_SMALL}:
        message = f"`name: {force.name}` is not the full name of a force, with one of {_OR} in it; write it in full"
        yield force.page.problem(message, "name")
    elif _WITH_THE.search(force.name) and not entry.article:
        yield force.page.problem(f"`{force.name}` takes an article in a letter; write `article: the`", "article")
    elif _WITHOUT.fullmatch(force.name) and entry.article:
        yield force.page.problem(f'`{force.name}` takes no article in a letter; write `article: ""`', "article")
    listed: list[tuple[str, Keys]] = [
        (entry.short, ("short",)),
        (entry.abbreviation, ("abbreviation",)),
        *((alias, ("aliases", number)) for number, alias in enumerate(entry.aliases)),
    ]
    for name, keys in listed:
        parts = {part for part in _words(name) if part.casefold() not in _SMALL}
        abbreviates = name.isalpha() and (len(name) < 4 or sum(map(str.isupper, name)) > 1)
        told_apart = len(parts) > 1 or abbreviates
        if name and parts <= {*KINDS}:
            yield force.page.problem(f"`{name}` can be read as any force; write whose it is", *keys)
        elif name and (not told_apart or {part.casefold() for part in parts} <= {*places}):
            message = f"`{name}` can be read as a place; write it with {_OR}, or write an abbreviation such as MPS"
            yield force.page.problem(message, *keys)


def _words(name: str) -> list[str]:
    return re.split("[ -]", name)


def _check_calls(forces: Mapping[str, Force]) -> Iterator[Problem]:
    """Yield each call that a page lacks: the one of its names, and of each wording that most forces' pages show."""
    shown: dict[str, set[str]] = {}
    for force in forces.values():
        found, unread = calls.read(force.page)
        if unread:
            continue
        if not any(one.name == "name_forms" for one in found):
            call = f'{{{{ name_forms("{force.id}") }}}}'
            yield force.page.problem(f"does not show how the force is named; put `{call}` on a line of its own")
        if not force.refusal:
            # a call that names another force is said to by call_rules
            given = [one.arguments for one in found if one.name == "wording"]
            shown[force.id] = {str(one["id"]) for one in given if one.get("force")}
    often = Counter(wording for those in shown.values() for wording in those)
    for wording in sorted(wording for wording, count in often.items() if count * 2 > len(shown)):
        for force_id in (one for one, those in shown.items() if wording not in those):
            call = f'{{{{ wording("{wording}", force="{force_id}") }}}}'
            message = f"does not show a wording that the other forces' pages show; put `{call}` on a line of its own"
            yield forces[force_id].page.problem(message)


def _check_words(force: Force) -> Iterator[Problem]:
    """Yield each line of the words that is no heading and no call, and what tells of the force's tools."""
    page = force.page
    for number, line in enumerate(page.body.split("\n"), page.body_line):
        if line.strip() and "{{" not in line and not line.startswith("## "):
            message = "holds words of its own; the page of a force has its calls and headings alone: write a fact"
            yield Problem(page.path, number, f"{message} about the entry into `note:`")
        elif line.startswith("## ") and (hit := _ON_USE.search(line)):
            yield Problem(page.path, number, _on_use("has a heading that", hit.group()))
    if hit := _ON_USE.search(force.entry.note):
        yield page.problem(_on_use("`note:`", hit.group()), "note")


def _on_use(where: str, words: str) -> str:
    return f"{where} may say what the force uses (“{words}”); the register holds names alone: take it out"

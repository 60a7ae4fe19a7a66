"""Grammar: the closed language of a wording's words, parsed once into blocks and segments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from markdown import Markdown

from macros import characters, hand_lists

FIELD = re.compile(r"\{\{ *([A-Za-z_]+) *\}\}")
_IF = re.compile(r"\{% *if (not )?([a-z_]+) *%\}")
_ENDIF = re.compile(r"\{% *endif *%\}")
_TOKEN = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}")
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{:|\{[^{}\n]{1,60}\}|[{}]")
_STRAY = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)|\]\(")
_ADDRESS = re.compile(r"https?://\S+")
_MARKUP = re.compile(r"<(?!https://)[A-Za-z/!?][^\s>]*>?")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_DEFINITION = re.compile(r"\]:")
_LONGEST = 4000
_MOST_WORDS = 40_000
_MOST_MARKS = 50
_NESTED = re.compile(r"^[ \t]*(?:(?:[-+*]|[0-9]{1,9}\.)[ \t]+){5}", re.MULTILINE)
_FIRST_MARK = 0xE000
_HEADINGS = ("h2", "h3", "h4")
_MARKS = ("strong", "em")
_KINDS = {
    "a": "a link that is not plain https",
    "blockquote": "a quotation",
    "br": "a line break",
    "code": "code",
    "h1": "a heading `# …`",
    "hr": "a line across the page",
    "img": "an image",
    "ol": "a list",
    "pre": "code, as lines that begin with four spaces are",
    "ul": "a list",
}


@dataclass(frozen=True, slots=True)
class When:
    """Words that stand only if a choice has this answer ("yes" or "no")."""

    choice: str
    answer: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words, or one field, with the emphasis or link around it and the choice it hangs on."""

    text: str = ""
    field: str = ""
    when: When | None = None
    emphasis: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading or paragraph: `tag` is p, h2, h3 or h4; `line` is its first line in the file."""

    id: str
    tag: str
    segments: tuple[Segment, ...]
    line: int

    @property
    def when(self) -> When | None:
        """The choice that the whole block hangs on, or None."""
        whens = {segment.when for segment in self.segments}
        return whens.pop() if len(whens) == 1 else None

    def template(self) -> str:
        """Return the block's words with every conditional part in and every field as `{{ field }}`."""
        return "".join(f"{{{{ {s.field} }}}}" if s.field else s.text for s in self.segments)


@dataclass(frozen=True, slots=True)
class Fault:
    """What breaks the grammar, with its line in the file."""

    line: int
    message: str


def parse(body: str, first_line: int, ids: Iterable[str]) -> tuple[list[Block], list[Fault]]:
    """Return the blocks of a wording's body, named by `ids` in order, and every fault found."""
    if len(body) > _MOST_WORDS:
        return [], [Fault(first_line, f"holds more than {_MOST_WORDS:,} characters; make it several wordings")]
    blocks: list[Block] = []
    faults: list[Fault] = []
    markdown = Markdown(output_format="html")
    names = list(ids)
    chunks = list(_chunks(body, first_line))
    if len(chunks) != len(names):
        message = f"has {len(chunks)} blocks and `blocks:` names {len(names)}; name each heading and paragraph once"
        faults.append(Fault(first_line, message))
    for number, (line, raw) in enumerate(chunks):
        chunk = characters.plain(raw)
        found: list[Segment | Fault] = list(_foreign(chunk, line)) or list(_tokens(chunk, line))
        bad = [item for item in found if isinstance(item, Fault)]
        if bad:
            faults += bad
            continue
        tokens = [item for item in found if isinstance(item, Segment)]
        outcome = _block(markdown, names[number] if number < len(names) else "", line, chunk, tokens)
        if isinstance(outcome, Block):
            blocks.append(outcome)
        else:
            faults.append(outcome)
    return blocks, faults


def _chunks(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    start, lines = 0, body.split("\n")
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            continue
        if number > start:
            yield first_line + start, "\n".join(lines[start:number])
        start = number + 1


def _foreign(chunk: str, line: int) -> Iterator[Fault]:
    """Yield what no words hold and what Markdown would drop, or take very long to read."""
    if len(chunk) > _LONGEST:
        yield Fault(line, f"is a block of more than {_LONGEST:,} characters; make it several paragraphs")
    elif mark := next((mark for mark in "[*_`<>&\\" if chunk.count(mark) > _MOST_MARKS), ""):
        yield Fault(line, f"holds more than {_MOST_MARKS} times `{mark}`; write it without them")
    elif _NESTED.search(chunk):
        yield Fault(line, "is nested too deep; a block is one heading or one paragraph, with emphasis at most")
    elif hit := _MARKUP.search(chunk):
        yield Fault(_line_of(hit, chunk, line), f"holds markup, `{hit.group()}`; write words and Markdown only")
    elif hit := _REFERENCE.search(chunk):
        yield Fault(_line_of(hit, chunk, line), f"holds a character by its code, `{hit.group()}`; type the character")
    elif hit := _DEFINITION.search(chunk):
        yield Fault(_line_of(hit, chunk, line), "holds `]:`, and Markdown may drop that line; take the colon out")
    elif hit := hand_lists.first(chunk):
        message = f"begins a line with `{hit[1]}`, as a list or a table does; make it a paragraph of sentences"
        yield Fault(_line_of(hit, chunk, line), message)


def _line_of(hit: re.Match[str], chunk: str, line: int) -> int:
    return line + chunk.count("\n", 0, hit.start())


def _tokens(chunk: str, line: int) -> Iterator[Segment | Fault]:
    """Yield a field or a choice's bounds for each tag in the chunk (a bound has neither text nor field)."""
    inside: When | None = None
    opened = line
    for hit in _TOKEN.finditer(chunk):
        at = _line_of(hit, chunk, line)
        token = hit.group()
        if field := FIELD.fullmatch(token):
            yield Segment(field=field[1], when=inside)
        elif start := _IF.fullmatch(token):
            if inside:
                yield Fault(at, f"`{token}` stands inside `{{% if … %}}`; close the first with `{{% endif %}}`")
            inside, opened = When(start[2], "no" if start[1] else "yes"), at
            yield Segment(when=inside)
        elif _ENDIF.fullmatch(token):
            if not inside:
                yield Fault(at, "`{% endif %}` closes nothing; put `{% if choice %}` before it")
            inside = None
            yield Segment()
        else:
            yield Fault(at, f"`{token}` is not allowed here; {_remedy(token)}")
    if inside:
        yield Fault(opened, f"`{{% if {inside.choice} %}}` is not closed in its block; add `{{% endif %}}`")
    rest = _TOKEN.sub(lambda token: "\n" * token.group().count("\n"), chunk)
    if loose := _LOOSE.search(rest):
        message = f"`{loose.group()}` is left open; write a field as `{{{{ name }}}}`"
        yield Fault(_line_of(loose, rest, line), message)


def _remedy(token: str) -> str:
    if re.search("[\u2018\u2019\u201c\u201d\"']", token):
        return "a field is a bare name, without quotation marks"
    return "a wording holds `{{ field }}`, `{% if choice %}`, `{% if not choice %}` and `{% endif %}` only"


def _block(markdown: Markdown, name: str, line: int, chunk: str, tokens: list[Segment]) -> Block | Fault:
    marks = iter(range(_FIRST_MARK, _FIRST_MARK + len(tokens)))
    reader = _Reader(tokens)
    try:
        reader.feed(markdown.reset().convert(_TOKEN.sub(lambda _: chr(next(marks)), chunk)))
    except RecursionError:
        return Fault(line, "is nested too deep; a block is one heading or one paragraph, with emphasis at most")
    reader.close()
    if reader.wrong:
        return Fault(line, f"holds {reader.wrong}; a block is one heading or one paragraph, with emphasis at most")
    if len(reader.tags) != 1:
        return Fault(line, f"makes {len(reader.tags)} blocks; put a blank line between headings and paragraphs")
    if reader.placed != len(tokens):
        return Fault(line, "holds a field or choice in a link or attribute; fields stand in text only")
    if stray := _stray(reader.segments, chunk):
        return Fault(line, f"`{stray}` is left standing by Markdown; take it out, or close the emphasis or link")
    return Block(name, reader.tags[0], tuple(_trimmed(reader.segments)), line)


def _stray(segments: Iterable[Segment], chunk: str) -> str:
    """Return the first mark of Markdown that the applicant would read, unless a backslash says that it is meant."""
    words = _ADDRESS.sub("", "".join("x" if segment.field else segment.text for segment in segments))
    found = [hit.group() for hit in _STRAY.finditer(words)]
    return next((one for one in found if "".join(found).count(one[0]) > chunk.count(f"\\{one[0]}")), "")


def _trimmed(segments: list[Segment]) -> list[Segment]:
    """Take white space off both ends of the block."""
    if segments and not segments[0].field:
        segments[0] = replace(segments[0], text=segments[0].text.lstrip())
    if segments and not segments[-1].field:
        segments[-1] = replace(segments[-1], text=segments[-1].text.rstrip())
    return [segment for segment in segments if segment.field or segment.text]


class _Reader(HTMLParser):
    """Reads one block of Markdown's own HTML back into segments."""

    def __init__(self, tokens: list[Segment]) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens, self.tags, self.segments, self.placed, self.wrong = tokens, list[str](), list[Segment](), 0, ""
        self._emphasis: list[str] = []
        self._when: When | None = None
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS and not attrs:
            self._emphasis.append(tag)
        elif tag in ("p", *_HEADINGS) and not attrs:
            self.tags.append(tag)
        elif tag == "a" and [name for name, _ in attrs] == ["href"] and str(attrs[0][1]).startswith("https://"):
            self._href = str(attrs[0][1])
        else:
            self.wrong = self.wrong or _KINDS.get(tag, f"`<{tag}>`")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._emphasis:
            self._emphasis.remove(tag)
        elif tag == "a":
            self._href = ""

    def handle_data(self, data: str) -> None:
        for part in re.split(f"([{chr(_FIRST_MARK)}-\uf8ff])", data):
            if len(part) == 1 and ord(part) >= _FIRST_MARK and ord(part) <= 0xF8FF:
                token = self.tokens[ord(part) - _FIRST_MARK]
                self.placed += 1
                if token.field:
                    self.segments.append(replace(token, emphasis=tuple(self._emphasis), href=self._href))
                else:
                    self._when = token.when
            elif part:
                self.segments.append(
                    Segment(re.sub(r"\s+", " ", part), "", self._when, tuple(self._emphasis), self._href)
                )

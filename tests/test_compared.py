"""What changed from version to version, and redlines between any two: on made-up histories, some of them withdrawn."""

from __future__ import annotations

import datetime
import html
import random
import re
from collections.abc import Mapping, Sequence

from macros import compared, manifest, records, redline
from macros.records import Record
from macros.redline import Mark
from macros.succession import Succession
from macros.versions import Name, Version, Withdrawal

GONE = Withdrawal(datetime.date(2026, 2, 1), "It named <a tool>")
FULL, NOTE = "wording/full/", "advice/1750-22/"
Pages = Mapping[str, Record]


def record(*words: str, title: str = "Full", status: str = "current", more: str = "") -> Record:
    return Record(title, status, "Project draft" if words else "", words, f"{words}{title}{status}{more}")


def told(
    *history: Pages | None, versions: Sequence[int] = (), pages: Mapping[int, Sequence[str]] | None = None
) -> Succession:
    """Return a history of one version a day; None is one without records. The numbers say what was withdrawn."""
    every, had, read = [], {}, {}
    for number, kept in enumerate(history):
        name = Name(datetime.date(2026, 1, 1) + datetime.timedelta(number), 1)
        gone = dict.fromkeys((pages or {}).get(number, ()), GONE)
        every.append(Version(name, "", "", GONE if number in versions else None, gone))
        digests = {address: manifest.digest(one.written().encode()) for address, one in (kept or {}).items()}
        had[name] = {f"{address}{records.FILE}": digest for address, digest in digests.items()} | {"index.html": ""}
        read |= {digests[address]: one for address, one in (kept or {}).items()}
    return Succession(every, had, read)


def made(history: Succession) -> dict[str, str]:
    return {path.removesuffix("index.html"): text for path, text in compared.pages(history, "latest/changes/")}


def lines(page: str) -> list[str]:
    """Return what a page says in its headings, paragraphs and items, without markup."""
    found = re.findall(r"<(h2|h3|p|li)\b[^>]*>(.*?)</\1>", page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>", "", text)) for _, text in found]


def listed(history: Succession) -> list[str]:
    return lines(made(history)["changes/"])[4:]


def test_what_was_added_changed_ended_and_removed_is_listed_by_kind_the_newest_version_first():
    note, force = record(title="Palantir"), record(title="Kent Police", status="")
    first = {FULL: record("It is held."), NOTE: note, "forces/kent/": force}
    second = {FULL: record("It is not held."), NOTE: record(title="Palantir", status="superseded")}
    third = {
        **second,
        FULL: record("It is not held.", more="edits"),
        "decide/1750-22/": record(title="Decision 1750/22"),
    }
    history = told(first, second, third, third)
    assert listed(history) == [
        "4 January 2026",
        "Nothing that is compared changed since the version of 3 January 2026.",
        "3 January 2026",
        "Since the version of 2 January 2026:",
        "Wordings",
        "Full: changed. Its words are the same: what is said about them changed",
        "Decisions",
        "Decision 1750/22: added",
        "2 January 2026",
        "Since the version of 1 January 2026:",
        "Wordings",
        "Full: changed. Its words before and after",
        "Advice",
        "Palantir: superseded",
        "Forces",
        "Kent Police: removed",
        "1 January 2026",
        "No version before it stands.",
    ]
    page = made(history)["changes/"]
    assert '<a href="../2026-01-01/forces/kent/">Kent Police</a>' in page
    assert '<a href="../2026-01-03/decide/1750-22/">' in page
    assert '<a href="wording/full/#2026-01-02">' in page
    assert '<h2 id="2026-01-02">' in made(history)["changes/wording/full/"]


def test_words_that_are_changed_back_are_compared_with_both_that_stood_before():
    one, other = {FULL: record("It is held.")}, {FULL: record("It is not held.")}
    pages = made(told(one, one, other, one))
    assert sorted(pages) == [
        "changes/",
        "changes/wording/full/",
        "changes/wording/full/2026-01-01/2026-01-03/",
        "changes/wording/full/2026-01-01/2026-01-04/",
        "changes/wording/full/2026-01-03/2026-01-04/",
    ]
    assert "It is  [inserted: not ] held." in " ".join(lines(pages["changes/wording/full/2026-01-01/2026-01-03/"]))
    assert "It is  [removed: not ] held." in " ".join(lines(pages["changes/wording/full/2026-01-03/2026-01-04/"]))
    same = lines(pages["changes/wording/full/2026-01-01/2026-01-04/"])
    assert same[-2:] == ["The words are the same.", "It is held."]
    offered = re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)', pages["changes/wording/full/"])
    assert [value for value, _, _ in offered[:4]] == ["2026-01-04", "2026-01-03", "2026-01-01", "2026-01-01"]
    assert [name for _, chosen, name in offered if chosen] == ["3 January 2026", "4 January 2026"]


def test_a_version_without_records_is_not_compared_and_says_so():
    one = {FULL: record("It is held.")}
    history = told(None, one, None)
    assert [line for line in listed(history) if "compared" in line] == [
        f"Not compared with the version of {day} January 2026: one of the two was published before versions kept "
        "what is compared. Read both."
        for day in (2, 1)
    ]
    assert sorted(made(history)) == ["changes/", "changes/wording/full/"]
    assert sorted(made(told(None, None))) == ["changes/"]


def test_a_withdrawn_version_is_named_with_the_reason_and_passed_over():
    words = [{FULL: record(said, title=f"Title {said}")} for said in ("First.", "Secret.", "Third.")]
    pages = made(told(*words, versions=[1]))
    assert "Secret" not in "".join(pages.values())
    assert "changes/wording/full/2026-01-01/2026-01-03/" in pages
    assert lines(pages["changes/"])[4:11] == [
        "3 January 2026",
        "Since the version of 1 January 2026:",
        "Wordings",
        "Title Third.: changed. Its words before and after",
        "2 January 2026",
        "Withdrawn on 1 February 2026: It named <a tool>",
        "1 January 2026",
    ]


def test_a_withdrawn_page_is_named_by_its_address_alone_and_leads_to_its_tombstone():
    words = [{FULL: record(said, title=f"Title {said}")} for said in ("First.", "Secret.", "Third.")]
    pages = made(told(*words, pages={1: [FULL]}))
    assert "Secret" not in "".join(pages.values())
    assert "changes/wording/full/2026-01-01/2026-01-03/" in pages
    said = "wording/full/: changed. Withdrawn on 1 February 2026: It named <a tool>"
    assert said in lines(pages["changes/"])
    assert '<a href="../2026-01-02/wording/full/">wording/full/</a>' in pages["changes/"]
    assert "Title Third.: changed" in lines(pages["changes/"])
    assert sorted(made(told(*words, pages={number: [FULL] for number in range(3)}))) == ["changes/"]


def test_in_any_history_each_redline_holds_the_earlier_and_the_later_words_and_none_that_were_withdrawn():
    chance = random.Random(1750)
    for _ in range(60):
        some = [[f"{chance.choice('abcdef')} {chance.choice('xyz')} held." for _ in range(5)] for _ in range(3)]
        said = [tuple(chance.sample(chance.choice(some), chance.randint(1, 5))) for _ in range(chance.randint(1, 7))]
        versions = [number for number in range(len(said)) if chance.random() < 0.2]
        pages = {number: [FULL] for number in range(len(said)) if chance.random() < 0.2}
        # Each withdrawn text has a word that no other has.
        said = [("Secret.", *one) if n in versions or n in pages else one for n, one in enumerate(said)]
        history = told(*({FULL: record(*one)} for one in said), versions=versions, pages=pages)
        standing = [n for n in range(len(said)) if n not in versions and n not in pages]
        texts = history.texts().get("full", [])
        assert [name for text in texts for name in text.versions] == [history.every[n].name for n in standing]
        assert [text.words for text in texts for _ in text.versions] == [said[n] for n in standing]
        for older in texts:
            for newer in texts:
                pieces = redline.document(older.words, newer.words)
                for mark, words in ((Mark.INSERTED, older.words), (Mark.REMOVED, newer.words)):
                    left = ["".join(one.words for one in row if one.mark is not mark) for row in pieces]
                    assert [row for row in left if row] == list(words)
        assert "Secret" not in "".join(made(history).values())


def test_versions_of_a_wording_are_offered_for_comparison_where_there_are_two():
    one = made(told({FULL: record("It is held.")}))[f"changes/{FULL}"]
    two = made(told({FULL: record("It is held.")}, {FULL: record("It is held.")}))[f"changes/{FULL}"]
    assert ("data-compare" in one.partition("<main>")[2], "data-compare" in two.partition("<main>")[2]) == (False, True)

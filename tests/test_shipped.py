"""What is shipped is on the list, under a policy made from the pages; anything else stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import policy, shipped

PAGE = "<!doctype html><html><head><script>one()</script></head><body>{}</body></html>"
GOOD = {
    "index.html": PAGE.format("Home"),
    "help/officers/index.html": PAGE.format('<p title="&lt;b onclick=x&gt; style=y">Words</p>'),
    "404.html": PAGE.format('<script id="__config" type="application/json">{}</script><script src="x.js"></script>'),
    "help/picture-2.png": "PNG",
    "assets/cru.css": "p { color: red }",
    "assets/favicon.svg": "<svg/>",
    "assets/load.js": "load()",
    "assets/vendor/docx.iife.js": "docx()",
    "assets/javascripts/bundle.a5f9d56c.min.js": "bundle()",
    "assets/stylesheets/main.57a0d79d.min.css": "a { mask: url('data:image/svg+xml;x') }",
    "wording/full-ncnd/record.json": "{}",
    "advice/1750-22/continued/record.json": "{}",
    "search/first.json": "{}",
    "search/words-12.json": "{}",
}
LEFT_OUT = [
    "sitemap.xml",
    "sitemap.xml.gz",
    "assets/stylesheets/main.57a0d79d.min.css.map",
    "assets/javascripts/lunr/min/lunr.hu.min.js",
    "assets/images/favicon.png",
]
UNKNOWN = [
    "advice/1750-22/source.txt",
    "advice/1750-22/decision.yml",
    "advice/1750-22/index.md",
    "advice/1750-22/letter.docx",
    "picture.png",
    "wording/picture.png",
    "help/cru/picture.png",
    "help/picture.jpg",
    "help/picture.svg",
    "help/picture.webp",
    "help/Picture.png",
    "assets/picture.png",
    "help/officers/page.htm",
    "assets/load.ts",
    "assets/vendor/docx.js.orig",
    "assets/javascripts/bundle.min.js",
    ".git",
    ".htaccess",
    "assets/.load.js.swp",
    "wording/index.html~",
    "CNAME",
    "search/search_index.json",
    "search/words.json",
    "record.json",
    "wording/record.json",
    "help/officers/record.json",
]


def site(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def named(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_good_site_is_shipped_whole_with_its_policy_and_without_what_no_reader_needs(tmp_path: Path) -> None:
    assert shipped.finish(site(tmp_path, GOOD | dict.fromkeys(LEFT_OUT, ""))) == []
    assert named(tmp_path) == {*GOOD, "content-security-policy"}
    written = (tmp_path / "content-security-policy").read_text(encoding="utf-8")
    assert written == (
        f"default-src 'none'; script-src 'self' {policy.digest('one()')}; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\n"
    )


def test_a_second_finish_changes_nothing(tmp_path: Path) -> None:
    shipped.finish(site(tmp_path, GOOD))
    first = (tmp_path / "content-security-policy").read_bytes()
    assert shipped.finish(tmp_path) == []
    assert (tmp_path / "content-security-policy").read_bytes() == first


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_kind_of_file_is_refused(tmp_path: Path, name: str) -> None:
    assert shipped.finish(site(tmp_path, {**GOOD, name: "x"})) == [
        f"{name}: is no kind of file that is published; take it out, or add its kind to macros/shipped.py"
    ]


def test_a_link_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    site(tmp_path, GOOD)
    (tmp_path / "assets/more.css").symlink_to("/etc/hostname")
    assert shipped.finish(tmp_path) == ["assets/more.css: is a link; put the file itself there"]


def test_the_digest_is_the_one_that_browsers_compute() -> None:
    """The first example of https://www.w3.org/TR/CSP3/#script-src-hash-usage; the browser's own word is in browser/."""
    assert policy.digest("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_data_pictures_and_workers_are_allowed_only_where_they_are_used() -> None:
    assert "img-src 'self';" in policy.policy({}, "p { color: red }", workers=False)
    assert "img-src 'self' data:;" in policy.policy({}, "a { mask: url(data:image/png;x) }", workers=False)
    assert "worker-src 'self'" in policy.policy({}, "", workers=True)
    assert "worker-src" not in policy.policy({}, "", workers=False)


BLOCKED = {
    "<script>two()</script>": (
        "has an inline script that is not on every page (two()); put it in a file of macros/theme/assets/"
    ),
    "<script type=module>two()</script>": "<script> has attributes of another form (type)",
    "<style>p { color: red }</style>": "<style> has inline style",
    '<p style="color: red">x</p>': "<p> has `style=`",
    '<td\nSTYLE="text-align: right">x</td>': "<td> has `style=`",
    '<img src="x"onerror="two()">': "<img> has `onerror=`",
    "<svg/onload=two()>": "<svg> has `onload=`",
}


@pytest.mark.parametrize("line", BLOCKED)
def test_what_the_policy_would_block_stops_the_build(tmp_path: Path, line: str) -> None:
    said = BLOCKED[line]
    said += "" if said.startswith("has") else ", which the Content-Security-Policy blocks; use a class and a file"
    assert shipped.finish(site(tmp_path, GOOD | {"help/index.html": PAGE.format(line)})) == [f"help/index.html: {said}"]

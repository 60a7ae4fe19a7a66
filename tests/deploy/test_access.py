"""Who may read what: anonymous, wrong role, right role and ended session, on every path and on odd ones."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from published import macros

from .conftest import VERSION, Answer, Reader, Sessions, Site, path_of, submit
from .kills import served
from .published import release

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
}
MISSING = [
    "/not-there",
    "/latest/not-there/",
    "/2026-01-04/",
    "/1999-01-01/wording/full-ncnd/",
    "/latest/advice%2F1750-22/",
    "/latest%2Fwording/",
    "/%2e%2e%2f%2e%2e%2fetc/passwd",
    "/latest/..%2F..%2F..%2Fetc/passwd",
    "/latest/%2e%67it/config",
    "/latest/wording/index.html/more",
    "/latest/404.html/",
    "/.git/config",
    "/latest/.git",
    "/.htaccess",
    "/latest/.htpasswd",
    "/.well-known/security.txt",
    "/policy",
    "/latest/content-security-policy",
    "/releases/",
    "/current/site/",
    "/published.git/HEAD",
    "/server-status",
    "/server-info",
    "/icons/",
    "/cgi-bin/test.cgi",
    "/sitemap.xml",
    "/latest/sitemap.xml.gz",
    "/latest/advice/1750-22/source.txt",
    "/latest/advice/1750-22/decision.yml",
    "/latest/index.html.br",
    "/latest/index.html.gz",
    "/latest/assets/cru.css.map",
    "/latest/assets/",
    "/~root/",
    "/latest/wording/full-ncnd/index.html~",
    "/LATEST/",
    "/latest/index.md",
]
LINKED = ["/latest/linked.html", "/latest/linked/hostname"]
REFUSED_BY_ALL = {
    "/../../etc/passwd": 400,
    "/latest/../../../etc/passwd": 400,
    "/latest/%2e%2e/%2e%2e/%2e%2e/etc/passwd": 400,
    "/latest/%zz": 400,
    "/latest/.%00.html": 404,
    "/latest/%00.html%20": 404,
}
FOUND = {"//latest//": 200, "/latest/?x=1": 200, "/latest": 301, "/latest/wording": 301, "/latest/./wording/": 200}
ONCE = ("state", "nonce", "code_challenge")
METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE", "MADE-UP"]


def paths(site: Site) -> Iterator[tuple[str, Path]]:
    """Yield the address of every file that is served, and the file."""
    served = site.root / "current" / "site"
    for path in sorted(served.rglob("*")):
        name = path.relative_to(served).as_posix()
        if (
            path.is_file()
            and not path.is_symlink()
            and path.suffix not in {".br", ".gz"}
            and path.name != "content-security-policy"
        ):
            yield f"/{name.removesuffix('index.html')}", path


def shape(answer: Answer) -> tuple[object, ...]:
    """Return all of an answer that does not differ from one login to the next."""
    passing = {"date", "set-cookie", "location", "connection", "keep-alive"}
    own = {name: value for name, value in answer.headers.items() if name not in passing}
    to = urlsplit(answer.headers.get("location", ""))
    query = {name: value for name, value in parse_qs(to.query).items() if name not in ONCE}
    body = re.sub(rb"(state|nonce|code_challenge)=[\w-]+", b"", answer.body)
    return answer.status, own, to.netloc, to.path, query, body


@pytest.fixture(scope="module")
def link(site: Site) -> Iterator[None]:
    """Links in the folder that is served, which no release would hold."""
    folder = site.root / "current" / "site" / "latest"
    for name, to in (("linked.html", "/etc/hostname"), ("linked", "/etc")):
        (folder / name).symlink_to(to)
    yield
    for name in ("linked.html", "linked"):
        (folder / name).unlink()


def every(site: Site) -> list[str]:
    found = [path for path, _ in paths(site)]
    assert len(found) > 300
    assert len({*MISSING, *FOUND, *REFUSED_BY_ALL}) >= 30
    return [*found, *MISSING, *FOUND, "/"]


def test_without_a_login_every_address_leads_to_the_provider_and_tells_nothing_more(site: Site) -> None:
    reader, seen = site.reader(), {}
    for path in every(site):
        reader.cookies.clear()
        seen[path] = shape(reader.ask(path))
    first = seen["/not-there"]
    assert first[0] == 302
    assert first[2:4] == (f"127.0.0.1:{site.provider_port}", "/auth")
    assert {path: got for path, got in seen.items() if got != first} == {}


def test_a_script_without_a_login_is_told_so_and_is_not_redirected(site: Site) -> None:
    reader = site.reader()
    for path in ("/latest/search/first.json", "/latest/assets/forces.js", "/not-there"):
        for said in ({"X_Requested_With": "XMLHttpRequest"}, {"Sec_Fetch_Mode": "cors"}):
            answer = reader.ask(path, **said)
            assert (answer.status, "location" in answer.headers) == (401, False)


@pytest.mark.parametrize("who", ["stranger", "nearly", "nobody", "words", "nested", "named"])
def test_without_the_role_every_address_is_refused_alike(site: Site, who: str) -> None:
    reader, answer = site.login(who)
    first = shape(answer)
    assert answer.status == 403
    assert answer.body.startswith(b"Your account may not read this site.")
    chosen = every(site) if who == "stranger" else [*MISSING[:3], "/latest/", "/latest/assets/forces.js"]
    assert {path: got for path in chosen if (got := shape(reader.ask(path))) != first} == {}


def test_one_role_that_is_sent_as_text_is_that_role(site: Site) -> None:
    assert site.login("single")[1].status == 200


def test_no_header_that_a_reader_can_send_opens_or_changes_anything(site: Site) -> None:
    first = shape(site.reader().ask("/latest/"))
    reader, other = site.login("reader")[0], "attacker.example"
    for said in (
        {
            "X_Forwarded_Host": other,
            "X_Forwarded_Proto": "http",
            "X_Forwarded_Port": "1",
            "X_Forwarded_For": "127.0.0.1",
        },
        {"Forwarded": f"for=127.0.0.1;host={other};proto=http"},
        {"X_Original_URL": "/not-there", "X_Rewrite_URL": "/not-there"},
        {"X_HTTP_Method_Override": "POST", "X_HTTP_Method": "DELETE"},
        {"OIDC_CLAIM_roles": "Guidance.Read", "OIDC_CLAIM_sub": "reader", "REMOTE_USER": "reader"},
        {"Authorization": "Bearer Guidance.Read"},
        {"Authorization": "Basic cmVhZGVyOng="},
        {"Upgrade": "h2c", "Connection": "Upgrade, HTTP2-Settings", "HTTP2_Settings": "AAMAAABkAAQAAP__"},
    ):
        assert (said, shape(site.reader().ask("/latest/", **said))) == (said, first)
        assert (said, reader.ask("/latest/", **said).status) == (said, 200)


MODULE = [
    *("info=json", "session=check", "session=logout", "refresh=https://attacker.example/&access_token=x", "jwks=rsa"),
    *("remove_at_cache=x", "revoke_session=x", "request_uri=x", "dpop=x", "discovery=x", "id_token=x", "logout=img"),
    *(
        "logout=backchannel",
        "logout=https://attacker.example/",
        "iss=https://attacker.example&target_link_uri=/latest/",
    ),
]
"""What else the login module does at the address for the login, for whoever asks."""


def test_the_address_for_the_login_does_nothing_but_logins_and_logouts(site: Site) -> None:
    """All of it on one connection, where an answer that was too long would be taken for the next one."""
    for reader in (site.reader(), site.login("reader")[0]):
        for function in MODULE:
            for query in (function, f"{function}&state=x", f"state=x&{function}", f"code=x&state=y&{function}"):
                answer = reader.ask(f"/login?{query}")
                assert (query, answer.status, answer.headers["location"]) == (query, 302, f"{site.address}/")
                reader.cookies = {name: value for name, value in reader.cookies.items() if value}
    assert reader.ask("/latest/").status == 200


def test_an_answer_of_the_provider_opens_one_session_in_one_browser(site: Site) -> None:
    reader = site.login("reader")[0]
    again = site.reader()
    again.cookies = {name: value for name, value in reader.cookies.items() if "state" in name}
    for other in (site.reader(), again):
        assert other.ask(reader.callback).status == 302
        assert "__Host-cru" not in other.cookies
        assert other.ask("/latest/").status == 302
    assert reader.ask(reader.callback).headers["location"].startswith(f"{site.address}/")
    assert reader.ask("/latest/").status == 200


def test_with_the_role_every_file_is_sent_and_nothing_else(site: Site) -> None:
    reader, answer = site.login("reader")
    assert answer.status == 200
    files = dict(paths(site))
    for path, file in files.items():
        answer = reader.ask(path)
        assert (path, answer.status, answer.headers["content-type"]) == (path, 200, KINDS[file.suffix])
        assert answer.body == file.read_bytes()
    missing = (site.root / "current/site/latest/404.html").read_bytes()
    for path in MISSING:
        answer = reader.ask(path)
        assert (path, answer.status, answer.body == missing) == (path, 404, True)
    assert {path: reader.ask(path).status for path in FOUND} == FOUND


@pytest.mark.usefixtures("link")
def test_a_link_is_followed_for_nobody(site: Site) -> None:
    for reader in (site.reader(), site.login("stranger")[0], site.login("reader")[0]):
        assert [reader.ask(path).status for path in LINKED] == [403, 403]


def test_malformed_addresses_get_one_answer_from_everybody(site: Site) -> None:
    everybody = [site.reader(), site.login("stranger")[0], site.login("reader")[0]]
    for path, status in REFUSED_BY_ALL.items():
        assert (path, {shape(reader.ask(path))[0] for reader in everybody}) == (path, {status})


def test_nothing_but_get_and_head_is_answered(site: Site) -> None:
    for reader in (site.reader(), site.login("reader")[0]):
        for method in METHODS:
            for path in ("/latest/", "/not-there"):
                assert reader.ask(path, method, "a=b").status in (405, 501), method
    assert site.reader().ask("/latest/", "HEAD").status == 302
    head = site.login("reader")[0].ask("/latest/", "HEAD")
    assert (head.status, head.body) == (200, b"")


def test_a_range_gets_the_whole_file(site: Site) -> None:
    reader, whole = site.login("reader")[0], site.root / "current/site/latest/assets/cru.css"
    for span in ("bytes=0-9", "bytes=-5", ",".join(["bytes=0-1", *(f"{n}-{n + 1}" for n in range(2, 400, 2))])):
        answer = reader.ask("/latest/assets/cru.css", Range=span)
        assert (answer.status, answer.body == whole.read_bytes()) == (200, True)


def test_another_hosts_name_is_refused(site: Site) -> None:
    assert site.reader().ask("/latest/", Host="attacker.example").status == 403
    assert site.login("reader")[0].ask("/latest/", Host="attacker.example").status == 403


def test_an_address_after_the_login_stays_on_this_site(site: Site) -> None:
    for query in ("target_link_uri=https://attacker.example/", "logout=https://attacker.example/"):
        answer = site.login("reader")[0].ask(f"/login?{query}")
        assert "attacker.example" not in answer.headers.get("location", "")


def test_a_made_up_or_altered_session_is_no_session(site: Site) -> None:
    reader, _ = site.login("reader")
    assert reader.ask("/latest/").status == 200
    name = "__Host-cru"
    kept = reader.cookies[name]
    for value in ("", "x", kept[:-1], kept[::-1], "0" * len(kept)):
        reader.cookies = {name: value}
        assert reader.ask("/latest/").status == 302


def test_logging_out_ends_the_session_wherever_its_cookie_was_copied_to(site: Site) -> None:
    reader, _ = site.login("reader")
    copied = site.reader()
    copied.cookies = dict(reader.cookies)
    assert copied.ask("/latest/").status == 200
    asked = reader.ask("/logout")
    ended = reader.ask(path_of(asked.headers["location"]))
    assert urlsplit(ended.headers["location"]).path == "/session/end"
    assert copied.ask("/latest/").status == 302
    assert reader.ask("/latest/").status == 302
    provider, at = site.provider(), ended.headers["location"]
    done = submit(at, provider.ask(path_of(at)), provider, {"logout": "yes"})
    back = urljoin(at, done.headers["location"])
    assert back == f"{site.address}/login?logout=get"
    assert reader.ask(path_of(back)).body == b"You are signed out of this site."


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow, noarchive",
    "strict-transport-security": "max-age=31536000",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


AFTER = ("/login?logout=get", "/login?logout=https://attacker.example/", "/logout", "/login?logout=")


def answers(site: Site) -> Iterator[tuple[str, Answer]]:
    """Yield an answer of every sort."""
    readers: dict[str, Reader] = {"anonymous": site.reader()}
    readers |= {who: site.login(who)[0] for who in ("stranger", "reader")}
    for who, reader in readers.items():
        for path in ("/latest/", "/latest/assets/cru.css", "/not-there", "/latest/%zz"):
            yield f"{who} {path}", reader.ask(path)
        yield f"{who} POST", reader.ask("/latest/", "POST", "a=b")
        yield f"{who} another host", reader.ask("/latest/", Host="attacker.example")
        # The module's own answers, a logout last.
        for path in ("/login", "/login?x", "/login?code=x", "/login?code=x&state=y", "/login?error=x&state=y", *AFTER):
            yield f"{who} {path}", reader.ask(path)
    begun = site.reader()
    (state,) = parse_qs(urlsplit(begun.ask("/latest/").headers["location"]).query)["state"]
    yield "anonymous refused by the provider", begun.ask(f"/login?error=access_denied&state={state}")
    plain = Reader(http.client.HTTPConnection("127.0.0.1", site.plain_port, timeout=60))
    for path in ("/", "/latest/", "/login", "/%zz"):
        yield f"plain http {path}", plain.ask(path)


def test_every_answer_has_the_headers_and_hides_the_servers_version(site: Site) -> None:
    policy = (site.root / "current/policy").read_text(encoding="utf-8")
    assert policy.startswith("default-src 'none'; ")
    assert "; script-src 'self' 'sha256-" in policy
    assert "unsafe" not in policy
    for what, answer in answers(site):
        # A browser ignores this one where it comes by plain http.
        wanted = HEADERS | ({"strict-transport-security": None} if what.startswith("plain http") else {})
        assert (what, {name: answer.headers.get(name) for name in HEADERS}) == (what, wanted)
        assert (what, answer.headers["content-security-policy"]) == (what, policy)
        assert (what, answer.headers["server"]) == (what, "Apache")
        assert (what, answer.headers.get("cache-control", "")[:8]) == (what, "no-store")
        assert b"Debian" not in answer.body
        assert "etag" not in answer.headers


def test_a_made_up_code_shows_one_line_of_the_module_and_opens_nothing(site: Site) -> None:
    """The module itself writes this answer, before the headers are put on."""
    begun = site.reader()
    (state,) = parse_qs(urlsplit(begun.ask("/latest/").headers["location"]).query)["state"]
    answer = begun.ask(f"/login?code=made-up&state={state}")
    assert "__Host-cru" not in begun.cookies
    assert len(answer.body) < 1000
    assert b"<script" not in answer.body
    assert b"made-up" not in answer.body
    assert answer.headers["connection"] == "close", "it is longer than it says"
    assert begun.ask("/latest/").status == 302


def test_without_a_policy_nothing_may_load(site: Site) -> None:
    reader, policy = site.login("reader")[0], site.root / "current" / "policy"
    kept = policy.read_text(encoding="utf-8")
    try:
        for empty in (True, False):
            policy.write_text("", encoding="utf-8") if empty else policy.unlink()
            said = reader.ask("/latest/").headers["content-security-policy"]
            assert said == "default-src 'none'; frame-ancestors 'none'"
    finally:
        policy.write_text(kept, encoding="utf-8")


def test_only_what_is_named_by_its_hash_may_be_kept_by_a_browser(site: Site) -> None:
    reader = site.login("reader")[0]
    kept = [path for path, _ in paths(site) if "no-store" not in reader.ask(path).headers["cache-control"]]
    assert kept
    assert [path for path in kept if not re.search(r"\.[0-9a-f]{8}\.min\.(js|css)$", path)] == []
    assert all(reader.ask(path).headers["cache-control"].startswith("private, ") for path in kept)
    gone = reader.ask("/latest/assets/javascripts/bundle.00000000.min.js")
    assert (gone.status, gone.headers["cache-control"]) == (404, "no-store")


@pytest.mark.parametrize(
    ("accepts", "sent"),
    [
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip", "gzip"),
        ("br;q=1.0", "br"),
        ("identity", None),
        ("gzip;q=0", None),
        ("brotli", None),
    ],
)
def test_files_are_sent_as_they_were_compressed(site: Site, accepts: str, sent: str | None) -> None:
    reader, folder = site.login("reader")[0], site.root / "current/site/latest"
    for path, file in (("/latest/", "index.html"), ("/latest/search/first.json", "search/first.json")):
        answer = reader.ask(path, Accept_Encoding=accepts)
        suffix = {"br": ".br", "gzip": ".gz", None: ""}[sent]
        assert answer.headers.get("content-encoding") == sent
        assert answer.body == (folder / f"{file}{suffix}").read_bytes()
        assert answer.headers["content-type"] == KINDS[Path(file).suffix]
        assert answer.headers["vary"] == "Accept-Encoding"


def test_plain_http_shows_nothing_and_leads_to_https(site: Site) -> None:
    plain = Reader(http.client.HTTPConnection("127.0.0.1", site.plain_port, timeout=60))
    for path in ("/", "/latest/", "/not-there"):
        answer = plain.ask(path)
        assert (answer.status, answer.headers["location"]) == (301, f"{site.address}/")


def test_the_logs_name_no_reader_and_no_page(site: Site) -> None:
    reader, _ = site.login("stranger")
    reader.ask("/latest/wording/full-ncnd/?" + urlencode({"who": "me"}))
    reader = site.login("reader")[0]
    reader.ask("/latest/wording/full-ncnd/")
    logged = (site.logs / "access.log").read_text() + (site.logs / "error.log").read_text()
    assert " GET 200 " in logged
    assert [word for word in ("full-ncnd", "stranger", "reader@", "who=") if word in logged] == []


def test_a_session_ends_when_it_is_idle_and_when_it_is_old(sessions: Sessions, site: Site) -> None:
    """The last test of this file, because the sessions need half a minute to end."""
    ends = time.monotonic() + 60
    while 302 not in sessions.each_second and time.monotonic() < ends:
        time.sleep(0.1)
    *lived, last = sessions.each_second
    assert (set(lived), last) == ({404}, 302)
    assert len(lived) > 12, "it was still used when the other one was asked for"
    assert sessions.after_twelve == 302
    current = sessions.site.root / "current"
    current.unlink()
    current.symlink_to(site.root / "current")
    assert sessions.site.login("reader")[0].ask("/latest/").status == 200
    anonymous = shape(sessions.site.reader().ask("/not-there"))
    for ended in (sessions.used, sessions.alone):
        session = {name: value for name, value in ended.cookies.items() if name == "__Host-cru"}
        ended.connection.close()
        for path in every(site):
            ended.cookies = dict(session)
            assert (path, shape(ended.ask(path))[:5]) == (path, anonymous[:5])


def test_what_the_real_command_published_is_released(site: Site) -> None:
    served = site.root / "current/site"
    versions = json.loads((served / "versions.json").read_text(encoding="utf-8"))
    assert [one["version"] for one in versions] == [VERSION]
    manifest = json.loads((served / VERSION / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["files"]) > 100
    for path, wanted in manifest["files"].items():
        assert hashlib.sha256((served / VERSION / path).read_bytes()).hexdigest() == wanted
        assert (served / "latest" / path).read_bytes() == (served / VERSION / path).read_bytes()
    own = (served / VERSION / "content-security-policy").read_text(encoding="utf-8").strip()
    assert sorted((site.root / "current/policy").read_text(encoding="utf-8").split("; ")) == sorted(own.split("; "))


def test_what_the_real_command_withdrew_is_gone_from_the_next_release(
    folder: Path, published: Path, site: Site, tmp_path: Path
) -> None:
    wording = "wording/full-ncnd/"
    words = json.loads((site.root / f"current/site/latest/{wording}record.json").read_text(encoding="utf-8"))["words"]
    remote = Path(shutil.copytree(published, tmp_path / "versions.git"))
    done = macros(folder / "project", remote, "withdraw", wording, "--reason", "It named a tool")
    assert done.returncode == 0, done.stderr
    done = release(tmp_path / "srv", str(remote))
    assert (done.returncode, done.stderr) == (0, "")
    now = served(tmp_path / "srv")
    assert "Why: It named a tool" in now[f"latest/{wording}index.html"]
    assert "Words that were compared here were withdrawn." in now[f"changes/{wording}index.html"]
    assert words[0] not in now[f"changes/{wording}index.html"]
    assert f"{VERSION}/{wording}record.json" not in now

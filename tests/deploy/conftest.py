"""The real web server with the real configuration, a real provider of logins, and the built site, all on loopback."""

from __future__ import annotations

import html
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from published import bare, macros, project

from .published import ROOT, release

HOST = "localhost"
VERSION = "2026-11-25"
PAGE = {"Accept": "text/html"}
CHECK = ROOT / "build" / "deploy-check"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Reader:
    """A client that keeps its cookies and its connection, and sends each address as it stands.

    `callback` is the address to which the provider sent it at its last login.
    """

    connection: http.client.HTTPConnection
    cookies: dict[str, str] = field(default_factory=dict)
    callback: str = ""

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        sent = {**PAGE, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            sent["Content-Length"] = str(len(body))
        self.connection.putrequest(method, path, skip_accept_encoding=True, skip_host="Host" in headers)
        for name, value in sent.items():
            self.connection.putheader(name, value)
        self.connection.endheaders(body.encode() or None)
        got = self.connection.getresponse()
        content = got.read()
        said = [line.split(";")[0].partition("=") for line in got.headers.get_all("Set-Cookie", [])]
        self.cookies |= {name: value for name, _, value in said}
        names = {name.lower(): ", ".join(got.headers.get_all(name, [])) for name in got.headers}
        return Answer(got.status, names, content)


@dataclass(slots=True)
class Site:
    """A running server: its ports, what it serves, and its provider's port."""

    port: int
    plain_port: int
    provider_port: int
    root: Path
    certificate: Path
    logs: Path

    @property
    def address(self) -> str:
        return f"https://{HOST}:{self.port}"

    def reader(self) -> Reader:
        context = ssl.create_default_context(cafile=str(self.certificate))
        return Reader(http.client.HTTPSConnection(HOST, self.port, context=context, timeout=60))

    def provider(self) -> Reader:
        return Reader(http.client.HTTPConnection("127.0.0.1", self.provider_port, timeout=60))

    def login(self, who: str, path: str = "/latest/") -> tuple[Reader, Answer]:
        """Log in as a browser does, from an address of the site; return the reader and the last answer."""
        reader, provider = self.reader(), self.provider()
        answer, at = reader.ask(path), f"{self.address}{path}"
        for _ in range(12):
            here = urlsplit(at).port == self.provider_port
            if answer.status in (302, 303):
                at = urljoin(at, answer.headers["location"])
                to = provider if urlsplit(at).port == self.provider_port else reader
                if urlsplit(at).path == "/login":
                    reader.callback = path_of(at)
                answer = to.ask(path_of(at))
            elif here and answer.status == 200:
                answer = submit(at, answer, provider, {"login": who, "password": "x"})
            else:
                break
        return reader, answer


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def submit(at: str, answer: Answer, provider: Reader, values: dict[str, str]) -> Answer:
    """Send the one form of a page of the provider."""
    page = answer.body.decode()
    found = re.search(r'<form[^>]* action="([^"]+)"', page)
    assert found, page
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    body = urlencode({**hidden, **values})
    kind = "application/x-www-form-urlencoded"
    return provider.ask(path_of(urljoin(at, html.unescape(found[1]))), "POST", body, Content_Type=kind)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def ports() -> dict[str, int]:
    return {name: free_port() for name in ("provider", "site", "site plain", "short", "short plain")}


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that the server's own user can read, which one of pytest's is not."""
    with tempfile.TemporaryDirectory(prefix="deploy-check-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def published(folder: Path, ports: dict[str, int]) -> Path:
    """A branch to which the real command published the real site."""
    made, remote = project(folder / "project"), bare(folder / "versions.git")
    done = macros(made, remote, "publish", VERSION, SITE_URL=f"https://{HOST}:{ports['site']}/{VERSION}/")
    assert done.returncode == 0, done.stderr
    return remote


@pytest.fixture(scope="session")
def root(folder: Path, published: Path) -> Path:
    """What deploy/release made of it."""
    done = release(folder / "srv", str(published))
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "srv"


@pytest.fixture(scope="session")
def certificate(folder: Path) -> Path:
    pair = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    kind = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    command = ["openssl", "req", "-x509", *kind, "-addext", f"subjectAltName=DNS:{HOST}", *pair]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "certificate.pem"


@contextmanager
def running(command: list[str], log: Path, environment: dict[str, str], port: int) -> Iterator[None]:
    """Run a server until the tests are done; fail with what it said where it does not answer."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                probe.settimeout(0.1)
                if process.poll() is None and probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, log.read_text(encoding="utf-8")
            signal.sigtimedwait([], 0.1)
        else:
            pytest.fail(f"no answer on port {port}: {log.read_text(encoding='utf-8')}")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@pytest.fixture(scope="session")
def provider(ports: dict[str, int], folder: Path) -> Iterator[int]:
    sites = [f"https://{HOST}:{ports[name]}" for name in ("site", "short")]
    command = ["node", str(CHECK / "provider.mjs"), str(ports["provider"]), *sites]
    with running(command, folder / "provider.log", dict(os.environ), ports["provider"]):
        yield ports["provider"]


SETTINGS = {
    "CRU_CLIENT": "site",
    "CRU_SECRET": "a-secret-for-the-check-alone",
    "CRU_PASSPHRASE": "a-passphrase-for-the-check-alone",
    "CRU_INACTIVE": "1800",
    "CRU_LONGEST": "28800",
}


@contextmanager
def apache(folder: Path, name: str, ports: dict[str, int], root: Path, certificate: Path, **own: str) -> Iterator[Site]:
    """Start Apache with deploy/apache/apache2.conf as it stands, and settings for loopback."""
    home = folder / name
    home.mkdir()
    shutil.copy(ROOT / "deploy/apache/apache2.conf", home)
    text = (ROOT / "deploy/apache/cru-settings.conf").read_text(encoding="utf-8")
    given = SETTINGS | {
        "CRU_HOST": f"{HOST}:{ports[name]}",
        "CRU_PORT": str(ports[name]),
        "CRU_PLAIN_PORT": str(ports[f"{name} plain"]),
        "CRU_CERTIFICATE": str(certificate),
        "CRU_KEY": str(certificate.with_name("key.pem")),
        "CRU_ROOT": str(root),
        "CRU_PROVIDER": f"http://127.0.0.1:{ports['provider']}/.well-known/openid-configuration",
        **own,
    }
    for setting, value in given.items():
        text, count = re.subn(rf"^Define {setting} .*$", f"Define {setting} {value}", text, flags=re.MULTILINE)
        assert count == 1, setting
    (home / "cru-settings.conf").write_text(text, encoding="utf-8")
    user = "www-data" if os.geteuid() == 0 else str(os.geteuid())
    environment = {
        **os.environ,
        **{"APACHE_RUN_USER": user, "APACHE_RUN_GROUP": user, "APACHE_PID_FILE": str(home / "pid")},
        **{"APACHE_RUN_DIR": str(home), "APACHE_LOG_DIR": str(home)},
    }
    command = [shutil.which("apache2") or "/usr/sbin/apache2", "-d", str(home), "-f", "apache2.conf", "-DFOREGROUND"]
    with running(command, home / "said.log", environment, ports[name]):
        yield Site(ports[name], ports[f"{name} plain"], ports["provider"], root, certificate, home)


@dataclass(slots=True)
class Sessions:
    """Two sessions of one server, and what they met: one is used each second until it ends, one is left alone."""

    site: Site
    used: Reader
    alone: Reader
    each_second: list[int] = field(default_factory=list)
    after_twelve: int = 0

    def use(self) -> None:
        """Ask each second until the session has ended; ask once with the other, while this one lives."""
        while 302 not in self.each_second and len(self.each_second) < 60:
            self.each_second.append(self.status(self.used))
            if len(self.each_second) == 12:
                self.after_twelve = self.status(self.alone)
            time.sleep(1)

    def status(self, reader: Reader) -> int:
        """Ask on a new connection: the server closes one that is not used."""
        reader.connection.close()
        return reader.ask("/not-there").status


@pytest.fixture(scope="session")
def sessions(folder: Path, ports: dict[str, int], certificate: Path, provider: int) -> Iterator[Sessions]:
    """Sessions that live 10 seconds without a request, the least that the module takes, and 20 in all.

    They end while the site is built and the other tests run; nothing is there to be served when they begin.
    """
    early = folder / "early"
    (early / "nothing/site").mkdir(parents=True)
    (early / "current").symlink_to("nothing")
    with apache(folder, "short", ports, early, certificate, CRU_INACTIVE="10", CRU_LONGEST="20") as short:
        two = Sessions(short, short.login("reader")[0], short.login("reader")[0])
        using = threading.Thread(target=two.use)
        using.start()
        try:
            yield two
        finally:
            using.join()


@pytest.fixture(scope="session")
def site(
    folder: Path, ports: dict[str, int], certificate: Path, provider: int, sessions: Sessions, root: Path
) -> Iterator[Site]:
    with apache(folder, "site", ports, root, certificate) as running_site:
        yield running_site

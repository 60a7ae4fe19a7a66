"""Measure a thousand readers at once: the files that a release compressed beforehand, beside gzip at each request.

usage: python -m bench.readers
Both are served by Apache on loopback, one after the other, with the web server's settings and rewriting of
deploy/apache/apache2.conf; the login and TLS are left out, as they cost the same either way. Needs apache2 and ab
(Debian's apache2 and apache2-utils). The table goes to stdout.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from deploy.conftest import free_port, running
from deploy.published import ROOT, Published, release

from bench import drawing

READERS = 1000
REQUESTS = {"made beforehand": 5_000, "gzip at each request": 1_000}
"""Fewer where one takes longer, so that both end within about a minute."""
TIMES = 10
DEFLATE = """LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json image/svg+xml
"""


@dataclass(frozen=True, slots=True)
class Served:
    """What `ab` said of one server."""

    rate: float
    slowest: int
    failed: int
    sent: int


def configuration(beforehand: bool) -> str:
    """Return the real configuration without login and TLS; with gzip at each request where not made beforehand."""
    text = (ROOT / "deploy/apache/apache2.conf").read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^Listen \$\{CRU_PLAIN_PORT\}.*?^</VirtualHost>\n", "", text)
    text = re.sub(r"(?ms)^ *<Location \"/\">.*?</Location>\n", "", text)
    text = re.sub(r"(?m)^ *(OIDC|SSL|LogLevel|LoadModule (ssl|auth_openidc|socache|allowmethods)).*\n", "", text)
    text = text.replace("Listen ${CRU_PORT} https", "Listen 127.0.0.1:${CRU_PORT}")
    text = text.replace("    Options None\n    Require all denied", "    Options None\n    Require all granted")
    if not beforehand:
        text = re.sub(r"(?m)^.*(Accept-Encoding\}|DOCUMENT_ROOT\}\$1|\$1\.(br|gz) ).*\n", "", text) + DEFLATE
    return text


def asked(url: str, requests: int) -> Served:
    """Let a thousand readers ask for one file over and over."""
    command = ["ab", "-q", "-r", "-n", str(requests), "-c", str(READERS), "-H", "Accept-Encoding: gzip", url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    said = done.stdout
    assert done.returncode == 0, done.stderr

    def figure(pattern: str) -> float:
        found = re.search(pattern, said, re.MULTILINE)
        return float(found[1]) if found else 0

    failed = figure(r"^Failed requests: +(\d+)") + figure(r"^Non-2xx responses: +(\d+)")
    whole = figure(r"^Document Length: +(\d+)")
    return Served(figure(r"^Requests per second: +([\d.]+)"), int(figure(r"^ +99% +(\d+)")), int(failed), int(whole))


def serve(folder: Path, root: Path, path: str, how: str) -> Served:
    home, port = folder / how.replace(" ", "-"), free_port()
    home.mkdir()
    (home / "apache2.conf").write_text(configuration(how == "made beforehand"), encoding="utf-8")
    settings = {"CRU_HOST": f"127.0.0.1:{port}", "CRU_PORT": port, "CRU_ROOT": root}
    lines = "".join(f"Define {name} {value}\n" for name, value in settings.items())
    (home / "cru-settings.conf").write_text(lines, encoding="utf-8")
    user = "www-data" if os.geteuid() == 0 else str(os.geteuid())
    own = {"APACHE_RUN_USER": user, "APACHE_RUN_GROUP": user, "APACHE_PID_FILE": str(home / "pid")}
    environment = {**os.environ, **own, "APACHE_RUN_DIR": str(home), "APACHE_LOG_DIR": str(home)}
    command = [shutil.which("apache2") or "/usr/sbin/apache2", "-d", str(home), "-f", "apache2.conf", "-DFOREGROUND"]
    with running(command, home / "said.log", environment, port):
        url = f"http://127.0.0.1:{port}{path}"
        return asked(url, REQUESTS[how])


def main() -> int:
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with tempfile.TemporaryDirectory(prefix="bench-readers-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        built = folder / "built"
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(built)]
        subprocess.run(command, cwd=ROOT, check=True)
        published = Published(folder)
        published.add("2026-01-02", built)
        done = release(folder / "srv", str(published.remote))
        assert done.returncode == 0, done.stderr
        site = folder / "srv/current/site"
        every = [path for path in (site / "latest").rglob("*") if path.with_name(f"{path.name}.gz").exists()]
        largest = max(every, key=lambda path: path.stat().st_size)
        path = f"/{largest.relative_to(site).as_posix()}"
        served = {how: serve(folder, folder / "srv", path, how) for how in REQUESTS}
    times = served["made beforehand"].rate / served["gzip at each request"].rate
    rows = [
        (how, f"{REQUESTS[how]:,}", f"{one.rate:,.0f}", f"{one.slowest:,}", str(one.failed), f"{one.sent / 1000:.0f}")
        for how, one in served.items()
    ]
    print(f"{READERS:,} readers at once of {path}, the largest file:\n")
    print(drawing.table(("Compressed", "Requests", "A second", "99% within ms", "Errors", "KB sent"), rows))
    print(f"\n{times:.1f} times as many requests a second; the goal is {TIMES}, without an error.")
    return 0 if times >= TIMES and not any(one.failed for one in served.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

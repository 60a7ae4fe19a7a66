"""Measure a thousand readers at once: the files that a release compressed beforehand, beside gzip at each request.

usage: python -m bench.readers
Both are served by Apache on loopback, one after the other, with the web server's settings and rewriting of
deploy/apache/apache2.conf; the login and TLS are left out, as they cost the same either way. The readers share the
machine with the server, so that the faster way is measured as slower than it is. The table goes to stdout.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from deploy.conftest import free_port, running
from deploy.published import ROOT, Published, release

from bench import drawing
from bench.crowd import Crowd

READERS = 1000
SECONDS = 10
"""For so long each reader asks again, and at least once."""
WAYS = ("made beforehand", "gzip at each request")
TIMES = 10
DEFLATE = """LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json image/svg+xml
"""


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


def serve(folder: Path, root: Path, path: str, how: str) -> Crowd:
    """Serve the release in one way, and return what the readers of one file met."""
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
        crowd = Crowd(port, path, (root / f"current/site{path}").read_bytes())
        asyncio.run(crowd.gather(READERS, SECONDS))
    return crowd


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
        served = {how: serve(folder, folder / "srv", path, how) for how in WAYS}
    times = served["made beforehand"].rate / served["gzip at each request"].rate
    heads = ("Compressed", "Answers", "A second", "50% within ms", "99% within", "Errors", "KB sent", "Readers' own")
    rows = [
        (
            *(how, f"{len(one.took):,}", f"{one.rate:,.0f}", f"{one.within(0.5):,}", f"{one.within(0.99):,}"),
            *(len(one.errors), f"{len(one.body) / 1000:.0f}", f"{one.own / one.elapsed:.0%}"),
        )
        for how, one in served.items()
    ]
    print(f"{READERS:,} readers at once of {path}, the largest file ({os.cpu_count()} processors):\n")
    print(drawing.table(heads, rows))
    print("\nReaders' own: the part of one processor that the readers took from the server.")
    for how, one in served.items():
        for error, count in Counter(one.errors).most_common(5):
            print(f"{how}: {count:,} times {error}")
    print(f"{times:.1f} times as many answers a second; the goal is {TIMES}, and no error in the first.")
    return 0 if times >= TIMES and not served["made beforehand"].errors else 1


if __name__ == "__main__":
    sys.exit(main())

"""Serves what is published, every version, on this machine alone, straight from the repository that keeps it."""

import os
import sys
from http.server import ThreadingHTTPServer
from pathlib import Path

from mike.server import GitBranchHTTPHandler
from serve import HOST, check

sys.path.insert(0, str(Path(__file__).parent.parent))
from macros import archive


class Served(GitBranchHTTPHandler):
    """Serves the branch, and says at the link "Sign out" that nobody is signed in here."""

    def send_headers(self) -> str | None:
        if self.path != "/logout":
            return super().send_headers()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"Nobody is signed in here: this shows what is published on this machine alone.\n")
        return None


def serve(port: int) -> None:
    """Serves until it is stopped. A repository on this machine is served as it is at each request."""
    with archive.opened() as kept:
        if kept.base is None:
            sys.exit(f"{kept.remote} holds no version yet. Publish one first: make publish VERSION=")
        os.chdir(kept.remote if Path(kept.remote).is_dir() else kept.folder)
        handler = type("Handler", (Served,), {"branch": kept.branch})
        with ThreadingHTTPServer((HOST, port), handler) as server:
            print(f"\nEvery version is at http://{HOST}:{port}/versions/ (Ctrl+C ends it)\n", flush=True)
            server.serve_forever()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal() or not 0 < int(sys.argv[1]) < 65536:
        sys.exit("PORT is a number from 1 to 65535: make browse PORT=8001")
    check(int(sys.argv[1]), "browse")
    try:
        serve(int(sys.argv[1]))
    except archive.Refused as fault:
        sys.exit(str(fault))
    except KeyboardInterrupt:
        pass

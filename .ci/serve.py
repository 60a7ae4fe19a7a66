"""Serves the site with MkDocs on one port, and says where as soon as it answers."""

import errno
import os
import signal
import socket
import sys
import time
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"


def check(port: int, target: str) -> None:
    """Ends with a plain message where the port cannot be used: MkDocs says so only after its build."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is taken by another program" if taken else f"cannot be used ({error.strerror})"
            sys.exit(f"Port {port} {why}. Choose another one: make {target} PORT={max(port + 1, 8001)}")


def announce(port: int, server: int) -> None:
    """Prints the address once it answers; gives up when the server has ended."""
    while os.getppid() == server:
        try:
            connection = HTTPConnection(HOST, port)
            connection.request("GET", "/")
            connection.getresponse()
        except (OSError, HTTPException):
            time.sleep(0.2)
        else:
            print(f"\nThe site is at http://{HOST}:{port}/ (Ctrl+C ends it)\n", flush=True)
            return


def serve(port: int) -> None:
    """Becomes `mkdocs serve`, so that make's signals reach it; a child waits for the answer."""
    server = os.getpid()
    if os.fork() == 0:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        announce(port, server)
        os._exit(0)
    # macros/hooks.py says what is to be made again, so --dirty leaves nothing stale.
    # --livereload is said because newer versions of click turn MkDocs' default for it off.
    os.environ["SHOW_PROBLEMS"] = "yes"
    command = ["-m", "mkdocs", "serve", "--livereload", "--dirty", "--dev-addr", f"{HOST}:{port}"]
    os.execv(sys.executable, [sys.executable, *command])


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal() or not 0 < int(sys.argv[1]) < 65536:
        sys.exit("PORT is a number from 1 to 65535: make serve PORT=8001")
    check(int(sys.argv[1]), "serve")
    serve(int(sys.argv[1]))

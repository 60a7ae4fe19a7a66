"""A crowd: many readers at once who each ask one server for one file over and over, as browsers do.

Each keeps its connection. An answer counts where all of its bytes came and are the file; a connection that closed
instead counts as an error, though a browser would ask again.
"""

from __future__ import annotations

import asyncio
import gzip
import time
from dataclasses import dataclass, field

LONGEST = 300
"""Seconds after which the readers are given up."""


@dataclass(slots=True)
class Crowd:
    """What the readers of one server met: the seconds that each answer took, and each error in its own words."""

    port: int
    path: str
    whole: bytes
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    body: bytes = b""
    elapsed: float = 0
    own: float = 0
    """The seconds of a processor that the readers themselves took."""

    @property
    def rate(self) -> float:
        """Return the answers a second."""
        return len(self.took) / self.elapsed

    def within(self, part: float) -> int:
        """Return the milliseconds within which this part of the answers came."""
        return round(1000 * sorted(self.took)[round(part * (len(self.took) - 1))])

    def check(self, body: bytes) -> None:
        """Compare an answer with the file; one with the same bytes as the answer before is not unpacked again."""
        if body != self.body:
            if gzip.decompress(body) != self.whole:
                raise ValueError("other bytes came")
            self.body = body

    async def ask(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        asked = f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Encoding: gzip\r\n\r\n"
        to.write(asked.encode())
        head = (await source.readuntil(b"\r\n\r\n")).decode().lower()
        status, *lines = head.splitlines()
        said = dict(line.split(": ", 1) for line in lines if line)
        if status.split()[1] != "200":
            raise ValueError(status)
        if "content-length" in said:
            self.check(await source.readexactly(int(said["content-length"])))
            return
        parts = []
        while size := int(await source.readline(), 16):
            parts.append(await source.readexactly(size))
            await source.readline()
        await source.readline()
        self.check(b"".join(parts))

    async def read(self, until: float) -> None:
        """Be one reader: ask at least once, and again until then."""
        to = None
        while True:
            began = time.perf_counter()
            try:
                if to is None:
                    source, to = await asyncio.open_connection("127.0.0.1", self.port, limit=2**18)
                await self.ask(source, to)
                self.took.append(time.perf_counter() - began)
            except (OSError, EOFError, ValueError) as fault:
                self.errors.append(f"{type(fault).__name__}: {fault}")
                if to:
                    to.close()
                to = None
            if time.perf_counter() >= until:
                break
        if to:
            to.close()

    async def gather(self, readers: int, seconds: float) -> None:
        began, own = time.perf_counter(), time.process_time()
        async with asyncio.timeout(LONGEST):
            await asyncio.gather(*(self.read(began + seconds) for _ in range(readers)))
        self.elapsed, self.own = time.perf_counter() - began, time.process_time() - own

"""Connections that stay open between requests, for asking many addresses of a host one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Self

from termread.fetch.hosts import Reach

if TYPE_CHECKING:
    import socket

    import httpx

MOST = 8
"""Connections that one `Connections` keeps: to the host itself, and to those that it sends on to."""


class Line:
    """A transport to one origin and, once it has connected, its socket and how near that is."""

    def __init__(self, transport: httpx.HTTPTransport) -> None:
        """Wait for the first request to connect."""
        self.transport = transport
        self.near: Reach | None = None
        self.socket: socket.socket | None = None
        """A duplicate of the socket, to shut the connection down by."""

    def connected(self, connection: socket.socket, near: Reach) -> None:
        """Remember the *connection*, which replaces a former one."""
        if self.socket is not None:
            self.socket.close()
        self.socket, self.near = connection, near

    def close(self) -> None:
        """Close the connection."""
        self.transport.close()
        if self.socket is not None:
            self.socket.close()


class Turns:
    """Lets one request at a time go to each host, whoever sends it."""

    def __init__(self) -> None:
        """Know no host yet."""
        self._lock = Lock()
        self._hosts: defaultdict[str, Lock] = defaultdict(Lock)

    def of(self, host: str) -> Lock:
        """Return the lock to hold while a request to *host* is under way."""
        with self._lock:
            return self._hosts[host.lower()]


class Connections:
    """The open connections of one thread; use it as a context manager."""

    def __init__(self, turns: Turns) -> None:
        """Connect to nothing yet; *turns* are shared by all threads."""
        self._turns = turns
        self._lines: dict[Hashable, Line] = {}

    @contextmanager
    def to(self, host: str, origin: Hashable, make: Callable[[], Line]) -> Iterator[Line]:
        """Lend the line to *origin*, made by *make* if there is none, while no other request to *host* is under way."""
        with self._turns.of(host):
            line = self._lines.pop(origin, None) or make()
            try:
                yield line
            finally:
                self._lines[origin] = line  # the last one used comes last; the transport drops what is broken itself
        if len(self._lines) > MOST:
            self._lines.pop(next(iter(self._lines))).close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        for line in self._lines.values():
            line.close()
        self._lines.clear()

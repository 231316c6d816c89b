"""One deadline over all that fetching a page takes, kept also against a server that drips a byte at a time."""

from __future__ import annotations

import contextlib
import socket
import threading
from time import monotonic
from types import TracebackType
from typing import Self


class Deadline:
    """Cuts every connection it knows of once its *seconds* are over; use it as a context."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self.seconds = seconds
        self.passed = False
        self._until = monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(0.0, self._until - monotonic())

    def watch(self, connection: socket.socket) -> None:
        """Cut *connection* too when the time is over."""
        self._sockets.append(connection)
        if self.passed:
            self._cut()

    def __enter__(self) -> Self:
        """Start the clock."""
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the clock and let the connections go."""
        self._timer.cancel()
        for connection in self._sockets:
            connection.close()

    def _cut(self) -> None:
        self.passed = True
        for connection in self._sockets:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

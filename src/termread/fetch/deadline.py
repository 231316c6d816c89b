"""The time that one fetch may take in all, however its server trickles."""

from __future__ import annotations

import contextlib
import socket
import threading
from time import monotonic
from types import TracebackType
from typing import Self


class Deadline:
    """Shuts down every connection it watches once *seconds* have passed; use it as a context manager."""

    def __init__(self, seconds: float) -> None:
        """Start counting."""
        self.seconds = seconds
        self.passed = False
        self._until = monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    @property
    def left(self) -> float:
        """Seconds remaining."""
        return max(0.0, self._until - monotonic())

    def watch(self, connection: socket.socket) -> None:
        """Shut down *connection* too when time is up."""
        self._sockets.append(connection)
        if self.passed:
            self._cut()

    def __enter__(self) -> Self:
        """Start the timer."""
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the timer and close the connections."""
        self._timer.cancel()
        for connection in self._sockets:
            connection.close()

    def _cut(self) -> None:
        self.passed = True
        for connection in self._sockets:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

"""The other articles that the command line names: opened one after the other behind the one that shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread

from termread.desk import Desk, Opened
from termread.errors import Cancelled, TermreadError
from termread.fetch.addresses import STANDARD_INPUT

Came = Callable[[str, Opened | TermreadError | None], object]
"""What takes each address with what became of it, in the thread that opens; after the last, no address and None."""


class Others:
    """Opens addresses at the reader's desk with an engine of their own, so that the one that shows waits for none."""

    def __init__(self, desk: Desk, addresses: Sequence[str], data: bytes | None, came: Came) -> None:
        """Begin at once; *data* is what came by standard input."""
        self._desk = Desk(desk.config, desk.folders, library=desk.library)
        self._addresses = tuple(addresses)
        self._data = data
        self._came = came
        self._over = False
        self._thread = Thread(target=self._work, daemon=True, name="termread-others")
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether any is still to come."""
        return self._thread.is_alive()

    def call_off(self) -> None:
        """Open no more."""
        self._over = True
        self._desk.cancel()

    def _work(self) -> None:
        try:
            for address in self._addresses:
                if self._over:
                    return
                self._came(address, self._open(address))
            self._came("", None)
        except Cancelled:
            return
        finally:
            self._desk.engine.close()

    def _open(self, address: str) -> Opened | TermreadError | None:
        data = self._data if address == STANDARD_INPUT else None
        opened = None
        try:
            for event in self._desk.open(address, data=data, unread=True):
                if isinstance(event, Opened):
                    opened = event
        except Cancelled:
            raise
        except TermreadError as error:
            return error
        return opened

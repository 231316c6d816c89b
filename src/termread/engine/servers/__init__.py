"""Talking to a server that follows feeds: bringing what is new there, and taking marks there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from urllib.parse import urlsplit

from termread.config import FetchSettings
from termread.engine.servers.greader import GoogleReader
from termread.engine.servers.miniflux import Miniflux
from termread.errors import UsageError
from termread.fetch.hosts import Reach, reach
from termread.server import ServerAnswer, ServerOrder


class Server(Protocol):
    """A conversation with one server."""

    def bring(self, order: ServerOrder) -> Iterator[ServerAnswer]:
        """Yield what the server has."""

    def send(self, order: ServerOrder) -> Iterator[ServerAnswer]:
        """Take the marks of *order* there, and yield those that are."""


def converse(order: ServerOrder, settings: FetchSettings) -> Iterator[ServerAnswer]:
    """Yield the answers of the server that *order* is for; raises Unreachable, Unreadable, TooLarge or UsageError."""
    account = order.account
    url = urlsplit(account.address)
    if url.scheme == "http" and reach(url.hostname or "") == Reach.NET:
        raise UsageError(
            f"The password for {url.hostname} would cross the internet in the clear. Set an https address under [server]."
        )
    server: Server = (Miniflux if account.kind == "miniflux" else GoogleReader)(account, settings)
    yield from server.send(order) if order.marks else server.bring(order)

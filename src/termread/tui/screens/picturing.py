"""Fetching the pictures of a page, one after the other, by an engine of their own, so that nothing waits for them."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Thread
from typing import Any

from termread.engine.messages import Order, Picture
from termread.errors import TermreadError, UsageError
from termread.tui.screens.reading import Reading
from termread.tui.widgets.addresses import leads_home
from termread.tui.widgets.showing import Showing


class Picturing(Reading):
    """Gets the pictures that the page wants."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._wanted: SimpleQueue[Showing.Wanted | None] = SimpleQueue()
        self._fetcher: Thread | None = None

    def on_showing_wanted(self, message: Showing.Wanted) -> None:
        """Fetch it when its turn comes."""
        message.stop()
        self._wanted.put(message)
        if self._fetcher is None:
            self._fetcher = Thread(target=self._fetch_all, daemon=True, name="termread-pictures")
            self._fetcher.start()

    def on_unmount(self) -> None:
        """Fetch no more."""
        self._wanted.put(None)

    def _fetch_all(self) -> None:
        """Fetch what is wanted until there is no more, in a thread that nobody waits for."""
        from termread.engine import Engine

        engine = Engine(self.desk.config.fetch)
        try:
            while (wanted := self._wanted.get()) is not None:
                try:
                    for event in engine.run(
                        Order(wanted.src, verb="picture", width=wanted.width, height=wanted.height)
                    ):
                        if isinstance(event, Picture):
                            self.call_later(self.view.take_picture, wanted, event)
                except TermreadError as error:
                    self.call_later(self.say, error.text, "notice")
        finally:
            engine.close()

    def _allowed(self, src: str) -> str:
        """Return *src* if the page may have it fetched: one from the net may not ask for files or this computer."""
        from termread.fetch.addresses import checked_url

        if src.startswith("data:image/") or not self.from_net:
            return src
        if leads_home(src):
            raise UsageError("A picture of this page lies in your own network, and was not fetched.")
        return checked_url(src)

"""Fetching the pictures of a page, one after the other, by an engine of their own, so that nothing waits for them."""

from __future__ import annotations

from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from textual import on

from termread import journal
from termread.desk.optional import missing
from termread.engine.messages import Order, Picture
from termread.errors import TermreadError, UsageError
from termread.tui.page.messages import ImageWanted
from termread.tui.screens.reading import Reading
from termread.tui.widgets.addresses import leads_home

if TYPE_CHECKING:
    from termread.engine.engine import Engine

PAUSE = 0.3
"""Seconds without a wish after which all that are in sight have been asked for."""


class Picturing(Reading, layer=True):
    """Gets the pictures that the page wants."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._wanted: SimpleQueue[ImageWanted | None] = SimpleQueue()
        self._fetcher: Thread | None = None
        self._missing = 0
        """How many could not be had: their captions stand alone."""
        self._told = False

    @on(ImageWanted)
    def want(self, message: ImageWanted) -> None:
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
        from termread.engine.engine import Engine

        engine = Engine(self.desk.config.fetch)
        try:
            while (wanted := self._next()) is not None:
                try:
                    self._fetch(wanted, engine)
                except TermreadError as error:
                    journal.note("warning", error.text)
                    self._missing += 1
                    self.call_later(self.view.images.lose, wanted)
        finally:
            engine.close()

    def _next(self) -> ImageWanted | None:
        """Return what is wanted next; before a pause, tell once how many could not be had."""
        if self._missing and not self._told:
            try:
                return self._wanted.get(timeout=PAUSE)
            except Empty:
                self._told = True
                self.call_later(self.say, missing("images") or _missed(self._missing), "notice")
        return self._wanted.get()

    def _fetch(self, wanted: ImageWanted, engine: Engine) -> None:
        src = self._allowed(wanted.src)
        for event in engine.run(
            Order(
                src,
                verb="picture",
                near=self.near(src),
                named_by=self.opened.kept.address,
                width=wanted.width,
                height=wanted.height,
            )
        ):
            if isinstance(event, Picture):
                self.call_later(self.view.images.take, wanted, event)

    def _allowed(self, src: str) -> str:
        """Return *src* if the page may have it fetched: one from the net may not ask for files or this computer."""
        from termread.fetch.addresses import checked_url

        if src.startswith("data:image/"):
            return src
        if not self.from_net:
            return beside(src, self.opened.kept.address)
        if leads_home(src):
            raise UsageError("A picture of this page lies in your own network, and was not fetched.")
        return checked_url(src)


def beside(src: str, page: str) -> str:
    """Return the path of the picture *src* of a saved *page*: one that is named without a folder lies beside it."""
    if "://" in src or src.startswith(("/", "data:")) or not page.startswith("/"):
        return src
    return str(Path(page).parent / unquote(src.partition("?")[0]))


def _missed(count: int) -> str:
    return "One picture could not be had" if count == 1 else f"{count} pictures could not be had"

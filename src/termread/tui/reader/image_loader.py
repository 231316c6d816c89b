"""Loading the images of a page, one after the other, with an engine of their own, so that nothing waits for them."""

from __future__ import annotations

from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote

from termread import journal
from termread.engine.messages import Order, Picture
from termread.errors import TermreadError, UsageError
from termread.tui.page.features import ImageWanted
from termread.tui.reader.screen import ArticleScreen
from termread.tui.wording import is_private

if TYPE_CHECKING:
    from termread.engine.engine import Engine

PAUSE = 0.3
"""Seconds without a wish after which all that are in sight have been asked for."""


class ImageLoader:
    """Fetches the images that the page of *screen* wants, in a thread that nobody waits for."""

    def __init__(self, screen: ArticleScreen) -> None:
        self._screen = screen
        self._wanted: SimpleQueue[ImageWanted | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._missing = 0
        """How many could not be had: their captions stand alone."""
        self._told = False

    def want(self, message: ImageWanted) -> None:
        """Fetch an image when its turn comes."""
        self._wanted.put(message)
        if self._thread is None:
            self._thread = Thread(target=self._fetch_all, daemon=True, name="termread-images")
            self._thread.start()

    def stop(self) -> None:
        """Fetch no more."""
        self._wanted.put(None)

    def _fetch_all(self) -> None:
        """Fetch what is wanted until there is no more, in a thread that nobody waits for."""
        from termread.engine.engine import Engine

        engine = Engine(self._screen.desk.config.fetch)
        try:
            while (wanted := self._next()) is not None:
                try:
                    self._fetch(wanted, engine)
                except TermreadError as error:
                    journal.note("warning", error.text)
                    self._missing += 1
                    self._screen.call_later(self._screen.pager.images.lose, wanted)
        finally:
            engine.close()

    def _next(self) -> ImageWanted | None:
        """Return what is wanted next; before a pause, tell once how many could not be had."""
        if self._missing and not self._told:
            try:
                return self._wanted.get(timeout=PAUSE)
            except Empty:
                self._told = True
                self._screen.call_later(self._screen.say, _missed(self._missing), "notice")
        return self._wanted.get()

    def _fetch(self, wanted: ImageWanted, engine: Engine) -> None:
        src = self.allowed(wanted.src)
        for event in engine.run(
            Order(
                src,
                verb="picture",
                near=self._screen.near(src),
                named_by=self._screen.opened.kept.address,
                width=wanted.width,
                height=wanted.height,
                row_pixels=wanted.ability.cell[1],
                drawing=wanted.ability.drawing,
                colors=wanted.ability.colors,
            )
        ):
            if isinstance(event, Picture):
                self._screen.call_later(self._screen.pager.images.take, wanted, event)

    def allowed(self, src: str) -> str:
        """Return *src* if the page may have it fetched: one from the net may not ask for files or this computer."""
        from termread.fetch.addresses import checked_url

        if src.startswith("data:image/"):
            return src
        if not self._screen.from_net:
            return beside(src, self._screen.opened.kept.address)
        if is_private(src):
            raise UsageError("An image of this page is in your own network, and was not fetched.")
        return checked_url(src)


def beside(src: str, page: str) -> str:
    """Return the path of the picture *src* of a saved *page*: one that is named without a folder lies beside it."""
    if "://" in src or src.startswith(("/", "data:")) or not page.startswith("/"):
        return src
    return str(Path(page).parent / unquote(src.partition("?")[0]))


def _missed(count: int) -> str:
    return f"{count} image{'s' * (count != 1)} failed to load"

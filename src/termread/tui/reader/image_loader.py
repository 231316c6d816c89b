"""Loading the images of a page, one after the other, with an engine of their own, so that nothing waits for them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote

from termread import journal
from termread.engine.messages import Drawing, Order, Picture
from termread.errors import Cancelled, TermreadError, UsageError
from termread.tui.page.features import ImageWanted
from termread.tui.reader.screen import ArticleScreen
from termread.tui.wording import is_private
from termread.values import replace

if TYPE_CHECKING:
    from termread.engine.engine import Engine
    from termread.tui.page.features.images import Images

PAUSE = 0.3
"""Seconds after which it is said that images are loading; so long without a wish, and failures are told."""


class ImageLoader:
    """Fetches the images that the page of *screen* wants, in a thread that nobody waits for."""

    def __init__(self, screen: ArticleScreen) -> None:
        self._screen = screen
        self._queue: SimpleQueue[ImageWanted | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._left = 0
        """How many are wanted and have neither come nor failed. Only the app's thread changes it."""
        self._said = ""
        """What the status row says of them."""
        self._failures: Counter[str] = Counter()
        """How many failed by the reason, the first sentence of the error, until that is told."""
        self._told: set[str] = set()

    @cached_property
    def _engine(self) -> Engine:
        from termread.engine.engine import Engine

        return Engine(self._screen.desk.config.fetch, pictures=True)

    @property
    def _images(self) -> Images:
        return self._screen.pager.images

    def want(self, message: ImageWanted) -> None:
        """Fetch an image when its turn comes."""
        if not self._left:
            self._screen.set_timer(PAUSE, self._tell_progress)
        self._left += 1
        self.prepare()
        self._queue.put(message)
        if self._thread is None:
            self._thread = Thread(target=self._fetch_all, daemon=True, name="termread-images")
            self._thread.start()

    def prepare(self) -> None:
        """Start what loads images, as the reader is about to want some."""
        self._engine.start()

    def cancel(self) -> bool:
        """Fetch none of those that are wanted now; returns whether there were any."""
        if not self._left:
            return False
        while not self._queue.empty():
            self._queue.get()
            self._left -= 1
        self._engine.cancel()
        return True

    def stop(self) -> None:
        """Fetch no more."""
        self._queue.put(None)
        if self._thread is None and "_engine" in self.__dict__:
            self._engine.close()

    def _tell_progress(self) -> None:
        """Say how many are still loading, as long as there are any and nothing else is said."""
        said = self._screen.pager.status.said
        if self._left:
            self._screen.set_timer(PAUSE, self._tell_progress)
            if said is None or said.text == self._said:
                self._said = f"Loading {counted(self._left)}; esc cancels"
                self._screen.say(self._said, stay=True)
        elif said and said.text == self._said:
            self._screen.pager.status.be_silent()

    def _fetch_all(self) -> None:
        """Fetch what is wanted until there is no more, in a thread that nobody waits for."""
        try:
            while (wanted := self._next()) is not None:
                if wanted not in self._images.near:
                    self._screen.call_later(self._pass_over, wanted)
                    continue
                try:
                    picture = self._fetch(wanted)
                except TermreadError as error:
                    self._screen.call_later(self._lose, wanted, error)
                else:
                    self._screen.call_later(self._take, wanted, picture)
        finally:
            self._engine.close()

    def _next(self) -> ImageWanted | None:
        """Return what is wanted next; before a pause, tell which failed."""
        try:
            return self._queue.get(timeout=PAUSE)
        except Empty:
            self._screen.call_later(self._tell_failures)
            return self._queue.get()

    def _fetch(self, wanted: ImageWanted) -> Picture:
        order = replace(
            self.order(wanted.src, wanted.ability.drawing),
            width=wanted.width,
            height=wanted.height,
            row_pixels=wanted.ability.cell[1],
            colors=wanted.ability.colors,
        )
        *_, picture = self._engine.run(order)
        assert isinstance(picture, Picture)
        return picture

    # In the app's thread

    def _take(self, wanted: ImageWanted, picture: Picture) -> None:
        self._left -= 1
        self._images.take(wanted, picture)

    def _pass_over(self, wanted: ImageWanted) -> None:
        """Leave out an image that is no longer near."""
        self._left -= 1
        self._images.forget(wanted)

    def _lose(self, wanted: ImageWanted, error: TermreadError) -> None:
        self._left -= 1
        if isinstance(error, Cancelled):
            return
        journal.note("warning", error.text)
        self._failures[f"{error.text.partition('. ')[0].removesuffix('.')}."] += 1
        self._images.lose(wanted)

    def _tell_failures(self) -> None:
        """Say once how many failed, and why."""
        reason, _ = self._failures.most_common(1)[0] if self._failures else ("", 0)
        if reason and reason not in self._told:
            self._screen.say(f"{counted(self._failures.total())} failed to load: {reason}", "notice")
        self._told.update(self._failures)
        self._failures.clear()

    # What may be fetched

    def order(self, src: str, drawing: Drawing) -> Order:
        """Return the order for the picture at *src*, which the page names; raises UsageError if it may not be fetched."""
        src, desk = self.allowed(src), self._screen.desk
        return Order(
            src,
            verb="picture",
            keep_data=desk.config.keep_pages and not desk.temporary,
            near=self._screen.near(src),
            named_by=self._screen.opened.kept.address,
            drawing=drawing,
        )

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


def counted(count: int) -> str:
    """Return so many images in words."""
    return f"{count} image{'s' * (count != 1)}"

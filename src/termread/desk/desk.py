"""Opening and reading again: the kept copy first, else the engine; and whatever is opened is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from termread.desk.library_access import LibraryAccess
from termread.desk.look import Look, memory, remembered
from termread.document import Reading, Receipt
from termread.engine.messages import Beginning, Order, Progress, Unchanged
from termread.errors import LibraryError, Unreachable, Unreadable
from termread.fetch.addresses import is_url
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from termread.article import Article
    from termread.config import Config, Folders
    from termread.engine.engine import Engine
    from termread.layout.model import Page
    from termread.library.api import Library
    from termread.library.model import Kept

TEXT = "text:"
"""What the address of a text begins with that came from no address: from standard input, or pasted."""

UNKEPT = 0
"""The number of an entry that could not be kept."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An article on the desk, with its entry in the library."""

    kept: Kept
    article: Article
    fresh: bool = False
    """Whether it has just been read from its source, and not from the kept copy."""
    whole: bool = True
    """Whether this is all of it: of a huge page the beginning goes first, which is not kept."""

    def page(self, look: Look, *, cuts: bool = False) -> Page:
        """Return the page that both painters set it on: as *look* says, with a free row at its head."""
        minutes = self.kept.minutes
        page = look.page(look.width, cuts=cuts)
        return replace(page, minutes=minutes if any(minutes) else None, head=True)


class Desk(LibraryAccess):
    """One reader's desk: the settings, the library, and the engine. Both open when they are first needed."""

    def __init__(
        self,
        config: Config,
        folders: Folders,
        *,
        library: Library | None = None,
        engine: Engine | None = None,
        insist: bool = False,
    ) -> None:
        """Open nothing yet; who *insists* on the library on disk is told where it cannot be had, and gets no other."""
        super().__init__(config, folders, library=library, insist=insist)
        self._engine = engine

    @property
    def engine(self) -> Engine:
        """The engine; `start` it early, so that it is awake when it is needed."""
        if self._engine is None:
            from termread.engine.engine import Engine

            self._engine = Engine(self.config.fetch)
        return self._engine

    @property
    def look(self) -> Look:
        """How the reader likes the page."""
        return remembered(self.config, self.library.setting("look"))

    def remember_look(self, changed: Look) -> None:
        """Keep what keys have changed of the page."""
        self.library.remember("look", memory(changed, self.config, self.library.setting("look")))

    def kept_copy(self, address: str) -> Kept | None:
        """Return the entry whose text can be shown at once for *address*: none for a file that has changed since."""
        kept = self.library.find(address)
        if kept is None or not kept.has_text:
            return None
        try:
            changed = os.stat(address).st_mtime  # noqa: PTH116 - an address is not always a path
        except (OSError, ValueError):
            return kept
        fetched = self.library.receipt(kept.id).fetched
        return kept if fetched and changed <= _seconds(fetched) else None

    def open(self, order: Order | str, *, unread: bool = False) -> Iterator[Progress | Opened]:
        """Yield what becomes of opening an address (as `resolve` gives it), or what *order* asks for; an Opened comes last.

        The stored copy goes first. *unread* leaves it in the inbox. Raises the TermreadError that stands in the way.
        """
        order = Order(order) if isinstance(order, str) else order
        if order.data is not None:
            order = replace(order, address=text_address(order.data))
        kept = self.kept_copy(order.address)
        if kept is not None:
            yield self.from_shelf(kept)
            return
        for event in self._read(order, opened=not unread):
            if not isinstance(event, Unchanged):
                yield event

    def from_shelf(self, kept: Kept) -> Opened:
        """Return the kept copy of an entry."""
        return Opened(kept, self.library.article(kept.id))

    def read_again(self, kept: Kept, *, charset: str | None = None) -> Iterator[Progress | Opened | Unchanged]:
        """Yield what becomes of reading *kept* from its source; with *charset*, of the bytes that are kept, decoded so.

        A page that cannot be read, or only in part, or that is an article no more, leaves the kept copy as it is.
        """
        from_text = kept.address.startswith(TEXT)
        receipt = self.library.receipt(kept.id, data=from_text or charset is not None)
        if receipt.data is not None and (from_text or charset):
            order = Order(kept.address, data=self._unpacked(receipt.data), charset=charset)
        elif from_text:
            raise Unreadable("This text has no address, and its source was not saved.")
        else:
            order = Order(kept.address, charset=charset, etag=receipt.etag, last_modified=receipt.last_modified)
        yield from self._read(order, instead_of=kept if is_url(kept.address) and not charset else None)

    def has_changed(self, kept: Kept) -> Iterator[bool]:
        """Yield whether the page that *kept* came from says something else now; the kept copy stays as it is."""
        from termread.desk.refetch_guard import why_not

        receipt = self.library.receipt(kept.id)
        order = Order(kept.address, etag=receipt.etag, last_modified=receipt.last_modified, keep_data=False)
        for event in self.engine.run(order):
            if isinstance(event, Reading):
                before = self.library.article(kept.id)
                yield why_not(event.article, before) is None and (event.article.title, event.article.blocks) != (
                    before.title,
                    before.blocks,
                )

    def keep(self, reading: Reading, *, opened: bool = True, recoded: bool = False) -> Opened:
        """Keep what was read, or what was *recoded*; where the disk does not allow it, say so in `trouble` and read on."""
        try:
            kept = self.store(reading, opened=opened, recoded=recoded)
        except LibraryError as error:
            self.trouble = error.text
            kept = _unkept(reading)
        return Opened(kept, reading.article, fresh=True)

    def store(self, reading: Reading, *, opened: bool, recoded: bool = False) -> Kept:
        """Keep what was read; raises LibraryError where the disk does not allow it."""
        from termread.desk.malloc_trim import thrifty

        if not self.config.keep_pages:
            reading = replace(reading, receipt=replace(reading.receipt, data=None))
        with thrifty(reading.receipt.size):
            return self.library.change_charset(reading) if recoded else self.library.keep(reading, opened=opened)

    def cancel(self) -> None:
        """End what the engine is doing."""
        if self._engine is not None:
            self._engine.cancel()

    def close(self, tell: Callable[[str], object] = str) -> None:
        """End the engine, and close the library once all changes are saved; *tell* is told where that takes long or fails."""
        if self._engine is not None:
            self._engine.close()
        self.close_library(tell)

    def _read(
        self, order: Order, *, opened: bool = True, instead_of: Kept | None = None
    ) -> Iterator[Progress | Opened | Unchanged]:
        order = replace(order, keep_data=self.config.keep_pages, join=self.config.fetch.join_pages)
        begun = _now()
        for event in self.engine.run(order):
            if isinstance(event, Reading):
                if instead_of is not None:
                    self._insist_on_article(event.article, instead_of)
                receipt = replace(event.receipt, address=order.address, fetched=event.receipt.fetched or begun)
                yield self.keep(Reading(event.article, receipt), opened=opened, recoded=order.charset is not None)
            elif isinstance(event, Beginning):
                reading = Reading(event.article, Receipt(order.address, event.article.url, fetched=begun))
                yield Opened(_unkept(reading), event.article, fresh=True, whole=False)
            elif isinstance(event, Progress | Unchanged):
                yield event

    def _insist_on_article(self, fresh: Article, kept: Kept) -> None:
        """Raise why *fresh* must not take the place of what is *kept*, if it must not."""
        from termread.desk.refetch_guard import why_not

        if sentence := why_not(fresh, self.library.article(kept.id)):
            raise Unreachable(sentence, code="kept")

    def _unpacked(self, data: bytes) -> bytes:
        """Return the kept source of an article, never more of it than a page may be."""
        import zlib

        cap = self.config.fetch.decoded_bytes
        try:
            source = zlib.decompressobj().decompress(data, cap + 1)
        except zlib.error:
            source = b""
        if not 0 < len(source) <= cap:
            raise Unreadable("The saved source of this article cannot be unpacked.")
        return source


def text_address(data: bytes) -> str:
    """Return the address under which a text is kept that came from no address."""
    from hashlib import sha256

    return TEXT + sha256(data).hexdigest()[:16]


def _unkept(reading: Reading) -> Kept:
    """Return an entry for what could not be kept; the library knows none numbered `UNKEPT`, and will say so."""
    from termread.library.model import Kept

    article, receipt = reading.article, reading.receipt
    return Kept(UNKEPT, "", receipt.address, receipt.url, article.title, article.site, article.byline, article.authors)


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat()


def _seconds(moment: str) -> float:
    """Return the ISO 8601 *moment* in seconds since 1970; 0 where it is none."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(moment).timestamp()
    except ValueError:
        return 0.0

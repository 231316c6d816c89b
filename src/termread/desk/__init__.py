"""What a reader does: open, reread, collect, import, export. The only package that uses both engine and library.

An article is opened from its kept copy, else by the engine; whatever is opened is kept. `Desk.library` gives access to
the library; the desk adds what also needs the engine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from termread.article import Article
from termread.desk.library_access import LibraryAccess
from termread.desk.look import Look, memory, remembered, theme_of
from termread.desk.terminal_memory import TerminalMemory
from termread.document import Reading, Receipt
from termread.engine.messages import Beginning, Order, Progress, Unchanged
from termread.errors import LibraryError, Unreachable, Unreadable
from termread.fetch.addresses import is_url
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from termread.config import Config, Folders
    from termread.engine.engine import Engine
    from termread.layout.model import Page
    from termread.library.api import Library
    from termread.library.model import Kept
    from termread.palette import Theme

__all__ = ["Desk", "Look", "Opened"]

TEXT = "text:"
"""Address prefix for texts without one: standard input or pasted."""

UNKEPT = 0
"""The id of an entry that could not be saved."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened article with its library entry."""

    kept: Kept
    article: Article
    fresh: bool = False
    """Whether it was just read from its source rather than from the kept copy."""
    whole: bool = True
    """Whether it is complete; the beginning of a huge page is sent first and not saved."""

    def page(self, look: Look, *, cuts: bool = False) -> Page:
        """Return the page layout that both painters use: as set in *look*, with a blank row at the top."""
        minutes = self.kept.minutes
        page = look.page(look.width, cuts=cuts)
        return replace(page, minutes=minutes if any(minutes) else None, head=True)


class Desk(LibraryAccess):
    """One reader's desk: settings, library and engine. Library and engine are opened when first needed."""

    def __init__(
        self,
        config: Config,
        folders: Folders,
        *,
        library: Library | None = None,
        engine: Engine | None = None,
        insist: bool = False,
    ) -> None:
        """Open nothing yet; with *insist*, an unusable library on disk is an error, not replaced by one in memory."""
        super().__init__(config, folders, library=library, insist=insist)
        self._engine = engine
        self.terminal = TerminalMemory(self)

    @property
    def engine(self) -> Engine:
        """The engine; `start` it early so that it is ready when needed."""
        if self._engine is None:
            from termread.engine.engine import Engine

            self._engine = Engine(self.config.fetch)
        return self._engine

    @property
    def look(self) -> Look:
        """The page settings as configured and as changed with keys."""
        return remembered(self.config, self.library.setting("look"))

    def remember_look(self, changed: Look) -> None:
        """Remember page settings changed with keys."""
        self.library.remember("look", memory(changed, self.config, self.library.setting("look")))

    def theme(self, look: Look) -> Theme:
        """Return the theme of *look* on this terminal."""
        return theme_of(look, self.config, os.environ, self.terminal.said("background"))

    @property
    def large_text(self) -> bool:
        """Whether headlines are drawn in larger text: the settings ask for that, and this terminal said that it can."""
        return self.config.page.large_headline and self.terminal.said("large text") == "yes"

    def kept_copy(self, address: str) -> Kept | None:
        """Return the entry whose text can be shown at once for *address*, or None, as for a file that has changed."""
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
        """Yield the events of opening an address (as `resolve` returns it), or *order*; an Opened comes last.

        The kept copy comes first. *unread* leaves the entry in the inbox. Raises TermreadError if it cannot be opened.
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
        """Yield the events of rereading *kept* from its source or, with *charset*, from its saved bytes, decoded anew.

        A page that cannot be read, is incomplete or is no longer an article does not replace the kept copy.
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
        """Yield whether the page that *kept* came from has changed; the kept copy is not touched."""
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
        """Save what was read, or *recoded*; if the disk does not allow it, set `trouble` and carry on."""
        try:
            kept = self.store(reading, opened=opened, recoded=recoded)
        except LibraryError as error:
            self.trouble = error.text
            kept = _unkept(reading)
        return Opened(kept, reading.article, fresh=True)

    def store(self, reading: Reading, *, opened: bool, recoded: bool = False) -> Kept:
        """Save what was read; raises LibraryError if the disk does not allow it."""
        from termread.desk.system import thrifty

        if not self.config.keep_pages:
            reading = replace(reading, receipt=replace(reading.receipt, data=None))
        with thrifty(reading.receipt.size):
            return self.library.change_charset(reading) if recoded else self.library.keep(reading, opened=opened)

    def cancel(self) -> None:
        """Cancel the engine's work."""
        if self._engine is not None:
            self._engine.cancel()

    def close(self, tell: Callable[[str], object] = str) -> None:
        """Stop the engine and close the library once all changes are saved; *tell* hears of delays and errors."""
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
                if instead_of and (sentence := why_not(event.article, self.library.article(instead_of.id))):
                    raise Unreachable(sentence, code="kept")
                receipt = replace(event.receipt, address=order.address, fetched=event.receipt.fetched or begun)
                yield self.keep(replace(event, receipt=receipt), opened=opened, recoded=order.charset is not None)
            elif isinstance(event, Beginning):
                reading = Reading(event.article, Receipt(order.address, event.article.url, fetched=begun))
                yield Opened(_unkept(reading), event.article, fresh=True, whole=False)
            elif isinstance(event, Progress | Unchanged):
                yield event

    def _unpacked(self, data: bytes) -> bytes:
        """Return the kept source of an article, limited to the maximum size of a page."""
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
    """Return the address under which a text without one is kept."""
    from hashlib import sha256

    return TEXT + sha256(data).hexdigest()[:16]


def _unkept(reading: Reading) -> Kept:
    """Return an entry for what could not be saved; library calls with its id, `UNKEPT`, raise "gone"."""
    from termread.library.model import Kept

    article, receipt = reading.article, reading.receipt
    return Kept(UNKEPT, "", receipt.address, receipt.url, article.title, article.site, article.byline, article.authors)


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat()


def _seconds(moment: str) -> float:
    """Return the ISO 8601 *moment* as seconds since 1970, or 0 if it is invalid."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(moment).timestamp()
    except ValueError:
        return 0.0


NO_ARTICLE = frozenset({"part", "error-page", "javascript", "consent", "preview", "plain", "visible"})
"""Notices that mean the page is less than the article, or something else."""
SHRUNK = 5
"""Maximum factor by which the word count may shrink: a page that only says it has moved carries no notice."""
LITTLE = 100
"""Articles below this many words may shrink by any factor."""


def why_not(fresh: Article, kept: Article) -> str | None:
    """Return a sentence saying why *fresh* must not replace *kept*, or None if it may."""
    from termread.pace import words

    known = {notice.code for notice in kept.notices}
    for notice in fresh.notices:
        if notice.code in NO_ARTICLE and notice.code not in known:
            return notice.text
    before = words(kept)
    if before > LITTLE and words(fresh) * SHRUNK < before:
        return "Hardly any of the article is left on the page. Look at it in a browser."
    return None

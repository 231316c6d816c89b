"""The command palette: every action by its sentence, the headings, the open articles, and what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from termread.layout.contents import headings
from termread.tui.actions import Where, actions, labels
from termread.tui.keymaps import keys_of
from termread.tui.messages import OpenEntry
from termread.tui.screens.reader import Landing, ReaderScreen

if TYPE_CHECKING:
    from termread.tui.app import Termread

SHELF_HITS = 20


class _Offer(NamedTuple):
    words: str
    does: Callable[[], object]
    help: str


class Commands(Provider):
    """Offers all that can be done from the screen that the palette was opened on."""

    async def discover(self) -> Hits:
        """Yield the actions and the headings."""
        for offer in (*self._actions(), *self._headings(), *self._open()):
            yield DiscoveryHit(Text(offer.words), offer.does, text=offer.words, help=offer.help)

    async def search(self, query: str) -> Hits:
        """Yield what matches *query*, what is kept included."""
        matcher = self.matcher(query)
        for offer in (*self._actions(), *self._headings(), *self._open()):
            if (score := matcher.match(offer.words)) > 0:
                yield Hit(score, Text(offer.words), offer.does, text=offer.words, help=offer.help)
        async for hit in self._kept(query):
            yield hit

    @property
    def _program(self) -> Termread:
        return cast("Termread", self.app)

    def _actions(self) -> Iterator[_Offer]:
        screen = self.screen
        where: Where = "reader" if isinstance(screen, ReaderScreen) else "shelf"
        keys = keys_of(self._program.desk.config)
        for action in actions(where, "anywhere"):
            if action.palette:
                yield _Offer(action.sentence, partial(self._do, action.name), labels(keys[action.name]))

    async def _do(self, name: str) -> None:
        screen = self.screen
        if isinstance(screen, ReaderScreen):
            await screen.perform(name)
        else:
            target = screen if hasattr(screen, f"action_{name}") else self.app
            await self.app.run_action(name, target)

    def _headings(self) -> Iterator[_Offer]:
        if isinstance(self.screen, ReaderScreen):
            for _, text, place in headings(self.screen.article):
                yield _Offer(text, partial(self.screen.arrive, Landing(place)), "In this article")

    def _open(self) -> Iterator[_Offer]:
        for reader in reversed(self._program.articles):
            if reader is not self.screen and reader.article.title:
                yield _Offer(reader.article.title, partial(self._program.show_reader, reader), "Open")

    async def _kept(self, query: str) -> AsyncIterator[Hit]:
        shown = {reader.entry for reader in self._program.articles}
        for kept in self._program.desk.library.shelf("all", words=query, limit=SHELF_HITS):
            if kept.id not in shown:
                does = partial(self.screen.post_message, OpenEntry(kept.id))
                title = kept.title or kept.address
                yield Hit(
                    0.1, Text(title), does, text=title, help=f"On the shelf{f' · {kept.site}' if kept.site else ''}"
                )

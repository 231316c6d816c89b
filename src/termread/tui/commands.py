"""The command palette: every action by its sentence, the headings, the open articles, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from termread.layout.geometry import cut
from termread.layout.outline import headings
from termread.layout.search import fold_text
from termread.text import clean_line
from termread.tui.actions import Where, actions, label
from termread.tui.keymaps import keys_of
from termread.tui.messages import OpenEntry
from termread.tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from termread.tui.showing import Showing

SHELF_HITS = 20


KEY = 12
"""Cells of a key, or of what else an offer is, before its words."""

MOST, MARGINS = 82, 10
"""Cells that an offer has at most, and that the palette's margins and scrollbar take of a narrow screen."""


class _Offer(NamedTuple):
    words: str
    does: Callable[[], object]
    what: str
    """Its key, or what else it is."""


class Commands(Provider):
    """Offers all that can be done from the screen that the palette was opened on."""

    async def discover(self) -> Hits:
        """Yield the headings, the open articles and the actions."""
        for offer in self._offers():
            yield DiscoveryHit(self._shown(offer), offer.does, text=offer.words)

    async def search(self, query: str) -> Hits:
        """Yield what has all the words of *query*, what is kept included."""
        for offer in self._offers():
            if (score := matching(query, offer.words)) > 0:
                yield Hit(score, self._shown(offer, query), offer.does, text=offer.words)
        for offer in self._kept(query):
            yield Hit(0.1, self._shown(offer, query), offer.does, text=offer.words)

    def _offers(self) -> Iterator[_Offer]:
        yield from self._actions()
        yield from self._headings()
        yield from self._open()

    @property
    def _program(self) -> Showing:
        return cast("Showing", self.app)

    def _actions(self) -> Iterator[_Offer]:
        screen = self.screen
        where: Where = "reader" if isinstance(screen, ReaderScreen) else "shelf"
        keys = keys_of(self._program.desk.config)
        for action in actions(where, "anywhere"):
            if action.palette:
                key = label(keys[action.name][0]) if keys[action.name] else ""
                yield _Offer(action.sentence, partial(self._do, action.name), key)

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
                yield _Offer(text, partial(self.screen.view.jump, place), "heading")

    def _open(self) -> Iterator[_Offer]:
        for reader in reversed(self._program.articles):
            if reader is not self.screen and reader.article.title:
                yield _Offer(reader.article.title, partial(self._program.show_reader, reader), "open")

    def _kept(self, query: str) -> Iterator[_Offer]:
        shown = {reader.entry for reader in self._program.articles}
        for kept in self._program.desk.library.shelf("all", words=query, limit=SHELF_HITS):
            if kept.id not in shown:
                does = partial(self.screen.post_message, OpenEntry(kept.id))
                words = " · ".join(clean_line(part) for part in (kept.title or kept.address, kept.site) if part)
                yield _Offer(words, does, "shelf")

    def _shown(self, offer: _Offer, query: str = "") -> Text:
        """Return *offer* on one line, the words of *query* in it marked."""
        words = cut(offer.words, max(KEY, min(self.app.size.width - MARGINS, MOST) - KEY))
        text = Text(cut(offer.what, KEY - 1).ljust(KEY), "dim").append(words, "not dim")
        folded = fold_text(words.lower())
        for word in fold_text(query.lower()).split() if len(folded) == len(words) else ():
            at = folded.find(word)
            if at >= 0:
                text.stylize("bold underline", KEY + at, KEY + at + len(word))
        return text


def matching(query: str, words: str) -> float:
    """Return how well *words* match *query*, 0 to 1: each of its words is in them, best where one of theirs begins."""
    wanted, text = fold_text(query.lower()).split(), " " + fold_text(words.lower())
    if not wanted or any(word not in text for word in wanted):
        return 0.0
    begun = sum(f" {word}" in text for word in wanted) / len(wanted)
    return 0.5 + begun / 4 + (0.25 if text.startswith(" " + wanted[0]) else 0)

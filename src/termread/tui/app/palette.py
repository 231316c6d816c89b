"""The command palette: every command by its sentence or a synonym, themes, headings, open and saved articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from termread.commands import Where, commands, label
from termread.commands.keymaps import keys_of
from termread.layout.geometry import cut
from termread.layout.places import headings
from termread.layout.search import fold_text
from termread.palette import THEMES
from termread.text import clean_line
from termread.tui.messages import OpenEntry
from termread.tui.reader import ReaderScreen

if TYPE_CHECKING:
    from termread.tui.app.host import Host

SHELF_HITS = 20
THEME = "theme"

KEY = 12
"""Cells of a key, or of what else an offer is, before its words."""

MOST, MARGINS = 82, 10
"""Cells that an offer has at most, and that the palette's margins and scrollbar take of a narrow screen."""


class _Offer(NamedTuple):
    words: str
    does: Callable[[], object]
    what: str
    """Its key, or what else it is."""
    synonyms: str = ""
    """Further words that find it."""


class PaletteCommands(Provider):
    """Offers all that can be done from the screen that the palette was opened on."""

    async def discover(self) -> Hits:
        """Yield the commands, the headings and the open articles."""
        for offer in self._offers():
            if offer.what != THEME:
                yield DiscoveryHit(self._shown(offer), offer.does, text=offer.words)

    async def search(self, query: str) -> Hits:
        """Yield what has all the words of *query*, saved articles among them."""
        for offer in self._offers():
            if (score := matching(query, offer.words, offer.synonyms)) > 0:
                yield Hit(score, self._shown(offer, query), offer.does, text=offer.words)
        for offer in self._kept(query):
            yield Hit(0.1, self._shown(offer, query), offer.does, text=offer.words)

    def _offers(self) -> Iterator[_Offer]:
        yield from self._commands()
        yield from self._themes()
        yield from self._headings()
        yield from self._open()

    @property
    def _program(self) -> Host:
        return cast("Host", self.app)

    def _commands(self) -> Iterator[_Offer]:
        reads = isinstance(self.screen, ReaderScreen)
        where: Where = "reader" if reads else getattr(self.screen, "where", "shelf")
        keys = keys_of(self._program.desk.config)
        for command in commands(where, "anywhere"):
            if command.palette:
                key = label(keys[command.name][0]) if keys[command.name] else ""
                yield _Offer(command.sentence, partial(self._perform, command.name), key, command.synonyms)

    async def _perform(self, name: str) -> None:
        perform = getattr(self.screen, "perform", None)
        if perform is not None:
            await perform(name)
        else:
            await self.app.run_action(name)

    def _themes(self) -> Iterator[_Offer]:
        for name in THEMES:
            yield _Offer(f"Theme: {name}", partial(self._program.set_theme, name), THEME)

    def _headings(self) -> Iterator[_Offer]:
        if isinstance(self.screen, ReaderScreen):
            for _, text, place in headings(self.screen.article):
                yield _Offer(text, partial(self.screen.pager.jump, place), "heading")

    def _open(self) -> Iterator[_Offer]:
        for reader in reversed(self._program.readers):
            if reader is not self.screen and reader.article.title:
                yield _Offer(reader.article.title, partial(self._program.show_reader, reader), "open")

    def _kept(self, query: str) -> Iterator[_Offer]:
        shown = {reader.entry for reader in self._program.readers}
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


def matching(query: str, words: str, synonyms: str = "") -> float:
    """Return how well *words* match *query*, 0 to 1: each of its words is in them, best where one of theirs begins.

    A word of *query* may be one of the *synonyms* instead, which counts less.
    """
    wanted, text, other = fold_text(query.lower()).split(), " " + fold_text(words.lower()), f" {synonyms}"
    if not wanted or any(word not in text and f" {word}" not in other for word in wanted):
        return 0.0
    begun = sum(f" {word}" in text for word in wanted) / len(wanted)
    return 0.5 + begun / 4 + (0.25 if text.startswith(" " + wanted[0]) else 0)

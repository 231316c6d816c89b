"""What the command palette offers: every command, the headings, the open and saved articles, and the themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from termread.commands import Where, commands, labels
from termread.commands.keymaps import keys_of
from termread.layout.places import headings
from termread.text import clean_line
from termread.tui.dialogs.palette import Offer, Offers
from termread.tui.messages import OpenEntry
from termread.tui.reader import ReaderScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from termread.errors import TermreadError
    from termread.tui.app.host import Host

SAVED = 20
"""Saved articles that are offered at most."""
REMEMBERED = 12
"""Commands and themes used last that come first."""
_MEMORY = "palette"


def offers_of(app: Host, screen: Screen[Any]) -> Offers:
    """Return all that can be done on *screen*, what was used last first."""
    recent = app.desk.library.setting(_MEMORY).split()
    found = [*_commands(app, screen), *_headings(screen), *_open(app, screen), *_themes(app)]
    places = {key: number for number, key in enumerate(recent)}
    found.sort(key=lambda offer: places.get(offer.key, len(recent)))
    return Offers(found, partial(_saved, app, screen))


def remember(app: Host, offer: Offer) -> None:
    """Let *offer* come first the next time, if it is a command or a theme."""
    if not offer.key:
        return

    def put_first() -> None:
        library = app.desk.library
        others = [key for key in library.setting(_MEMORY).split() if key != offer.key]
        library.remember(_MEMORY, " ".join([offer.key, *others][:REMEMBERED]))

    app.changes.make(put_first, lambda _: None, quiet=True)


def _commands(app: Host, screen: Screen[Any]) -> Iterator[Offer]:
    where: Where = "reader" if isinstance(screen, ReaderScreen) else getattr(screen, "where", "shelf")
    keys = keys_of(app.desk.config)
    for command in commands(where, "anywhere"):
        if command.palette and command.name != "palette":
            does = partial(_perform, app, screen, command.name)
            yield Offer(command.sentence, does, labels(keys[command.name]), command.synonyms, command.name)


async def _perform(app: Host, screen: Screen[Any], name: str) -> None:
    perform = getattr(screen, "perform", None)
    if perform is not None:
        await perform(name)
    else:
        await app.run_action(name)


def _themes(app: Host) -> Iterator[Offer]:
    for name in app.desk.config.theme_names:
        yield Offer(f"Theme: {name}", partial(app.set_theme, name), "theme", "colors", f"theme:{name}", theme=name)


def _headings(screen: Screen[Any]) -> Iterator[Offer]:
    if isinstance(screen, ReaderScreen):
        for _, text, place in headings(screen.article):
            yield Offer(text, partial(screen.pager.jump, place), "heading")


def _open(app: Host, screen: Screen[Any]) -> Iterator[Offer]:
    for reader in reversed(app.readers):
        if reader is not screen and reader.article.title:
            yield Offer(reader.article.title, partial(app.show_reader, reader), "open")


def _saved(app: Host, screen: Screen[Any], query: str, take: Callable[[list[Offer]], object]) -> None:
    """Hand the saved articles that *query* finds to *take*, once they are found."""

    def found(entries: list[Any]) -> None:
        shown = {reader.entry for reader in app.readers}
        take([_entry(screen, kept) for kept in entries if kept.id not in shown])

    def find() -> list[Any]:
        return app.desk.library.shelf("all", words=query, limit=SAVED)

    def failed(_: TermreadError) -> None:
        take([])

    app.background.run(find, found, failed)


def _entry(screen: Screen[Any], kept: Any) -> Offer:
    words = " · ".join(clean_line(part) for part in (kept.title or kept.address, kept.site) if part)
    return Offer(words, partial(screen.post_message, OpenEntry(kept.id)), "saved")

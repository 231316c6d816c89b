"""What the screens ask of the app: messages that bubble up to it, the only one that opens and closes things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from termread.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from termread.article import Article, Passage, Place
    from termread.desk import Look
    from termread.library.news import Story


class OpenAddress(Message):
    """Open *address* here: a link, or what was typed.

    If a page named it, which is *from_page*, it may not lead to files, nor nearer than *near* (`fetch.reach`).
    """

    def __init__(self, address: str, *, from_page: str | None = None, near: int = 2) -> None:
        super().__init__()
        self.address, self.from_page, self.near = address, from_page, near


class OpenEntry(Message):
    """Open the saved article numbered *entry*, at its place, or at *place*, or where *passage* is found."""

    def __init__(self, entry: int, *, place: Place | None = None, passage: Passage | None = None) -> None:
        super().__init__()
        self.entry, self.place, self.passage = entry, place, passage


class OpenStory(Message):
    """Open a story of what is followed: its text, or else its page, which becomes its text."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story


class Follow(Message):
    """Follow the source of the page at *address*, or ask whether to stop following it.

    *origin* is the entry that it is asked for in, or the `SHELF`. The page may be that of an *entry*; with *source*, it is
    a story of the source with that number, which is followed.
    """

    def __init__(self, address: str, *, origin: int, entry: int = 0, source: int = 0) -> None:
        super().__init__()
        self.address, self.origin, self.entry, self.source = address, origin, entry, source


class Refresh(Message):
    """Ask all that is followed for new stories."""


class SaveEdition(Message):
    """Save the stories with these *ids* as one EPUB at *path*."""

    def __init__(self, ids: Sequence[int], path: Path) -> None:
        super().__init__()
        self.ids, self.path = ids, path


class LeaveArticle(Message):
    """Leave this article: for the shelf if the reader came from it, else the program."""


class CloseArticle(Message):
    """Close the open article that has the screen of this name."""

    def __init__(self, screen: str) -> None:
        super().__init__()
        self.screen = screen


class ShowShelf(Message):
    """Show all that is saved."""


class LookChanged(Message):
    """A key has changed how pages look; it is remembered, and every open article follows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look


class ReadAgain(Message):
    """Reload the entry numbered *entry* from its source; with *charset*, decode its saved bytes anew."""

    def __init__(self, entry: int, charset: str | None = None) -> None:
        super().__init__()
        self.entry, self.charset = entry, charset


class Collect(Message):
    """Save *address*, which the page calls *title*, for later, and fetch it without leaving the page.

    *origin* is the entry it was found in, or the `SHELF`; it may lead as near as *near*.
    """

    def __init__(self, address: str, title: str = "", *, origin: int, near: int = 2) -> None:
        super().__init__()
        self.address, self.title, self.origin, self.near = address, title, origin, near


class FetchAll(Message):
    """Fetch the texts of all that was saved for later."""


class Save(Message):
    """Save *article*, which came from *source*, to the file *path* in a format, for columns of *measure* cells."""

    def __init__(self, article: Article, source: str, path: Path, format: str, measure: int) -> None:  # noqa: A002
        super().__init__()
        self.article, self.source, self.path, self.format, self.measure = article, source, path, format, measure

    @property
    def name(self) -> str:
        """The name of the file, to be shown."""
        return clean_line(self.path.name)


class Browse(Message):
    """Open *address*, http, https or mailto only, in the browser."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address


class Damaged(Message):
    """Something that is saved turned out to be damaged."""

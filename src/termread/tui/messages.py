"""What the screens ask of the program: messages that bubble up to the app, the only one that opens and closes things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from termread.palette import Role

if TYPE_CHECKING:
    from textual.screen import Screen

    from termread.article import Passage, Place
    from termread.desk import Look
    from termread.tui.save_target import Copy


class OpenAddress(Message):
    """Open an address here: a link, or what was typed; *data* is a text that was pasted."""

    def __init__(self, address: str, *, data: bytes | None = None, from_page: str | None = None, near: int = 2) -> None:
        """Open *address*; a page named it that is *from_page*, so that it may not lead to files, nor nearer than *near*."""
        super().__init__()
        self.address = address
        self.data = data
        self.from_page = from_page
        self.near = near


class OpenEntry(Message):
    """Open a kept article, at its place, or at *place*, or where *passage* is found."""

    def __init__(self, entry: int, *, place: Place | None = None, passage: Passage | None = None) -> None:
        """Open the entry numbered *entry*."""
        super().__init__()
        self.entry = entry
        self.place = place
        self.passage = passage


class LeaveArticle(Message):
    """Leave this article: for the shelf if the reader came from it, else the program."""


class CloseArticle(Message):
    """Close one of the articles that are open."""

    def __init__(self, reader: Screen[None]) -> None:
        self.reader = reader
        super().__init__()


class ShowShelf(Message):
    """Show all that is kept."""


class LookChanged(Message):
    """A key has changed how the page is set; it is remembered, and every open article follows."""

    def __init__(self, look: Look) -> None:
        """Set pages as *look* says."""
        super().__init__()
        self.look = look


class ReadAgain(Message):
    """Read an entry again from its source; with *charset*, the bytes that are kept, decoded so."""

    def __init__(self, entry: int, charset: str | None = None) -> None:
        """Read the entry numbered *entry* again."""
        super().__init__()
        self.entry = entry
        self.charset = charset


class Collect(Message):
    """Keep an address for later and fetch it in the background, without leaving the page."""

    def __init__(self, address: str, title: str = "", *, origin: int, near: int = 2) -> None:
        """Keep *address*, which the page calls *title*; *origin* is the entry it was found in, or the `SHELF`.

        It may lead as near as *near*.
        """
        super().__init__()
        self.address = address
        self.near = near
        self.title = title
        self.origin = origin


class FetchAll(Message):
    """Fetch the texts of all that was kept for later."""


class Save(Message):
    """Save an article to a file, without stopping the keyboard."""

    def __init__(self, copy: Copy) -> None:
        """Save *copy*."""
        super().__init__()
        self.copy = copy


class Browse(Message):
    """Open an address in the browser."""

    def __init__(self, address: str) -> None:
        """Open *address*, http, https or mailto only."""
        super().__init__()
        self.address = address


class Damaged(Message):
    """Something that is kept turned out to be damaged."""


class Say(Message):
    """Say a sentence in the status row of the screen that shows."""

    def __init__(self, text: str, role: Role = "notice") -> None:
        """Say *text* in the ink of *role*."""
        super().__init__()
        self.text = text
        self.role = role

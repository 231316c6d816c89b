"""The boards of the shelf, and the orders that entries can stand in."""

from __future__ import annotations

from termread.library.kept import Shelf as ShelfName
from termread.library.kept import Sort
from termread.values import dataclass

SORTS: tuple[Sort, ...] = ("opened", "added", "title", "site", "published", "length")
SORTED: dict[Sort, str] = {
    "opened": "last read first",
    "added": "newest first",
    "title": "by title",
    "site": "by site",
    "published": "last published first",
    "length": "longest first",
}


@dataclass(frozen=True, slots=True)
class Board:
    """One board of the shelf: what it is called, and which entries stand on it."""

    name: str
    title: str
    shelf: ShelfName | None = None
    empty: str = ""


BOARDS = (
    Board("continue", "Continue", "continue", "Nothing is begun and unfinished."),
    Board("inbox", "Inbox", "inbox", "Nothing waits. o opens an address, a keeps one for later."),
    Board("favourites", "Favourites", "favourites", "No favourites yet: * makes one."),
    Board("archive", "Archive", "archive", "Nothing is archived yet: e archives."),
    Board("all", "All", "all", "Nothing is kept yet. o opens an address; what you open is kept."),
    Board("tags", "Tags", None, "No tags yet: # gives some."),
    Board("marks", "Highlights", None, "No highlights or bookmarks yet: H and B make them in an article."),
)

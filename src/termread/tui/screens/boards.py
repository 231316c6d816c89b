"""The boards of the shelf, and the orders that entries can stand in."""

from __future__ import annotations

from termread.library.model import Counts, Sort
from termread.library.model import Shelf as ShelfName
from termread.text import width
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

HINTS = ("enter: read", "/: filter", "F: search", "tab: next", "o: open", "q: leave", "?: help")


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


def count_of(board: Board, counts: Counts) -> int:
    """Return how much stands on *board*."""
    if board.shelf:
        return counts.shelves.get(board.shelf, 0)
    return len(counts.tags) if board.name == "tags" else counts.highlights + counts.bookmarks


def fitting(counts: Counts, shown: Board, room: int) -> list[tuple[Board, str]]:
    """Return as many boards, with their names and counts, as *room* cells hold; the one that is *shown* always."""
    names = []
    for board in BOARDS:
        count = count_of(board, counts)
        names.append((board, f"{board.title} {count:,}" if count else board.title))
    while len(names) > 1 and sum(width(name) + 3 for _, name in names) - 3 > room:
        names.pop(0 if names[0][0] is not shown and names[-1][0] is shown else -1)
        if all(board is not shown for board, _ in names):
            return [(shown, shown.title)]
    return names


def hints(room: int) -> str:
    """Return as many of the keys to know first as *room* cells hold, the help the last to go."""
    shown = list(HINTS)
    while len(shown) > 1 and len("   ".join(shown)) > room:
        shown.pop(0)
    return "   ".join(shown)

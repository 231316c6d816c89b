"""The tabs of the shelf, and the orders that entries can stand in."""

from __future__ import annotations

from termread.library.model import Counts, Sort
from termread.library.model import Shelf as ShelfName
from termread.text import width
from termread.values import dataclass

SORTS: dict[Sort, str] = {
    "opened": "last read first",
    "added": "newest first",
    "title": "by title",
    "site": "by site",
    "published": "last published first",
    "length": "longest first",
}
"""The orders that entries can stand in, and how each is called."""

HINTS = ("enter: read", "/: filter", "F: search", "tab: next", "o: open", "q: quit", "?: help")


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the shelf: what it is called, and which entries stand on it."""

    name: str
    title: str
    shelf: ShelfName | None = None
    empty: str = ""


TABS = (
    Tab("continue", "Continue", "continue", "Nothing in progress."),
    Tab("inbox", "Inbox", "inbox", "Your inbox is empty. o opens an address, a saves one for later."),
    Tab("favourites", "Favorites", "favourites", "No favorites yet: * adds one."),
    Tab("archive", "Archive", "archive", "Nothing archived yet: e archives."),
    Tab("all", "All", "all", "Nothing saved yet. o opens an address; what you open is saved."),
    Tab("tags", "Tags", None, "No tags yet: # adds some."),
    Tab("marks", "Highlights", None, "No highlights or bookmarks yet: H and B add them in an article."),
)


def count_of(tab: Tab, counts: Counts) -> int:
    """Return how much stands on *tab*."""
    if tab.shelf:
        return counts.shelves.get(tab.shelf, 0)
    return len(counts.tags) if tab.name == "tags" else counts.highlights + counts.bookmarks


def fitting(counts: Counts, shown: Tab, room: int) -> list[tuple[Tab, str]]:
    """Return as many tabs, with their names and counts, as *room* cells hold; the one that is *shown* always."""
    names = []
    for tab in TABS:
        count = count_of(tab, counts)
        names.append((tab, f"{tab.title} {count:,}" if count else tab.title))
    while len(names) > 1 and sum(width(name) + 3 for _, name in names) - 3 > room:
        names.pop(0 if names[0][0] is not shown and names[-1][0] is shown else -1)
        if all(tab is not shown for tab, _ in names):
            return [(shown, shown.title)]
    return names


def hints(room: int) -> str:
    """Return as many of the keys to know first as *room* cells hold, the help the last to go."""
    shown = list(HINTS)
    while len(shown) > 1 and len("   ".join(shown)) > room:
        shown.pop(0)
    return "   ".join(shown)

"""What stands on the shelf: its tabs, the orders of its entries, and what an entry shows of itself. It knows no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.layout.geometry import left_to_read
from termread.layout.words import written_minutes
from termread.library.model import Bookmark, Counts, Highlight, Hit, Kept, Sort
from termread.library.model import Shelf as ShelfName
from termread.text import clean_line, width
from termread.tui.entries import Entry, Piece
from termread.tui.wording import short
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.library.api import Library

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


def of_kept(kept: Kept) -> Entry:
    """Return the entry of an article: its title; where it is from, how long it is, how far it is read."""
    return Entry(
        _head(kept),
        (_about(kept),),
        kept,
        role="text" if kept.progress >= 1 or kept.state == "archived" else "headline",
        note="★" if kept.favourite else "",
    )


def of_hit(hit: Hit) -> Entry:
    """Return the entry of a find: the title, and the snippet with the found words marked."""
    pieces: list[Piece] = []
    at = 0
    for start, end in hit.found:
        pieces += [(hit.snippet[at:start], "byline"), (hit.snippet[start:end], "match")]
        at = end
    pieces.append((hit.snippet[at:], "byline"))
    note = clean_line(hit.kept.site or "")
    return Entry(_head(hit.kept), (tuple(piece for piece in pieces if piece[0]),), hit, note=note)


def of_tag(tag: str, count: int) -> Entry:
    """Return the entry of a tag."""
    return Entry(f"#{clean_line(tag)}", (((f"{count:,} article{'s' * (count != 1)}", "byline"),),), tag)


def of_marks(library: Library, words: str = "") -> list[Entry]:
    """Return the entries of all highlights and bookmarks, newest first, those that have *words* in them."""
    marks: list[Highlight | Bookmark] = [*library.highlights(), *library.bookmarks()]
    marks.sort(key=lambda mark: mark.created, reverse=True)
    titles: dict[int, str] = {}
    entries = []
    for mark in marks:
        if mark.article not in titles:
            titles[mark.article] = _head(library.entry(mark.article))
        entry = _of_mark(mark, titles[mark.article])
        if words.casefold() in f"{entry.head} {titles[mark.article]}".casefold():
            entries.append(entry)
    return entries


def _head(kept: Kept) -> str:
    return clean_line(kept.title) or clean_line(kept.address)


def _of_mark(mark: Highlight | Bookmark, title: str) -> Entry:
    quote = clean_line(mark.passage.quote) or "the beginning"
    if isinstance(mark, Highlight):
        below: tuple[Piece, ...] = ((title, "byline"), (f" · {clean_line(mark.note)}" if mark.note else "", "notice"))
        return Entry(f"“{quote}”", (below,), mark, role="quote")
    label = f" · {clean_line(mark.label)}" if mark.label else ""
    return Entry(f"▸ {quote}", (((title, "byline"), (label, "notice")),), mark, role="text")


def _about(kept: Kept) -> tuple[Piece, ...]:
    parts = [clean_line(kept.site or "") or short(kept.url or kept.address), clean_line(kept.byline or "")]
    if not kept.has_text:
        parts.append("text not fetched yet")
    elif kept.progress >= 1:
        parts.append("read")
    elif kept.progress > 0:
        parts.append(left_to_read(kept.progress, kept.minutes))
    elif any(kept.minutes):
        parts.append(written_minutes(kept.minutes))
    tags = " ".join(f"#{clean_line(tag)}" for tag in kept.tags)
    return ((" · ".join(part for part in parts if part), "byline"), (f"  {tags}" if tags else "", "marker"))

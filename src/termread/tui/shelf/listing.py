"""What a tab of the shelf lists, what its entries lead to, and how the cursor moves over them. It knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from termread.article import Passage
from termread.errors import TermreadError
from termread.library.model import Bookmark, Counts, Highlight, Hit, Kept, Sort
from termread.library.news import Story
from termread.tui.entries import Entries, Entry
from termread.tui.shelf.contents import TABS, Tab, of_kept, of_marks, of_tag
from termread.tui.shelf.status import Narrowing

if TYPE_CHECKING:
    from termread.library.api import Library

Failed = Callable[[TermreadError], object]


class Target(NamedTuple):
    """What is read next: an article of the library, at its place or at a passage."""

    entry: int
    passage: Passage | None = None


def leads_to(value: object) -> Target | Story | str | None:
    """Return what the *value* of an entry leads to: an article, a story, a tag, or nothing."""
    match value:
        case Kept(id=entry):
            return Target(entry)
        case Hit(kept=kept, passage=passage):
            return Target(kept.id, passage)
        case Highlight(article=entry, passage=passage) | Bookmark(article=entry, passage=passage):
            return Target(entry, passage)
        case Story() | str():
            return value
        case _:
            return None


def first_filled(counts: Counts) -> Tab:
    """Return the tab of what is being read, else of what waits, else of everything, the first that has anything."""
    return next((tab for tab in TABS[:2] if tab.shelf and counts.shelves.get(tab.shelf)), TABS[4])


def listed(tab: Tab, library: Library, counts: Counts, words: str) -> Sequence[Entry]:
    """Return the entries of a *tab* that lists no articles: tags or marks, those with *words*; raises LibraryError."""
    if tab.name == "marks":
        return of_marks(library, words)
    tags = [of_tag(tag, count) for tag, count in sorted(counts.tags.items())]
    return [entry for entry in tags if words.casefold() in entry.head.casefold()]


def articles(
    tab: Tab, library: Library, narrowing: Narrowing, sort: Sort, failed: Failed
) -> Callable[[int, int], Sequence[Entry]]:
    """Return what fetches the entries of the articles on *tab* in the order *sort*; *failed* hears why it cannot."""
    shelf, words, tag = tab.shelf or "all", narrowing.words, narrowing.tag

    def fetch(offset: int, limit: int) -> list[Entry]:
        try:
            kept = library.shelf(shelf, tag=tag, words=words, sort=sort, offset=offset, limit=limit)
        except TermreadError as error:
            failed(error)
            return []
        return [of_kept(each, sort) for each in kept]

    return fetch


def moves(entries: Entries) -> dict[str, Callable[[], object]]:
    """Return what performs each command that moves the cursor of *entries*, by its name."""
    page = entries.fitting
    steps = {
        "line": (1, "down", "up"),
        "page": (page, "forward", "back"),
        "half": (max(1, page // 2), "down", "up"),
    }
    found: dict[str, Callable[[], object]] = {
        f"{name}_{way}": partial(entries.move, count * sign)
        for name, (count, *ways) in steps.items()
        for way, sign in zip(ways, (1, -1), strict=True)
    }
    return found | {"start": partial(entries.go, 0), "end": partial(entries.go, 1 << 40)}

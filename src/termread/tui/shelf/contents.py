"""What stands on the shelf: its tabs, the orders of its entries, and what an entry shows of itself. It knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zlib import crc32

from termread.commands import label
from termread.layout.geometry import elided, left_to_read
from termread.layout.words import written_minutes
from termread.library.model import Bookmark, Counts, Highlight, Hit, Kept, Sort
from termread.library.model import Shelf as ShelfName
from termread.palette import SOURCES
from termread.text import clean_line, width
from termread.tui.entries import SHORTENED, Entry, Piece
from termread.tui.shelf.days import day_of, short
from termread.tui.wording import short as short_address
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

HINTS = {
    "read": "read",
    "filter": "filter",
    "search": "search",
    "shelf_next": "next",
    "open": "open",
    "quit": "quit",
    "help": "help",
}
"""The commands to know first, with what the status row calls them, the least needed first."""

SIGNS = "●■▲▼◆○□△▽◇"
"""One of them stands before each source, so that sources can be told apart without colors too."""

BAR = 8
"""Cells of a bar of progress."""

Keys = Mapping[str, tuple[str, ...]]
"""The keys of each command."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the shelf: what it is called, and which entries stand on it."""

    name: str
    title: str
    shelf: ShelfName | None = None
    empty: str = ""


TABS = (
    Tab(
        "continue",
        "Continue",
        "continue",
        "You are not reading anything. Press {shelf_next} for the other shelves, or {open} to open an address.",
    ),
    Tab(
        "inbox",
        "Inbox",
        "inbox",
        "Your inbox is empty. Press {add} to save an address for later, or {open} to open one now.",
    ),
    Tab("favourites", "Favorites", "favourites", "No favorites yet. Press {favourite} on an article to make it one."),
    Tab("archive", "Archive", "archive", "Nothing archived yet. Press {archive} on an article you are done with."),
    Tab(
        "all",
        "All",
        "all",
        "Nothing saved yet. Press {open} to open an address, a file or pasted text; it is saved here.",
    ),
    Tab("tags", "Tags", None, "No tags yet. Press {tags} on an article to tag it."),
    Tab(
        "marks",
        "Highlights",
        None,
        "No highlights or bookmarks yet. In an article, press {bookmark} to bookmark your place, or select with {select} and highlight with {highlight}.",
    ),
)
NOTHING_FOUND = "Nothing here matches. Press {search} to search the texts, or {cancel} to show all."
NOT_SAVED = "Nothing can be saved here. Press {open} to open an address; it is gone when you quit."


def with_keys(sentence: str, keys: Keys) -> str:
    """Return *sentence* with the first of its *keys* for each command that it names in braces."""
    for name in re.findall(r"{(\w+)}", sentence):
        sentence = sentence.replace(f"{{{name}}}", label(keys[name][0]) if keys[name] else "")
    return sentence


def count_of(tab: Tab, counts: Counts) -> int:
    """Return how much stands on *tab*."""
    if tab.shelf:
        return counts.shelves.get(tab.shelf, 0)
    return len(counts.tags) if tab.name == "tags" else counts.highlights + counts.bookmarks


def fitting(counted: Mapping[Tab, int], shown: Tab, room: int) -> tuple[list[tuple[Tab, str]], bool, bool]:
    """Return as many of the *counted* tabs as *room* cells hold, each with its name and count, and whether there are more.

    The one that is *shown* is always among them; more may be on either side.
    """
    names = [(tab, f"{tab.title} {count:,}" if count else tab.title) for tab, count in counted.items()]
    here, first, end = list(counted).index(shown), 0, len(names)
    while end - first > 1:
        signs = (first > 0) + (end < len(names))
        if sum(width(name) for _, name in names[first:end]) + 3 * (end - first - 1) + 2 * signs <= room:
            break
        if end - 1 > here:
            end -= 1
        else:
            first += 1
    return names[first:end], first > 0, end < len(names)


def hints(room: int, keys: Keys, names: Mapping[str, str] = HINTS) -> str:
    """Return as many of the keys to know first as *room* cells hold, the help the last to go.

    *names* has what each command is called, the least needed first.
    """
    shown = [f"{label(keys[name][0])}: {what}" for name, what in names.items() if keys[name]]
    while len(shown) > 1 and len("   ".join(shown)) > room:
        shown.pop(0)
    return "   ".join(shown)


def order_notes(order: Sort, keys: Keys) -> tuple[str, ...]:
    """Return how the *order* is named with the key that changes it, the longest first."""
    name = SORTS[order]
    if not keys["sort"]:
        return (name,)
    key = label(keys["sort"][0])
    return (f"{name}   {key}: change", f"{name} ({key})", name)


def of_kept(kept: Kept, order: Sort = "opened") -> Entry:
    """Return the entry of an article: its title; where it is from, its date, how long it is, how far it is read."""
    return Entry(
        _head(kept),
        (_about(kept),),
        kept,
        role="text" if kept.progress >= 1 or kept.state == "archived" else "headline",
        note="★" if kept.favourite else "",
        end=_progress(kept),
        group=_group(kept, order),
    )


def of_hit(hit: Hit) -> Entry:
    """Return the entry of a find: the title with its site and date, and the snippet with the found words marked."""
    pieces: list[Piece] = []
    at = 0
    for start, end in hit.found:
        pieces += [Piece(hit.snippet[at:start], "byline"), Piece(hit.snippet[start:end], "match")]
        at = end
    pieces.append(Piece(hit.snippet[at:], "byline"))
    note = " · ".join(filter(None, (clean_line(hit.kept.site or ""), date_of(hit.kept))))
    return Entry(_head(hit.kept), (tuple(piece for piece in pieces if piece.text),), hit, note=note)


def of_tag(tag: str, count: int) -> Entry:
    """Return the entry of a tag."""
    return Entry(f"#{clean_line(tag)}", ((Piece(f"{count:,} article{'s' * (count != 1)}", "byline"),),), tag)


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
    below, group = Piece(title, "byline", SHORTENED), day_of(mark.created)
    if isinstance(mark, Highlight):
        note = f" · {clean_line(mark.note)}" if mark.note else ""
        return Entry(f"“{quote}”", ((below, Piece(note, "notice")),), mark, role="quote", group=group)
    label = f" · {clean_line(mark.label)}" if mark.label else ""
    return Entry(f"▸ {quote}", ((below, Piece(label, "notice")),), mark, role="text", group=group)


def source_of(kept: Kept) -> str:
    """Return what the source of an article is called: its site, else its host or file."""
    return clean_line(kept.site or "") or short_address(kept.url or kept.address)


def date_of(kept: Kept) -> str:
    """Return when an article was published, else when it was saved."""
    return short(kept.published or "") or f"saved {short(day_of(kept.added))}"


def source_pieces(source: str, most: int = 0) -> tuple[Piece, Piece]:
    """Return the name of *source*, at most *most* cells of it, with a sign and a color that all that is from it has."""
    number = crc32(source.casefold().encode("utf-8", "replace"))
    sign = Piece(f"{SIGNS[number // len(SOURCES) % len(SIGNS)]} ", SOURCES[number % len(SOURCES)])
    return sign, Piece(elided(source, most), "text") if most else Piece(source, "text", SHORTENED)


def _about(kept: Kept) -> tuple[Piece, ...]:
    """Return where an article is from, with a sign and a color that every article of that source has, and its date."""
    source, author = source_of(kept), clean_line(kept.byline or "")
    tags = " ".join(f"#{clean_line(tag)}" for tag in kept.tags)
    pieces = (
        *source_pieces(source),
        Piece(f" · {date_of(kept)}", "byline"),
        Piece(f" · {author}" if author != source else "", "byline", 4),
        Piece(f"  {tags}", "kicker", 3) if tags else Piece("", "kicker"),
    )
    return tuple(piece for piece in pieces if piece.text.strip(" ·"))


def _progress(kept: Kept) -> tuple[Piece, ...]:
    """Return how far an article is read, as a bar, and how long the rest takes."""
    if not kept.has_text:
        return (Piece("text not fetched yet", "cut", 1),)
    if kept.progress >= 1:
        return Piece("read ", "byline", 2), Piece("━" * BAR, "rule")
    if kept.progress <= 0:
        return (Piece(written_minutes(kept.minutes), "byline", 2),) if any(kept.minutes) else ()
    left = left_to_read(kept.progress, kept.minutes).partition(" · ")[2]
    done, half = divmod(max(1, min(2 * BAR - 1, round(kept.progress * 2 * BAR))), 2)
    bar = "━" * done + "╸" * half
    return Piece(f"{left} ", "byline", 2), Piece(bar, "kicker"), Piece("─" * (BAR - len(bar)), "rule")


def _group(kept: Kept, order: Sort) -> str:
    """Return what an article is listed under in this *order*: a day, as an ISO date, a source, or nothing."""
    match order:
        case "opened":
            return day_of(kept.opened or kept.added)
        case "added":
            return day_of(kept.added)
        case "published":
            return (kept.published or "No date")[:10]
        case "site":
            return source_of(kept)
        case _:
            return ""

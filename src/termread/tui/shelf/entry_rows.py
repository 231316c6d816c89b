"""What an entry of the library shows of itself on the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.layout.geometry import left_to_read
from termread.layout.words import written_minutes
from termread.library.model import Bookmark, Highlight, Hit, Kept
from termread.text import clean_line
from termread.tui.progress_text import short
from termread.tui.widgets.entry_list import Entry, Piece

if TYPE_CHECKING:
    from termread.library.api import Library


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

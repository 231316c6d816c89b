"""How an entry changes, as pure values: when reread, saved for later, imported, or merged with a duplicate."""

from __future__ import annotations

from collections.abc import Iterable

from termread.article import Article, Length, Passage, Place
from termread.document import Reading
from termread.interchange import COMMON, EntryHighlight, EntryMark, ImportedEntry, ImportedHighlight, LibraryEntry
from termread.library.identity import lasting
from termread.library.model import START, Kept, State
from termread.pace import length_of
from termread.text import clean, clean_line
from termread.values import replace

COLOURS = {"yellow": 1, "green": 2, "blue": 3, "red": 4, "pink": 4, "purple": 4, "orange": 1}
"""Colour names in other programs, and the corresponding colours here."""


def read(before: Kept | None, reading: Reading, key: str, *, moment: str, opened: bool) -> Kept:
    """Return the entry for what was read, yet to be `described`: a new one, or *before*."""
    article, receipt = reading.article, reading.receipt
    kept = before or Kept(0, key, lasting(receipt.address, key), None, "", added=moment)
    if opened:
        kept = replace(kept, opened=moment, state="reading" if kept.state in ("inbox", "news") else kept.state)
    return replace(kept, url=receipt.url or article.url or kept.url)


def described(kept: Kept, article: Article, length: Length | None = None) -> Kept:
    """Return *kept* updated with the metadata of *article*, and its *length* if known; what it lacks is kept."""
    length = length or length_of(article)
    return replace(
        kept,
        title=article.title or kept.title,
        site=article.site or kept.site,
        byline=article.byline or kept.byline,
        authors=article.authors or kept.authors,
        language=article.language or kept.language,
        published=article.published or kept.published,
        words=length.words,
        minutes=(length.quick, length.slow),
        has_text=True,
    )


def for_later(address: str, key: str, title: str, tags: Iterable[str], moment: str) -> Kept:
    """Return an entry for an address whose text is to be fetched later."""
    url = address if key.startswith("https://") else None
    return Kept(0, key, lasting(address, key), url, clean_line(title), added=moment, tags=tidy(tags), has_text=False)


def shelved(kept: Kept) -> Kept:
    """Return *kept* as the reader has changed it: a favourite, or what has tags or a note, is not just the text of a story."""
    mine = kept.state == "news" and (kept.favourite or kept.tags or kept.note)
    return replace(kept, state="inbox") if mine else kept


def addresses_of(saved: ImportedEntry | LibraryEntry) -> tuple[str, ...]:
    """Return every address of an imported entry, its own first."""
    return (saved.address, *saved.aliases) if isinstance(saved, LibraryEntry) else (saved.url,)


def taken(saved: ImportedEntry | LibraryEntry, key: str, moment: str) -> Kept:
    """Return the entry for an import from another program or library."""
    kept = _exported(saved, key, moment) if isinstance(saved, LibraryEntry) else _saved(saved, key, moment)
    return described(kept, saved.article) if saved.article and isinstance(saved, ImportedEntry) else kept


def merged(kept: Kept, other: Kept) -> Kept:
    """Return *kept* extended by *other*, a duplicate: all tags, the earliest date; nothing is overwritten."""
    unread = not kept.progress and kept.place == START
    return replace(
        kept,
        url=kept.url or other.url,
        title=kept.title or other.title,
        site=kept.site or other.site,
        byline=kept.byline or other.byline,
        authors=kept.authors or other.authors,
        language=kept.language or other.language,
        published=kept.published or other.published,
        words=kept.words if kept.has_text else other.words,
        minutes=kept.minutes if kept.has_text else other.minutes,
        has_text=kept.has_text or other.has_text,
        added=min(filter(None, (kept.added, other.added)), default=""),
        opened=max(filter(None, (kept.opened, other.opened)), default=None),
        state=_later(kept.state, other.state),
        favourite=kept.favourite or other.favourite,
        tags=tidy((*kept.tags, *other.tags)),
        note=_notes(kept.note, other.note),
        place=other.place if unread else kept.place,
        progress=other.progress if unread else kept.progress,
    )


def marks_of(saved: ImportedEntry | LibraryEntry, moment: str) -> list[EntryMark]:
    """Return the imported bookmarks and highlights, located in the entry's article if it has one."""
    if isinstance(saved, ImportedEntry):
        return [_highlighted(found, saved, moment) for found in saved.highlights]
    return [*saved.bookmarks, *saved.highlights]


def anchored(mark: Passage, article: Article) -> Passage:
    """Return the position of *mark* in *article*; if its words are gone, it stays in its block or the last one."""
    from termread.layout.passages import locate

    found = locate(article, mark)
    if found:
        return replace(mark, start=found[0], end=found[1])
    last = Place(len(article.blocks) - 1)
    return mark if mark.end.block <= last.block else replace(mark, start=min(mark.start, last), end=last)


def tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """Return *tags* cleaned, sorted and without duplicates."""
    return tuple(sorted({tag for tag in map(clean_line, tags) if tag}))


def _saved(saved: ImportedEntry, key: str, moment: str) -> Kept:
    return Kept(
        0,
        key,
        lasting(saved.url, key),
        clean_line(saved.url) if key.startswith("https://") else None,
        clean_line(saved.title),
        authors=saved.authors,
        byline=", ".join(saved.authors) or None,
        published=saved.published,
        site=saved.site,
        added=saved.added or moment,
        opened=saved.opened,
        state="archived" if saved.archived else "reading" if 0 < saved.progress < 1 else "inbox",
        favourite=saved.favourite,
        tags=tidy(saved.tags),
        note=clean(saved.note),
        progress=min(max(saved.progress, 0.0), 1.0),
        has_text=False,
    )


def _exported(saved: LibraryEntry, key: str, moment: str) -> Kept:
    kept = Kept(0, key, "", saved.url, "", has_text=False)
    if saved.article:
        kept = described(kept, saved.article)
    kept = replace(kept, **{name: getattr(saved, name) for name in COMMON})
    return replace(kept, address=lasting(saved.address, key), added=saved.added or moment, tags=tidy(saved.tags))


def _highlighted(found: ImportedHighlight, saved: ImportedEntry, moment: str) -> EntryHighlight:
    passage = Passage(START, START, clean(found.quote), clean(found.prefix), clean(found.suffix))
    if saved.article:
        passage = anchored(passage, saved.article)
    colour = COLOURS.get(found.colour.lower(), 1)
    return EntryHighlight(passage, colour, clean(found.note), found.created or saved.added or moment)


def _later(ours: State, theirs: State) -> State:
    """Return the state of two entries that are one: that of one which was opened or saved, if only one was."""
    return theirs if ours == "news" or (ours == "inbox" and theirs != "news") else ours


def _notes(ours: str, theirs: str) -> str:
    return ours if not theirs or theirs in ours else f"{ours}\n\n{theirs}".strip()

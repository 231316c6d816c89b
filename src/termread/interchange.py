"""What is imported into and exported from a library: entries of termread and other programs, as values and as JSON.

The JSON goes over the engine's pipe and forms the lines of a `library` file:
`taken_of(taken_record(value)) == value` for every value. The keys of an entry always come in the same order, so the
same entry always gives the same bytes (docs/schema.md).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, Literal

from termread.article import HEADER, Article, Passage, Place, headed
from termread.codec import Record, article_of, record_of
from termread.document import Receipt
from termread.feed import Enclosure, FeedItem
from termread.followed import FollowedRow, ImportedMute, ImportedStory, Subscription
from termread.values import dataclass

State = Literal["inbox", "reading", "archived"]

BEGINNING = Place(HEADER, 0)
"""The reading state of an entry that has not been opened."""


@dataclass(frozen=True, slots=True)
class ImportedHighlight:
    """A passage highlighted in another program, with its context if known."""

    quote: str
    note: str = ""
    colour: str = ""
    created: str | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """One saved article from another program's file; times are ISO 8601 UTC."""

    url: str
    title: str = ""
    added: str | None = None
    opened: str | None = None
    """When it was last read in that program."""
    tags: tuple[str, ...] = ()
    archived: bool = False
    favourite: bool = False
    progress: float = 0.0
    """0 to 1."""
    note: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    site: str | None = None
    article: Article | None = None
    highlights: tuple[ImportedHighlight, ...] = ()
    line: int = 0
    """Where it was in the file: a line, or a record number."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be imported: where it was and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class UnknownField:
    """An unrecognized column or field, and how many rows had a value in it; 0 if it is outside the rows."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class EntryBookmark:
    """A bookmark, without the library's own numbers."""

    passage: Passage
    label: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class EntryHighlight:
    """A highlight in colour 1 to 4, without the library's own numbers."""

    passage: Passage
    colour: int = 1
    note: str = ""
    created: str = ""


EntryMark = EntryBookmark | EntryHighlight


def kind_of(mark: EntryMark) -> Literal["bookmark", "highlight"]:
    """Return the kind of a mark without an id."""
    return "bookmark" if isinstance(mark, EntryBookmark) else "highlight"


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """Everything termread keeps about one entry; importing it into an empty library gives the same entry again.

    Title, site, byline, authors, language and publication date belong to the entry, so that one saved for later, which
    has no article yet, loses nothing. Words, minutes and identity are derived from the rest.
    """

    address: str
    """What to open to read it again: the URL or path as first given."""
    url: str | None = None
    aliases: tuple[str, ...] = ()
    """Other addresses of the same story, sorted."""
    title: str = ""
    site: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None
    added: str = ""
    """ISO 8601 UTC, like all times here."""
    opened: str | None = None
    state: State = "inbox"
    favourite: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    place: Place = BEGINNING
    progress: float = 0.0
    """0 to 1."""
    article: Article | None = None
    """None if the text has not been fetched yet."""
    receipt: Receipt | None = None
    """Includes the original bytes, zlib-compressed, if they are kept."""
    bookmarks: tuple[EntryBookmark, ...] = ()
    """In reading order, like the highlights."""
    highlights: tuple[EntryHighlight, ...] = ()
    line: int = 0
    """Where it was in the file it was imported from; 0 when exporting."""

    def to_read(self) -> Article:
        """Return the article, or only its header if its text has not been fetched yet."""
        return self.article or headed(self, url=self.url or self.address)


COMMON = (
    *("address", "url", "title", "site", "byline", "authors", "language", "published", "added", "opened", "state"),
    *("favourite", "tags", "note", "place", "progress"),
)
"""The fields that `LibraryEntry` shares with the library's own entry."""

ImportRow = ImportedEntry | LibraryEntry | FollowedRow | Skipped | UnknownField
"""Everything a reader of import files may yield."""

SCHEMA = 1
FOLLOWED_SCHEMA = 2
"""The version of lines on what is followed, which versions of termread that follow nothing skip."""

_KINDS: dict[str, type[Any]] = {
    "entry": LibraryEntry,
    "saved": ImportedEntry,
    "subscription": Subscription,
    "story": ImportedStory,
    "mute": ImportedMute,
    "skipped": Skipped,
    "unknown_field": UnknownField,
}
_TYPES = {kind: name for name, kind in _KINDS.items()}


def import_row_record(value: ImportRow) -> Record:
    """Return an item yielded by a reader of import files as a JSON object, with its kind in `type`."""
    if isinstance(value, LibraryEntry):
        return {**library_entry_record(value), "line": value.line}
    return {"type": _TYPES[type(value)], **_fields(value)}


def import_row_of(record: Record) -> ImportRow:
    """Return the value in *record*; raises KeyError, TypeError or ValueError if it does not match the schema."""
    if record["type"] == "entry":
        return library_entry_of(record, line=record.get("line", 0))
    row: ImportRow = _value_of(_KINDS[record["type"]], record)
    return row


def library_entry_record(entry: LibraryEntry) -> Record:
    """Return everything termread keeps about an entry as a JSON object, one line of a `library` file."""
    record: Record = {"termread": SCHEMA, "type": "entry", **_fields(entry)}
    del record["line"]
    return record


def followed_record(row: FollowedRow) -> Record:
    """Return what is kept of what is followed as a JSON object, one line of a `library` file."""
    record: Record = {"termread": FOLLOWED_SCHEMA, "type": _TYPES[type(row)], **_fields(row)}
    del record["line"]
    return record


FOLLOWED = tuple(name for name, kind in _KINDS.items() if kind in (Subscription, ImportedStory, ImportedMute))
"""The types of lines that `followed_of` reads."""


def followed_of(record: Record, *, line: int = 0) -> FollowedRow:
    """Return what is followed in *record*; raises KeyError, TypeError or ValueError if it does not match the schema."""
    _insist_on_schema(record, FOLLOWED_SCHEMA)
    row: FollowedRow = _value_of(_KINDS[record["type"]], {**record, "line": line})
    return row


def _insist_on_schema(record: Record, schema: int) -> None:
    if record["termread"] != schema:
        message = f"schema {record['termread']} is not known"
        raise ValueError(message)


def library_entry_of(record: Record, *, line: int = 0) -> LibraryEntry:
    """Return the entry in *record*; raises KeyError, TypeError or ValueError if it does not match the schema."""
    _insist_on_schema(record, SCHEMA)
    entry: LibraryEntry = _value_of(LibraryEntry, {**record, "line": line})
    return entry


def _fields(value: Any) -> Record:
    return {name: _plain(getattr(value, name)) for name in value.__match_args__}


def _plain(value: Any) -> Any:
    """Return a field as JSON: strings and numbers unchanged, tuples as lists, values as objects."""
    match value:
        case tuple():
            return [_plain(part) for part in value]
        case Article():
            return record_of(value)
        case Place(block, offset):
            return [block, offset]
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case (
            Passage() | Receipt() | ImportedHighlight() | EntryBookmark() | EntryHighlight() | FeedItem() | Enclosure()
        ):
            return _fields(value)
        case _:
            return value


def _value_of(kind: type[Any], record: Record) -> Any:
    """Return the value of *kind* in *record*; fields that are not in it have their defaults."""
    values = {name: record[name] for name in kind.__match_args__ if name in record}
    for name in values.keys() & _READERS.keys():
        if values[name] is not None:
            values[name] = _READERS[name](values[name])
    return kind(**values)


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        message = "the bytes are not base64"
        raise ValueError(message) from error


_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("aliases", "authors", "tags"), tuple),
    "item": lambda record: _value_of(FeedItem, record),
    "enclosures": lambda records: tuple(_value_of(Enclosure, each) for each in records),
    **dict.fromkeys(("place", "start", "end"), lambda at: Place(*at)),
    "article": article_of,
    "receipt": lambda record: _value_of(Receipt, record),
    "data": _bytes_of,
    "bookmarks": lambda records: tuple(_value_of(EntryBookmark, each) for each in records),
    "highlights": lambda records: tuple(
        _value_of(EntryHighlight if "passage" in each else ImportedHighlight, each) for each in records
    ),
    "passage": lambda record: _value_of(Passage, record),
}
"""How a field is read from JSON, unless it is there as it is."""

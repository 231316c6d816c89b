"""Records, and how a program's fields become an entry: a table of names, or functions of the record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

from termread.document import Document
from termread.interchange import ImportedEntry, ImportedHighlight, ImportRow, Skipped, UnknownField
from termread.parse.imports import fields
from termread.text import clean_line
from termread.values import replace

NAMES_CAP = 200
"""The most unknown fields that are counted; a file with more is not a table."""

_EMPTY: tuple[Any, ...] = (None, "", [], {})
DIGITS_CAP = 4_000
"""The most digits of a number; Python raises an exception for more."""
_SMALLEST = 200
"""Fewer characters of HTML are usually a message that there is no article."""


class Record(dict[str, Any]):
    """A dict that remembers which keys were read, so that no field is dropped silently."""

    __slots__ = ("_read",)

    def __init__(self, *given: Any, **more: Any) -> None:
        """Start with no key read."""
        super().__init__(*given, **more)
        self._read: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of *name* and count it as read."""
        self._read.add(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> Any:
        self._read.add(name)
        return super().__getitem__(name)

    def first(self, *names: str) -> Any:
        """Return the first non-empty value; only keys that were looked at count as read."""
        return next((value for name in names if (value := self.get(name)) not in _EMPTY), None)

    def unread(self) -> Iterator[str]:
        """Yield the non-empty fields that were not read, nested ones with a dot."""
        for name, value in self.items():
            if value in _EMPTY:
                continue
            if name not in self._read:
                yield name
                continue
            for part in objects(value if isinstance(value, list) else [value]):
                yield from (f"{name}.{inner}" for inner in part.unread())


def objects(value: Any) -> Iterator[Record]:
    """Yield the records of a list and skip everything else."""
    return (part for part in fields.listed(value) if isinstance(part, Record))


def inner(row: Record, name: str) -> Record:
    """Return the object in a field of *row*, or an empty one."""
    found = row.get(name)
    return found if isinstance(found, Record) else Record()


def read_json(text: str) -> Any:
    """Return the JSON in *text* with every object as a `Record`; raises JSONDecodeError or RecursionError.

    A number with too many digits becomes None.
    """
    return json.loads(text, object_hook=Record, parse_int=lambda said: int(said) if len(said) < DIGITS_CAP else None)


Getter = Callable[[Record], Any]
"""Returns a field of `ImportedEntry` from a record."""
Read = Callable[[Any, int], ImportedEntry]
"""Returns the entry in a row; raises `BadRow`."""
ReadAny = Callable[[Any, int], ImportRow]
"""Returns whatever is in a row; raises `BadRow`."""


class Source(NamedTuple):
    """The fields by which the rows of a program are recognized, and a function that reads a row."""

    needs: frozenset[str]
    read: Read


def source(needs: str, **given: Any) -> Source:
    """Return the source whose rows have the comma-separated fields *needs*; the rest is as for `reader`."""
    return Source(frozenset(_names(needs)), reader(**given))


def reader(*, ignored: str = "", **given: Any) -> Read:
    """Return a function that reads a record; each of *given* is a field of `ImportedEntry`.

    It is given as comma-separated names of the record's fields or as a function of the record; tags may be a tuple of
    both, an article is a getter by `html`. *ignored* are fields that say nothing about an entry.
    """
    getters = {name: getter(name, how) for name, how in ({"url": "url", "title": "title"} | given).items()}

    def read(row: Any, line: int) -> ImportedEntry:
        if not isinstance(row, Record):
            raise fields.BadRow("it is not an entry")
        found: dict[str, Any] = {name: get(row) for name, get in getters.items()}
        found["title"] = fields.title(found["title"], found["url"])
        for name in _names(ignored):
            row.get(name)
        article = found.pop("article", ("",))
        return with_article(ImportedEntry(**found, line=line), *article)

    return read


def split(name: str, by: str = ",") -> Getter:
    """Return a getter for the parts of the field *name*, separated by *by*."""
    return lambda row: fields.parted(row.get(name), by)


def html(content: str | Getter, *, language: str = "", smallest: int = _SMALLEST) -> Getter:
    """Return a getter for an article kept as HTML of at least *smallest* characters."""
    get = getter("", content)
    return lambda row: (get(row), fields.line(row.get(language)), smallest)


def highlights(names: str, quote: str, **given: str) -> Getter:
    """Return a getter for highlights: a list of objects in the field *names*, each read as by `highlight`."""
    read = highlight(quote, **given)
    return lambda row: tuple(found for part in objects(row.first(*_names(names))) for found in read(part))


def highlight(quote: str, *, note: str = "", colour: str = "", created: str = "") -> Getter:
    """Return a getter for the highlight whose fields a record has itself; none without a *quote*."""
    notes = getter("note", note)

    def read(row: Record) -> tuple[ImportedHighlight, ...]:
        said = fields.text(row.first(*_names(quote)))
        if not said:
            return ()
        color, made = fields.line(row.first(*_names(colour))), fields.moment(row.first(*_names(created)))
        return (ImportedHighlight(said, notes(row), color, made),)

    return read


def _names(joined: str) -> list[str]:
    return [name.strip() for name in joined.split(",") if name.strip()]


_CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "url": fields.address,
    "published": fields.published,
    "archived": fields.truth,
    "favourite": fields.truth,
    "progress": fields.progress,
    "authors": fields.author,
    "site": lambda value: fields.line(value) or None,
}
"""What becomes of the first of the named fields that is not empty."""


def getter(field: str, how: Any) -> Getter:
    """Return the function that gets a *field* of `ImportedEntry`, given as for `reader`."""
    names = _names(how) if isinstance(how, str) else []
    if field == "tags":
        getters = [how] if callable(how) else names or how
        return lambda row: fields.tags(*[get(row) if callable(get) else fields.labels(row.get(get)) for get in getters])
    if not isinstance(how, str):
        get: Getter = how
        return get
    if field in {"added", "opened"}:
        return lambda row: next(filter(None, [fields.moment(row.get(name)) for name in names]), None)
    if field == "note":
        return lambda row: "\n\n".join(filter(None, [fields.text(row.get(name)) for name in names]))
    convert = _CONVERSIONS.get(field, lambda value: value)
    return lambda row: convert(row.first(*names))


def with_article(entry: ImportedEntry, content: Any, language: str = "", smallest: int = _SMALLEST) -> ImportedEntry:
    """Return *entry* with the article in *content* if that is HTML of at least *smallest* characters."""
    if not isinstance(content, str) or len(content) < smallest or "<" not in content:
        return entry
    from termread.parse import parse

    tag = f' lang="{escape(language)}"' if language else ""
    head = f"<meta charset=utf-8><title>{escape(entry.title)}</title>"
    body = f"<article>{content}</article>"
    page = f"<!DOCTYPE html><html{tag}><head>{head}</head><body>{body}</body></html>"
    try:
        article = parse(Document(entry.url, page.encode("utf-8", "replace"), entry.url, "text/html", "utf-8")).article
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - one text among thousands must not end an import; it can be fetched again
        return entry
    told = replace(
        article,
        title=entry.title or article.title,
        authors=entry.authors or article.authors,
        byline=article.byline or ", ".join(entry.authors) or None,
        published=entry.published or article.published,
        site=entry.site or article.site,
        url=entry.url,
    )
    return replace(entry, article=told) if article.blocks else entry


def each(
    rows: Iterable[tuple[int, Any]],
    read: ReadAny,
    named: Mapping[str, str] | None = None,
    beside: Iterable[Record] = (),
) -> Iterator[ImportRow]:
    """Yield the result of *read* for each numbered row, then the fields that were not read.

    A row that *read* refuses or fails on is skipped with the reason. *named* maps a field to its name in the file,
    where that differs; *beside* are the records that hold the rows.
    """
    unknown: Counter[str] = Counter()
    for number, row in rows:
        try:
            entry = read(row, number)
        except fields.BadRow as bad:
            yield Skipped(number, clean_line(str(bad)))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - whatever is wrong with one row must not cost the others
            yield Skipped(number, "it could not be read")
        else:
            yield entry
            names = {name for part in objects(row if isinstance(row, list) else [row]) for name in part.unread()}
            unknown.update(name for name in names if name in unknown or len(unknown) < NAMES_CAP)
    for name, count in sorted(unknown.items()):
        yield UnknownField(_shown((named or {}).get(name, name)), count)
    outside = {name for record in beside for name in record.unread() if "." not in name}
    for name in sorted(outside - unknown.keys())[:NAMES_CAP]:
        yield UnknownField(_shown(name), 0)


def _shown(name: str) -> str:
    return fields.shortened(fields.line(name)) or "?"

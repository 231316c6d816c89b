"""Sources: programs whose exports are rows, and how their fields map to an entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from termread.interchange import ImportedEntry, ImportedHighlight
from termread.parse.imports import fields
from termread.parse.imports.contents import with_content
from termread.parse.imports.record import Record

Getter = Callable[[Record], Any]
"""Returns a field of `ImportedEntry` from a row."""


class Source(NamedTuple):
    """The fields by which the rows of a program are recognized, and a function that reads a row."""

    needs: frozenset[str]
    read: Callable[[Record, int], ImportedEntry]


def source(needs: str, *, content: str = "", **given: str | Getter) -> Source:
    """Return the source whose rows have the comma-separated fields *needs*.

    Each of *given* is a field of `ImportedEntry`: comma-separated names of the row's field, or a function of the
    row. *content* names the field that holds the article's HTML.
    """
    getters = {name: _DEFAULTS[name](_names(how)) if isinstance(how, str) else how for name, how in given.items()}
    url = getters.pop("url", _DEFAULTS["url"](["url"]))
    title = getters.pop("title", _DEFAULTS["title"](["title"]))

    def read(row: Record, line: int) -> ImportedEntry:
        address = url(row)
        found: dict[str, Any] = {name: get(row) for name, get in getters.items()}
        saved = ImportedEntry(address, fields.title(title(row), address), line=line, **found)
        return with_content(saved, row.get(content), row.get("language")) if content else saved

    return Source(frozenset(_names(needs)), read)


def custom(needs: str, read: Callable[[Record, int], ImportedEntry]) -> Source:
    """Return the source whose rows have the fields *needs* and are read by *read*."""
    return Source(frozenset(_names(needs)), read)


def split(name: str, by: str) -> Getter:
    """Return a getter for tags in the field *name*, separated by *by*."""
    return lambda row: fields.tags(fields.parted(row.get(name), by))


def highlights(names: str, quote: str, *, note: str, colour: str = "", created: str = "") -> Getter:
    """Return a getter for highlights: a list of objects in the field *names*, each with a *quote*."""

    def read(row: Record) -> tuple[ImportedHighlight, ...]:
        return tuple(
            ImportedHighlight(
                said,
                fields.text(mark.get(note)),
                fields.line(mark.first(*_names(colour))),
                fields.moment(mark.get(created)),
            )
            for mark in fields.objects(row.first(*_names(names)))
            if (said := fields.text(mark.first(*_names(quote))))
        )

    return read


def _names(joined: str) -> list[str]:
    return [name.strip() for name in joined.split(",") if name.strip()]


def _moment(names: Sequence[str]) -> Getter:
    return lambda row: next(filter(None, [fields.moment(row.get(name)) for name in names]), None)


def _truth(names: Sequence[str]) -> Getter:
    return lambda row: fields.truth(row.first(*names))


def _author(names: Sequence[str]) -> Getter:
    return lambda row: (name,) if (name := fields.line(row.first(*names))) else ()


_DEFAULTS: dict[str, Callable[[Sequence[str]], Getter]] = {
    "url": lambda names: lambda row: fields.address(row.first(*names)),
    "title": lambda names: lambda row: row.first(*names),
    "added": _moment,
    "opened": _moment,
    "published": lambda names: lambda row: fields.published(row.first(*names)),
    "tags": lambda names: lambda row: fields.tags(*[fields.labels(row.get(name)) for name in names]),
    "archived": _truth,
    "favourite": _truth,
    "progress": lambda names: lambda row: fields.progress(row.first(*names)),
    "note": lambda names: lambda row: "\n\n".join(filter(None, [fields.text(row.get(name)) for name in names])),
    "authors": _author,
    "site": lambda names: lambda row: fields.line(row.first(*names)) or None,
}
"""The default conversion for each field of `ImportedEntry`."""

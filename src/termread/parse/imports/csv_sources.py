"""Sources that export rows of CSV. The first whose columns a file has reads it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from termread.interchange import ImportedEntry, ImportedHighlight
from termread.parse.imports import fields
from termread.parse.imports.fields import BadRow
from termread.parse.imports.record import Record as Row
from termread.parse.imports.source import custom, source, split

_LITERAL_CAP = 20_000
_INERT = re.compile(r"(\A|[;\t\r\n])'([ \"']*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""The apostrophe that termread writes before what a spreadsheet would run (`write/structured.py`)."""
_LABEL = re.compile(r"\s*(?P<kind>highlight|comment|note|sticky note|annotation)s?\s*:\s*", re.IGNORECASE)
_QUOTED_TAG = re.compile(r'"([^"]*)"|([^\s,"]+)')
_ADDED = "created, added, saved, date, created at, added at, saved at, date added, date saved, time added, bookmarked at, timestamp"
"""Common names of the column with the date saved."""


def _twelve_hours(bare: str) -> str | None:
    """Read a time of wallabag's CSV, which lacks am or pm: it may be half a day early."""
    try:
        return fields.moment(datetime.strptime(bare.strip(), "%d/%m/%Y %H:%M:%S"))
    except ValueError:
        return fields.moment(bare)


def _json_list(cell: str | None) -> list[Any]:
    try:
        return fields.listed(json.loads(cell)) if cell else []
    except (ValueError, RecursionError):
        return []


def _instapaper(row: Row, line: int) -> ImportedEntry:
    url = fields.address(row.get("url"))
    folder, quote = fields.line(row.get("folder")), fields.text(row.get("selection"))
    return ImportedEntry(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("timestamp")),
        tags=fields.tags([] if folder in {"Unread", "Archive", "Starred"} else [folder], _json_list(row.get("tags"))),
        archived=folder in {"Archive", "Starred"},
        favourite=folder == "Starred",
        highlights=(ImportedHighlight(quote),) if quote else (),
        line=line,
    )


def _readwise_reader(row: Row, line: int) -> ImportedEntry:
    location = fields.line(row.get("location")).lower()
    if location == "feed":
        raise BadRow("it came from a feed and was not saved")
    url = fields.address(row.get("url"))
    return ImportedEntry(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("saved date")),
        tags=fields.tags(_python_list(row.get("document tags"))),
        archived=location == "archive",
        favourite=location == "shortlist",
        progress=fields.progress(row.get("reading progress")),
        line=line,
    )


def _python_list(cell: str | None) -> list[Any]:
    """Return the tags of Readwise, written as a Python literal; none if they do not parse."""
    try:
        return fields.listed(ast.literal_eval(cell)) if cell and len(cell) < _LITERAL_CAP else []
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return []


def _readwise_highlight(row: Row, line: int) -> ImportedEntry:
    if not (row.get("url") or "").strip():
        raise BadRow("it is a highlight of a book, which has no web address")
    url = fields.address(row.get("url"))
    quote, author = fields.text(row.get("highlight")), fields.line(row.first("book author", "author"))
    made = fields.moment(row.first("highlighted at", "date"))
    marked = ImportedHighlight(quote, fields.text(row.get("note")), fields.line(row.get("color")), made)
    return ImportedEntry(
        url,
        fields.title(row.first("book title", "title"), url),
        added=made,
        tags=fields.tags(fields.parted(row.get("document tags")), fields.parted(row.get("tags"))),
        authors=(author,) if author else (),
        highlights=(marked,) if quote else (),
        line=line,
    )


def _termread(row: Row, line: int) -> ImportedEntry:
    row.update({name: _INERT.sub(r"\1\2", cell) for name, cell in row.items()})
    url = fields.address(row.get("url"))
    return ImportedEntry(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("added")),
        tags=fields.tags(_json_list(row.get("tags"))),
        archived=row.get("state") == "archived",
        favourite=fields.truth(row.get("favourite")),
        progress=fields.progress(row.get("progress")),
        note=fields.text(row.get("note")),
        authors=fields.tags(_json_list(row.get("authors"))),
        published=fields.published(row.get("published")),
        site=fields.line(row.get("site")) or None,
        opened=fields.moment(row.get("opened")),
        line=line,
    )


def _raindrop_tags(row: Row) -> tuple[str, ...]:
    folders = [part for part in fields.parted(row.get("folder"), "/") if part.strip() != "Unsorted"]
    return fields.tags(folders, fields.parted(row.get("tags")))


def _raindrop_highlights(row: Row) -> Iterator[ImportedHighlight]:
    """Yield one highlight per line, with its note from the next line."""
    quote = ""
    for part in (part.strip() for part in (row.get("highlights") or "").split("\n")):
        if part.startswith("Note:"):
            yield ImportedHighlight(fields.text(quote), fields.text(part.removeprefix("Note:")))
            quote = ""
        elif part:
            if quote:
                yield ImportedHighlight(fields.text(quote))
            quote = part.removeprefix("Highlight:")
    if quote.strip():
        yield ImportedHighlight(fields.text(quote))


_RAINDROP: dict[str, Any] = {
    "added": "created",
    "tags": _raindrop_tags,
    "favourite": "favorite",
    "note": "note",
    "highlights": lambda row: tuple(_raindrop_highlights(row)),
}


def _diigo_tags(row: Row) -> tuple[str, ...]:
    """Return tags separated by spaces or commas; a tag of several words is in quotation marks."""
    cell = row.get("tags") or ""
    bare = "" if cell.strip() == "no_tag" else cell
    if "," in bare:
        return fields.tags(bare.split(","))
    return fields.tags([found[1] or found[2] for found in _QUOTED_TAG.finditer(bare)])


def _diigo_highlights(row: Row) -> Iterator[ImportedHighlight]:
    """Yield a highlight for each `Highlight:` line, with the lines after it as its note."""
    quote, note = "", list[str]()
    for part in [*(row.get("annotations") or "").split("\n"), "Highlight:"]:
        label = _LABEL.match(part)
        words = part[label.end() :].strip() if label else part.strip()
        if label and label["kind"].lower() == "highlight":
            if quote or note:
                yield ImportedHighlight(
                    fields.text(quote or note[0]), fields.text("\n".join(note if quote else note[1:]))
                )
            quote, note = words, []
        elif words:
            note.append(words)


def _readeck_state(row: Row) -> str:
    return fields.line(row.get("state")).lower()


def _hypothesis(row: Row, line: int) -> ImportedEntry:
    url, made = fields.address(row.get("url")), fields.moment(row.get("created"))
    quote, note = fields.text(row.get("quote")), fields.text(row.get("annotation"))
    return ImportedEntry(
        url,
        fields.title(row.get("title"), url),
        added=made,
        tags=fields.tags(fields.labels(row.get("tags"))),
        note="" if quote else note,
        highlights=(ImportedHighlight(quote, note, "", made),) if quote else (),
        line=line,
    )


def _any_csv(row: Row, line: int) -> ImportedEntry:
    """Read a row of an unknown program by common column names."""
    url = fields.address(row.get("url"))
    state, author = row.first("state", "status"), fields.line(row.first("author", "authors", "creator"))
    made = fields.moment(row.first(*_ADDED.split(", ")))
    names = ("note", "notes", "description", "comment", "comments", "annotation")
    note = "\n\n".join(filter(None, [fields.text(row.get(name)) for name in names]))
    quote = fields.text(row.first("quote", "highlight", "selection"))
    folders = fields.parted(row.first("folder", "collection"), "/")
    return ImportedEntry(
        url,
        fields.title(row.first("title", "name"), url),
        added=made,
        tags=fields.tags(folders, fields.labels(row.first("tags", "labels", "tag"))),
        archived=fields.done(state) or fields.truth(row.first("archived", "is archived")),
        favourite=fields.truth(row.first("favorite", "favourite", "starred", "is starred", "is favorite")),
        note="" if quote else note,
        authors=(author,) if author else (),
        published=fields.moment(row.first("published", "published at", "publication date")),
        highlights=(ImportedHighlight(quote, note, "", made),) if quote else (),
        line=line,
    )


CSV_SOURCES = (
    source(
        "url, title, time added, status",  # Pocket
        added="time added",
        tags=split("tags", "|"),
        archived=lambda row: row.get("status") in {"archive", "read"},
    ),
    custom("url, selection, folder", _instapaper),
    source(
        "url, title, content, mime type, creation date",  # wallabag
        added=lambda row: _twelve_hours(row.get("creation date", "")),
        tags="tags",
        content="content",
    ),
    custom("url, document tags, saved date, location", _readwise_reader),
    custom("highlight, book title", _readwise_highlight),
    custom("highlight, title, url", _readwise_highlight),
    source(
        "url, title, publisher, in queue",  # Matter
        added="last interaction date",
        tags=split("tags", ";"),
        archived=lambda row: not fields.truth(row.get("in queue")),
        favourite="favorited",
        progress=lambda row: 1.0 if fields.truth(row.get("read")) else 0.0,
        authors="author",
        site="publisher",
    ),
    custom("url, title, state, favourite, progress", _termread),
    source("url, folder, created, cover", **_RAINDROP),
    source("url, folder, created, note", **_RAINDROP),
    source(
        "url, state, labels, saved at",  # Omnivore, as others turned it into CSV
        added="saved at",
        tags="labels",
        archived=lambda row: fields.done(row.get("state")),
        published=lambda row: fields.moment(row.get("published at")),
    ),
    source(
        "url, state, created, labels",  # Readeck
        added="created",
        tags="labels",
        archived=lambda row: fields.done(_readeck_state(row)),
        favourite=lambda row: _readeck_state(row) in {"favorite", "favourite", "starred"},
    ),
    source(
        "url, annotations, comments",  # Diigo
        added="created at",
        tags=_diigo_tags,
        note="description, comments",
        highlights=lambda row: tuple(_diigo_highlights(row)),
    ),
    custom("url, quote, annotation", _hypothesis),
    source(
        "url, name, collection",  # Linkwarden
        title="name, title",
        added="created at",
        tags=lambda row: fields.tags(fields.parted(row.get("collection"), "/"), fields.labels(row.get("tags"))),
        note="description",
    ),
    custom("url", _any_csv),
)

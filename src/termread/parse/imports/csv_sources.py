"""Programs that export rows of CSV. The first whose columns a file has reads it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from termread.interchange import ImportedHighlight
from termread.parse.imports import fields
from termread.parse.imports.fields import BadRow
from termread.parse.imports.rows import Record, getter, highlight, html, source, split
from termread.text import regex

_SHELVES = {"Unread", "Archive", "Starred"}
"""The folders of Instapaper that say how far an article was read."""
_LITERAL_CAP = 20_000
_INERT = regex(r"(\A|[;\t\r\n])'([ \"']*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""The apostrophe that termread writes before what a spreadsheet would run (`write/structured.py`)."""
_LABEL = regex(r"\s*(?P<kind>highlight|comment|note|sticky note|annotation)s?\s*:\s*", re.IGNORECASE)
_QUOTED_TAG = regex(r'"([^"]*)"|([^\s,"]+)')
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


def _python_list(cell: str | None) -> list[Any]:
    """Return the tags of Readwise, written as a Python literal; none if they do not parse."""
    try:
        return fields.listed(ast.literal_eval(cell)) if cell and len(cell) < _LITERAL_CAP else []
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return []


def _raindrop_highlights(row: Record) -> Iterator[ImportedHighlight]:
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


def _diigo_tags(row: Record) -> list[str]:
    """Return tags separated by spaces or commas; a tag of several words is in quotation marks."""
    cell = row.get("tags") or ""
    bare = "" if cell.strip() == "no_tag" else cell
    if "," in bare:
        return bare.split(",")
    return [found[1] or found[2] for found in _QUOTED_TAG.finditer(bare)]


def _diigo_highlights(row: Record) -> Iterator[ImportedHighlight]:
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


def _lower(row: Record, *names: str) -> str:
    return fields.line(row.first(*names)).lower()


def _readwise_address(row: Record) -> str:
    """Return the address, unless the row is an entry of a feed."""
    if _lower(row, "location") == "feed":
        raise BadRow("it came from a feed and was not saved")
    return fields.address(row.get("url"))


def _highlighted_address(row: Record) -> str:
    if not (row.get("url") or "").strip():
        raise BadRow("it is a highlight of a book, which has no web address")
    return fields.address(row.get("url"))


def _own_address(row: Record) -> str:
    """Return the address of a row of termread's own, and make all its cells what they were."""
    row.update({name: _INERT.sub(r"\1\2", cell) for name, cell in row.items()})
    return fields.address(row.get("url"))


def _quotation(quote: str, note: str, created: str) -> dict[str, Any]:
    """Return the fields of a row that is a highlight or, where its *quote* is empty, a note on the whole page."""
    notes, said = getter("note", note), getter("quote", quote)
    return {
        "highlights": highlight(quote, note=note, created=created),
        "note": lambda row: "" if fields.text(said(row)) else notes(row),
    }


_READWISE: dict[str, Any] = {
    "url": _highlighted_address,
    "title": "book title, title",
    "added": lambda row: fields.moment(row.first("highlighted at", "date")),
    "tags": (split("document tags"), split("tags")),
    "authors": "book author, author",
    "highlights": highlight("highlight", note="note", colour="color", created="highlighted at, date"),
}
_RAINDROP: dict[str, Any] = {
    "added": "created",
    "tags": (
        lambda row: [part for part in fields.parted(row.get("folder"), "/") if part.strip() != "Unsorted"],
        split("tags"),
    ),
    "favourite": "favorite",
    "note": "note",
    "highlights": lambda row: tuple(_raindrop_highlights(row)),
}

CSV_SOURCES = (
    source(
        "url, title, time added, status",  # Pocket
        added="time added",
        tags=split("tags", "|"),
        archived=lambda row: row.get("status") in {"archive", "read"},
    ),
    source(
        "url, selection, folder",  # Instapaper
        added="timestamp",
        tags=(
            lambda row: [name for name in [row.get("folder")] if fields.line(name) not in _SHELVES],
            lambda row: _json_list(row.get("tags")),
        ),
        archived=lambda row: fields.line(row.get("folder")) in {"Archive", "Starred"},
        favourite=lambda row: fields.line(row.get("folder")) == "Starred",
        highlights=highlight("selection"),
    ),
    source(
        "url, title, content, mime type, creation date",  # wallabag
        added=lambda row: _twelve_hours(row.get("creation date", "")),
        tags="tags",
        article=html("content", language="language"),
    ),
    source(
        "url, document tags, saved date, location",  # Readwise Reader
        url=_readwise_address,
        added="saved date",
        tags=lambda row: _python_list(row.get("document tags")),
        archived=lambda row: _lower(row, "location") == "archive",
        favourite=lambda row: _lower(row, "location") == "shortlist",
        progress="reading progress",
    ),
    source("highlight, book title", **_READWISE),
    source("highlight, title, url", **_READWISE),
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
    source(
        "url, title, state, favourite, progress",  # termread
        url=_own_address,
        added="added",
        tags=lambda row: _json_list(row.get("tags")),
        archived=lambda row: row.get("state") == "archived",
        favourite="favourite",
        progress="progress",
        note="note",
        authors=lambda row: fields.tags(_json_list(row.get("authors"))),
        published="published",
        site="site",
        opened="opened",
    ),
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
        archived=lambda row: fields.done(row.get("state")),
        favourite=lambda row: _lower(row, "state") in {"favorite", "favourite", "starred"},
    ),
    source(
        "url, annotations, comments",  # Diigo
        added="created at",
        tags=_diigo_tags,
        note="description, comments",
        highlights=lambda row: tuple(_diigo_highlights(row)),
    ),
    source(
        "url, quote, annotation",  # Hypothesis
        added="created",
        tags="tags",
        **_quotation("quote", "annotation", "created"),
    ),
    source(
        "url, name, collection",  # Linkwarden
        title="name, title",
        added="created at",
        tags=(split("collection", "/"), "tags"),
        note="description",
    ),
    source(
        "url",  # any other program, by the usual names of columns
        title="title, name",
        added=lambda row: fields.moment(row.first(*_ADDED.split(", "))),
        tags=(
            lambda row: fields.parted(row.first("folder", "collection"), "/"),
            lambda row: fields.labels(row.first("tags", "labels", "tag")),
        ),
        archived=lambda row: (
            fields.done(row.first("state", "status")) or fields.truth(row.first("archived", "is archived"))
        ),
        favourite="favorite, favourite, starred, is starred, is favorite",
        authors="author, authors, creator",
        published=lambda row: fields.moment(row.first("published", "published at", "publication date")),
        **_quotation("quote, highlight, selection", "note, notes, description, comment, comments, annotation", _ADDED),
    ),
)

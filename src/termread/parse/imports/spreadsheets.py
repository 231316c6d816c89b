"""CSV files: Pocket, Instapaper, wallabag, Readwise, Raindrop, Matter, termread's own, and any with a column of addresses."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from termread.parse.imports import any_csv, diigo, fields, hypothesis, linkwarden, omnivore, raindrop, readeck, readwise
from termread.parse.imports.contents import with_content
from termread.parse.imports.family import Family
from termread.parse.imports.fields import BadRow
from termread.parse.imports.record import Record as Row
from termread.saved import Saved, SavedHighlight, Taken

CELL_CAP = 16_000_000
"""Characters of the largest cell: a whole article may be in it."""
_OPEN = "\0"
"""What stands for a row with a quotation mark that is never closed."""
_INERT = re.compile(r"(\A|[;\t\r\n])'([ \"']*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""The apostrophe that termread writes before what a spreadsheet would run (`write/spreadsheet.py`)."""
_ADDRESSES = ("link", "href", "uri", "address", "page url", "article url", "source url")
"""Other names for the column of addresses."""


def recognise(text: str) -> Iterator[Taken] | None:
    """Return what a CSV file holds, or None where its first line is not a header that is known."""
    first = text.lstrip("\n").split("\n", 1)[0]
    if len(first) > 2_000:
        return None
    rows = _rows(text, max(",;\t", key=first.count))
    _, names = next(rows, (0, []))
    header = _header(names)
    for family in _FAMILIES:
        if family.needs <= header.keys():
            keys = list(header)
            return fields.each(((number, _row(keys, row)) for number, row in rows), _closed(family.read), header)
    return None


def _header(names: list[str]) -> dict[str, str]:
    """Return each column by the name that it is looked for under, with its name in the file."""
    header: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        key = " ".join(name.lower().replace("_", " ").split())
        if not key or key in header:
            key = f"{key} (column {number})".strip()
            name = key
        header[key] = name
    if "url" not in header:
        link = next((key for key in _ADDRESSES if key in header), None)
        return {("url" if key == link else key): name for key, name in header.items()}
    return header


def _row(keys: list[str], cells: list[str]) -> Row:
    """Return the cells of a row by their columns; those beyond the last column have a name too."""
    row = Row(zip(keys, cells, strict=False))
    row.update((f"(column {number})", cell) for number, cell in enumerate(cells[len(keys) :], len(keys) + 1))
    return row


def _closed(read: Callable[[Row, int], Saved]) -> Callable[[Row, int], Saved]:
    def read_row(row: Row, line: int) -> Saved:
        if _OPEN in row.values():
            raise BadRow("a quotation mark in it is never closed")
        return read(row, line)

    return read_row


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line it begins on."""
    above = 0
    while text:
        begins = 0
        row: list[str] = []
        for begins, row, is_last in _read(text, delimiter):
            if row and not is_last:
                yield above + begins, row
        text = _behind_open(text, begins)
        if row and text:
            yield above + begins, [_OPEN]
        elif row:
            yield above + begins, row
        above += begins


def _read(text: str, delimiter: str) -> Iterator[tuple[int, list[str], bool]]:
    """The rows, each with the line it begins on and whether it is the last."""
    csv.field_size_limit(CELL_CAP)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before: tuple[int, list[str]] | None = None
    while True:
        begins = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            row = ["", ""]
        if before:
            yield *before, False
        before = begins, row
    if before:
        yield *before, True


def _behind_open(text: str, begins: int) -> str:
    """What stands behind line *begins*, on which the last row begins, where a quotation mark in it has swallowed the rest."""
    lines = text.split("\n")[begins - 1 :]
    swallowed = len(lines) > 1 and "\n".join(lines).count('"') % 2 == 1
    return "\n".join(lines[1:]) if swallowed else ""


def _pocket(row: Row, line: int) -> Saved:
    url = fields.address(row.get("url"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("time added")),
        tags=fields.tags(fields.parted(row.get("tags"), "|")),
        archived=row.get("status") in {"archive", "read"},
        line=line,
    )


def _instapaper(row: Row, line: int) -> Saved:
    url = fields.address(row.get("url"))
    folder = fields.line(row.get("folder"))
    quote = fields.text(row.get("selection"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("timestamp")),
        tags=fields.tags([] if folder in {"Unread", "Archive", "Starred"} else [folder], _json_list(row.get("tags"))),
        archived=folder in {"Archive", "Starred"},
        favourite=folder == "Starred",
        highlights=(SavedHighlight(quote),) if quote else (),
        line=line,
    )


def _wallabag(row: Row, line: int) -> Saved:
    url = fields.address(row.get("url"))
    saved = Saved(
        url,
        fields.title(row.get("title"), url),
        added=_twelve_hours(row.get("creation date", "")),
        tags=fields.tags(fields.parted(row.get("tags"))),
        line=line,
    )
    return with_content(saved, row.get("content"), row.get("language"))


def _twelve_hours(bare: str) -> str | None:
    """Read a time of wallabag, whose hours are told without am or pm: it may be half a day early."""
    try:
        return fields.moment(datetime.strptime(bare.strip(), "%d/%m/%Y %H:%M:%S"))
    except ValueError:
        return fields.moment(bare)


def _matter(row: Row, line: int) -> Saved:
    url = fields.address(row.get("url"))
    author = fields.line(row.get("author"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("last interaction date")),
        tags=fields.tags(fields.parted(row.get("tags"), ";")),
        archived=not fields.truth(row.get("in queue")),
        favourite=fields.truth(row.get("favorited")),
        progress=1.0 if fields.truth(row.get("read")) else 0.0,
        authors=(author,) if author else (),
        site=fields.line(row.get("publisher")) or None,
        line=line,
    )


def _termread(row: Row, line: int) -> Saved:
    row.update({name: _INERT.sub(r"\1\2", cell) for name, cell in row.items()})
    url = fields.address(row.get("url"))
    return Saved(
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


def _json_list(cell: str | None) -> list[Any]:
    try:
        return fields.listed(json.loads(cell)) if cell else []
    except (ValueError, RecursionError):
        return []


_FAMILIES = (
    Family(frozenset({"url", "title", "time added", "status"}), _pocket),
    Family(frozenset({"url", "selection", "folder"}), _instapaper),
    Family(frozenset({"url", "title", "content", "mime type", "creation date"}), _wallabag),
    readwise.READER,
    *readwise.HIGHLIGHTS,
    Family(frozenset({"url", "title", "publisher", "in queue"}), _matter),
    Family(frozenset({"url", "title", "state", "favourite", "progress"}), _termread),
    *raindrop.CSV,
    omnivore.CSV,
    readeck.CSV,
    diigo.CSV,
    hypothesis.CSV,
    linkwarden.CSV,
    any_csv.CSV,
)

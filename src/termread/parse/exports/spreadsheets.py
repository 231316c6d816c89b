"""CSV files: Pocket, Instapaper, wallabag, Readwise, Raindrop, Matter, termread's own, and any with a url column."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from termread.parse.exports import fields
from termread.parse.exports.contents import with_content
from termread.parse.exports.fields import BadRow
from termread.saved import Saved, SavedHighlight, Skipped

Row = dict[str, str]

CELL_CAP = 16_000_000
"""Characters of the largest cell: a whole article may be in it."""
_OPEN = "\0"
"""What stands for a row with a quotation mark that is never closed."""
_INERT = re.compile(r"(\A|[;\t\r\n])'([ \"']*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""The apostrophe that termread writes before what a spreadsheet would run (`write/spreadsheet.py`)."""
_LITERAL_CAP = 20_000


class Family(NamedTuple):
    """The files of one program: the columns that tell them, and how a row is read."""

    needs: frozenset[str]
    read: Callable[[Row, int], Saved]


def recognise(text: str) -> Iterator[Saved | Skipped] | None:
    """Return what a CSV file holds, or None where its first line is not a header that is known."""
    first = text.lstrip("\n").split("\n", 1)[0]
    if len(first) > 2_000:
        return None
    rows = _rows(text, max(",;\t", key=first.count))
    _, names = next(rows, (0, []))
    header = [" ".join(name.lower().replace("_", " ").split()) for name in names]
    for family in _FAMILIES:
        if family.needs <= set(header):
            return fields.each(
                ((number, dict(zip(header, row, strict=False))) for number, row in rows), _closed(family.read)
            )
    return None


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


def _reader(row: Row, line: int) -> Saved:
    location = fields.line(row.get("location")).lower()
    if location == "feed":
        raise BadRow("it came from a feed and was not saved")
    url = fields.address(row.get("url"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("saved date")),
        tags=fields.tags(_python_list(row.get("document tags"))),
        archived=location == "archive",
        favourite=location == "shortlist",
        progress=fields.progress(row.get("reading progress")),
        line=line,
    )


def _readwise(row: Row, line: int) -> Saved:
    if not (row.get("url") or "").strip():
        raise BadRow("it is a highlight of a book, which has no web address")
    url = fields.address(row.get("url"))
    quote = fields.text(row.get("highlight"))
    author = fields.line(row.get("book author") or row.get("author"))
    made = fields.moment(row.get("highlighted at") or row.get("date"))
    marked = SavedHighlight(quote, fields.text(row.get("note")), fields.line(row.get("color")), made)
    return Saved(
        url,
        fields.title(row.get("book title") or row.get("title"), url),
        added=made,
        tags=fields.tags(fields.parted(row.get("document tags")), fields.parted(row.get("tags"))),
        authors=(author,) if author else (),
        highlights=(marked,) if quote else (),
        line=line,
    )


def _raindrop(row: Row, line: int) -> Saved:
    url = fields.address(row.get("url"))
    folders = [part for part in fields.parted(row.get("folder"), "/") if part.strip() != "Unsorted"]
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created")),
        tags=fields.tags(folders, fields.parted(row.get("tags"))),
        favourite=fields.truth(row.get("favorite")),
        note=fields.text(row.get("note")),
        highlights=tuple(_raindrop_highlights(row.get("highlights") or "")),
        line=line,
    )


def _raindrop_highlights(cell: str) -> Iterator[SavedHighlight]:
    """A highlight a line, its note on the next where there is one."""
    quote = ""
    for part in (part.strip() for part in cell.split("\n")):
        if part.startswith("Note:"):
            yield SavedHighlight(fields.text(quote), fields.text(part.removeprefix("Note:")))
            quote = ""
        elif part:
            if quote:
                yield SavedHighlight(fields.text(quote))
            quote = part.removeprefix("Highlight:")
    if quote.strip():
        yield SavedHighlight(fields.text(quote))


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
        line=line,
    )


def _termread(row: Row, line: int) -> Saved:
    row = {name: _INERT.sub(r"\1\2", cell) for name, cell in row.items()}
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
        line=line,
    )


def _any(row: Row, line: int) -> Saved:
    url = fields.address(row.get("url"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created") or row.get("added") or row.get("date")),
        tags=fields.tags(fields.parted(row.get("tags"))),
        note=fields.text(row.get("note")),
        line=line,
    )


def _json_list(cell: str | None) -> list[Any]:
    try:
        return fields.listed(json.loads(cell)) if cell else []
    except (ValueError, RecursionError):
        return []


def _python_list(cell: str | None) -> list[Any]:
    """Readwise writes its tags as Python would print them; a list that does not parse gives no tags."""
    try:
        return fields.listed(ast.literal_eval(cell)) if cell and len(cell) < _LITERAL_CAP else []
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return []


_FAMILIES = (
    Family(frozenset({"url", "title", "time added", "status"}), _pocket),
    Family(frozenset({"url", "selection", "folder"}), _instapaper),
    Family(frozenset({"url", "title", "content", "mime type", "creation date"}), _wallabag),
    Family(frozenset({"url", "document tags", "saved date", "location"}), _reader),
    Family(frozenset({"highlight", "book title"}), _readwise),
    Family(frozenset({"highlight", "title", "url"}), _readwise),
    Family(frozenset({"url", "title", "publisher", "in queue"}), _matter),
    Family(frozenset({"url", "title", "state", "favourite", "progress"}), _termread),
    Family(frozenset({"url", "folder", "created"}), _raindrop),
    Family(frozenset({"url"}), _any),
)

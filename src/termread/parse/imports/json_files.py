"""JSON files, matched to a program by the names of their fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from json import JSONDecodeError
from typing import Any

from termread.errors import Unreadable
from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import browsers, fields, google_reader, linkwarden
from termread.parse.imports.annotations import annotated, annotation_rows
from termread.parse.imports.json_sources import JSON_SOURCES, karakeep
from termread.parse.imports.ledger import is_ledger, read_ledger
from termread.parse.imports.record import Record as Row
from termread.parse.imports.record import read_json

_BEGINS = re.compile(r"\s*[\[{]\s*[{\"]")


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the entries of a JSON file, or None if its kind is unknown."""
    if is_ledger(text):
        return read_ledger(text.split("\n"))
    try:
        whole = read_json(text)
    except RecursionError:
        raise Unreadable("This JSON nests too deep to be another program's export.") from None
    except JSONDecodeError as error:
        if not _BEGINS.match(text):
            return None
        raise Unreadable(
            f"This JSON is broken in line {error.lineno}, as if it had been cut off. Export it again; nothing was taken in."
        ) from None
    return _object(whole) if isinstance(whole, Row) else _list(fields.listed(whole))


def _list(rows: list[Any], beside: Sequence[Row] = ()) -> Iterator[ImportRow] | None:
    known = [row for row in rows[:20] if isinstance(row, Row)]
    if any(row.get("type") == "Annotation" for row in known):
        return fields.each(annotation_rows(fields.objects(rows)), annotated, beside=beside)
    for source in JSON_SOURCES:
        if any(source.needs <= row.keys() for row in known):
            return fields.each(enumerate(rows, 1), _only_objects(source.read), beside=beside)
    return None


def _only_objects(read: Callable[[Row, int], ImportedEntry]) -> Callable[[Any, int], ImportedEntry]:
    def read_any(row: Any, line: int) -> ImportedEntry:
        if not isinstance(row, Row):
            raise fields.BadRow("it is not an entry")
        return read(row, line)

    return read_any


def _object(whole: Row) -> Iterator[ImportRow] | None:
    for recognise_one in (google_reader.recognise, linkwarden.recognise):
        if (found := recognise_one(whole)) is not None:
            return found
    bookmarks = fields.listed(whole.get("bookmarks"))
    if isinstance(whole.get("roots"), dict):
        return fields.each(browsers.chrome_rows(whole), browsers.chrome)
    if "children" in whole and ("guid" in whole or "root" in whole or "dateAdded" in whole):
        return fields.each(browsers.firefox_rows(whole), browsers.firefox)
    if any(isinstance(row, Row) and "content" in row for row in bookmarks[:20]):
        return _karakeep(whole, bookmarks)
    if whole.get("type") == "Annotation":
        return _list([whole])
    for name in ("bookmarks", "results", "items", "annotations", "rows", "entries"):
        if isinstance(whole.get(name), list):
            rows = whole[name]
            hypothesis = any(isinstance(row, Row) and {"uri", "target"} <= row.keys() for row in rows[:20])
            if hypothesis:
                return fields.each(annotation_rows(fields.objects(rows)), annotated, beside=[whole])
            return _list(rows, [whole])
    return None


def _karakeep(whole: Row, bookmarks: list[Any]) -> Iterator[ImportRow]:
    names = {
        found["id"]: fields.line(found.get("name"))
        for found in fields.objects(whole.get("lists"))
        if isinstance(found.get("id"), str)
    }
    read = _only_objects(lambda row, line: karakeep(row, line, names))
    return fields.each(enumerate(bookmarks, 1), read, beside=[whole])

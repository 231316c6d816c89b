"""What is taken in and handed back, as JSON: over the engine's pipe, and one entry a line in a `library` file.

`taken_of(taken_record(value)) == value` for every value. The keys of an entry always stand in the same order, so that
the same entry always gives the same bytes (docs/schema.md).
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from termread.article import Article, Passage, Place
from termread.codec import Record, article_of, record_of
from termread.document import Receipt
from termread.saved import (
    BEGINNING,
    Exported,
    ExportedBookmark,
    ExportedHighlight,
    Saved,
    SavedHighlight,
    Skipped,
    Taken,
    UnknownField,
)
from termread.values import fields

SCHEMA = 1

_TUPLES = frozenset({"aliases", "authors", "tags"})


def taken_record(value: Taken) -> Record:
    """Return what a reader of import files yielded as a JSON object; its `type` says which it is."""
    match value:
        case Exported():
            return {**exported_record(value), "line": value.line}
        case Saved():
            return {"type": "saved", **{field.name: _plain(getattr(value, field.name)) for field in fields(Saved)}}
        case Skipped(line, reason):
            return {"type": "skipped", "line": line, "reason": reason}
        case UnknownField(name, rows):
            return {"type": "unknown_field", "name": name, "rows": rows}


def taken_of(record: Record) -> Taken:
    """Return the value in *record*; raises KeyError, TypeError or ValueError where it is not of this schema."""
    match record["type"]:
        case "entry":
            return exported_of(record, line=record.get("line", 0))
        case "saved":
            return _saved_of(record)
        case "skipped":
            return Skipped(record["line"], record["reason"])
        case "unknown_field":
            return UnknownField(record["name"], record["rows"])
        case other:
            message = f"{other!r} is not a type of this schema"
            raise ValueError(message)


def exported_record(entry: Exported) -> Record:
    """Return everything termread keeps of an entry as a JSON object, the line of a `library` file."""
    record: Record = {"termread": SCHEMA, "type": "entry"}
    record.update((field.name, _plain(getattr(entry, field.name))) for field in fields(Exported))
    del record["line"]
    return record


def exported_of(record: Record, *, line: int = 0) -> Exported:
    """Return the entry in *record*; raises KeyError, TypeError or ValueError where it is not of this schema."""
    if record["termread"] != SCHEMA:
        message = f"schema {record['termread']} is not known"
        raise ValueError(message)
    values = _values(record, Exported)
    values["place"] = Place(*record["place"]) if "place" in record else BEGINNING
    if record.get("receipt") is not None:
        values["receipt"] = _receipt_of(record["receipt"])
    values["bookmarks"] = tuple(
        ExportedBookmark(_passage_of(b["passage"]), b["label"], b["created"]) for b in record.get("bookmarks", ())
    )
    values["highlights"] = tuple(
        ExportedHighlight(_passage_of(h["passage"]), h["colour"], h["note"], h["created"])
        for h in record.get("highlights", ())
    )
    values["line"] = line
    return Exported(**values)


def _saved_of(record: Record) -> Saved:
    values = _values(record, Saved)
    values["highlights"] = tuple(SavedHighlight(**highlight) for highlight in record.get("highlights", ()))
    return Saved(**values)


def _values(record: Record, kind: type[Exported | Saved]) -> dict[str, Any]:
    values = {field.name: record[field.name] for field in fields(kind) if field.name in record}
    for name in _TUPLES & values.keys():
        values[name] = tuple(values[name])
    if values.get("article") is not None:
        values["article"] = article_of(values["article"])
    return values


def _plain(value: Any) -> Any:
    """The JSON of a field: texts and numbers as they are, tuples as lists, values as objects."""
    match value:
        case tuple():
            return [_plain(part) for part in value]
        case Article():
            return record_of(value)
        case Place(block, offset):
            return [block, offset]
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case Passage() | Receipt() | SavedHighlight() | ExportedBookmark() | ExportedHighlight():
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def _passage_of(record: Record) -> Passage:
    return Passage(Place(*record["start"]), Place(*record["end"]), record["quote"], record["prefix"], record["suffix"])


def _receipt_of(record: Record) -> Receipt:
    data = record.get("data")
    try:
        raw = None if data is None else base64.b64decode(data, validate=True)
    except binascii.Error as error:
        message = "the bytes are not base64"
        raise ValueError(message) from error
    return Receipt(**{**record, "data": raw})

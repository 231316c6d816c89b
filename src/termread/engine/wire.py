"""Answers as JSON lines, never pickles: the child is the part exposed to attack.

An answer is `[kind, payload]`. An article comes in pieces: its chunks (`termread.chunks`), each a `chunk`, and
`reading` (the receipt; or `beginning`, after those of a page's first part), so that one side can read while the other
is still writing. Bytes are base64.

A line from an honest child has no control characters but JSON's escaped newline and tab; everything else is cleaned
before it is parsed, so that uncleaned text never gets through the pipe, even from a compromised child.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any, TypeVar

from termread.article import Article, Length, Notice
from termread.chunks import MALFORMED, Assembly, split
from termread.document import Document, Reading, Receipt
from termread.engine.messages import Beginning, Event, Explanation, Order, Picture, Plain, Progress, Unchanged
from termread.errors import KINDS, Cancelled, EngineLost, Fault, TermreadError, TooLarge
from termread.interchange import ImportRow, import_row_of, import_row_record
from termread.sound import is_sound
from termread.text import STAND_IN, clean, regex
from termread.values import asdict, replace

Answer = list[Any]

_SIXELS = regex(rb"[#!$;0-9?-~-]*")
_SUSPECT = regex(r"\\[ubfr]")
_ESCAPED_CONTROL = regex(r"(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{4}|[bfr])")


def encode(value: object) -> bytes:
    """Return *value* as one line of JSON, without the newline."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def decode(line: bytes) -> Answer:
    """Return the answer in *line*, cleaned; raises ValueError if it is not one."""
    text = clean(line.decode("utf-8", "replace"))
    if _SUSPECT.search(text):
        text = _ESCAPED_CONTROL.sub(rf"\1{STAND_IN}", text)
    answer = json.loads(text, strict=False)
    if not isinstance(answer, list) or len(answer) != 2 or not isinstance(answer[0], str):
        raise ValueError(answer)
    return answer


def article_answers(article: Article) -> Iterator[Answer]:
    """Yield the answers that transmit an *article*; `beginning` or the `reading_answer` says what it was."""
    for chunk in split(article):
        yield ["chunk", b64encode(chunk).decode("ascii")]


def reading_answer(receipt: Receipt, length: Length) -> Answer:
    """Return the answer that completes a reading."""
    return ["reading", [receipt_record(receipt), asdict(length)]]


def receipt_record(receipt: Receipt) -> dict[str, Any]:
    """Return *receipt* as a JSON object."""
    record = asdict(receipt)
    record["data"] = None if receipt.data is None else b64encode(receipt.data).decode("ascii")
    return record


def receipt_of(record: dict[str, Any]) -> Receipt:
    """Return the receipt in *record*."""
    data = record.pop("data")
    return Receipt(**record, data=None if data is None else b64decode(data))


def document_record(document: Document, packed: bytes) -> dict[str, Any]:
    """Return *document* as a JSON object, with its bytes zlib-compressed in *packed*."""
    record: dict[str, Any] = asdict(document)
    record["notices"] = [[notice.code, notice.text] for notice in document.notices]
    record["data"] = b64encode(packed).decode("ascii")
    return record


def document_of(record: dict[str, Any]) -> Document:
    """Return the document in *record*."""
    import zlib

    record["data"] = zlib.decompress(b64decode(record["data"]))
    record["notices"] = tuple(Notice(code, text) for code, text in record["notices"])
    return Document(**record)


def error_answer(error: TermreadError) -> Answer:
    """Return *error* as an answer."""
    kind = next(kind.__name__ for kind in type(error).__mro__ if kind.__name__ in KINDS)
    return ["error", [kind, error.text, error.code]]


def error_of(payload: list[str]) -> TermreadError:
    """Return the error in *payload*."""
    name, text, code = payload
    if not (isinstance(name, str) and isinstance(text, str) and isinstance(code, str)):
        raise TypeError(payload)
    return KINDS.get(name, TermreadError)(text, code=code)


def picture_record(picture: Picture) -> dict[str, Any]:
    """Return *picture* as a JSON object."""
    data = [b64encode(part).decode("ascii") for part in picture.data]
    return {**asdict(picture), "tint": picture.tint.hex(), "data": data}


def picture_of(record: dict[str, Any]) -> Picture:
    """Return the picture in *record*."""
    data = tuple(b64decode(part) for part in record["data"])
    return Picture(
        **{**record, "natural": tuple(record["natural"]), "tint": bytes.fromhex(record["tint"]), "data": data}
    )


def event_answer(event: Event | ImportRow) -> Answer:
    """Return an *event* as an answer; only for events that fit on one line."""
    match event:
        case Progress(step, done, total, note):
            return ["progress", [step, done, total, note]]
        case Unchanged():
            return ["unchanged", None]
        case Picture():
            return ["picture", picture_record(event)]
        case Explanation(text):
            return ["explanation", text]
        case _ if isinstance(event, ImportRow):
            return ["taken", import_row_record(event)]
        case _:
            raise TypeError(event)


def event_of(kind: str, payload: Any) -> Event | ImportRow:
    """Return the event in one answer; raises ValueError, KeyError or TypeError if it is not valid."""
    match kind:
        case "progress":
            return Progress(*payload)
        case "unchanged":
            return Unchanged()
        case "picture":
            return picture_of(payload)
        case "explanation":
            return Explanation(payload)
        case "taken":
            return import_row_of(payload)
        case "found":
            from termread.engine.source_wire import found_of

            return found_of(payload)
        case "source":
            from termread.engine.source_wire import source_answer_of

            return source_answer_of(payload)
        case "server":
            from termread.engine.server_wire import server_answer_of

            return server_answer_of(payload)
        case _:
            raise ValueError(kind)


Value = TypeVar("Value")

_LAST = frozenset({"unchanged", "picture", "explanation", "found", "done"})


class Overrun(TermreadError):
    """A document crashed its child or exceeded its limits; *document* is its record, if it had been fetched."""

    def __init__(self, document: object, why: Plain) -> None:
        """Set the document, and whether it cost too much or hit a bug."""
        super().__init__("The page broke the process that reads pages, or its limits.", code="overrun")
        self.document = document
        self.why: Plain = why


class Answers:
    """Collects the answers to one order."""

    def __init__(self, order: Order) -> None:
        """Start with no answers."""
        self._order = order
        self._assembly = Assembly()
        self._chunks: list[bytes] = []
        self.document: dict[str, Any] | None = None
        """The fetched document, for a second attempt."""
        self.finished = False

    def take(self, line: bytes) -> Iterator[Event | ImportRow]:
        """Yield the event completed by *line*, if any; raises its error, Overrun, or EngineLost for garbage."""
        try:
            kind, payload = decode(line)
            yield from self._take(kind, payload)
        except MALFORMED as error:
            raise lost() from error

    def _take(self, kind: str, payload: Any) -> Iterator[Event | ImportRow]:
        match kind:
            case "chunk":
                chunk = b64decode(payload)
                self._assembly.add(chunk)
                self._chunks.append(chunk)
            case "document":
                self.document = payload
            case "beginning":
                yield Beginning(self._put_together()[0])
            case "reading":
                self.finished = True
                yield self._reading(payload)
            case "overrun":
                raise Overrun(self.document, "cost" if payload == "cost" else "fault")
            case "error":
                raise error_of(payload)
            case _:
                self.finished = kind in _LAST
                if kind != "done":
                    yield _sound(event_of(kind, payload))

    def _reading(self, payload: list[Any]) -> Reading:
        receipt, length = _sound(receipt_of(payload[0])), _sound(Length(**payload[1]))
        if receipt.data is None and self._order.keep_data and self.document is not None:
            receipt = replace(receipt, data=b64decode(self.document["data"]))
        article, chunks = self._put_together()
        return Reading(article, receipt, chunks, length)

    def _put_together(self) -> tuple[Article, tuple[bytes, ...]]:
        """Return the article received and its chunks, which do not count if they were not clean, and begin anew."""
        assembly, chunks = self._assembly, tuple(self._chunks)
        self._assembly, self._chunks = Assembly(), []
        return assembly.article(), chunks if assembly.is_clean else ()


def _sound(value: Value) -> Value:
    """Return *value* if it matches its type hints; raises TypeError otherwise, as a compromised child may lie."""
    if not is_sound(value) or (isinstance(value, Picture) and not _fits(value)):
        raise TypeError(type(value))
    return value


def _fits(picture: Picture) -> bool:
    """Return whether the parts of *picture* have the sizes that its drawing needs."""
    whole = picture.drawing in {"cells", "whole", "file"}
    pixels = 3 * picture.width * picture.height
    return (
        (len(picture.natural), len(picture.tint)) == (2, 3)
        and min(picture.width, picture.height, *picture.natural) > 0
        and (len(picture.data) == 1 if whole else len(picture.data) > 0)
        and (picture.drawing != "cells" or len(picture.data[0]) == pixels)
        # These alone go to the terminal as they are.
        and (picture.drawing != "sixel" or all(_SIXELS.fullmatch(part) for part in picture.data))
    )


def lost() -> EngineLost:
    """Return the error for a child that ended, fell silent or sent garbage."""
    return EngineLost("The part of termread that reads pages ended before it was done. Nothing is lost; try again.")


def cancelled() -> Cancelled:
    """Return the error for a cancelled order."""
    return Cancelled("Cancelled.")


def broken(order: Order, why: Plain) -> TermreadError:
    """Return the error for a document that cannot be parsed within its limits, or that hit a bug."""
    what = {"picture": "picture", "import": "file"}.get(order.verb, "page")
    if why == "fault":
        return Fault.while_reading(what)
    return TooLarge.to_understand(what)

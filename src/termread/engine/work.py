"""The orders, done: each verb from its order to its answers."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from termread.config import FetchSettings
from termread.document import Document, Reading, Receipt
from termread.engine import wire
from termread.engine.limits import limited
from termread.engine.messages import Explanation, Order, Unchanged
from termread.errors import TermreadError
from termread.parse import Parsed, parse

Say = Callable[[wire.Answer], None]

_EARLY = 1 << 20
"""Bytes up to which a document is handed to the parent before it is parsed, in case parsing breaks this process."""


@dataclass(frozen=True, slots=True)
class Task:
    """An order as the child got it."""

    order: Order
    settings: FetchSettings
    document: Document | None
    """What had arrived when another child broke over it."""
    plain: bool
    say: Say

    def tell(self, step: str, done: int = 0, total: int | None = None, note: str = "") -> None:
        """Answer how far it is."""
        self.say(["progress", [step, done, total, note]])


def do(message: dict[str, Any], say: Say) -> None:
    """Do the order in *message* and hand each answer to *say*; what goes wrong is an answer too."""
    settings, document = message["settings"], message["document"]
    task = Task(
        wire.order_of(message["order"]),
        FetchSettings() if settings is None else wire.settings_of(settings),
        None if document is None else wire.document_of(document),
        message["plain"],
        say,
    )
    try:
        _VERBS[task.order.verb](task)
    except TermreadError as error:
        say(wire.error_answer(error))


def _open(task: Task) -> None:
    document = _document(task)
    if document is None:
        task.say(wire.event_answer(Unchanged()))
        return
    packed = zlib.compress(document.data, 3) if task.order.keep_data or document.url else b""
    early = document.url is not None or len(document.data) < _EARLY
    if packed and early:
        task.say(["document", wire.document_record(document, packed)])
    task.tell("parsing")
    parsed = _understood(document, task)
    receipt = _receipt(document, parsed, None if early else packed)
    for answer in wire.reading_answers(Reading(parsed.article, receipt)):
        task.say(answer)


def _explain(task: Task) -> None:
    from termread.parse.explain import explain

    document = _document(task)
    if document is not None:
        with limited(task.settings.parse_seconds, task.settings.parse_bytes):
            task.say(wire.event_answer(Explanation(explain(document))))


def _import(task: Task) -> None:
    from termread.parse.exports import read_export

    document = _document(task)
    if document is not None:
        for taken in read_export(document.data):
            task.say(wire.event_answer(taken))
    task.say(["done", None])


def _picture(task: Task) -> None:
    from termread.fetch.picture import read_picture

    task.say(wire.event_answer(read_picture(task)))


_VERBS: dict[str, Callable[[Task], None]] = {
    "open": _open,
    "picture": _picture,
    "import": _import,
    "explain": _explain,
}


def _document(task: Task) -> Document | None:
    """Return what the order is about, from where it is."""
    order = task.order
    if task.document is not None:
        document: Document | None = task.document
    elif order.data is not None:
        document = Document(address=order.address, data=order.data)
    else:
        from termread.fetch import fetch

        document = fetch(order.address, task.settings, task.tell, etag=order.etag, last_modified=order.last_modified)
    if document is not None and order.charset:
        return replace(document, charset=order.charset)
    return document


def _understood(document: Document, task: Task) -> Parsed:
    if task.plain:
        from termread.parse.visible import read_visible

        with limited(2.0, task.settings.parse_bytes):
            return read_visible(document)
    with limited(task.settings.parse_seconds, task.settings.parse_bytes):
        parsed = parse(document)
    if not document.notices:
        return parsed
    return replace(parsed, article=replace(parsed.article, notices=document.notices + parsed.article.notices))


def _receipt(document: Document, parsed: Parsed, packed: bytes | None) -> Receipt:
    return Receipt(
        address=document.address,
        url=document.url,
        media_type=document.media_type,
        charset=parsed.charset,
        charset_by=parsed.charset_by,
        size=len(document.data),
        etag=document.etag,
        last_modified=document.last_modified,
        fetched=document.fetched,
        data=packed,
    )

"""Readers of every kind of document but HTML, a module a kind."""

from __future__ import annotations

from collections.abc import Callable

from termread.article import Article
from termread.document import Document
from termread.parse.charset import decode
from termread.parse.parsed import Parsed, Settings

Reader = Callable[[Document, Settings], Parsed]


def text_reader(read: Callable[[str, str | None], Article]) -> Reader:
    """Return the reader of a format whose article *read* makes of its text and its address."""

    def read_document(document: Document, settings: Settings) -> Parsed:
        del settings
        decoded = decode(document.data, declared=document.charset, chosen=document.chosen)
        return Parsed(read(decoded.text, document.url), decoded.charset, decoded.by)

    return read_document

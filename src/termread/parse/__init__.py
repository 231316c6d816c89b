"""Bytes to articles, purely: the reader of a format, chosen by what the document says it is, then by its look."""

from __future__ import annotations

from termread.document import Document
from termread.formats import FORMATS, load
from termread.parse.parsed import Parsed, Settings, SiteRule, Step
from termread.parse.sniff import kind_of, refuse

__all__ = ["Parsed", "Settings", "SiteRule", "Step", "parse"]


def parse(document: Document, settings: Settings = Settings()) -> Parsed:  # noqa: B008 - a frozen value
    """Return the article in *document*; raises NotText, Empty, Unreadable or TooLarge."""
    kind = kind_of(document)
    if kind not in FORMATS:
        raise refuse(kind, len(document.data))
    parsed: Parsed = load(FORMATS[kind].reader)(document, settings)
    return parsed

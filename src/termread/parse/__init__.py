"""Bytes to articles, purely: a table of parsers chosen by type, then by look."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from termread.document import Document
from termread.parse.parsed import Parsed, Settings, SiteRule, Step

__all__ = ["Parsed", "Settings", "SiteRule", "Step", "parse"]

Parser = Callable[[Document, Settings], Parsed]

PARSERS: dict[str, str] = {
    "html": "termread.parse.html:read_html",
}
"""Where the parser of each kind is; imported when a document of that kind comes."""


def parse(document: Document, settings: Settings = Settings()) -> Parsed:  # noqa: B008 - a frozen value
    """Return the article in *document*; raises NotText, Empty, Unreadable or TooLarge."""
    place, name = PARSERS.get(_kind(document), PARSERS["html"]).split(":")
    parser = cast("Parser", getattr(import_module(place), name))
    return parser(document, settings)


def _kind(document: Document) -> str:
    try:
        from termread.parse.kinds import kind_of
    except ImportError:
        return "html"
    return kind_of(document)

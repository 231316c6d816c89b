"""Bytes to articles, purely: a table of parsers chosen by type, then by look."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from termread.document import Document
from termread.parse.kinds import kind_of, refuse
from termread.parse.parsed import Parsed, Settings, SiteRule, Step

__all__ = ["Parsed", "Settings", "SiteRule", "Step", "parse"]

Parser = Callable[[Document, Settings], Parsed]

PARSERS: dict[str, str] = {
    "html": "termread.parse.page.pipeline:read_html",
    "copied": "termread.parse.copied:read_copied",
    "text": "termread.parse.plain:read_plain",
    "markdown": "termread.parse.markdown:read_markdown",
    "mail": "termread.parse.mail:read_mail",
    "mhtml": "termread.parse.page_archives:read_mhtml",
    "webarchive": "termread.parse.page_archives:read_webarchive",
    "epub": "termread.parse.books:read_book",
    "feed": "termread.parse.feeds:read_feed",
    "opml": "termread.parse.link_lists:read_opml",
    "sitemap": "termread.parse.link_lists:read_sitemap",
    "json": "termread.parse.data:read_data",
}
"""Where the parser of each kind is; imported when a document of that kind comes."""


def parse(document: Document, settings: Settings = Settings()) -> Parsed:  # noqa: B008 - a frozen value
    """Return the article in *document*; raises NotText, Empty, Unreadable or TooLarge."""
    kind = kind_of(document)
    if kind not in PARSERS:
        raise refuse(kind, len(document.data))
    place, name = PARSERS[kind].split(":")
    parser = cast("Parser", getattr(import_module(place), name))
    return parser(document, settings)

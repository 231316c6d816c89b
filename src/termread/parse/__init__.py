"""Bytes to articles, purely: a table of parsers chosen by type, then by look."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from termread.document import Document
from termread.parse.parsed import Parsed, Settings, SiteRule, Step
from termread.parse.sniff import kind_of, refuse

__all__ = ["Parsed", "Settings", "SiteRule", "Step", "parse"]

Parser = Callable[[Document, Settings], Parsed]

PARSERS: dict[str, str] = {
    "html": "termread.parse.page.pipeline:read_html",
    "copied": "termread.parse.formats.copied_text:read_copied",
    "text": "termread.parse.formats.plain_text:read_plain",
    "markdown": "termread.parse.formats.markdown:read_markdown",
    "mail": "termread.parse.formats.mail:read_mail",
    "mhtml": "termread.parse.formats.page_archives:read_mhtml",
    "webarchive": "termread.parse.formats.page_archives:read_webarchive",
    "epub": "termread.parse.formats.epub:read_book",
    "feed": "termread.parse.formats.feeds:read_feed",
    "opml": "termread.parse.formats.feeds:read_opml",
    "sitemap": "termread.parse.formats.feeds:read_sitemap",
    "json": "termread.parse.formats.own_json:read_data",
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

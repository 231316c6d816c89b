"""The table of formats: file endings, what reads each, and what writes one article, many, or what is followed.

Readers and writers are named as "module:function" below `termread` so that they are only imported when used. The
command line, the save dialog, `termread export` and format detection all use this table.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

from termread.values import dataclass

Use = Literal["reader", "one", "many", "followed"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    suffixes: tuple[str, ...] = ()
    """File name endings; termread uses the first one for files it names."""
    aliases: tuple[str, ...] = ()
    """Further endings that are recognized but never written."""
    media_types: tuple[str, ...] = ()
    reader: str = ""
    """Takes a `Document` and the parser's `Settings`; returns a `Parsed`."""
    one: str = ""
    """Takes an article, plus the keyword arguments listed in `told`; returns text, bytes, or pieces of text."""
    told: tuple[str, ...] = ()
    """Which of `source` and `measure` the single-article writer takes."""
    many: str = ""
    """Takes library entries; returns text, bytes, or pieces of text."""
    followed: str = ""
    """Takes subscriptions; returns text."""
    a_file_each: bool = False
    """Whether exporting to a folder writes one file per entry."""
    binary: bool = False
    """Whether the output is binary: never printed to a terminal, and one article per file."""


FORMATS: dict[str, Format] = {
    "text": Format(
        (".txt", ".text"),
        reader="parse.formats.plain_text:read_plain",
        one="write.plain:text_pieces",
        told=("measure",),
    ),
    "markdown": Format(
        (".md", ".markdown"),
        aliases=(".mdown", ".mkd"),
        media_types=("text/markdown", "text/x-markdown"),
        reader="parse.formats.markdown:read_markdown",
        one="write.markdown:markdown_pieces",
        many="write.markdown:write_markdown_of",
        a_file_each=True,
    ),
    "html": Format(
        (".html", ".htm"),
        aliases=(".xhtml", ".shtml"),
        media_types=("text/html", "application/xhtml+xml"),
        reader="parse.page.pipeline:read_html",
        one="write.html:write_html",
        many="write.html:write_html_of",
        a_file_each=True,
    ),
    "json": Format(
        (".json",),
        media_types=("application/json", "application/ld+json", "application/feed+json"),
        reader="parse.own_files:read_data",
        one="write.structured:write_json",
        told=("source",),
    ),
    "jsonl": Format((".jsonl",), one="write.structured:write_jsonl", told=("source",)),
    "library": Format((".jsonl",), many="write.structured:write_library"),
    "epub": Format(
        (".epub",),
        reader="parse.formats.epub:read_book",
        one="write.epub:write_epub",
        many="write.epub:write_epub_of",
        a_file_each=True,
        binary=True,
    ),
    "netscape": Format(many="write.structured:write_netscape"),
    "csv": Format((".csv",), many="write.structured:write_csv"),
    "ris": Format((".ris",), many="write.structured:write_ris"),
    "csl": Format(many="write.structured:write_csl"),
    "w3c": Format(many="write.structured:write_w3c"),
    "copied": Format(reader="parse.formats.copied_text:read_copied"),
    "mail": Format((".eml",), media_types=("message/rfc822",), reader="parse.formats.mail_and_archives:read_mail"),
    "mhtml": Format(
        (".mht", ".mhtml"),
        media_types=("multipart/related", "application/x-mimearchive"),
        reader="parse.formats.mail_and_archives:read_mhtml",
    ),
    "webarchive": Format(
        (".webarchive",),
        media_types=("application/x-webarchive",),
        reader="parse.formats.mail_and_archives:read_webarchive",
    ),
    "feed": Format(reader="parse.formats.feeds.lists:read_feed"),
    "opml": Format((".opml",), reader="parse.formats.feeds.lists:read_opml", followed="write.subscriptions:write_opml"),
    "newsboat": Format(followed="write.subscriptions:write_urls"),
    "sitemap": Format(reader="parse.formats.feeds.lists:read_sitemap"),
}


def names(use: Use) -> list[str]:
    """Return the names of the formats that have a reader, or a writer of *one* article, of *many*, or of what is *followed*."""
    return [name for name, entry in FORMATS.items() if getattr(entry, use)]


def by_suffix(use: Use, *, written: bool = True) -> dict[str, str]:
    """Return the format for each file name ending, including aliases unless it is to be *written*."""
    found = ((name, FORMATS[name]) for name in names(use))
    return {end: name for name, each in found for end in (*each.suffixes, *(() if written else each.aliases))}


def load(place: str) -> Any:
    """Import and return the function named by *place*, a "module:function" from the table."""
    module, name = place.split(":")
    return getattr(import_module(f"termread.{module}"), name)

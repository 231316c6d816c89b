"""Every format, declared once: how its files are named, what reads it, what writes one article, and what writes many.

Readers and writers are named as "module:function" below `termread`, so that a format is loaded when it is used. The
command line, the save dialog, `termread export` and the sniffing of documents all read this table.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

from termread.values import dataclass

Use = Literal["reader", "one", "many"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    suffixes: tuple[str, ...] = ()
    """How names of its files end; the first is given to files that termread names itself."""
    aliases: tuple[str, ...] = ()
    """Further endings that are understood but not written."""
    media_types: tuple[str, ...] = ()
    reader: str = ""
    """Takes a `Document` and the parser's `Settings`, and returns what was `Parsed`."""
    one: str = ""
    """Takes an article, and by keyword what `told` names; returns text, bytes, or pieces of text."""
    told: tuple[str, ...] = ()
    """Which of `source` and `measure` the writer of one article asks for."""
    many: str = ""
    """Takes library entries; returns text, bytes, or pieces of text."""
    a_file_each: bool = False
    """Whether entries exported to a folder get a file each."""
    binary: bool = False
    """Whether its files are bytes: never printed, and one article printed to a file fills it."""


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
        reader="parse.formats.own_json:read_data",
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
    "netscape": Format(many="write.references:write_netscape"),
    "csv": Format((".csv",), many="write.references:write_csv"),
    "ris": Format((".ris",), many="write.references:write_ris"),
    "csl": Format(many="write.references:write_csl"),
    "w3c": Format(many="write.references:write_w3c"),
    "copied": Format(reader="parse.formats.copied_text:read_copied"),
    "mail": Format((".eml",), media_types=("message/rfc822",), reader="parse.formats.mail:read_mail"),
    "mhtml": Format(
        (".mht", ".mhtml"),
        media_types=("multipart/related", "application/x-mimearchive"),
        reader="parse.formats.page_archives:read_mhtml",
    ),
    "webarchive": Format(
        (".webarchive",),
        media_types=("application/x-webarchive",),
        reader="parse.formats.page_archives:read_webarchive",
    ),
    "feed": Format(reader="parse.formats.feeds:read_feed"),
    "opml": Format((".opml",), reader="parse.formats.feeds:read_opml"),
    "sitemap": Format(reader="parse.formats.feeds:read_sitemap"),
}


def names(use: Use) -> list[str]:
    """Return the names of the formats that have a reader, a writer of *one* article, or one of *many*."""
    return [name for name, entry in FORMATS.items() if getattr(entry, use)]


def by_suffix(use: Use, *, written: bool = True) -> dict[str, str]:
    """Return the format that each ending of a file's name stands for; unless for what is *written*, aliases too."""
    found = ((name, FORMATS[name]) for name in names(use))
    return {end: name for name, each in found for end in (*each.suffixes, *(() if written else each.aliases))}


def load(place: str) -> Any:
    """Return the function that *place*, a "module:function" of the table, names."""
    module, name = place.split(":")
    return getattr(import_module(f"termread.{module}"), name)

"""Read other programs' exports, recognized by their content rather than their names.

A module a family. Every recogniser is given the whole file and returns an iterator of what it holds, or None where it
is not one of its own. Rows that cannot be taken in are yielded as `Skipped`, with their line and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.interchange import ImportRow
from termread.parse.sniff import kind_of

_TEXTS = ("json_files", "markup_files", "csv_files", "lists")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)

UNKNOWN = (
    "termread cannot import this file. It reads the exports of Pocket, Instapaper, Omnivore, wallabag, Readwise, "
    "Raindrop, Matter, GoodLinks, Readeck, Diigo, Hypothesis, karakeep, Linkwarden, linkding, Pinboard, Shaarli, "
    "Delicious, Readability, ArchiveBox and Evernote, starred articles of feed readers, OPML and newsboat's urls, the "
    "bookmarks of Firefox, Chrome and Safari, W3C annotations, lists of addresses, any CSV with a url column, and its "
    "own library files."
)

_TO_READ = {
    "feed": "a feed",
    "sitemap": "a sitemap",
    "markdown": "Markdown",
    "mail": "mail",
    "mhtml": "a saved page",
    "webarchive": "a saved page",
    "epub": "an EPUB",
}


def read_export(data: bytes, name: str = "", *, nested: bool = False) -> Iterator[ImportRow]:
    """Return the entries in an export; raises Unreadable, with a list of what can be read, if its kind is unknown.

    *name* is not needed: content decides. *nested* is for a member of a zip file, which may not be one itself.
    """
    del name
    if not data.strip():
        raise Empty("This file is empty.")
    found = _recognise(data, nested)
    if found is None:
        raise Unreadable(_refusal(data))
    return found


def _refusal(data: bytes) -> str:
    """Return what a file that is not an export is, and what to do with it."""
    what = _TO_READ.get(kind_of(Document("", data)))
    return f"This is {what}, not an export; termread FILE opens it." if what else UNKNOWN


def _recognise(data: bytes, nested: bool) -> Iterator[ImportRow] | None:
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return None if nested else _by("archives", data)
    if data[:8] == b"bplist00":
        return _by("markup_files", data)
    text = decoded(data)
    start = text.lstrip()[:1]
    modules = _TEXTS[:1] if start in {"{", "["} else _TEXTS[1:2] if start == "<" else _TEXTS[2:]
    return next((found for module in modules if (found := _by(module, text)) is not None), None)


def _by(module: str, content: str | bytes) -> Iterator[ImportRow] | None:
    found: Iterator[ImportRow] | None = import_module(f"termread.parse.imports.{module}").recognise(content)
    return found


def decoded(data: bytes) -> str:
    """Decode an export by its byte order mark, else as UTF-8, else as it declares, else as Windows-1252."""
    return _characters(data).replace("\r\n", "\n")


def _characters(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    if b"\0" in data[:2] and data[:40].count(b"\0") > 10:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:2_000])
    try:
        return data.decode(declared[1].decode("ascii") if declared else "windows-1252", "replace")
    except (LookupError, UnicodeError):
        return data.decode("windows-1252", "replace")

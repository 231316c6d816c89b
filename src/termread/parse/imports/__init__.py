"""Read other programs' exports, recognized by their content rather than their names.

A module a family. Every recogniser is given the whole file and returns an iterator of what it holds, or None where it
is not one of its own. Rows that cannot be taken in are yielded as `Skipped`, with their line and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from termread.document import Document
from termread.errors import NOTHING_TO_READ, Empty, Unreadable
from termread.interchange import ImportedEntry, ImportedHighlight, ImportRow, Skipped
from termread.parse.imports import fields, newsboat_cache
from termread.parse.imports.rows import with_article
from termread.parse.sniff import kind_of
from termread.parse.zipped import Archive, Refused, open_archive
from termread.text import regex
from termread.values import replace

_OMNIVORE = regex(r"(?P<folder>.*/)?metadata_\d+_to_\d+\.json")
_READABLE = regex(
    r"(?!.*(?:^|/)(?:__MACOSX/|\.))(?P<name>.+\.(?:csv|db|html?|json|jsonl|opml|txt|plist|xml))", re.IGNORECASE
)
_DAMAGED = "This zip file is damaged. Export it again, or unpack it and import what is in it."
_DECLARED = regex(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)

UNKNOWN = (
    "termread cannot import this file. It reads the exports of Pocket, Instapaper, Omnivore, wallabag, Readwise, "
    "Raindrop, Matter, GoodLinks, Readeck, Diigo, Hypothesis, karakeep, Linkwarden, linkding, Pinboard, Shaarli, "
    "Delicious, Readability, ArchiveBox and Evernote, subscriptions and articles of feed readers (OPML, JSON, newsboat), the "
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
        return None if nested else _zipped(data)
    if data.startswith(newsboat_cache.MAGIC.encode()):
        return newsboat_cache.read_bytes(data)[0]
    if data[:8] == b"bplist00":
        return _by("markup_files", data)
    text = decoded(data)
    start = text.lstrip()[:1]
    return _by("json_files" if start in {"{", "["} else "markup_files" if start == "<" else "text_files", text)


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


def _zipped(data: bytes) -> Iterator[ImportRow] | None:
    """Return the entries of the exports in a zip file, or None if it has none."""
    try:
        archive = open_archive(data)
    except Refused:
        raise Unreadable(_DAMAGED) from None
    names = archive.names()
    if any(_OMNIVORE.fullmatch(name) for name in names):
        return _omnivore(archive, names)
    members = [name for name in names if _READABLE.fullmatch(name)]
    return _members(archive, members) if members else None


def _members(archive: Archive, names: list[str]) -> Iterator[ImportRow]:
    """Yield the entries of each member; an unreadable member is skipped by name."""
    for name in names:
        try:
            for taken in read_export(archive.read(name), nested=True):
                yield (
                    replace(taken, reason=f"{_shortened(name)}: {taken.reason}")
                    if isinstance(taken, Skipped)
                    else taken
                )
        except (Refused, *NOTHING_TO_READ) as refused:
            yield Skipped(0, f"{_shortened(name)}: {refused}")


def _shortened(name: str) -> str:
    return fields.shortened(fields.line(name))


def _omnivore(archive: Archive, names: list[str]) -> Iterator[ImportRow]:
    """Yield Omnivore's entries, each with its text and highlights from the folders beside the lists."""
    for name in names:
        listing = _OMNIVORE.fullmatch(name)
        if not listing:
            continue
        folder = listing["folder"] or ""
        try:
            data = archive.read(name)
            slugs = _slugs(data)
            for taken in read_export(data, nested=True):
                slug = slugs.get(taken.line, "") if isinstance(taken, ImportedEntry) else ""
                yield _whole(archive, folder, slug, taken) if isinstance(taken, ImportedEntry) and slug else taken
        except (Refused, *NOTHING_TO_READ) as refused:
            yield Skipped(0, f"{_shortened(name)}: {refused}")


def _slugs(data: bytes) -> dict[int, str]:
    """Return the file name of each entry, by entry number."""
    import json

    try:
        rows: list[Any] = fields.listed(json.loads(data)) if data[:1] == b"[" else []
    except (ValueError, RecursionError):
        return {}
    found = ((number, row.get("slug")) for number, row in enumerate(rows, 1) if isinstance(row, dict))
    return {number: slug for number, slug in found if isinstance(slug, str)}


def _whole(archive: Archive, folder: str, slug: str, saved: ImportedEntry) -> ImportedEntry:
    content = _member(archive, f"{folder}content/{slug}.html")
    marked = _member(archive, f"{folder}highlights/{slug}.md")
    return with_article(replace(saved, highlights=tuple(_highlights(marked))), content)


def _member(archive: Archive, name: str) -> str:
    """Return the text of a member, or nothing, in which case it is fetched later."""
    try:
        return archive.read(name).decode("utf-8", "replace")
    except Refused:
        return ""


def _highlights(markdown: str) -> Iterator[ImportedHighlight]:
    """Yield the quotations in Markdown, each with the lines after it as its note."""
    quote: list[str] = []
    note: list[str] = []
    for line in [*markdown.split("\n"), ">"]:
        if line.startswith(">") and note and quote:
            yield ImportedHighlight(fields.text("\n".join(quote)), fields.text("\n".join(note)))
            quote, note = [], []
        if line.startswith(">"):
            quote.append(line[1:].strip())
        elif line.strip() and quote:
            note.append(line)
        elif quote and not note:
            note = [""]
    if any(quote):
        yield ImportedHighlight(fields.text("\n".join(quote)))

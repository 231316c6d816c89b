"""Zip files of exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termread.errors import Unreadable
from termread.interchange import ImportedEntry, ImportedHighlight, ImportRow, Skipped
from termread.parse.imports import fields
from termread.parse.imports.rows import with_article
from termread.parse.zipped import Archive, Refused, open_archive
from termread.values import replace

_OMNIVORE = re.compile(r"(?P<folder>.*/)?metadata_\d+_to_\d+\.json")
_READABLE = re.compile(
    r"(?!.*(?:^|/)(?:__MACOSX/|\.))(?P<name>.+\.(?:csv|html?|json|jsonl|txt|plist|xml))", re.IGNORECASE
)
_DAMAGED = "This zip file is damaged. Export it again, or unpack it and import what is in it."


def recognise(data: bytes) -> Iterator[ImportRow] | None:
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
    from termread.parse.imports import read_export

    for name in names:
        try:
            for taken in read_export(archive.read(name), nested=True):
                yield replace(taken, reason=f"{_shown(name)}: {taken.reason}") if isinstance(taken, Skipped) else taken
        except (Refused, Unreadable) as refused:
            yield Skipped(0, f"{_shown(name)}: {refused}")


def _shown(name: str) -> str:
    return fields.shortened(fields.line(name))


def _omnivore(archive: Archive, names: list[str]) -> Iterator[ImportRow]:
    """Yield Omnivore's entries, each with its text and highlights from the folders beside the lists."""
    from termread.parse.imports import read_export

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
        except (Refused, Unreadable) as refused:
            yield Skipped(0, f"{_shown(name)}: {refused}")


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
    content = _text(archive, f"{folder}content/{slug}.html")
    marked = _text(archive, f"{folder}highlights/{slug}.md")
    return with_article(replace(saved, highlights=tuple(_highlights(marked))), content)


def _text(archive: Archive, name: str) -> str:
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

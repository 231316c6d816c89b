"""Evernote: web clippings in ENEX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.contents import with_content
from termread.parse.imports.record import Record
from termread.parse.xml import name_of, read_xml

_NOTE = re.compile(r"\A.*?<en-note\b[^>]*>", re.DOTALL)


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the notes of an export, or None if *text* is something else."""
    return fields.each(_notes(text), _note) if "<en-export" in text[:2_000] else None


def _notes(text: str) -> Iterator[tuple[int, Record]]:
    root = read_xml(_without_files(text))
    for note in root.iter("note") if root is not None else ():
        yield note.sourceline or 0, _record(note)


def _without_files(text: str) -> str:
    """Return the export with each attached file replaced by a tag: files exceed the limits of the XML parser."""
    first, *rest = text.split("<resource>")
    return first + "".join("<resource>1</resource>" + part.partition("</resource>")[2] for part in rest)


def _record(element: Any) -> Record:
    record = Record(tag=[])
    for child in element:
        name = name_of(child)
        if name == "tag":
            record["tag"].append(child.text or "")
        else:
            record[name] = _record(child) if len(child) else child.text or ""
    if not record["tag"]:
        del record["tag"]
    return record


def _note(row: Record, line: int) -> ImportedEntry:
    about = row.get("note-attributes")
    told = about if isinstance(about, Record) else Record()
    source = fields.line(told.get("source-url"))
    if not source:
        raise fields.BadRow(f"“{fields.shortened(fields.line(row.get('title')))}” is a note without a web address")
    url = fields.address(source)
    author = fields.line(told.get("author"))
    saved = ImportedEntry(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created")),
        tags=fields.tags(row.get("tag")),
        authors=(author,) if author else (),
        line=line,
    )
    content = row.get("content")
    html = _NOTE.sub("", content).replace("</en-note>", "") if isinstance(content, str) else ""
    return with_content(saved, html, smallest=1)

"""Text files with an entry on each line: CSV and lists of addresses; newsboat's feeds are in `newsboat`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from termread.errors import Unreadable
from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.csv_sources import CSV_SOURCES
from termread.parse.imports.fields import BadRow
from termread.parse.imports.newsboat import followed, is_urls
from termread.parse.imports.rows import Record, each
from termread.text import regex

CELL_CAP = 16_000_000
"""Characters of the largest cell: a whole article may be in it."""
_OPEN = "\0"
"""Stands for a row with an unclosed quotation mark."""
_ADDRESSES = ("link", "href", "uri", "address", "page url", "article url", "source url")
"""Other names for the column of addresses."""
_ADDRESS = regex(r"\s*<?https?://", re.IGNORECASE)
_MARKDOWN = regex(r"\[(?P<title>[^\]]*)\]\((?P<url>[^\s)]+)\)")
_BULLET = regex(r"\s*(?:[-*+•]|\d{1,6}[.)])\s+")


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the entries of a file, or None if it is neither CSV with a known header nor a list of addresses."""
    return _table(text) or _list(text)


def _table(text: str) -> Iterator[ImportRow] | None:
    """Return the entries of a CSV file, or None if its first line is not a known header."""
    first = text.lstrip("\n").split("\n", 1)[0]
    if len(first) > 2_000:
        return None
    rows = _table_rows(text, max(",;\t", key=first.count))
    _, names = next(rows, (0, []))
    header = _header(names)
    keys = list(header)
    source = next((source for source in CSV_SOURCES if source.needs <= header.keys()), None)
    if source is None:
        return None

    def read(row: Record, line: int) -> ImportedEntry:
        if _OPEN in row.values():
            raise BadRow("a quotation mark in it is never closed")
        return source.read(row, line)

    return each(((number, _record(keys, row)) for number, row in rows), read, header)


def _header(names: list[str]) -> dict[str, str]:
    """Return the normalized name of each column with its name in the file."""
    header: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        key = " ".join(name.lower().replace("_", " ").split())
        if not key or key in header:
            key = f"{key} (column {number})".strip()
            name = key
        header[key] = name
    if "url" not in header:
        link = next((key for key in _ADDRESSES if key in header), None)
        return {("url" if key == link else key): name for key, name in header.items()}
    return header


def _record(keys: list[str], cells: list[str]) -> Record:
    """Return the cells of a row by column; cells beyond the last column get a name too."""
    row = Record(zip(keys, cells, strict=False))
    row.update((f"(column {number})", cell) for number, cell in enumerate(cells[len(keys) :], len(keys) + 1))
    return row


def _table_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the non-blank rows, each with its first line number."""
    above = 0
    while text:
        begins = 0
        row: list[str] = []
        for begins, row, is_last in _read(text, delimiter):
            if row and not is_last:
                yield above + begins, row
        text = _behind_open(text, begins)
        if row and text:
            yield above + begins, [_OPEN]
        elif row:
            yield above + begins, row
        above += begins


def _read(text: str, delimiter: str) -> Iterator[tuple[int, list[str], bool]]:
    """Yield the rows, each with its first line number and whether it is the last."""
    csv.field_size_limit(CELL_CAP)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before: tuple[int, list[str]] | None = None
    while True:
        begins = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            row = ["", ""]
        if before:
            yield *before, False
        before = begins, row
    if before:
        yield *before, True


def _behind_open(text: str, begins: int) -> str:
    """Return the text after line *begins* if an unclosed quotation mark there has swallowed the rest."""
    lines = text.split("\n")[begins - 1 :]
    swallowed = len(lines) > 1 and "\n".join(lines).count('"') % 2 == 1
    return "\n".join(lines[1:]) if swallowed else ""


def _list(text: str) -> Iterator[ImportRow] | None:
    """Return the addresses in a list, or None if most lines are something else."""
    if text.lstrip().count("==========\n", 0, 20_000) and "\n- " in text[:20_000]:
        raise Unreadable("This is a file of Kindle clippings: passages of books, which have no web address to keep.")
    lines = [line for _, line in _lines(text[:20_000])]
    if is_urls(lines):
        return each(_lines(text), followed)
    known = sum(1 for line in lines[:50] if _parts(line))
    return each(_lines(text), _address) if known and known * 2 >= len(lines[:50]) else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _parts(line: str) -> tuple[str, str] | None:
    """Return the address and title in a line, or None."""
    bare = _BULLET.sub("", line, count=1)
    if found := _MARKDOWN.match(bare):
        return found["url"], found["title"]
    if not _ADDRESS.match(bare):
        return None
    url, _, title = bare.strip().partition(" | ")
    first, _, rest = url.strip().partition(" ")
    return first.strip("<>"), title or rest


def _address(line: str, number: int) -> ImportedEntry:
    parts = _parts(line)
    if parts is None:
        raise BadRow(f"“{fields.shortened(fields.line(line))}” is not a web address")
    url = fields.address(parts[0])
    return ImportedEntry(url, fields.title(parts[1], url), line=number)

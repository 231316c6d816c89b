"""CSV files: rows matched to a program by their header, with recovery from unclosed quotation marks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports.csv_sources import CSV_SOURCES
from termread.parse.imports.fields import BadRow
from termread.parse.imports.rows import Record, each

CELL_CAP = 16_000_000
"""Characters of the largest cell: a whole article may be in it."""
_OPEN = "\0"
"""Stands for a row with an unclosed quotation mark."""
_ADDRESSES = ("link", "href", "uri", "address", "page url", "article url", "source url")
"""Other names for the column of addresses."""


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the entries of a CSV file, or None if its first line is not a known header."""
    first = text.lstrip("\n").split("\n", 1)[0]
    if len(first) > 2_000:
        return None
    rows = _rows(text, max(",;\t", key=first.count))
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

    return each(((number, _row(keys, row)) for number, row in rows), read, header)


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


def _row(keys: list[str], cells: list[str]) -> Record:
    """Return the cells of a row by column; cells beyond the last column get a name too."""
    row = Record(zip(keys, cells, strict=False))
    row.update((f"(column {number})", cell) for number, cell in enumerate(cells[len(keys) :], len(keys) + 1))
    return row


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
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

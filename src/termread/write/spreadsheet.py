"""Entries as CSV, a row an entry, with the columns that other read-later programs know."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator

from termread.saved import Exported

COLUMNS = (
    "url",
    "title",
    "tags",
    "added",
    "opened",
    "state",
    "favourite",
    "progress",
    "site",
    "authors",
    "published",
    "note",
)

_FORMULA = re.compile(r"(\A|[;\t\r\n])([ \"']*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""Where a cell begins, or would in a spreadsheet that parts them otherwise, with what it would run."""


def write_csv(entries: Iterable[Exported]) -> Iterator[str]:
    """Yield the header and then a row an entry; tags and authors are JSON lists, times ISO 8601 UTC."""
    yield _row(COLUMNS)
    for entry in entries:
        yield _row(
            (
                entry.url or entry.address,
                entry.title,
                _list(entry.tags),
                entry.added,
                entry.opened or "",
                entry.state,
                str(entry.favourite).lower(),
                f"{entry.progress:g}",
                entry.site or "",
                _list(entry.authors),
                entry.published or "",
                entry.note,
            )
        )


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _row(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([_inert(cell) for cell in cells])
    return written.getvalue()


def _inert(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would run as a formula.

    A spreadsheet that parts cells at semicolons or tabs, as it does in much of Europe, begins a cell in the middle of ours.
    """
    return _FORMULA.sub(r"\1'\2", cell)

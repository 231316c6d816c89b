"""Importing what another program saved: the engine reads the file and the library stores it, in batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from termread.engine.messages import Order, Progress
from termread.interchange import ImportedEntry, LibraryEntry, Skipped, UnknownField
from termread.values import dataclass, field

if TYPE_CHECKING:
    from termread.desk.desk import Desk

BATCH = 500
"""Entries stored per batch."""


@dataclass(slots=True)
class Tally:
    """The import's progress."""

    new: int = 0
    merged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    """Unrecognized columns or fields, with the number of rows that had a value in them."""
    without_text: bool = False
    """Whether an imported entry still needs its text to be fetched."""
    read: int = 0
    """Entries read from the file so far, whether stored yet or not."""
    expected: int = 0
    """Estimated number of entries in the file, or 0 if unknown."""


def import_file(desk: Desk, address: str, data: bytes | None = None) -> Iterator[Tally]:
    """Import the file *address*, or *data*, yielding the tally as it grows; raises the error that prevented it."""
    tally = Tally()
    waiting: list[ImportedEntry | LibraryEntry] = []
    for event in desk.engine.run(Order(address, "import", data=data)):
        if isinstance(event, Progress) and event.step == "importing":
            tally.read, tally.expected = event.done, event.total or 0
            yield tally
        elif isinstance(event, Skipped):
            tally.skipped.append(event)
        elif isinstance(event, UnknownField):
            tally.unknown[event.name] = tally.unknown.get(event.name, 0) + event.rows
        elif isinstance(event, ImportedEntry | LibraryEntry):
            waiting.append(event)
            if len(waiting) >= BATCH:
                _keep(desk, waiting, tally)
                yield tally
    _keep(desk, waiting, tally)
    yield tally


def _keep(desk: Desk, waiting: list[ImportedEntry | LibraryEntry], tally: Tally) -> None:
    refused: list[ImportedEntry | LibraryEntry] = []
    new, merged = desk.library.import_entries(waiting, refused)
    tally.new += new
    tally.merged += merged
    tally.skipped += [Skipped(entry.line, "it could not be saved") for entry in refused]
    if not tally.without_text:
        bare = [
            entry.url if isinstance(entry, ImportedEntry) else entry.address
            for entry in waiting
            if entry.article is None
        ]
        tally.without_text = any((kept := desk.library.find(address)) and not kept.has_text for address in bare)
    waiting.clear()

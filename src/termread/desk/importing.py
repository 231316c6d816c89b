"""Taking in what another program saved: the engine reads the file, the library keeps what is in it, a part at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from termread.engine.messages import Order, Progress
from termread.interchange import ImportedEntry, LibraryEntry, Skipped, UnknownField
from termread.values import dataclass, field

if TYPE_CHECKING:
    from termread.desk.desk import Desk

BATCH = 500
"""Entries that are kept in one go."""


@dataclass(slots=True)
class Tally:
    """How much was taken in so far."""

    new: int = 0
    merged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    """The columns or fields that were not understood, and in how many rows they held something."""
    without_text: bool = False
    """Whether the text of an entry that was taken in is still to be fetched."""
    read: int = 0
    """Entries that were read from the file so far, kept or not yet."""
    expected: int = 0
    """About how many entries the file has, 0 where that cannot be told."""


def import_file(desk: Desk, address: str, data: bytes | None = None) -> Iterator[Tally]:
    """Take in the file *address*, or *data*, and yield the tally as it grows; raises what stands in the way."""
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

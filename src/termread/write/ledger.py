"""Everything termread keeps, one entry a line of JSON, to be taken in again with nothing lost (docs/schema.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from termread.saved import Exported
from termread.transfer import exported_record
from termread.write.structured import line


def write_ledger(entries: Iterable[Exported]) -> Iterator[str]:
    """Yield a line of JSON an entry; the same entries always give the same bytes."""
    return (line(exported_record(entry)) for entry in entries)

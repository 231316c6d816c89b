"""termread's own `library` files: one entry a line, each checked as if a stranger had written it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from termread.saved import Exported, Skipped
from termread.sound import is_sound
from termread.text import clean
from termread.transfer import exported_of


def is_ledger(text: str) -> bool:
    """Return whether the first line of *text* is an entry of a `library` file."""
    first = text.lstrip()[:40].replace(" ", "")
    return first.startswith('{"termread":') and '"type":"entry"' in first


def read_ledger(lines: Iterable[str]) -> Iterator[Exported | Skipped]:
    """Yield the entries; a line that is not one, whole and of the right types, is skipped and says so."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _entry(line, number)


def _entry(line: str, number: int) -> Exported | Skipped:
    try:
        entry = exported_of(_cleaned(json.loads(line)), line=number)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return Skipped(number, "it is not an entry of a termread library")
    if not is_sound(entry):
        return Skipped(number, "a field of it has the wrong type")
    return entry


def _cleaned(value: Any) -> Any:
    """The JSON with every text cleaned; raises ValueError where a mark stands outside its text."""
    match value:
        case str():
            return clean(value)
        case list():
            return [_cleaned(part) for part in value]
        case {"text": str(text), "marks": list(marks)}:
            if any(not 0 <= mark["start"] <= mark["end"] <= len(text) for mark in marks):
                message = "a mark stands outside its text"
                raise ValueError(message)
            return {clean(name): _cleaned(part) for name, part in value.items()}
        case dict():
            return {clean(name): _cleaned(part) for name, part in value.items()}
        case _:
            return value

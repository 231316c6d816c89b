"""What other programs write in a field, as values of ours. None of these trusts the type of what it is given."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from termread.saved import Saved, Skipped
from termread.text import clean, clean_line

ADDRESS_CAP = 8_000
"""Characters of the longest web address that is taken in."""

_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
_SECONDS_CAP = 4_102_444_800
"""The year 2100; what is later is counted in a smaller unit, or is no time at all."""
_YEAR_1601 = 11_644_473_600


class BadRow(Exception):
    """A row that cannot be taken in, and why, in words."""


def text(value: Any) -> str:
    """Return a text of several lines, cleaned; nothing for what is not text or a number."""
    if isinstance(value, str):
        return clean(value).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def line(value: Any) -> str:
    """Return a text on one line, cleaned."""
    return clean_line(text(value))


def address(value: Any) -> str:
    """Return a web address; raises BadRow where it is not one that can be fetched."""
    found = line(value).replace(" ", "%20")
    if not found:
        raise BadRow("it has no address")
    if not _WEB.match(found):
        raise BadRow(f"{shortened(found)} is not a web address")
    if len(found) > ADDRESS_CAP:
        raise BadRow(f"its address is longer than {ADDRESS_CAP} characters")
    return found


def title(value: Any, url: str) -> str:
    """Return a title, or nothing where it only repeats the address."""
    found = line(value)
    return "" if found == url else found


def shortened(found: str, size: int = 60) -> str:
    """Return *found*, cut where it is longer than *size*."""
    return found if len(found) <= size else f"{found[: size - 1]}…"


def truth(value: Any) -> bool:
    """Return whether a field says yes, however it says it."""
    return value is True or value == 1 or (isinstance(value, str) and value.strip().lower() in {"1", "true", "yes"})


def progress(value: Any) -> float:
    """Return how far something was read, from 0 to 1; over 1 it was a percentage."""
    try:
        part = float(value) if isinstance(value, str | int | float) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    if not math.isfinite(part) or part < 0:
        return 0.0
    return min(part if part <= 1 else part / 100, 1.0)


def moment(value: Any) -> str | None:
    """Return a time as ISO 8601 UTC to the second, from ISO 8601 or from s, ms or µs since 1970; None if it is none."""
    match value:
        case bool() | None:
            return None
        case int() | float():
            return _epoch(value)
        case datetime():
            return _told(value)
        case str():
            bare = value.strip()
            if bare.isdigit():
                return _epoch(int(bare)) if len(bare) < 20 and bare.isascii() else None
            return _written(bare)
        case _:
            return None


def since_1601(value: Any) -> str | None:
    """Return the time that is so many µs after 1601, as Chrome counts."""
    digits = value if isinstance(value, str) else str(value)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        return None
    seconds = int(digits) // 1_000_000 - _YEAR_1601
    return _epoch(seconds) if seconds > 0 else None


def published(value: Any) -> str | None:
    """Return a publication date as it was given, where it is ISO 8601."""
    bare = line(value)
    return bare if bare and _written(bare) else None


def tags(*groups: Any) -> tuple[str, ...]:
    """Return the tags of all *groups* (lists of texts, or of objects with a name) trimmed, each once, in order."""
    found: dict[str, None] = {}
    for group in groups:
        for value in group if isinstance(group, list | tuple) else ():
            if isinstance(value, dict):
                value = value.get("name") or value.get("label")
            if tag := line(value):
                found.setdefault(tag)
    return tuple(found)


def parted(value: Any, by: str = ",") -> list[str]:
    """Return the parts of a text."""
    return value.split(by) if isinstance(value, str) and value else []


def listed(value: Any) -> list[Any]:
    """Return a list, or an empty one."""
    return value if isinstance(value, list) else []


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, whatever else is in it left out."""
    return (part for part in listed(value) if isinstance(part, dict))


def each(rows: Iterable[tuple[int, Any]], read: Callable[[Any, int], Saved]) -> Iterator[Saved | Skipped]:
    """Yield what *read* makes of every numbered row; a row that it refuses is skipped and says why."""
    for number, row in rows:
        try:
            yield read(row, number)
        except BadRow as bad:
            yield Skipped(number, clean_line(str(bad)))


def _epoch(count: float) -> str | None:
    for unit in (1, 1_000, 1_000_000):
        if 0 < count / unit < _SECONDS_CAP:
            return _told(datetime.fromtimestamp(count / unit, UTC))
    return None


def _written(bare: str) -> str | None:
    try:
        return _told(datetime.fromisoformat(f"{bare[:-4]}Z" if bare.endswith(" UTC") else bare))
    except ValueError:
        return None


def _told(time: datetime) -> str | None:
    try:
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except OverflowError:
        return None
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")

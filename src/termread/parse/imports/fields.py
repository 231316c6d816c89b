"""Convert the fields of other programs; no function here trusts the type of its input."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from termread.text import clean, clean_line, regex

ADDRESS_CAP = 8_000
"""The most characters of a web address."""

_WEB = regex(r"https?://[^\s/?#]+", re.IGNORECASE)
_FEED = regex(r"feed:(?://(?=https?://))?", re.IGNORECASE)
_NO_HOST = frozenset(" %\\<>^`{|}\"'")
"""Characters that no host name has, plain or percent-encoded."""
_NUMBER = regex(r"\d{1,19}(?:\.\d*)?", re.ASCII)
_SECONDS_CAP = 4_102_444_800
"""The year 2100; later times are in a smaller unit, or invalid."""
_NUMBER_CAP = 1 << 63
_YEAR_1601 = 11_644_473_600


class BadRow(Exception):
    """A row that cannot be imported, with the reason."""


def text(value: Any) -> str:
    """Return clean text, which may have several lines; empty unless *value* is text or a number."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > _NUMBER_CAP:
        return ""
    return str(value)


def line(value: Any) -> str:
    """Return clean text on one line."""
    return clean_line(text(value))


def address(value: Any) -> str:
    """Return a web address; raises BadRow if it cannot be fetched."""
    found = line(value).replace(" ", "%20")
    if not found:
        raise BadRow("it has no address")
    if not _WEB.match(found):
        raise BadRow(f"{shortened(found)} is not a web address")
    if len(found) > ADDRESS_CAP:
        raise BadRow(f"its address is longer than {ADDRESS_CAP} characters")
    if not _has_host(found):
        raise BadRow(f"{shortened(found)} is not an address that can be opened")
    return found


def feed_address(value: Any) -> str:
    """Return the web address of a feed, which may be written with the scheme of feeds; raises BadRow as `address` does."""
    found = line(value)
    bare = found[scheme.end() :] if (scheme := _FEED.match(found)) else found
    return address(f"http:{bare}" if bare.startswith("//") else bare)


def _has_host(url: str) -> bool:
    """Whether *url* has a host that could be looked up, or an IP address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        if parts.port == 0 or _NO_HOST.intersection(host):
            return False
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:
        return False
    return bool(host) and len(host) < 254 and all(0 < len(label) < 64 for label in host.split("."))


def title(value: Any, url: str) -> str:
    """Return a title, or nothing if it only repeats the address."""
    found = line(value)
    return "" if found == url else found


def shortened(found: str, size: int = 60) -> str:
    """Return *found* truncated to *size* characters."""
    return found if len(found) <= size else f"{found[: size - 1]}…"


def author(value: Any) -> tuple[str, ...]:
    """Return the only author, or none."""
    return (name,) if (name := line(value)) else ()


def truth(value: Any) -> bool:
    """Return whether a field is true in any notation."""
    return value is True or value == 1 or (isinstance(value, str) and value.strip().lower() in {"1", "true", "yes"})


def progress(value: Any) -> float:
    """Return reading progress from 0 to 1; a value over 1 is a percentage."""
    try:
        part = float(value) if isinstance(value, str | int | float) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    if not math.isfinite(part) or part < 0:
        return 0.0
    return min(part if part <= 1 else part / 100, 1.0)


def moment(value: Any) -> str | None:
    """Return a time as ISO 8601 UTC, from ISO 8601 or from s, ms or µs since 1970, or None."""
    match value:
        case bool() | None:
            return None
        case int() | float():
            return _epoch(value)
        case datetime():
            return _told(value)
        case str():
            bare = value.strip()
            return _epoch(float(bare)) if _NUMBER.fullmatch(bare) else _written(bare)
        case _:
            return None


def since_1601(value: Any) -> str | None:
    """Return the time for a number of µs since 1601, as Chrome stores it."""
    digits = text(value)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        return None
    seconds = int(digits) // 1_000_000 - _YEAR_1601
    return _epoch(seconds) if seconds > 0 else None


def published(value: Any) -> str | None:
    """Return a publication date unchanged if it is ISO 8601."""
    bare = line(value)
    return bare if bare and _written(bare) else None


def tags(*groups: Any) -> tuple[str, ...]:
    """Return the unique tags of all *groups* (lists of strings, or of objects with a name), trimmed, in order."""
    found: dict[str, None] = {}
    for group in groups:
        for value in group if isinstance(group, list | tuple) else ():
            if isinstance(value, dict):
                value = value.get("name") or value.get("label")
            if tag := line(value):
                found.setdefault(tag)
    return tuple(found)


def labels(value: Any) -> list[Any]:
    """Return the tags in a field: a list, or a string of JSON or comma-separated tags."""
    bare = value.strip() if isinstance(value, str) else ""
    if bare[:1] == "[":
        try:
            return listed(json.loads(bare))
        except (ValueError, RecursionError):
            bare = bare.strip("[]")
    return listed(value) or parted(bare)


def done(state: Any) -> bool:
    """Return whether a state means read or archived."""
    return line(state).lower() in {"archive", "archived", "read", "done", "finished"}


def parted(value: Any, by: str = ",") -> list[str]:
    """Return the parts of a string split at *by*."""
    return value.split(by) if isinstance(value, str) and value else []


def listed(value: Any) -> list[Any]:
    """Return a list, or an empty one."""
    return value if isinstance(value, list) else []


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

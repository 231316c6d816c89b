"""When to ask a source again: pure functions of what it said, how often it failed, and the time.

Times are aware datetimes; *spread* is a number from 0 to 1, by `chance`, that spreads the requests of many readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import random

from termread.feed import Feed, SourceOrder
from termread.text import regex

USUAL = 30 * 60
"""Seconds until a source that says nothing about it is asked again: short enough for a timer that runs every hour."""
LEAST, MOST = 15 * 60, 24 * 3600
"""No source is asked more often than that, and none less often, whatever it says."""
LONGEST_RETRY = 7 * 24 * 3600
"""The longest Retry-After that is obeyed, in seconds."""
SPREAD = 0.1
"""The share of a wait that *spread* may add."""
_DOUBLINGS = 10

_MAX_AGE = regex(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")
_NEVER_FRESH = regex(r"(?:^|[\s,])no-(?:cache|store)\b")


def chance() -> float:
    """Return a number from 0 to 1 by which to spread requests."""
    return random()  # noqa: S311 - no secret


def due_after_success(now: datetime, rest: Feed | SourceOrder, fresh: int | None, spread: float) -> datetime:
    """Return when to ask again a source that answered, and was *fresh* for that many seconds.

    *rest* is its feed or, where nothing has changed, what was known: it says when it wants to be left alone.
    """
    asked = max(fresh or 0, 60 * rest.ttl) or USUAL
    wait = min(max(asked, LEAST), MOST)
    due = now + timedelta(seconds=wait * (1 + SPREAD * spread))
    return _beyond_quiet(due, rest)


def due_after_failure(now: datetime, failures: int, retry_after: float | None, spread: float) -> datetime:
    """Return when to ask again a source that has now failed *failures* times in a row, or when it said itself."""
    if retry_after is not None:
        return now + timedelta(seconds=min(retry_after, LONGEST_RETRY) + 60 * SPREAD * spread)
    wait = min(LEAST << min(max(failures, 1) - 1, _DOUBLINGS), MOST)
    return now + timedelta(seconds=wait * (1 + SPREAD * spread))


def fresh_seconds(headers: Mapping[str, str], now: datetime) -> int | None:
    """Return for how many seconds an answer with these *headers*, in lower case, is fresh; None if they do not say."""
    control = headers.get("cache-control", "").lower()
    if _NEVER_FRESH.search(control):
        return 0
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "")
        return max(0, int(found.group(1)) - (int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0))
    expires = _moment(headers.get("expires", ""))
    if expires is None:
        return None
    return max(0, int((expires - (_moment(headers.get("date", "")) or now)).total_seconds()))


def written(moment: datetime) -> str:
    """Return *moment* as the library writes it: ISO 8601 UTC to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _beyond_quiet(due: datetime, rest: Feed | SourceOrder) -> datetime:
    """Return *due*, or the next full hour after it at which *rest* does not ask to be left alone."""
    moment = due.astimezone(UTC)
    for _ in range(8 * 24):
        if moment.hour not in rest.skip_hours and moment.weekday() not in rest.skip_days:
            return moment
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due


def _moment(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)

"""When an item was published, in UTC, and when a feed asks to be left alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from termread.parse.metadata.dates import EARLIEST, LATEST, date_in, months
from termread.text import clean_line, regex

WEEK = 7 * 24 * 60
"""Minutes; a feed that asks for a longer pause is asked again after this."""

_HOURS = {
    -10: "HST",
    -9: "AKST",
    -8: "PST AKDT",
    -7: "MST PDT",
    -6: "CST MDT",
    -5: "EST CDT COT PET",
    -4: "EDT AST CLT VET",
    -3: "ADT BRT ART CLST UYT",
    -2: "BRST",
    0: "Z UT UTC GMT WET",
    1: "CET MET MEZ BST WEST WAT",
    2: "CEST MEST MESZ EET SAST CAT",
    3: "EEST MSK EAT TRT AST3",
    4: "MSD GST",
    5: "PKT",
    7: "WIB ICT",
    8: "HKT SGT PHT AWST MYT WITA",
    9: "JST KST WIT",
    10: "AEST",
    11: "AEDT",
    12: "NZST",
    13: "NZDT",
}
"""Hours by which the zones that feeds name are ahead of UTC; where a name has several meanings, the one of most feeds."""
ZONES = {name: hours * 60 for hours, names in _HOURS.items() for name in names.split()} | {
    "IST": 330,
    "NPT": 345,
    "ACST": 570,
    "ACDT": 630,
    "NST": -210,
    "NDT": -150,
}
"""The same in minutes."""

_ENGLISH = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_RFC = regex(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})[\s-]+([^\W\d]{3,10})\.?[\s-]+(\d{4}|\d\d)\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(.*)"
)
_ISO = regex(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]\s*(\d{1,2}):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(.*))?", re.IGNORECASE)
_CLOCK = regex(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*(?:([ap])\.?\s?m\b\.?)?", re.IGNORECASE)
_ZONE = regex(
    r"\(?\s*(?:(?:GMT|UTC?)\s*)?([+-])\s?(\d{1,2}):?(\d\d)?(?!\d)|\(?\s*([A-Z][A-Za-z]+/[A-Za-z_/+-]+)|\(?\s*([A-Za-z]{1,5})\b"
)


@lru_cache(maxsize=4096)
def utc(text: str) -> str | None:
    """Return the date in *text* as `2026-11-30T06:00:00Z`, or as a day if it has no time; None if it is unreadable.

    A time without a zone, or with one that nobody knows, counts as UTC. Weekdays are ignored: they are often wrong.
    """
    text = clean_line(text)
    if not text or len(text) > 80:
        return None
    if text.isdecimal() and len(text) in (10, 13):
        return _told(datetime.fromtimestamp(int(text[:10]), UTC))
    if found := _ISO.fullmatch(text):
        year, month, day, *clock, zone = found.groups()
        return _moment((int(year), int(month), int(day)), clock, zone)
    if (found := _RFC.fullmatch(text)) and (number := _month(found[2])):
        day, _, year, *clock, zone = found.groups()
        if zone[:1] not in "aApP" or zone[1:2] not in "mM.":
            return _moment((_whole(year), number, int(day)), clock, zone)
    return _in_words(text)


def _in_words(text: str) -> str | None:
    """Return the date in a *text* of any other form, in any language that pages are read in."""
    clock = _CLOCK.search(text)
    if clock is None:
        return date_in(text)
    hour, minute, second, half = clock.groups()
    if half and int(hour) <= 12:
        hour = str(int(hour) % 12 + 12 * (half in "pP"))
    rest = text[clock.end() :].strip()
    zone = _ZONE.match(rest)
    after = rest[zone.end() :] if zone and not (zone[5] and zone[5].upper() not in ZONES) else rest
    day = date_in(f"{text[: clock.start()].rstrip(' ,T')} {after.strip(' )')}")
    return _moment(tuple(map(int, day.split("-"))), [hour, minute, second], rest) if day else None


def _month(name: str) -> int | None:
    name = name.casefold()
    if number := _ENGLISH.get(name[:3] if name.isascii() else name):
        # `mar` is short for a month in English, and mars, marzo and März begin so too; no other month does.
        return number
    calendar, number = months().get(name, ("", 0))
    return number if calendar == "gregorian" else None


def _whole(year: str) -> int:
    return int(year) + (0 if len(year) == 4 else 2000 if int(year) < 69 else 1900)


def _moment(day: tuple[int, ...], clock: Any, zone: str | None) -> str | None:
    """Return a *day* (year, month, day) with a *clock* (hour, minute, second) in a *zone* as a moment in UTC."""
    year, month, date = day
    hour, minute, second = (int(part) if part else 0 for part in clock)
    try:
        if clock[0] is None:
            midnight = datetime(year, month, date, tzinfo=UTC)
            return midnight.date().isoformat() if EARLIEST <= year <= LATEST else None
        at = datetime(year, month, date, tzinfo=_zone(zone or ""))
        return _told((at + timedelta(hours=hour % 25, minutes=minute % 60, seconds=min(second, 59))).astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _told(at: datetime) -> str | None:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if EARLIEST <= at.year <= LATEST else None


def _zone(text: str) -> Any:
    """Return the zone that the *text* after a time names; UTC if it names none."""
    found = _ZONE.match(text)
    if found is None:
        return UTC
    sign, hours, minutes, place, name = found.groups()
    if place:
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(place)
        except (ValueError, OSError, KeyError):
            return UTC
    ahead = ZONES.get(name.upper(), 0) if name else (int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)
    return timezone(timedelta(minutes=ahead)) if abs(ahead) < 24 * 60 else UTC


_PERIODS = {"hourly": 60, "daily": 1440, "weekly": WEEK, "monthly": 30 * 1440, "yearly": 365 * 1440}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def pause(ttl: str, period: str, frequency: str) -> int:
    """Return the minutes for which a feed asks to be left alone: its ttl, else its syndication period; 0 if it says nothing."""
    minutes = _number(ttl)
    if not minutes and period.lower() in _PERIODS:
        minutes = _PERIODS[period.lower()] // max(1, _number(frequency))
    return min(minutes, WEEK)


def hours_in(texts: list[str]) -> tuple[int, ...]:
    """Return the hours of the day that *texts* name; midnight may be 24."""
    return tuple(sorted({_number(text) % 24 for text in texts if text.isdecimal() and _number(text) <= 24}))


def days_in(texts: list[str]) -> tuple[int, ...]:
    """Return the days of the week that *texts* name in English, Monday 0."""
    return tuple(sorted({_DAYS.index(day) for text in texts if (day := text.lower()[:3]) in _DAYS}))


def seconds_in(text: str) -> int:
    """Return a duration such as 1:02:03, 62:03 or 3723 in seconds; 0 if it is none."""
    parts = text.split(":")
    if len(parts) > 3 or not all(part.strip().replace(".", "", 1).isdecimal() and len(part) < 9 for part in parts):
        return 0
    total = 0.0
    for part in parts:
        total = total * 60 + float(part)
    return int(total)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0

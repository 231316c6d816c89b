"""Dates as pages write them, to ISO 8601 with the offset the page gave, or a bare date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from termread.parse.metadata.calendars import day_of

ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
"""The year before the first one of each era."""

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?",
    re.IGNORECASE,
)
_URL = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|\D|$)|[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-])"
)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?=([^\d|()]{2,24})(\d{4}|\d{2})(?!\d))")
"""A day and a year of four digits or two, with the name of a month and the like between them."""
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[.,]?\s+([^\W\d_]{3,12})\.?\s+(\d{1,2})(?![\d:])")
_SIGNED = re.compile(rf"({'|'.join(ERAS)})?\s*(元|\d{{1,4}})\s*[年년]\s*(\d{{1,2}})\s*[月월]\s*(\d{{1,2}})\s*[日일]")
_FIGURES = re.compile(
    rf"({'|'.join(ERAS)})?(?<!\d)(\d{{1,4}})\s?([./|-])\s?(\d{{1,2}})\s?\3\s?(\d{{1,4}})(?!\d|[./-]\d{{1,3}}(?!\d))"
)
_BEFORE_FIGURES = re.compile(r"[.:/-]$")
_GOES_ON = re.compile(r"[:.]\d|,\s?\d|\s?[^\W\d_]|\s?%|[/-]")
"""What may stand behind two digits that are no year."""
_FILLING = re.compile(r"\b(?:st|nd|rd|th|er|de|del|of)\b|พ\.?\s?ศ\b|[\W_]+")
"""What stands around the name of a month."""
_LETTERS = str.maketrans("يىكأإآ", "ییکااا")
_YEAR_IS_FIRST = frozenset({"ja", "ko", "zh", "hu", "lt", "sv"})
"""Languages that write a short date from the year on."""

Found = tuple[int, int, date, str]
"""Where a date stands, its day, and the calendar that its month is of."""


@cache
def date_words() -> dict[str, Any]:
    """Return how pages write dates, as dates.toml tells it."""
    return tomllib.loads(Path(__file__).with_name("dates.toml").read_text(encoding="utf-8"))


@cache
def months() -> dict[str, tuple[str, int]]:
    """Return the calendar and the number of each month by its name, folded and without its signs."""
    years: dict[str, list[str]] = date_words()["months"]
    return {
        _bare(name): (calendar, number)
        for calendar, year in years.items()
        for number, names in enumerate(year, 1)
        for name in names.split("|")
    }


def _bare(name: str) -> str:
    """Return the name of a month without what stands around it, in Persian letters where pages write either kind."""
    return _FILLING.sub("", name.translate(_LETTERS))


def date_of(text: str) -> str | None:
    """Return the date that *text* is: ISO in most dresses, an RFC 2822 date, seconds since 1970, or words."""
    text = text.strip()
    if not text or len(text) > 80:
        return None
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    if found := _ISO.match(text):
        return _moment(found)
    if re.match(r"[^\W\d]|\d{1,2} [A-Z][a-z]{2} \d{4} \d", text) and text[-1] not in "mM":  # it knows no a.m. and p.m.
        from email.utils import parsedate_to_datetime

        try:
            at = parsedate_to_datetime(text)
            day = day_of(at.year, at.month, at.day)
            return datetime.combine(day, at.timetz()).isoformat(timespec="seconds") if day else None
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
    return date_in(text)


def _moment(found: re.Match[str]) -> str | None:
    year, month, day, clock, zone = found.groups()
    at = day_of(int(year), int(month), int(day))
    if at is None or clock is None:
        return at.isoformat() if at else None
    offset = "" if not zone else zone if zone[0] in "+-" else "+00:00"
    try:
        return datetime.combine(at, time.fromisoformat(f"{'0' * (clock[1] == ':')}{clock}{offset}")).isoformat(
            timespec="seconds"
        )
    except ValueError:
        return at.isoformat()


def date_in(text: str, language: str = "") -> str | None:
    """Return the first date written out in *text*, as a bare ISO date; *language* is that of the page, as `de`."""
    return next((found for _, _, found in dates_in(text, language)), None)


def dates_in(text: str, language: str = "") -> list[tuple[int, int, str]]:
    """Return the dates written out in *text*, each with its start and its end, as bare ISO dates.

    Those of another calendar are told only where none is of ours: pages that write both mean the same day.
    """
    if not text.isascii():
        text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    found = sorted([*_named(text), *_signed(text, language), *_in_figures(text, language)])
    told: list[tuple[int, int, str]] = []
    for start, end, day, _ in [each for each in found if each[3] == "gregorian"] or found:
        if not told or start >= told[-1][1]:
            told.append((start, end, day.isoformat()))
    return told


def _named(text: str) -> Iterator[Found]:
    """Yield the dates in *text* that name their month."""
    for pattern, (name, day, year) in ((_DAY_FIRST, (2, 1, 3)), (_MONTH_FIRST, (1, 2, 3)), (_YEAR_FIRST, (2, 3, 1))):
        for match in pattern.finditer(text):
            words = match.group(name).casefold().rsplit("/", 1)[-1]
            calendar, month = months().get(_bare(words), ("", 0))
            digits = match.group(year)
            if not calendar or (len(digits) == 2 and calendar != "thai" and _GOES_ON.match(text, match.end(year))):
                continue
            given = int(digits) if len(digits) == 4 else _whole(digits, calendar[:2])
            if found := day_of(given, month, int(match.group(day)), calendar):
                yield match.start(), max(match.end(), match.end(year)), found, calendar


def _signed(text: str, language: str) -> Iterator[Found]:
    """Yield the dates in *text* that say in Chinese or Korean what is the year, the month, and the day.

    A year of three digits without its era is a Taiwanese one on a Chinese page only.
    """
    for match in _SIGNED.finditer(text):
        era, year, month, day = match.groups()
        if era or len(year) == 4 or (len(year) == 3 and language[:2] == "zh"):
            given = (1 if year == "元" else int(year)) + (0 if len(year) == 4 else ERAS[era or "民國"])
            if found := day_of(given, int(month), int(day)):
                yield match.start(), match.end(), found, "gregorian"


def _in_figures(text: str, language: str) -> Iterator[Found]:
    """Yield the dates in *text* that are written in figures alone."""
    for match in _FIGURES.finditer(text):
        era, first, sign, second, third = match.groups()
        day = None
        if era or (len(first) == 3 and language[:2] == "zh"):
            day = day_of(ERAS[era or "民國"] + int(first), int(second), int(third))
        elif len(first) == 4:
            day = day_of(int(first), int(second), int(third))
        elif len(third) == 4:
            day = _either(int(third), first, second, american=language == "en-us" and sign == "/")
        elif len(match.group()) == 8 and sign != "|" and not _BEFORE_FIGURES.search(text[: match.start()]):
            if language[:2] in _YEAR_IS_FIRST:
                first, third = third, first
            year = _whole(third, language[:2])
            day = _either(year, first, second, american=language == "en-us" and sign == "/")
            day = day if day and day <= date.today() + timedelta(days=2) else None
        if day:
            yield match.start(), match.end(), day, "gregorian"


def _whole(year: str, language: str) -> int:
    """Return the year that two digits mean."""
    return int(year) + (2500 if language == "th" else 2000 if int(year) < 90 else 1900)


def _either(year: int, first: str, second: str, *, american: bool) -> date | None:
    """Return the date of a day and a month in figures, in the order of the country, else in the other one."""
    ways = (day_of(year, int(second), int(first)), day_of(year, int(first), int(second)))
    return (ways[1] or ways[0]) if american else (ways[0] or ways[1])


def date_in_address(url: str | None) -> str | None:
    """Return the date that stands in an address as /2025/10/31/ or as eight digits."""
    found = _URL.search(url or "")
    year, month, day = [int(group) for group in found.groups() if group] if found else (0, 0, 0)
    at = day_of(year, month, day)
    return at.isoformat() if at else None

"""Dates as pages write them, in ISO 8601 with the offset that the page gave or none, and the day a page was published."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from termread.parse.metadata.source import Source, text_of
from termread.parse.parsed import FieldCandidate
from termread.text import clean_line

NEAR, ANYWHERE, LABEL = 120, 60, 40
"""Characters of the longest dated line near the headline and elsewhere, and of the words before a date that explain it."""

ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
"""The year before the first one of each era."""
EARLIEST, LATEST = 1990, 2100
"""The years that a page of the web can be of."""
BUDDHIST = 543
"""Years that the Thai calendar is ahead of ours."""
_PERSIAN, _ISLAMIC = range(1369, 1410), range(1410, 1501)
"""Persian years of the web. A year of four digits behind them is an Islamic one, until 2031."""
_YEAR_IS_FIRST = frozenset({"ja", "ko", "zh", "hu", "lt", "sv"})
"""Languages that write a short date from the year on."""

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?",
    re.IGNORECASE,
)
_NAMED = (
    re.compile(r"(?<!\d)(?P<day>\d{1,2})(?=(?P<month>[^\d|()]{2,24})(?P<year>\d{4}|\d{2})(?!\d))"),
    re.compile(r"(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})[.,]?\s+(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?![\d:])"),
)
_FIGURES = re.compile(
    rf"(?:({'|'.join(ERAS)})\s?)?(?<!\d)(\d{{1,4}})\s?([./|-])\s?(\d{{1,2}})\s?\3\s?(\d{{1,4}})(?!\d|[./-]\d{{1,3}}(?!\d))"
)
_IN_FIGURES = str.maketrans("元年년月월日일", "1////  ")
"""The signs for a year, a month and a day in figures, as other pages write them."""
_BEFORE_FIGURES = re.compile(r"[.:/-]$")
_GOES_ON = re.compile(r"[:.]\d|,\s?\d|\s?[^\W\d_]|\s?%|[/-]")
"""What may stand behind two digits that are no year."""
_FILLING = re.compile(r"\b(?:st|nd|rd|th|er|de|del|of)\b|พ\.?\s?ศ\b|[\W_]+")
"""What stands around the name of a month."""
_DIGIT = re.compile(r"\d")
_DATELINE = re.compile(r"(\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.? [^\W\d_]+ \d{4})\s?[–—-]\s")
"""A date with a dash after it, as a story may begin."""
_NO_DATES = frozenset({"script", "style", "template", "noscript", "option", "title"})
_LETTERS = str.maketrans("يىكأإآ", "ییکااا")
"""Letters that Arabic and Persian pages write in either way."""

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
        text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text.translate(_IN_FIGURES))
    found = sorted([*_named(text), *_in_figures(text, language)])
    told: list[tuple[int, int, str]] = []
    for start, end, day, _ in [each for each in found if each[3] == "gregorian"] or found:
        if not told or start >= told[-1][1]:
            told.append((start, end, day.isoformat()))
    return told


def _named(text: str) -> Iterator[Found]:
    """Yield the dates in *text* that name their month."""
    for match in (match for pattern in _NAMED for match in pattern.finditer(text)):
        name, year, end = match["month"].casefold().rsplit("/", 1)[-1], match["year"], match.end("year")
        calendar, month = months().get(_bare(name), ("", 0))
        if calendar and (len(year) == 4 or calendar == "thai" or not _GOES_ON.match(text, end)):
            given = int(year) if len(year) == 4 else _whole(year, calendar[:2])
            if day := day_of(given, month, int(match["day"]), calendar):
                yield match.start(), max(match.end(), end), day, calendar


def _in_figures(text: str, language: str) -> Iterator[Found]:
    """Yield the dates in *text* that are written in figures alone.

    A year of three digits without its era is a Taiwanese one on a Chinese page only.
    """
    for match in _FIGURES.finditer(text):
        era, first, sign, second, third = match.groups()
        american = language == "en-us" and sign == "/"
        day = None
        if era or (len(first) == 3 and language[:2] == "zh"):
            day = day_of(ERAS[era or "民國"] + int(first), int(second), int(third))
        elif len(first) == 4:
            day = day_of(int(first), int(second), int(third))
        elif len(third) == 4:
            day = _either(int(third), first, second, american=american)
        elif len(match.group()) == 8 and sign != "|" and not _BEFORE_FIGURES.search(text[: match.start()]):
            if language[:2] in _YEAR_IS_FIRST:
                first, third = third, first
            day = _either(_whole(third, language[:2]), first, second, american=american)
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


def day_of(year: int, month: int, day: int, calendar: str = "") -> date | None:
    """Return the day of a date in *calendar*, or in the one that its *year* tells; None where no page can be of it."""
    if year > LATEST:
        year -= BUDDHIST
    elif not calendar:
        calendar = "persian" if year in _PERSIAN else "islamic" if year in _ISLAMIC else ""
    try:
        if calendar == "persian":
            from persiantools.jdatetime import JalaliDate

            found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        elif calendar == "islamic":
            from hijridate import Hijri

            found = date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
        else:
            found = date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return found if EARLIEST <= found.year <= LATEST else None


def date_in_address(url: str | None) -> str | None:
    """Return the date that stands in an address as /2025/10/31/ or the like, or as eight digits."""
    path = re.sub(r"(?<=[/-])((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-])", r"\1/\2/\3", urlsplit(url or "").path)
    return date_in(path)


def dates_of(source: Source) -> Iterator[FieldCandidate[str]]:
    """Yield the dates on which the page may have been published, each with its place, the surest place first."""
    data, words = source.data, date_words()
    lines = cache(lambda: [*_dated(source.nearby.lines, NEAR, source.language)])
    own = cache(lambda: [day for day, changed in lines() if not changed])
    places: tuple[tuple[str, Callable[[], Iterable[str | None]]], ...] = (
        ("data", lambda: map(date_of, (data.text("datePublished"), data.text("dateCreated", "uploadDate")))),
        ("meta tags", lambda: map(date_of, source.tags.all(*words["tags"]["published"]))),
        ("a time around the headline", lambda: _times(each for each in source.nearby.elements if each.tag == "time")),
        ("a line around the headline", own),
        ("a time", lambda: _times(source.root.iter("time"))),
        ("the address", lambda: [date_in_address(source.url)]),
        ("the text", lambda: (day for day, _ in _dated(_texts(source.root.iter("*")), ANYWHERE, source.language))),
        ("a line that tells of a change", lambda: (day for day, _ in lines())),
    )
    for by, find in places:
        for found in filter(None, find()):
            utc = found.endswith("+00:00") and "T00:00:00" not in found
            yield FieldCandidate(_local(found, [*own(), date_in_address(source.url) or ""]) if utc else found, by)


def modified_of(source: Source) -> str | None:
    """Return when the page says it was last changed."""
    given = [source.data.text("dateModified"), *source.tags.all(*date_words()["tags"]["modified"])]
    shown = (day for day, changed in _dated(source.nearby.lines, NEAR, source.language) if changed)
    return next(filter(None, map(date_of, given)), None) or next(shown, None)


def _local(found: str, shown: list[str]) -> str:
    """Return the day that the page shows if the moment *found*, in UTC, falls on the day before or after it."""
    at = datetime.fromisoformat(found)
    days = {(at + timedelta(hours=hours)).date().isoformat() for hours in (-12, 14)}
    return found if found[:10] in shown else next((day for day in shown if day in days), found)


@cache
def _words(kind: str) -> re.Pattern[str]:
    """Return the words before the day on which a page was `changed`, or `published`."""
    return re.compile("|".join(date_words()["words"][kind]), re.IGNORECASE)


def _tells_of_change(before: str) -> bool:
    return bool(_words("changed").search(before) and not _words("published").search(before))


def _dated(lines: Iterable[tuple[Any, str]], longest: int, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the dates in *lines* of up to *longest* characters, and whether the words before them tell of a change."""
    label = ""
    for _, line in lines:
        dated, end = len(line) <= longest and _DIGIT.search(line), 0
        for start, following, day in dates_in(line, language) if dated else ():
            yield day, _tells_of_change(line[end:start] if start else label[-LABEL:])
            end = following
        label = "" if dated else line


def _texts(elements: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the texts of the page that have a digit, and of those that begin with a date and a dash the date."""
    for element in elements:
        for text in (element.text, *(child.tail for child in element)) if element.tag not in _NO_DATES else ():
            if text and _DIGIT.search(text):
                line = clean_line(text)
                begins = _DATELINE.match(line)
                yield element, begins[1] if begins else line


def _times(elements: Iterable[Any]) -> Iterator[str | None]:
    """Yield the moments of time *elements*, but for those of a change."""
    for element in elements:
        before = element.getprevious()
        label = element.getparent().text if before is None else before.tail or text_of(before)[-LABEL:]
        if not _tells_of_change(f"{element.get('class')} {label} {(element.text or '')[:LABEL]}"):
            yield date_of(element.get("datetime") or "")

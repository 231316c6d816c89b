"""Parses dates as pages write them into ISO 8601, keeping any offset, and finds a page's publication date."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

from termread.parse.metadata.source import Source, text_of
from termread.parse.parsed import FieldCandidate
from termread.text import clean_line, regex

NEAR, ANYWHERE, LABEL = 120, 60, 40
"""Characters of the longest dated line near the headline and elsewhere, and of the label before a date."""

ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911, "R": 2018, "H": 1988}
"""The year before the first year of each era; the letters are Japanese."""
EARLIEST, LATEST = 1990, 2100
"""First and last year accepted as the date of a web page."""
BUDDHIST = 543
"""Years by which the Thai calendar is ahead of the Gregorian one."""
_PERSIAN, _ISLAMIC = range(1369, 1410), range(1410, 1501)
"""Persian years since the web began; a later four-digit year is Islamic. Holds until 2031."""
_YEAR_IS_FIRST = frozenset({"ja", "ko", "zh", "hu", "lt", "sv"})
"""Languages that put the year first in short dates."""

_ISO = regex(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?",
    re.IGNORECASE,
)
_MONTH = r"(?P<month>[^\W\d_][^\s\d.,:;|()\[\]/–—-]{1,14})"
_NAMED = (
    regex(r"(?<!\d)(?P<day>\d{1,2})(?=(?P<month>[^\d|()]{2,24})(?P<year>\d{4}|\d{2})(?!\d))"),
    regex(rf"{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"),
    regex(rf"(?<!\d)(?P<year>\d{{4}})(?:[.,]|\s(?:m\.|թ\.))?\s+{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?![\d:])"),
    regex(rf"(?<!\d)(?P<year>\d{{4}})(?:\.\sgada|[\s-]ж\.,?)\s(?P<day>\d{{1,2}})(?:\.\s|\s|-){_MONTH}"),
)
_FIGURES = regex(
    rf"(?:(?<![A-Za-z])({'|'.join(ERAS)})\s?)?(?<!\d)(\d{{1,4}})\s?([./|-])\s?(\d{{1,2}})\s?\3\s?(\d{{1,4}})(?!\d|[./-]\d{{1,3}}(?!\d))"
)
_IN_FIGURES = str.maketrans("元年년月월日일", "1////  ")
"""Chinese, Japanese and Korean characters for year, month and day, replaced by slashes."""
_MONTH_NUMBER = regex(r"\s(?:tháng|thg)\s(\d{1,2}),?\s(?:năm\s)?")
"""A month in Vietnamese, which has a number for a name."""
_DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
"""Marks of direction between the figures of a date."""
_BEFORE_FIGURES = regex(r"[.:/-]$")
_GOES_ON = regex(r"[:.]\d|,\s?\d|\s?[^\W\d_]|\s?%|[/-]")
"""Text after two digits that shows they are not a year."""
_FILLING = regex(r"\b(?:(?:st|nd|rd|th|er|de|del|den|of)\b|(?:d|ta)[’'])|[พค]\.?\s?ศ\b")
"""Text around the name of a month."""
_DIGIT = regex(r"\d")
_DATELINE = regex(r"(\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.? [^\W\d_]+ \d{4})\s?[–—-]\s")
"""A date followed by a dash, as at the start of a story."""
_NO_DATES = frozenset({"script", "style", "template", "noscript", "option", "title"})
_LETTERS = str.maketrans("يىكأإآ", "ییکااا")
"""Letters with two spellings on Arabic and Persian pages."""

Found = tuple[int, int, date, str]
"""Start and end of a date in the text, its day, and the calendar of its month."""


@cache
def date_words() -> dict[str, Any]:
    """Return the vocabulary of dates from dates.json."""
    words: dict[str, Any] = json.loads(Path(__file__).with_name("dates.json").read_text(encoding="utf-8"))
    return words


@cache
def months() -> dict[str, tuple[str, int]]:
    """Return the calendar and number of each month by its bare name."""
    years: dict[str, list[str]] = date_words()["months"]
    return {
        name: (calendar, number)
        for calendar, year in years.items()
        for number, names in enumerate(year, 1)
        for name in names.split("|")
    }


def _bare(name: str) -> str:
    """Return the letters of a name, with the vowel signs of scripts that write vowels so."""
    return "".join(c for c in _FILLING.sub("", name.translate(_LETTERS)) if c.isalpha() or category(c)[0] == "M")


def date_of(text: str) -> str | None:
    """Return *text* parsed as a date: common ISO variants, RFC 2822, Unix time or words; None if it is none of them."""
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
    """Return the first date in *text* as a plain ISO date, or None; *language* is the page's, such as `de`."""
    return next((found for _, _, found in dates_in(text, language)), None)


def dates_in(text: str, language: str = "") -> list[tuple[int, int, str]]:
    """Return the dates in *text* as plain ISO dates, each with its start and end offset.

    Dates in other calendars count only if there is no Gregorian one: pages that use both mean the same day.
    """
    if not text.isascii() or " thg " in text:
        text = _MONTH_NUMBER.sub(r"/\1/", text.translate(_DIRECTIONS))
        text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text.translate(_IN_FIGURES))
    found = sorted([*_named(text, language), *_in_figures(text, language)])
    told: list[tuple[int, int, str]] = []
    for start, end, day, _ in [each for each in found if each[3] == "gregorian"] or found:
        if not told or start >= told[-1][1]:
            told.append((start, end, day.isoformat()))
    return told


def _named(text: str, language: str) -> Iterator[Found]:
    """Yield the dates in *text* with a named month; `listopad` is October in Croatian, and November elsewhere."""
    for match in (match for pattern in _NAMED for match in pattern.finditer(text)):
        name, year, end = match["month"].casefold().rsplit("/", 1)[-1], match["year"], match.end("year")
        calendar, month = months().get(bare := _bare(name), ("", 0))
        month -= language[:2] == "hr" and bare.startswith("listopad")
        if calendar and (len(year) == 4 or calendar == "thai" or not _GOES_ON.match(text, end)):
            given = int(year) if len(year) == 4 else _whole(year, calendar[:2])
            if day := day_of(given, month, int(match["day"]), calendar):
                yield match.start(), max(match.end(), end), day, calendar


def _in_figures(text: str, language: str) -> Iterator[Found]:
    """Yield the all-numeric dates in *text*.

    A three-digit year without an era is Taiwanese, on Chinese pages only.
    """
    for match in _FIGURES.finditer(text):
        era, first, sign, second, third = match.groups()
        american = language == "en-us" and sign == "/"
        day = None
        if (era and (not era.isascii() or language[:2] == "ja")) or (len(first) == 3 and language[:2] == "zh"):
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
    """Return the full year for a two-digit one."""
    return int(year) + (2500 if language == "th" else 2000 if int(year) < 90 else 1900)


def _either(year: int, first: str, second: str, *, american: bool) -> date | None:
    """Return the date from a day and a month in the country's usual order, or else in the other order."""
    ways = (day_of(year, int(second), int(first)), day_of(year, int(first), int(second)))
    return (ways[1] or ways[0]) if american else (ways[0] or ways[1])


def day_of(year: int, month: int, day: int, calendar: str = "") -> date | None:
    """Return a day in *calendar*, or in the one its *year* implies, or None if it is invalid or out of range."""
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
    """Return the date in a URL path, such as /2025/10/31/ or eight digits, or None."""
    path = re.sub(r"(?<=[/-])((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-])", r"\1/\2/\3", urlsplit(url or "").path)
    return date_in(path)


def dates_of(source: Source) -> Iterator[FieldCandidate[str]]:
    """Yield candidates for the publication date with their source, most reliable source first."""
    data, words = source.data, date_words()
    lines = cache(lambda: [*_dated(source.nearby.lines, NEAR, source.language)])
    own = cache(lambda: [day for day, changed in lines() if not changed])
    places: tuple[tuple[str, Callable[[], Iterable[str | None]]], ...] = (
        ("data", lambda: map(date_of, (data.text("datePublished"), data.text("dateCreated", "uploadDate")))),
        ("meta tags", lambda: map(date_of, source.tags.all(*words["tags"]["published"]))),
        ("a time around the headline", lambda: _times(each for each in source.nearby.elements if each.tag == "time")),
        ("a line around the headline", own),
        ("a time", lambda: _times(source.root.iter("time", "abbr"))),
        ("the address", lambda: [date_in_address(source.url)]),
        ("the text", lambda: (day for day, _ in _dated(_texts(source.root.iter("*")), ANYWHERE, source.language))),
        ("a line that tells of a change", lambda: (day for day, _ in lines())),
    )
    for by, find in places:
        for found in filter(None, find()):
            utc = found.endswith("+00:00") and "T00:00:00" not in found
            yield FieldCandidate(_local(found, [*own(), date_in_address(source.url) or ""]) if utc else found, by)


def modified_of(source: Source) -> str | None:
    """Return when the page was last modified according to its metadata or visible text, or None."""
    given = [source.data.text("dateModified"), *source.tags.all(*date_words()["tags"]["modified"])]
    shown = (day for day, changed in _dated(source.nearby.lines, NEAR, source.language) if changed)
    return next(filter(None, map(date_of, given)), None) or next(shown, None)


def _local(found: str, shown: list[str]) -> str:
    """Return the day shown on the page if it is within a day of *found*, a UTC time, or else *found* itself."""
    at = datetime.fromisoformat(found)
    days = {(at + timedelta(hours=hours)).date().isoformat() for hours in (-12, 14)}
    return found if found[:10] in shown else next((day for day in shown if day in days), found)


@cache
def _words(kind: str) -> re.Pattern[str]:
    """Return a pattern of the words before a date of the given *kind*, `changed` or `published`."""
    return re.compile("|".join(date_words()["words"][kind]), re.IGNORECASE)


def _tells_of_change(before: str) -> bool:
    return bool(_words("changed").search(before) and not _words("published").search(before))


def _dated(lines: Iterable[tuple[Any, str]], longest: int, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the dates in *lines* of up to *longest* characters, and whether the words before them indicate a change."""
    label = ""
    for _, line in lines:
        dated, end = len(line) <= longest and _DIGIT.search(line), 0
        for start, following, day in dates_in(line, language) if dated else ():
            yield day, _tells_of_change(line[end:start] if start else label[-LABEL:])
            end = following
        label = "" if dated else line


def _texts(elements: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the texts on the page that contain a digit, reduced to the date if they start with a date and a dash."""
    for element in elements:
        for text in (element.text, *(child.tail for child in element)) if element.tag not in _NO_DATES else ():
            if text and _DIGIT.search(text):
                line = clean_line(text)
                begins = _DATELINE.match(line)
                yield element, begins[1] if begins else line


def _times(elements: Iterable[Any]) -> Iterator[str | None]:
    """Yield the times in *elements*, except those of a change."""
    for element in elements:
        before = element.getprevious()
        label = element.getparent().text if before is None else before.tail or text_of(before)[-LABEL:]
        if not _tells_of_change(f"{element.get('class')} {label} {(element.text or '')[:LABEL]}"):
            title = element.get("title") or ""
            yield date_of(element.get("datetime") or (title if _ISO.match(title) else ""))

"""When a page was published and last changed: in its data, its tags, or a line that it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from termread.parse.metadata.around import speaks
from termread.parse.metadata.byline import Source
from termread.parse.metadata.dates import date_in_address, date_of, date_words, dates_in
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import text_of
from termread.parse.page.display import INLINE
from termread.parse.parsed import FieldCandidate
from termread.text import clean_line

AROUND, ANYWHERE = (90, 160), (45, 120)
"""Characters of the longest text around the headline and anywhere else that tells its date, and of one that is called a date."""
_DATED = re.compile(r"date|time|datum|publi|fecha|data|meta|byline|posted|author|submitted|created", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_DATELINE = re.compile(r"(\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.? [^\W\d_]+ \d{4})\s?[–—-]\s")
"""A date with a dash behind it, as a story may begin."""
LABEL = 40
"""Characters of the line before a date in which a word tells what day it is."""
_NO_DATES = frozenset("a option script style title h1 h2 label button template noscript".split())  # noqa: SIM905
"""Elements whose dates are those of an archive, of other stories, or in the story's own words."""


def published_of(source: Source, url: str | None, language: str) -> Iterator[FieldCandidate[str]]:
    """Yield when the page may have been published, each with where it says so, the surest places first."""
    linked, near = source.linked, source.near
    given = (linked.text("datePublished"), linked.text("dateCreated", "uploadDate"))
    shown = cache(lambda: [*_told(near.lines, AROUND, language)])
    own = cache(lambda: [day for day, changed in shown() if not changed])
    asked: tuple[tuple[str, Callable[[], Iterable[str | None]]], ...] = (
        ("data", lambda: map(date_of, given)),
        ("meta tags", lambda: map(date_of, source.tags.all(*date_words()["tags"]["published"]))),
        ("itemprop or property", lambda: _named(source.tags)),
        ("a time around the headline", lambda: _timed(near.elements)),
        ("a line around the headline", own),
        ("a time", lambda: _timed(source.elements)),
        ("the address", lambda: [date_in_address(url)]),
        ("the text", lambda: (day for day, _ in _told(_texts(source.elements), ANYWHERE, language))),
        ("a line that tells of a change", lambda: (day for day, _ in shown())),
    )
    for by, ask in asked:
        for found in filter(None, ask()):
            utc = found.endswith("+00:00") and "T00:00:00" not in found
            yield FieldCandidate(_local(found, [*own(), date_in_address(url) or ""]) if utc else found, by)


def modified_of(source: Source, language: str) -> str | None:
    """Return when the page says it was last changed."""
    given = (source.linked.text("dateModified"), *source.tags.all(*date_words()["tags"]["modified"]))
    shown = (day for day, changed in _told(source.near.lines, AROUND, language) if changed)
    return next(filter(None, map(date_of, given)), None) or next(shown, None)


def _local(found: str, shown: list[str]) -> str:
    """Return the day that the page itself shows where *found*, in UTC, falls on the day before or behind it."""
    if found[:10] in shown:
        return found
    at = datetime.fromisoformat(found)
    days = [(at + timedelta(hours=hours)).date().isoformat() for hours in (-12, 14)]
    return next((day for day in shown if day in days), found)


@cache
def _changed_and_first() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the words before the day on which a page was changed, and before the one on which it was published."""
    words = date_words()["words"]
    return re.compile("|".join(words["changed"]), re.IGNORECASE), re.compile(
        "|".join(words["published"]), re.IGNORECASE
    )


def _tells_of_change(before: str) -> bool:
    changed, first = _changed_and_first()
    return bool(changed.search(before) and not first.search(before))


def _told(lines: Iterable[tuple[Any, str]], longest: tuple[int, int], language: str) -> Iterator[tuple[str, bool]]:
    """Yield the dates in those *lines* that are short or whose element says what they are, and whether of a change.

    What a date is may stand in the short line before it.
    """
    label = ""
    for element, line in lines:
        if len(line) > longest[1] or not _DIGIT.search(line):
            label = line
            continue
        if len(line) <= longest[0] or _DATED.search(f"{element.get('class')} {element.get('id')}"):
            end = 0
            for start, following, day in dates_in(line, language):
                yield day, _tells_of_change(line[end:start] if start else label[-LABEL:])
                end = following
        label = ""


def _texts(elements: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the short texts of the page with their elements: whole, or line by line; of a story's first line its dateline."""
    for element in elements:
        if element.tag in _NO_DATES or not speaks(element):
            continue
        text = text_of(element) if len(element) <= 4 else ""
        if 0 < len(text) <= ANYWHERE[1]:
            yield element, text
            continue
        if begins := _DATELINE.match(text):
            yield element, begins[1]
        for child in element:
            following = child.getnext()
            if child.tail and following is not None and (following.tag == "br" or following.tag not in INLINE):
                yield element, clean_line(child.tail)


def _named(tags: Tags) -> Iterator[str | None]:
    """Yield the times that the page calls its date of publication."""
    for element in tags.marked():
        names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
        if any(name in date_words()["tags"]["marked"] for name in names):
            yield date_of(element.get("content") or element.get("datetime") or text_of(element)[:80])


def _timed(elements: Iterable[Any]) -> Iterator[str | None]:
    """Yield the moments that those *elements* mark that are a time, those of a change left out."""
    for element in (each for each in elements if each.tag == "time"):
        before = element.getprevious()
        label = element.getparent().text if before is None else before.tail or text_of(before)[-40:]
        names = f"{element.get('class')} {element.get('itemprop')} {label} {(element.text or '')[:40]}"
        if not _tells_of_change(names):
            yield date_of(element.get("datetime") or "")

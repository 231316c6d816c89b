"""When a page was published and last changed: in its data, its tags, or a line that it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from termread.parse.candidates import FieldCandidate
from termread.parse.metadata.around import Around, speaks
from termread.parse.metadata.dates import date_in_address, date_of, dates_in
from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import text_of

PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "originalpublicationdate",
    "date",
    "creation_date",
    "published_on",
    "published-date",
    "w-published-date",
    "article:published",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_online_date",
)
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
    "article.updated",
)


SHORT_DATED, LONG_DATED = 90, 160
"""Characters of the longest line around the headline that tells its date, and where its class says that it does."""
SHORT_WRITTEN, LONG_WRITTEN = 45, 120
"""The same for a text anywhere on the page."""
_NAMES = frozenset({"datepublished", "datecreated", "dc:date", "dc:created", "dcterms:created", "dcterms:issued"})
"""What microdata and RDFa call the date of publication."""
_DATED = re.compile(r"date|time|datum|publi|fecha|data|meta|byline|posted|author|submitted|created")
_DIGIT = re.compile(r"\d")
_CHANGED = re.compile(
    r"updated?|modified|edited|revised|reviewed|aktualisier|geändert|actualizad|atualizad|aggiornat|mis(?:e)? à jour|modifié|bijgewerkt|"
    r"oppdatert|uppdaterad|opdateret|päivitetty|aktualiz|обновлен|изменен|оновлено|güncelle|diperbarui|cập nhật|อัปเดต|อัพเดท|"
    r"更新|修改|수정|تحديث|عُدّل|به‌روز|بروز",
    re.IGNORECASE,
)
"""Words before the day on which a page was changed."""
_FIRST = re.compile(
    r"published|posted|created|veröffentlicht|erstellt|publicad|pubblicat|publié|gepubliceerd|publisert|publicerad|opublikowan|опубликован|"
    r"yayın|発行|公開|掲載|发布|發布|發佈|등록|입력|نشر|منتشر|เผยแพร่",
    re.IGNORECASE,
)
"""Words before the day on which it was published."""


_NO_DATES = frozenset(
    {"a", "option", "script", "style", "title", "h1", "h2", "label", "button", "template", "noscript"}
)
"""Elements whose dates are those of an archive, of other stories, or in the story's own words."""


def published_of(
    root: Any, tags: Tags, linked: LinkedData, url: str | None, near: Around, language: str
) -> Iterator[FieldCandidate[str]]:
    """Yield when the page may have been published, each with where it says so, the surest places first."""
    given = (linked.text("datePublished"), linked.text("dateCreated", "uploadDate"))
    shown = [*_told(near, language)]
    asked: tuple[tuple[str, Callable[[], Iterable[str | None]]], ...] = (
        ("data", lambda: map(date_of, given)),
        ("meta tags", lambda: map(date_of, tags.all(*PUBLISHED))),
        ("itemprop or property", lambda: _named(tags)),
        ("a time around the headline", lambda: _timed(e for e in near.elements if e.tag == "time")),
        ("a line around the headline", lambda: (day for day, changed in shown if not changed)),
        ("a time", lambda: _timed(root.iter("time"))),
        ("the address", lambda: [date_in_address(url)]),
        ("the text", lambda: _written(root, language)),
        ("a line that tells of a change", lambda: (day for day, _ in shown)),
    )
    own = [day for day, changed in shown if not changed] + [day for day in [date_in_address(url)] if day]
    for by, ask in asked:
        for found in ask():
            if found:
                yield FieldCandidate(_local(found, own), by)


def modified_of(tags: Tags, linked: LinkedData, near: Around, language: str) -> str | None:
    """Return when the page says it was last changed."""
    texts = (linked.text("dateModified"), *tags.all(*MODIFIED))
    given = next((found for text in texts if (found := date_of(text))), None)
    return given or next((day for day, changed in _told(near, language) if changed), None)


def _local(found: str, shown: list[str]) -> str:
    """Return the day that the page itself shows where *found*, in UTC, falls on the day before or behind it."""
    if not found.endswith("+00:00") or "T00:00:00" in found or found[:10] in shown:
        return found
    at = datetime.fromisoformat(found)
    days = {(at + timedelta(hours=hours)).date().isoformat() for hours in (-12, 14)} - {found[:10]}
    return next((day for day in shown if day in days), found)


def _told(near: Around, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the dates in the lines around the headline that are short or say what they are, and whether of a change."""
    for element, line in near.lines:
        if not _DIGIT.search(line):
            continue
        dated = _DATED.search(f"{element.get('class')} {element.get('id')}".lower())
        if len(line) <= (LONG_DATED if dated else SHORT_DATED):
            end = 0
            for start, following, day in dates_in(line, language):
                before = line[end:start]
                yield day, bool(_CHANGED.search(before) and not _FIRST.search(before))
                end = following


def _named(tags: Tags) -> Iterator[str | None]:
    """Yield the times that the page calls its date of publication."""
    for element in tags.marked():
        names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
        if not _NAMES.isdisjoint(names):
            yield date_of(element.get("content") or element.get("datetime") or text_of(element)[:80])


def _timed(elements: Iterable[Any]) -> Iterator[str | None]:
    """Yield the moments that the time *elements* mark, those of a change left out."""
    for element in elements:
        parent, before = element.getparent(), element.getprevious()
        label = (
            before.tail or text_of(before)[-40:] if before is not None else parent.text if parent is not None else ""
        )
        names = f"{element.get('class')} {element.get('itemprop')} {label} {(element.text or '')[:40]}"
        if (text := element.get("datetime")) and not (_CHANGED.search(names) and not _FIRST.search(names)):
            yield date_of(text)


def _written(root: Any, language: str) -> Iterator[str]:
    """Yield the dates that a short text above or below the headline shows."""
    for element in root.iter():
        if element.tag in _NO_DATES or len(element) > 4 or not isinstance(element.tag, str) or not speaks(element):
            continue
        text = text_of(element)
        if len(text) > LONG_WRITTEN or not _DIGIT.search(text):
            continue
        dated = _DATED.search(f"{element.get('class')} {element.get('id')}".lower())
        if len(text) <= (LONG_WRITTEN if dated else SHORT_WRITTEN):
            yield from (day for _, _, day in dates_in(text, language))

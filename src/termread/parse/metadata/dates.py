"""Dates as pages write them, to ISO 8601 with the offset the page gave, or a bare date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from termread.parse.metadata.around import Around
from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import text_of

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_URL = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|\D|$)|[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-])"
)
_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d{2})(?!\d)")
_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º|er)?[\s-]+(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?[\s-]+(?:de\s+|del\s+)?((?:19|20)\d{2})(?!\d)"
)
_AMERICAN = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})(?!\d)")

_MONTHS = (
    "jan januar january janvier enero gennaio janeiro januari styczeń stycznia leden ledna январь января січня ocak oca januara sausio ene gen janv ianuarie tammikuu tammikuuta يناير",
    "feb februar february février febrero febbraio fevereiro februari luty lutego únor února февраль февраля лютого şubat şub fév fev helmikuu helmikuuta فبراير",
    "mar märz mär march mars marzo março maart marzec marca březen března март марта березня mart mrz maaliskuu maaliskuuta مارس",
    "apr april avril abril aprile kwiecień kwietnia duben dubna апрель апреля квітня nisan nis avr abr huhtikuu huhtikuuta أبريل ابريل",
    "mai may mayo maggio maio mei maj maja květen května май мая травня mayıs toukokuu toukokuuta مايو",
    "jun juni june juin junio giugno junho czerwiec czerwca červen června июнь июня червня haziran haz giu kesäkuu kesäkuuta يونيو",
    "jul juli july juillet julio luglio julho lipiec lipca červenec července июль июля липня temmuz tem lug juil heinäkuu heinäkuuta يوليو",
    "aug august août agosto augustus augusti sierpień sierpnia srpen srpna август августа серпня ağustos ağu ago elokuu elokuuta أغسطس اغسطس",
    "sep sept september septembre septiembre settembre setembro wrzesień września září сентябрь сентября вересня eylül eyl set syyskuu syyskuuta سبتمبر",
    "oct okt oktober october octobre octubre ottobre outubro październik października říjen října октябрь октября жовтня ekim eki ott out lokakuu lokakuuta أكتوبر اكتوبر",
    "nov november novembre noviembre novembro listopad listopada listopadu ноябрь ноября листопада kasım kas marraskuu marraskuuta نوفمبر",
    "dec dez dezember december décembre diciembre dicembre dezembro grudzień grudnia prosinec prosince декабрь декабря грудня aralık ara déc dic desember joulukuu joulukuuta ديسمبر",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

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

EARLIEST = 1990
"""The first year a page of the web can be of."""


def published_of(root: Any, tags: Tags, linked: LinkedData, url: str | None, near: Around) -> tuple[str | None, str]:
    """Return when the page says it was published, and where it says so; the surest places are asked first."""
    given = (linked.text("datePublished"), linked.text("dateCreated", "uploadDate"))
    asked: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("data", lambda: next(filter(None, map(date_of, given)), None)),
        ("meta tags", lambda: next(filter(None, map(date_of, tags.all(*PUBLISHED))), None)),
        ("itemprop", lambda: _named(root)),
        ("a time around the headline", lambda: _timed(e for e in near.elements if e.tag == "time")),
        ("a line around the headline", lambda: _beneath(near)),
        ("a time", lambda: _timed(root.iter("time"))),
        ("the address", lambda: date_in_address(url)),
        ("the text", lambda: _written(root)),
    )
    return next(((found, by) for by, ask in asked if (found := ask())), (None, ""))


def modified_of(tags: Tags, linked: LinkedData) -> str | None:
    """Return when the page says it was last changed."""
    texts = (linked.text("dateModified"), *tags.all(*MODIFIED))
    return next((found for text in texts if (found := date_of(text))), None)


def date_of(text: str) -> str | None:
    """Return the date that *text* is: ISO in most dresses, an RFC 2822 date, seconds since 1970, or words."""
    text = text.strip()
    if not text or len(text) > 80:
        return None
    if _EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    if found := _ISO.match(text):
        return _iso(found)
    if text[:1].isalpha() or re.match(r"\d{1,2} [A-Z][a-z]{2} \d{4} \d", text):
        from email.utils import parsedate_to_datetime

        try:
            return _checked(parsedate_to_datetime(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
    return date_in(text)


def date_in(text: str) -> str | None:
    """Return the first date written out in *text*, as a bare ISO date."""
    if found := _ASIAN.search(text):
        return _bare(*found.groups())
    for pattern, order in ((_NAMED, (3, 2, 1)), (_AMERICAN, (3, 1, 2))):
        for found in pattern.finditer(text):
            month = MONTHS.get(found.group(order[1]).casefold())
            if month and (bare := _bare(found.group(order[0]), month, found.group(order[2]))):
                return bare
    if found := _NUMERIC.search(text):
        first, second, year = found.groups()
        return _bare(year, second, first) or _bare(year, first, second)
    if found := re.search(r"(?<!\d)((?:19|20)\d{2})[-./](\d{1,2})[-./](\d{1,2})(?!\d)", text):
        return _bare(*found.groups())
    return None


def date_in_address(url: str | None) -> str | None:
    """Return the date that stands in an address as /2025/10/31/ or as eight digits."""
    found = _URL.search(url or "")
    return _bare(*[group for group in found.groups() if group]) if found else None


def _named(root: Any) -> str | None:
    """Return the first time that the page calls its date of publication."""
    for element in root.iter():
        named = isinstance(element.tag, str) and (element.get("itemprop") or "").lower() in (
            "datepublished",
            "datecreated",
        )
        if named and (found := date_of(element.get("content") or element.get("datetime") or text_of(element)[:80])):
            return found
    return None


def _timed(elements: Iterable[Any]) -> str | None:
    """Return the first moment that one of the time *elements* marks."""
    moments = (element.get("datetime") for element in elements)
    return next((found for text in moments if text and (found := date_of(text))), None)


def _beneath(near: Around) -> str | None:
    """Return the date in the first of the lines around the headline that has one and is short or says what it is."""
    for element, line in near.lines:
        if not _DIGIT.search(line):
            continue
        dated = _DATED.search(f"{element.get('class')} {element.get('id')}".lower())
        if len(line) <= (LONG_DATED if dated else SHORT_DATED) and (found := date_in(line)):
            return found
    return None


SHORT_DATED, LONG_DATED = 90, 160
"""Characters of the longest line around the headline that tells its date, and where its class says that it does."""
SHORT_WRITTEN, LONG_WRITTEN = 45, 120
"""The same for a text anywhere on the page."""
_DATED = re.compile(r"date|time|datum|publi|fecha|data|meta|byline|posted")
_DIGIT = re.compile(r"\d")


def _written(root: Any) -> str | None:
    """Return a date that a short text above or below the headline shows."""
    for element in root.iter("time", "span", "p", "div", "li", "small", "h6", "em", "footer"):
        text = element.text
        if len(element) > 3 or not text or len(text) > 300 or not _DIGIT.search(text):
            continue
        text = text_of(element)
        if len(text) > LONG_WRITTEN:
            continue
        dated = _DATED.search(f"{element.get('class')} {element.get('id')}".lower())
        if len(text) <= (LONG_WRITTEN if dated else SHORT_WRITTEN) and (found := date_in(text)):
            return found
    return None


def _iso(found: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = found.groups()
    bare = _bare(year, month, day)
    if bare is None or hour is None:
        return bare
    offset = _offset(zone)
    try:
        at = datetime.fromisoformat(f"{bare}T{int(hour):02}:{minute}:{second or '00'}{offset}")
    except ValueError:
        return bare
    return _checked(at)


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    if zone[0] not in "+-":
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:4]}"


def _checked(at: datetime) -> str | None:
    return at.isoformat(timespec="seconds") if EARLIEST <= at.year <= 2100 else None


def _bare(year: str, month: str | int, day: str | int) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if EARLIEST <= found.year <= 2100 else None

"""Dates as pages write them, to ISO 8601 with the offset the page gave, or a bare date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from termread.parse.metadata.calendars import day_of, other_day

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_URL = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|\D|$)|[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-])"
)
_YEAR = r"((?:1[34]|19|20|25)\d{2})"
_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?[\s-]+(?:de\s+|of\s+)?([^\W\d_]{{3,12}})\.?,?(?:\s/\s[^\W\d_]+)?[\s-]+(?:de\s+|del\s+)?{_YEAR}(?!\d)"
)
_AMERICAN = re.compile(rf"([^\W\d_]{{3,12}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)")
_YEAR_MONTH = re.compile(rf"(?<!\d){_YEAR}[.,]?\s+([^\W\d_]{{3,12}})\.?\s+(\d{{1,2}})(?![\d:])")
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})\s?[./|-]\s?(\d{{1,2}})\s?[./|-]\s?{_YEAR}(?!\d)")
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}[-./](\d{{1,2}})[-./](\d{{1,2}})(?!\d)")
_SHORT = re.compile(r"(?<![\d.:/-])(\d{2})([./-])(\d{2})\2(\d{2})(?![\d/-]|[.:]\d)")
"""A date whose year has two digits."""
_YEAR_IS_FIRST = frozenset({"ja", "ko", "zh", "hu", "lt", "sv"})
"""Languages that write a short date from the year on."""

_MONTHS = (
    "jan januar january janvier enero gennaio janeiro januari styczeń stycznia leden ledna январь января січня ocak oca januara sausio ene gen janv ianuarie tammikuu tammikuuta يناير",
    "feb februar february février febrero febbraio fevereiro februari luty lutego únor února февраль февраля лютого şubat şub fév fev helmikuu helmikuuta فبراير شباط",
    "mar märz mär march mars marzo março maart marzec marca březen března март марта березня mart mrz maaliskuu maaliskuuta مارس آذار",
    "apr april avril abril aprile kwiecień kwietnia duben dubna апрель апреля квітня nisan nis avr abr huhtikuu huhtikuuta أبريل ابريل نيسان",
    "mai may mayo maggio maio mei maj maja květen května май мая травня mayıs toukokuu toukokuuta مايو أيار",
    "jun juni june juin junio giugno junho czerwiec czerwca červen června июнь июня червня haziran haz giu kesäkuu kesäkuuta يونيو حزيران",
    "jul juli july juillet julio luglio julho lipiec lipca červenec července июль июля липня temmuz tem lug juil heinäkuu heinäkuuta يوليو تموز",
    "aug august août agosto augustus augusti sierpień sierpnia srpen srpna август августа серпня ağustos ağu ago elokuu elokuuta أغسطس اغسطس آب",
    "sep sept september septembre septiembre settembre setembro wrzesień września září сентябрь сентября вересня eylül eyl set syyskuu syyskuuta سبتمبر أيلول",
    "oct okt oktober october octobre octubre ottobre outubro październik października říjen října октябрь октября жовтня ekim eki ott out lokakuu lokakuuta أكتوبر اكتوبر",
    "nov november novembre noviembre novembro listopad listopada listopadu ноябрь ноября листопада kasım kas marraskuu marraskuuta نوفمبر",
    "dec dez dezember december décembre diciembre dicembre dezembro grudzień grudnia prosinec prosince декабрь декабря грудня aralık ara déc dic desember joulukuu joulukuuta ديسمبر",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}


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


def date_in(text: str, language: str = "") -> str | None:
    """Return the first date written out in *text*, as a bare ISO date; *language* is that of the page, as `de`."""
    return next((found for _, _, found in dates_in(text, language)), None)


def dates_in(text: str, language: str = "") -> list[tuple[int, int, str]]:
    """Return the dates written out in *text*, each with its start and its end, as bare ISO dates."""
    if not text.isascii():
        text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    found = sorted(_gregorian(text, language))
    if not found and (day := other_day(text, language)):
        return [(0, len(text), day.isoformat())]
    return [one for one, before in zip(found, [None, *found], strict=False) if before is None or one[0] >= before[1]]


def _gregorian(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield the dates of the Gregorian calendar in *text*, and those in figures whose year tells another one."""
    american = language == "en-us"
    for match in _ASIAN.finditer(text):
        yield from _at(match, _bare(*match.groups()))
    for pattern, order in ((_NAMED, (3, 2, 1)), (_AMERICAN, (3, 1, 2)), (_YEAR_MONTH, (1, 2, 3))):
        for match in pattern.finditer(text):
            if month := MONTHS.get(match.group(order[1]).casefold()):
                yield from _at(match, _bare(match.group(order[0]), month, match.group(order[2])))
    for match in _NUMERIC.finditer(text):
        first, second, year = match.groups()
        yield from _at(match, _either(year, first, second, american=american and "/" in match.group()))
    for match in _YEAR_FIRST.finditer(text):
        yield from _at(match, _bare(*match.groups()))
    for match in _SHORT.finditer(text):
        first, sign, second, third = match.groups()
        if language[:2] in _YEAR_IS_FIRST:
            first, third = third, first
        century = 2500 if language[:2] == "th" else 2000 if int(third) < 90 else 1900
        short = _either(str(century + int(third)), first, second, american=american and sign == "/")
        if short and short <= (date.today() + timedelta(days=2)).isoformat():  # a page is never of a day to come
            yield from _at(match, short)


def _at(match: re.Match[str], found: str | None) -> Iterator[tuple[int, int, str]]:
    if found:
        yield match.start(), match.end(), found


def _either(year: str, first: str, second: str, *, american: bool) -> str | None:
    """Return the date of a day and a month in figures, in the order of the country, else in the other one."""
    ways = (_bare(year, second, first), _bare(year, first, second))
    return (ways[1] or ways[0]) if american else (ways[0] or ways[1])


def date_in_address(url: str | None) -> str | None:
    """Return the date that stands in an address as /2025/10/31/ or as eight digits."""
    found = _URL.search(url or "")
    return _bare(*[group for group in found.groups() if group]) if found else None


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
    day = day_of(at.year, at.month, at.day)
    return datetime.combine(day, at.timetz()).isoformat(timespec="seconds") if day else None


def _bare(year: str, month: str | int, day: str | int) -> str | None:
    found = day_of(int(year), int(month), int(day))
    return found.isoformat() if found else None

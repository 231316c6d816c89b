"""Dates of the Thai, Persian, Islamic, Japanese and Taiwanese calendars, as days of the Gregorian one."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

EARLIEST = 1990
"""The first year a page of the web can be of."""
LATEST = 2100
BUDDHIST, MINGUO = 543, 1911
"""Years that the Thai calendar is ahead of ours, and that the Taiwanese one is behind it."""
_ERAS = {"令和": 2018, "平成": 1988, "民國": MINGUO, "民国": MINGUO}
_PERSIAN = range(1369, 1410)
"""Persian years of the web. A year of four digits behind them is an Islamic one, until 2031."""
_ISLAMIC = range(1410, 1501)

_MONTHS = {
    "thai": (
        "มกราคม|ม.ค.",
        "กุมภาพันธ์|ก.พ.",
        "มีนาคม|มี.ค.",
        "เมษายน|เม.ย.",
        "พฤษภาคม|พ.ค.",
        "มิถุนายน|มิ.ย.",
        "กรกฎาคม|ก.ค.",
        "สิงหาคม|ส.ค.",
        "กันยายน|ก.ย.",
        "ตุลาคม|ต.ค.",
        "พฤศจิกายน|พ.ย.",
        "ธันวาคม|ธ.ค.",
    ),
    "persian": (
        "فروردین|حمل|farvardin",
        "اردیبهشت|ثور|ordibehesht",
        "خرداد|جوزا|khordad",
        "تیر|سرطان|tir",
        "مرداد|اسد|mordad",
        "شهریور|سنبله|shahrivar",
        "مهر|میزان|mehr",
        "آبان|عقرب|aban",
        "آذر|قوس|azar",
        "دی|جدی|dey",
        "بهمن|دلو|bahman",
        "اسفند|حوت|esfand",
    ),
    "islamic": (
        "المحرم|محرم|muharram",
        "صفر|safar",
        "ربيع الأول|ربيع الاول|rabi al-awwal",
        "ربيع الآخر|ربيع الثاني|rabi al-thani",
        "جمادى الأولى|جمادى الاولى|jumada al-awwal",
        "جمادى الآخرة|جمادى الثانية|jumada al-thani",
        "رجب|rajab",
        "شعبان|sha'ban|shaban",
        "رمضان|ramadan",
        "شوال|shawwal",
        "ذو القعدة|ذي القعدة|dhu al-qadah",
        "ذو الحجة|ذي الحجة|dhu al-hijjah",
    ),
}
_ERA = re.compile(r"(令和|平成|民國|民国)?\s*(元|\d{1,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day of a date whose *year* tells its calendar; None where there is no such day since 1990."""
    if 2400 < year <= LATEST + BUDDHIST:
        year -= BUDDHIST
    calendar = "persian" if year in _PERSIAN else "islamic" if year in _ISLAMIC else "gregorian"
    return _reckoned(calendar, year, month, day)


def other_day(text: str, language: str) -> date | None:
    """Return the day of the first date in *text* that names a month or an era of another calendar.

    A year without its era is a Taiwanese one on a Chinese page only.
    """
    chinese = language.startswith("zh")
    if (found := _ERA.search(text)) and (found.group(1) or (chinese and len(found.group(2)) == 3)):
        era, year, month, day = found.groups()
        return _reckoned("gregorian", _ERAS[era or "民國"] + (1 if year == "元" else int(year)), int(month), int(day))
    if chinese and (found := re.search(r"(?<!\d)(1\d\d)([./-])(\d{2})\2(\d{2})(?!\d)", text)):
        return _reckoned("gregorian", MINGUO + int(found.group(1)), int(found.group(3)), int(found.group(4)))
    for calendar in _MONTHS:
        pattern, months = _named(calendar)
        if found := pattern.search(text):
            year = int(found.group(3))
            if calendar == "thai":
                year += (2500 if year < 100 else 0) - BUDDHIST
            return _reckoned(calendar, year, months[found.group(2).casefold()], int(found.group(1)))
    return None


@cache
def _named(calendar: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return the pattern of a date with a month's name in it, and the number of each name."""
    months = {name: number for number, names in enumerate(_MONTHS[calendar], 1) for name in names.split("|")}
    names = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))
    era = r"\s*(?:พ\.?ศ\.?\s*)?" if calendar == "thai" else r"[\s،,]+"
    years = r"25\d{2}|\d{2}" if calendar == "thai" else r"1[34]\d{2}"
    return re.compile(rf"(?<!\d)(\d{{1,2}})\s*({names}){era}({years})(?!\d)", re.IGNORECASE), months


def _reckoned(calendar: str, year: int, month: int, day: int) -> date | None:
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

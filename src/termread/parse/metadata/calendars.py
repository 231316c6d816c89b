"""Days of the Thai, Persian, Islamic, Japanese and Taiwanese calendars, as days of the Gregorian one."""

from __future__ import annotations

from datetime import date

EARLIEST = 1990
"""The first year a page of the web can be of."""
LATEST = 2100
BUDDHIST = 543
"""Years that the Thai calendar is ahead of ours."""
_PERSIAN = range(1369, 1410)
"""Persian years of the web. A year of four digits behind them is an Islamic one, until 2031."""
_ISLAMIC = range(1410, 1501)


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

"""Days as the shelf names them: the day of a moment here, and how near it is to today."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from termread.layout.words import written_date

_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def day_of(moment: str | None) -> str:
    """Return the day, as an ISO date, on which *moment* (ISO 8601) is here, or "" if that is not valid."""
    try:
        return datetime.fromisoformat(moment or "").astimezone().date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def named(day: str, today: date | None = None) -> str:
    """Return what the ISO date *day* is called: Today, Yesterday, Mon 30 Nov, or Mon 30 Nov 2025 in another year."""
    found = _date(day)
    if found is None:
        return day
    today = today or date.today()
    if found == today:
        return "Today"
    if found == today - timedelta(days=1):
        return "Yesterday"
    return f"{_WEEKDAYS[found.weekday()]} {short(day, today)}"


def short(day: str, today: date | None = None) -> str:
    """Return the ISO date *day* as 30 Nov, or 30 Nov 2025 if it is in another year than *today*; "" if it is not valid."""
    return written_date(day, "en").removesuffix(f" {(today or date.today()).year}")


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return None

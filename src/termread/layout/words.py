"""The few words that the page itself adds, in the article's language where they are known."""

from __future__ import annotations

from termread.article import NoteKind

_BY = {"en": "By", "de": "Von", "fr": "Par", "es": "Por", "pt": "Por", "it": "Di", "nl": "Door", "sv": "Av", "da": "Af"}
_NOTES: dict[NoteKind, str] = {
    "editor": "Editor's note",
    "correction": "Correction",
    "disclosure": "Disclosure",
    "contributor": "",
    "info": "",
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def by_word(language: str | None) -> str:
    """Return the word before a byline in *language*, or nothing where it has none or is not known."""
    return _BY.get(_primary(language), "")


def note_label(kind: NoteKind, language: str | None) -> str:
    """Return what a note of *kind* is called in *language*."""
    return _NOTES[kind]


def written_date(date: str | None) -> str:
    """Return an ISO 8601 date as "31 Oct 2025", or nothing where it is none."""
    try:
        year, month, day = (date or "")[:10].split("-")
        return f"{int(day)} {_MONTHS[int(month) - 1]} {int(year)}"
    except (ValueError, IndexError):
        return ""


def _primary(language: str | None) -> str:
    return (language or "en").lower().replace("_", "-").split("-")[0]

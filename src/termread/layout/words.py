"""The few words that the page itself adds, in the article's language where they are known."""

from __future__ import annotations

from termread.article import NoteKind

_BY = {
    "da": "Af",
    "de": "Von",
    "en": "By",
    "es": "Por",
    "fr": "Par",
    "it": "Di",
    "nl": "Door",
    "no": "Av",
    "pt": "Por",
    "sv": "Av",
}
_EDITOR = {
    "ar": "ملاحظة المحرر",
    "de": "Anmerkung der Redaktion",
    "en": "Editor's note",
    "es": "Nota del editor",
    "fr": "Note de la rédaction",
    "hi": "संपादक की टिप्पणी",
    "it": "Nota della redazione",
    "ja": "編集部注",
    "ko": "편집자 주",
    "nl": "Noot van de redactie",
    "pt": "Nota do editor",
    "ru": "От редакции",
    "th": "หมายเหตุบรรณาธิการ",
    "zh": "编者按",
}
_CORRECTION = {
    "ar": "تصحيح",
    "de": "Korrektur",
    "en": "Correction",
    "es": "Corrección",
    "fr": "Correction",
    "it": "Correzione",
    "ja": "訂正",
    "ko": "정정",
    "nl": "Correctie",
    "pt": "Correção",
    "ru": "Исправление",
    "zh": "更正",
}
_DISCLOSURE = {"de": "Offenlegung", "en": "Disclosure", "zh": "披露"}
_LABELS: dict[NoteKind, dict[str, str]] = {"editor": _EDITOR, "correction": _CORRECTION, "disclosure": _DISCLOSURE}


def by_word(language: str | None) -> str:
    """Return the word before a byline in *language*, or nothing where it has none or is not known."""
    return _BY.get(_primary(language), "")


def note_label(kind: NoteKind, language: str | None) -> str:
    """Return what a note of *kind* is called in *language*, in English where the word is not known; maybe nothing."""
    labels = _LABELS.get(kind, {})
    return labels.get(_primary(language), labels.get("en", ""))


def _primary(language: str | None) -> str:
    return (language or "en").lower().replace("_", "-").split("-")[0]

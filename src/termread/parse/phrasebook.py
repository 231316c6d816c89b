"""What newspapers say around their stories, by language: one file of phrases a language, each phrase with its source."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

from termread.article import NoteKind
from termread.values import dataclass

PhraseKind = Literal[
    "editor",
    "correction",
    "disclosure",
    "contributor",
    "credit",
    "byline",
    "read_more",
    "footer",
    "consent",
    "advertisement",
    "missing",
    "robot",
    "subscribe",
    "unsubscribe",
]

NOTE_LIMIT = 1_500
READ_MORE_LIMIT = 240

MACRO = {"nb": "no", "nn": "no", "ms": "id", "xh": "zu", "yue": "zh", "iw": "he", "in": "id", "fil": "en"}
"""Languages that are written closely enough to another to use its file."""

_LABEL_END = r"\s*(?:[:：︰)\]】」》|]|[—–-]\s)\s*"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a language and of English, folded, the longest first."""

    language: str
    kinds: dict[PhraseKind, tuple[str, ...]]

    def starts(self, kind: PhraseKind, text: str) -> str | None:
        """Return the phrase of *kind* that *text* starts with, as a whole word, or None."""
        folded = fold(text[:200])
        for phrase in self.kinds.get(kind, ()):
            if folded.startswith(phrase) and _ends_word(folded, len(phrase)):
                return phrase
        return None

    def holds(self, kind: PhraseKind, text: str) -> str | None:
        """Return the phrase of *kind* that stands anywhere in *text*, or None."""
        folded = fold(text)
        return next((phrase for phrase in self.kinds.get(kind, ()) if phrase in folded), None)

    def is_whole(self, kind: PhraseKind, text: str) -> bool:
        """Whether *text* is a phrase of *kind* and nothing else but punctuation."""
        return fold(text).strip(" :：.…!|-–—>»›→[]()") in self.kinds.get(kind, ())

    def label(self, kind: PhraseKind, text: str) -> int:
        """Return how many characters of *text* are a label of *kind* with the sign after it; 0 if it has none."""
        found = _label(self.language, kind).match(text[:120])
        return found.end() if found else 0

    def note(self, text: str) -> tuple[NoteKind, int] | None:
        """Return what kind of note *text* is, and how many of its first characters are the label; None if it is none.

        Editors, corrections and disclosures announce themselves with a label at the start; a contributor's note is known
        by a phrase anywhere in a short paragraph.
        """
        if len(text) > NOTE_LIMIT:
            return None
        kinds: tuple[Literal["editor", "correction", "disclosure"], ...] = ("editor", "correction", "disclosure")
        for kind in kinds:
            if length := self.label(kind, text):
                return kind, length
        if self.starts("correction", text) in _SENTENCES.get(self.language, frozenset()) | _SENTENCES["en"]:
            return "correction", 0
        if self.holds("contributor", text):
            return "contributor", 0
        return None

    def is_read_more(self, text: str) -> bool:
        """Whether *text* only points to another story."""
        return len(text) <= READ_MORE_LIMIT and (
            bool(self.label("read_more", text)) or self.is_whole("read_more", text)
        )


_SENTENCES = {
    "en": frozenset(
        {
            "this story has been updated",
            "this article was amended on",
            "this story was updated",
            "a correction was made on",
        }
    ),
    "de": frozenset(
        {
            "in einer früheren fassung dieses artikels",
            "in einer früheren version dieses artikels",
            "in einer vorherigen version",
        }
    ),
}
"""Phrases that need no colon after them: they are the beginning of the correction itself."""


def phrases_for(language: str | None) -> Phrases:
    """Return the phrases of *language* (a BCP 47 tag or None), with the English ones."""
    tag = (language or "en").replace("_", "-").split("-")[0].lower()
    return _phrases(MACRO.get(tag, tag))


@cache
def every_phrase() -> Phrases:
    """Return the phrases of all languages, for a text whose own is not known."""
    tags = sorted(file.stem for file in Path(__file__).with_name("phrases").glob("*.toml"))
    books = [_phrases(tag).kinds for tag in tags]
    kinds = {kind for book in books for kind in book}
    return Phrases("", {kind: tuple(dict.fromkeys(p for book in books for p in book.get(kind, ()))) for kind in kinds})


def fold(text: str) -> str:
    """Return *text* as phrases are compared: compatibility forms and case folded, apostrophes plain, one space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("ʼ", "'").split())


@cache
def _phrases(tag: str) -> Phrases:
    read = _read(tag) if tag != "en" else {}
    english = _read("en")
    kinds: dict[PhraseKind, tuple[str, ...]] = {}
    for kind in english.keys() | read.keys():
        both = {fold(phrase) for phrase in (*read.get(kind, ()), *english.get(kind, ()))}
        kinds[kind] = tuple(sorted(both, key=lambda phrase: (-len(phrase), phrase)))
    return Phrases(tag, kinds)


@cache
def _read(tag: str) -> dict[PhraseKind, dict[str, str]]:
    """Return the file of a language, empty where there is none."""
    file = Path(__file__).with_name("phrases") / f"{tag}.toml"
    if not re.fullmatch(r"[a-z]{2,3}", tag) or not file.is_file():
        return {}
    kinds: dict[PhraseKind, dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))  # type: ignore[assignment]
    return kinds


@cache
def _label(language: str, kind: PhraseKind) -> re.Pattern[str]:
    """Return the pattern of a label of *kind* at the start of a text: bracketed or not, with the sign that ends it."""
    phrases = phrases_for(language).kinds.get(kind, ())
    choice = "|".join(re.escape(p).replace("'", "['’ʼ]").replace(r"\ ", r"\s+") for p in phrases) or r"(?!)"
    return re.compile(rf"\s*[(\[【「*]?\s*(?:{choice})(?:{_LABEL_END})", re.IGNORECASE)


def _ends_word(text: str, at: int) -> bool:
    if at >= len(text) or not (text[at].isalnum() and text[at - 1].isalnum()):
        return True
    return at > 1 and ord(text[at]) > 0x2E80

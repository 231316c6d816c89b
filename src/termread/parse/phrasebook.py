"""Phrases that newspapers put around their stories, one file per language, each with its source.

The files are JSON, which is read in a twentieth of the time of TOML: every start waits for them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from termread.article import NoteKind
from termread.text import regex
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
HEAD = 200
"""Characters compared at the start of a text; no phrase is as long."""

MACRO = {"nb": "no", "nn": "no", "ms": "id", "xh": "zu", "yue": "zh", "iw": "he", "in": "id", "fil": "en"}
"""Languages close enough to another in writing to use its file."""

OPENING = 40
"""Characters within which a phrase must begin."""
WHOLE = 100
"""Characters of the longest text that may be just a phrase; none is half as long."""
LABEL = 120
"""Characters within which a label must end."""
_LABELLED: tuple[Literal["editor", "correction", "disclosure"], ...] = ("editor", "correction", "disclosure")
_BRACKETS = " ([【「*"
"""Characters that may precede a label."""
_SIGNS = " :：.…!|-–—>»›→[]()（【「*"
"""Characters that may precede a phrase."""
_LABEL_END = r"\s*(?:[:：︰)\]】」》|]|[—–-]\s)\s*"
_LABEL_SIGN = regex("[:：︰)\\]】」》|—–-]")
"""The sign that ends a label; a text without one has no label."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a language and of English, case-folded, longest first."""

    language: str
    kinds: dict[PhraseKind, tuple[str, ...]]
    exact: dict[PhraseKind, frozenset[str]]
    """The same as sets, to recognize a text that is nothing but a phrase."""
    openings: frozenset[str] = frozenset()
    """The first letters of all of them."""

    def begin(self, text: str) -> bool:
        """Return whether *text* may start with a phrase after punctuation; most texts do not."""
        head = text[:OPENING]
        first = (head.lower() if head.isascii() else fold(head)).lstrip(_SIGNS)
        return len(first) < 3 or first[:3] in self.openings or first[:2] in self.openings

    def starts(self, kind: PhraseKind, text: str) -> str | None:
        """Return the phrase of *kind* that *text* starts with, as a whole word, or None."""
        folded, phrases = _head(text[:HEAD]), self.kinds.get(kind, ())
        if not folded.startswith(phrases):
            return None
        return next((p for p in phrases if folded.startswith(p) and _ends_word(folded, len(p))), None)

    def holds(self, kind: PhraseKind, text: str) -> str | None:
        """Return the phrase of *kind* found anywhere in *text*, or None."""
        folded = fold(text)
        return next((phrase for phrase in self.kinds.get(kind, ()) if phrase in folded), None)

    def is_whole(self, kind: PhraseKind, text: str) -> bool:
        """Whether *text* is a phrase of *kind* plus punctuation."""
        return len(text) <= WHOLE and _head(text).strip(" :：.…!|-–—>»›→[]()") in self.exact.get(kind, ())

    def label(self, kind: PhraseKind, text: str) -> int:
        """Return the length of the label of *kind* at the start of *text*, with its punctuation; 0 if there is none."""
        if not _LABEL_SIGN.search(text, 0, LABEL):
            return 0
        head, phrases = _head(text[:HEAD]), self.kinds.get(kind, ())
        if not (head.startswith(phrases) or head.lstrip(_BRACKETS).startswith(phrases)):
            return 0
        found = _label(self.language, kind).match(text[:LABEL])
        return found.end() if found else 0

    def note(self, text: str) -> tuple[NoteKind, int] | None:
        """Return the kind of note *text* is and the length of its label, or None.

        Editors, corrections and disclosures announce themselves with a label at the start; a contributor's note is known
        by a phrase anywhere in a short paragraph.
        """
        found = self.announced(text)
        if found is None and len(text) <= NOTE_LIMIT and self.holds("contributor", text):
            return "contributor", 0
        return found

    def labelled(self, text: str) -> tuple[NoteKind, int] | None:
        """Return the kind of note whose label *text* begins with, and the length of the label; None if there is none."""
        if not self.begin(text) or not _LABEL_SIGN.search(text, 0, LABEL):
            return None
        return next(((kind, length) for kind in _LABELLED if (length := self.label(kind, text))), None)

    def announced(self, text: str) -> tuple[NoteKind, int] | None:
        """Return the kind of note that *text* announces and the length of its label, or None."""
        if len(text) > NOTE_LIMIT or not self.begin(text):
            return None
        if found := self.labelled(text):
            return found
        begin = self.starts("correction", text)
        if begin and (begin in _SENTENCES["en"] or begin in _SENTENCES.get(self.language, ())):
            return "correction", 0
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
"""Phrases that need no colon, since the correction itself begins with them."""


def phrases_for(language: str | None) -> Phrases:
    """Return the phrases of *language* (a BCP 47 tag or None), with the English ones."""
    tag = (language or "en").replace("_", "-").split("-")[0].lower()
    return _phrases(MACRO.get(tag, tag))


@cache
def every_phrase() -> Phrases:
    """Return the phrases of all languages, for a text in an unknown one."""
    tags = sorted(file.stem for file in Path(__file__).with_name("phrases").glob("*.json"))
    books = [_phrases(tag).kinds for tag in tags]
    kinds = {kind for book in books for kind in book}
    return _bound("", {kind: tuple(dict.fromkeys(p for book in books for p in book.get(kind, ()))) for kind in kinds})


def fold(text: str) -> str:
    """Return *text* normalized for comparison: NFKC, case-folded, plain apostrophes, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("ʼ", "'").split())


_head = lru_cache(maxsize=64)(fold)
"""`fold` for the beginning of a text, cached because many rules ask for the same one."""


@cache
def _phrases(tag: str) -> Phrases:
    read = _read(tag) if tag != "en" else {}
    english = _read("en")
    kinds: dict[PhraseKind, tuple[str, ...]] = {}
    for kind in english.keys() | read.keys():
        both = {fold(phrase) for phrase in (*read.get(kind, ()), *english.get(kind, ()))}
        kinds[kind] = tuple(sorted(both, key=lambda phrase: (-len(phrase), phrase)))
    return _bound(tag, kinds)


def _bound(tag: str, kinds: dict[PhraseKind, tuple[str, ...]]) -> Phrases:
    openings = frozenset(phrase[:3] for phrases in kinds.values() for phrase in phrases)
    return Phrases(tag, kinds, {kind: frozenset(phrases) for kind, phrases in kinds.items()}, openings)


@cache
def _read(tag: str) -> dict[PhraseKind, dict[str, str]]:
    """Return the file of a language, empty where there is none."""
    file = Path(__file__).with_name("phrases") / f"{tag}.json"
    if not re.fullmatch(r"[a-z]{2,3}", tag) or not file.is_file():
        return {}
    kinds: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    del kinds["about"]
    return cast("dict[PhraseKind, dict[str, str]]", kinds)


@cache
def _label(language: str, kind: PhraseKind) -> re.Pattern[str]:
    """Return the pattern for a label of *kind* at the start of a text, with or without brackets."""
    phrases = phrases_for(language).kinds.get(kind, ())
    choice = "|".join(re.escape(p).replace("'", "['’ʼ]").replace(r"\ ", r"\s+") for p in phrases) or r"(?!)"
    return re.compile(rf"\s*[(\[【「*]?\s*(?:{choice})(?:{_LABEL_END})", re.IGNORECASE)


def _ends_word(text: str, at: int) -> bool:
    if at >= len(text) or not (text[at].isalnum() and text[at - 1].isalnum()):
        return True
    return at > 1 and ord(text[at]) > 0x2E80


_NOTE_LABELS: dict[str, NoteKind] = {
    "editor's note": "editor",
    "correction": "correction",
    "disclosure": "disclosure",
    "about the author": "contributor",
    "note": "info",
}
"""The titles that termread's exports give to notes."""


def note_called(title: str) -> NoteKind | None:
    """Return the kind of note that termread exports under this *title*, or None."""
    return _NOTE_LABELS.get(title.casefold())


LOOK = 20_000
"""Characters that are shown to the detector."""
SURE = 450
"""The greatest distance at which the detector is believed."""

_SCRIPTS = (
    ("ko", regex("[\uac00-\ud7af]")),
    ("ja", regex("[\u3040-\u30ff]")),
    ("zh", regex("[\u3400-\u9fff]")),
    ("th", regex("[\u0e01-\u0e5b]")),
    ("el", regex("[\u0370-\u03ff]")),
)
"""Languages recognized by their letters. Japanese comes before Chinese because it uses Chinese characters too."""
SHARE = 0.25
"""The least share of a text that such letters must make up."""


def detected_language(text: str) -> str | None:
    """Return the language of *text* as a BCP 47 tag if there is a phrase file for it."""
    if not text.isascii():
        look = text[:LOOK]
        for language, letters in _SCRIPTS:
            if len(letters.findall(look)) >= SHARE * len(look):
                return language
    from resiliparse.parse.lang import detect_fast

    tag, distance = detect_fast(text[:LOOK])
    book = Path(__file__).with_name("phrases") / f"{tag}.json"
    return tag if distance <= SURE and tag.isalpha() and book.is_file() else None

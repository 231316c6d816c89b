"""The search query syntax and its parser.

    words all of them      "a phrase"      begin*      -without      -"without this"
    author:NAME   site:NAME   tag:NAME   before:2025-12-31   after:2025   and each of them with - in front

`after:` includes the day it names, `before:` does not; a month or year means its first day. Words are compared as in
the search index: ignoring case and diacritics, with each character of an unspaced script as a word of its own.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, cast

from termread.errors import UsageError
from termread.values import dataclass

Field = Literal["author", "site", "tag", "before", "after"]

_PIECE = r"(?i)(?P<minus>-?)(?:(?P<field>author|site|tag|before|after):)?(?:[\"“”„](?P<phrase>[^\"“”„]*)(?:[\"“”„]|$)|(?P<word>\S*))"
_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"


@dataclass(frozen=True, slots=True)
class Term:
    """A search term: consecutive words, the last of which may be a prefix."""

    words: tuple[str, ...]
    prefix: bool = False
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on an entry, negated if not *wanted*."""

    field: Field
    value: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """Terms and filters that must all match."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must match."""
        return tuple(term for term in self.terms if term.wanted)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """The terms that must not match."""
        return tuple(term for term in self.terms if not term.wanted)

    def of(self, field: Field) -> tuple[Filter, ...]:
        """Return the filters on *field*."""
        return tuple(found for found in self.filters if found.field == field)


def understand(text: str) -> Query:
    """Parse *text*; blanks give an empty Query.

    Raises UsageError for an invalid date, a filter without a value, or a query without any letter or digit.
    """
    terms: list[Term] = []
    filters: list[Filter] = []
    for piece in re.finditer(_PIECE, text):
        wanted = not piece["minus"]
        if piece["field"]:
            filters.append(
                _filter(cast("Field", piece["field"].lower()), piece["phrase"] or piece["word"] or "", wanted)
            )
        else:
            term = _term(piece, wanted)
            terms += [term] if term.words else []
    if text.strip() and not terms and not filters:
        message = f"There is nothing to search for in “{text.strip()}”."
        raise UsageError(message)
    return Query(tuple(terms), tuple(filters))


def _term(piece: re.Match[str], wanted: bool) -> Term:
    phrase = piece["phrase"]
    said = piece["word"] if phrase is None else phrase
    return Term(tuple(tokens(said)), phrase is None and said.endswith("*"), wanted)


def _filter(field: Field, value: str, wanted: bool) -> Filter:
    value = value.strip()
    if not value:
        message = f"{field}: wants something after it, such as {field}:{'2025-01-31' if field in ('before', 'after') else 'name'}."
        raise UsageError(message)
    if field in ("before", "after") and not re.fullmatch(_DATE, value):
        message = f"{field}: wants a date such as 2025-01-31, 2025-01 or 2025, not “{value}”."
        raise UsageError(message)
    if field in ("author", "site") and not tokens(value):
        message = f"There is nothing to search for in “{field}:{value}”."
        raise UsageError(message)
    return Filter(field, value, wanted)


ALONE = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, kana, Chinese characters, Hangul syllables: words not always spaced."""

# Plain strings rather than compiled patterns: compiling them would delay the first screen.
_LONELY = f"[{ALONE}]"
_APART = f"[{ALONE}]+"
_DIACRITIC = "[\u0300-\u036f]"
_GREEK_OR_CYRILLIC = "[\u0370-\u052f\u1f00-\u1fff]"
_NOT_FOLDED_BY_INDEX = "[\u0130\u0131\u00df\u1e9e\u0370-\u052f\u1f00-\u1fff]"
"""The Turkish letters i with and without a dot, the German sharp s, Greek and Cyrillic letters."""
_ALIKE = str.maketrans({"ς": "σ", "ı": "i", "ß": "ss"})
"""Letters with common substitutes: "strasse" finds "Straße", "isik" finds "ışık"."""
_CHANGING = "[\u00c0-\u1fff\u2100-\u22ff\u2c60-\u2dff\ua640-\uabff]"
"""Characters that may fold to more than their lower case: letters with diacritics."""


def spaced(text: str) -> str:
    """Return *text* with spaces around each character of an unspaced script."""
    return text if text.isascii() or not re.search(_LONELY, text) else re.sub(_APART, _spread, text)


def _spread(run: re.Match[str]) -> str:
    return f" {'  '.join(run[0])} "


def indexed(text: str) -> str:
    """Return *text* as indexed: spaced, and folded where the index, which only folds Latin letters, would not."""
    text = spaced(text)
    return folded(text) if not text.isascii() and re.search(_NOT_FOLDED_BY_INDEX, text) else text


def indexed_before_7(text: str) -> str:
    """Return *text* as it was indexed up to version 6 of the library: without `_ALIKE`."""
    text = spaced(text)
    return _undecorated(text).replace("ς", "σ") if re.search(_GREEK_OR_CYRILLIC, text) else text


def is_alone(word: str) -> bool:
    """Whether *word* is a single character of an unspaced script."""
    return not word.isascii() and bool(re.fullmatch(_LONELY, word))


def folded(text: str) -> str:
    """Return *text* in lower case, without diacritics, and with `_ALIKE` letters unified."""
    return text.lower() if text.isascii() else _undecorated(text).translate(_ALIKE)


def _undecorated(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(_DIACRITIC, "", unicodedata.normalize("NFD", text.lower())))


def tokens(text: str) -> list[str]:
    """Return the words of *text* as indexed: folded runs of letters and digits, with unspaced characters separate."""
    return "".join(c if c.isalnum() else " " for c in folded(spaced(text))).split()


class _Alike(dict[int, str]):
    """Folds characters strictly one to one, so that offsets are preserved."""

    def __missing__(self, code: int) -> str:
        letter = folded(chr(code)) or chr(code)
        self[code] = letter if len(letter) == 1 else chr(code).lower()[:1]
        return self[code]


_alike = _Alike()


def folded_in_place(text: str) -> str:
    """Return *text* folded character by character, keeping its length and offsets; ß stays."""
    return text.lower() if text.isascii() or not re.search(_CHANGING, text) else text.translate(_alike)

"""Words as the search sees them: without case or diacritics, and every character of a script without spaces on its own."""

from __future__ import annotations

import re
import unicodedata

ALONE = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, kana, Chinese characters, Hangul syllables: no spaces part their words, or not all."""

# Patterns, not compiled ones: compiling them takes longer than the first screen of an article has.
_LONELY = f"[{ALONE}]"
_APART = f"([{ALONE}])"
_DIACRITIC = "[\u0300-\u036f]"
_GREEK_OR_CYRILLIC = "[\u0370-\u052f\u1f00-\u1fff]"
_NOT_FOLDED_BY_INDEX = "[\u0130\u0131\u00df\u1e9e\u0370-\u052f\u1f00-\u1fff]"
"""The Turkish letters i with and without a dot, the German sharp s, Greek and Cyrillic letters."""
_ALIKE = str.maketrans({"ς": "σ", "ı": "i", "ß": "ss"})
"""Letters that readers type otherwise: "strasse" finds "Straße", "isik" finds "ışık"."""
_CHANGING = "[\u00c0-\u1fff\u2100-\u22ff\u2c60-\u2dff\ua640-\uabff]"
"""What may be more than its small letter once it is folded: letters that are made of a letter and a mark."""


def spaced(text: str) -> str:
    """Return *text* with a space at both sides of each character that a word of its own may begin with."""
    return text if text.isascii() or not re.search(_LONELY, text) else re.sub(_APART, r" \1 ", text)


def indexed(text: str) -> str:
    """Return *text* as the index is given it: spaced, and folded where the index, which folds Latin letters, would not."""
    text = spaced(text)
    return folded(text) if not text.isascii() and re.search(_NOT_FOLDED_BY_INDEX, text) else text


def indexed_before_7(text: str) -> str:
    """Return *text* as the index was given it up to version 6 of the library: without `_ALIKE`."""
    text = spaced(text)
    return _undecorated(text).replace("ς", "σ") if re.search(_GREEK_OR_CYRILLIC, text) else text


def is_alone(word: str) -> bool:
    """Whether *word* is a single character of such a script."""
    return not word.isascii() and bool(re.fullmatch(_LONELY, word))


def folded(text: str) -> str:
    """Return *text* in lower case, without diacritics, and with `_ALIKE` letters as one."""
    return text.lower() if text.isascii() else _undecorated(text).translate(_ALIKE)


def _undecorated(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(_DIACRITIC, "", unicodedata.normalize("NFD", text.lower())))


def tokens(text: str) -> list[str]:
    """Return the words of *text* as the index has them: runs of letters and digits, folded, lonely characters apart."""
    return "".join(c if c.isalnum() else " " for c in folded(spaced(text))).split()


class _Alike(dict[int, str]):
    """Characters to what they are folded to, always one for one, so that an offset stays an offset."""

    def __missing__(self, code: int) -> str:
        letter = folded(chr(code)) or chr(code)
        self[code] = letter if len(letter) == 1 else chr(code).lower()[:1]
        return self[code]


_alike = _Alike()


def folded_in_place(text: str) -> str:
    """Return *text* folded character for character: as long as it was, and with the same offsets; ß stays."""
    return text.lower() if text.isascii() or not re.search(_CHANGING, text) else text.translate(_alike)

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
_BEYOND_LATIN = "[\u0370-\u052f\u1f00-\u1fff]"
"""Greek and Cyrillic letters."""
_CHANGING = "[\u00c0-\u1fff\u2100-\u22ff\u2c60-\u2dff\ua640-\uabff]"
"""What may be more than its small letter once it is folded: letters that are made of a letter and a mark."""


def spaced(text: str) -> str:
    """Return *text* with a space at both sides of each character that a word of its own may begin with."""
    return text if text.isascii() or not re.search(_LONELY, text) else re.sub(_APART, r" \1 ", text)


def indexed(text: str) -> str:
    """Return *text* as the index is given it: spaced, and folded where the index, which folds Latin letters, would not."""
    text = spaced(text)
    return folded(text) if not text.isascii() and re.search(_BEYOND_LATIN, text) else text


def is_alone(word: str) -> bool:
    """Whether *word* is a single character of such a script."""
    return not word.isascii() and bool(re.fullmatch(_LONELY, word))


def folded(text: str) -> str:
    """Return *text* in lower case and without diacritics."""
    if text.isascii():
        return text.lower()
    text = re.sub(_DIACRITIC, "", unicodedata.normalize("NFD", text.lower()))
    return unicodedata.normalize("NFC", text).replace("ς", "σ")


def tokens(text: str) -> list[str]:
    """Return the words of *text* as the index has them: runs of letters and digits, folded, lonely characters apart."""
    return "".join(c if c.isalnum() else " " for c in folded(spaced(text))).split()


class _Alike(dict[int, str]):
    """Characters to what they are folded to, always one for one, so that an offset stays an offset."""

    def __missing__(self, code: int) -> str:
        self[code] = folded(chr(code))[:1] or chr(code)
        return self[code]


_alike = _Alike()


def folded_in_place(text: str) -> str:
    """Return *text* folded character for character: as long as it was, and with the same offsets."""
    return text.lower() if text.isascii() or not re.search(_CHANGING, text) else text.translate(_alike)

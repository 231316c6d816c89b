"""Text that is in UTF-8 but for single bytes of windows-1252, as pasted words and careless joins leave them."""

from __future__ import annotations

import codecs
import re
import string

from termread.text import STAND_IN

_HANDLER = "termread-windows-1252"
_VALID = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LETTERS = frozenset(string.ascii_letters.encode())
_QUOTES = frozenset(b"\x85\x91\x92\x93\x94\x96\x97")
_SIGNS = frozenset(b"\x80\x82\x84\x89\x8b\x95\x99\x9b\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd") | _QUOTES
"""Bytes beside letters that are signs of windows-1252 and nothing else; 0xA0 is its space."""
_CUT = frozenset(b"\xc2\xc3\xe2")
"""Bytes that begin the usual characters beyond ASCII in UTF-8: alone they are what is left of one that was cut."""


def decode_mixed(data: bytes) -> str | None:
    """Return the text of *data*, UTF-8 with bytes of windows-1252 in it; None unless each of these is certain.

    What was cut in the middle of a character is none of them and becomes U+FFFD.
    """
    if _VALID.search(data) is None:
        return None
    codecs.register_error(_HANDLER, _take_stray)
    try:
        text = data.decode("utf-8", _HANDLER)
    except UnicodeDecodeError:
        return None
    return text if text.count(STAND_IN) < data.decode("utf-8", "replace").count(STAND_IN) else None


def _take_stray(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for bytes that are no UTF-8; raises the error itself where that is not certain."""
    assert isinstance(error, UnicodeDecodeError)
    data, start, end = error.object, error.start, error.end
    stray = _stray(data, start, end)
    if stray is None and not _is_cut(data, start, end):
        raise error
    return (STAND_IN if stray is None else stray), end


def _stray(data: bytes, start: int, end: int) -> str | None:
    """Return the characters of windows-1252 that bytes are which are not UTF-8; None where that is not certain."""
    first, before, after = data[start], data[max(start - 1, 0)], data[end] if end < len(data) else 0x20
    if end - start == 1 and first in _SIGNS:
        return bytes([first]).decode("cp1252")
    letter = (first >= 0xC0 and first not in (0xD7, 0xF7)) or first in b"\x8a\x8c\x8e\x9a\x9c\x9e\x9f"
    beside = (before in _LETTERS) + (after in _LETTERS)
    if end - start == 1:
        certain = letter and (beside == 2 or (beside == 1 and first not in _CUT))
        return bytes([first]).decode("cp1252") if certain else None
    if end - start == 2 and letter and before in _LETTERS and data[start + 1] in _QUOTES:
        return data[start:end].decode("cp1252")
    return None


def _is_cut(data: bytes, start: int, end: int) -> bool:
    return data[start] >= 0xC2 and (end - start > 1 or data[start] in _CUT)

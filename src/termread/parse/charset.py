"""Decode bytes: guess the charset from labels and content, and check each guess by decoding."""

from __future__ import annotations

import codecs
import re
import string
from collections.abc import Iterator
from typing import Literal

from termread.text import STAND_IN, regex
from termread.values import dataclass

By = Literal["bom", "header", "meta", "detected", "chosen"]

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

LOOK = 8192
"""Bytes in which a page must name its charset. Browsers look at 1024, but pages with long heads name it later."""

SAMPLE = 200_000
"""Bytes that are shown to the detector."""

SLIPS = 0.002
"""The share of characters that may be wrong in a text that is still in the declared charset: pages are cut in the middle
of a character, and old articles carry a byte of another encoding."""

KOREAN = 0.05
"""The least share of invalid characters in UTF-8 at which the text may be Korean."""

WIDER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-user-defined": "cp1252",
    "unicode": "utf-16",
    "utf8": "utf-8",
}
"""The charset that a label stands for where that is a superset of the one it names (WHATWG Encoding, section 4.2)."""

LATIN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "iso8859-1", "iso8859-2", "iso8859-15", "iso8859-16"})
"""Charsets of Latin script; servers declare the first of them for anything."""

LETTERS = 12
"""Fewest non-ASCII bytes that can disprove such a declaration."""

_HIGH = regex(rb"[\x80-\xff]+")
_META = regex(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.IGNORECASE)
_XML = regex(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's text, its charset, and how the charset was determined."""

    text: str
    charset: str
    by: By


_ODD = regex("[\x80-\x9f\ue000-\uf8ff\0]")


def decode(data: bytes, *, declared: str | None = None, chosen: str | None = None) -> Decoded:
    """Decode *data* by the charset the reader has *chosen*, else by byte order mark, header, page or detector."""
    if chosen and (name := known(chosen)):
        return Decoded(data.decode(name, "replace"), name, "chosen")
    for mark, name in BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(name, "replace"), name, "bom")
    labels = list(_labels(data, declared))
    for name, by in labels:
        if (text := _decoded(data, name)) is not None:
            return Decoded(text, name, by)
    if (not labels or labels[0][0] == "utf-8") and (text := decode_mixed(data)) is not None:
        return Decoded(text, "utf-8", "detected")
    name = detected(data)
    if labels and (_broken(data, labels[0][0]) or 1) <= min(SLIPS, _broken(data, name)):
        name = labels[0][0]
    return Decoded(data.decode(name, "replace"), name, "detected")


NO_PAGE = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"})
"""Python's codecs that no page uses; some hide characters, one only raises."""


def known(label: str) -> str | None:
    """Return the name of the Python text codec for *label*, or None if there is none."""
    label = label.strip().lower()
    name = WIDER.get(label, label)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return found.name if found._is_text_encoding and found.name.replace("_", "-") not in NO_PAGE else None


def detected(data: bytes) -> str:
    """Return the charset that *data* seems to be in; UTF-8 if it can be."""
    sample = data[:SAMPLE]
    if _broken(sample[:-4] or sample, "utf-8") == 0:
        return "utf-8"
    if wide := _without_marks(sample):
        return wide
    from resiliparse.parse.encoding import detect_encoding

    name = known(detect_encoding(sample) or "") or "cp1252"
    # The detector calls Korean UTF-8.
    return "cp949" if name == "utf-8" and _broken(sample, name) > KOREAN and _is_korean(sample) else name


def _labels(data: bytes, declared: str | None) -> Iterator[tuple[str, By]]:
    """Yield the codecs that the sender and the page name; a page cannot truthfully declare UTF-16 in its own text."""
    if declared and (name := known(declared)):
        yield name, "header"
    head = data[:LOOK]
    found = _META.search(head) or _XML.search(head)
    if found and (name := known(found.group(1).decode("ascii", "replace"))):
        yield ("utf-8" if name.startswith("utf-16") else name), "meta"


def _decoded(data: bytes, name: str) -> str | None:
    """Return the decoded text if *data* is valid in charset *name* and is not UTF-8 labeled as a single-byte charset."""
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, UnicodeError):
        return None
    if name == "utf-8" or data.isascii():
        return text
    if _broken(data, "utf-8") == 0 or _garbled(text) or (name in LATIN and _is_no_latin(data)):
        return None
    return text


def _is_no_latin(data: bytes) -> bool:
    """Whether non-ASCII letters are mostly adjacent to one another, which no language in Latin script does."""
    runs = _HIGH.findall(data, 0, SAMPLE)
    high = sum(map(len, runs))
    return high >= LETTERS and sum(len(run) for run in runs if len(run) > 1) > high / 2


def _garbled(text: str) -> bool:
    """Whether the text has control or private-use characters, which no page contains."""
    odd = len(_ODD.findall(text, 0, SAMPLE))
    return odd > 2 and odd > len(text[:SAMPLE]) * 0.001


def _broken(data: bytes, name: str) -> float:
    """Return the share of characters in *data* that are invalid in charset *name*."""
    try:
        data.decode(name)
    except UnicodeError:
        text = data.decode(name, "replace")
        return text.count("\ufffd") / max(1, len(text))
    return 0.0


def _is_korean(sample: bytes) -> bool:
    """Whether the non-ASCII part of a sample is nearly all Hangul when decoded as Korean."""
    wide = [c for c in sample.decode("cp949", "replace") if c > "\x7f"]
    return bool(wide) and sum("\uac00" <= c <= "\ud7a3" for c in wide) > 0.8 * len(wide)


def _without_marks(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: Latin text in it is half zeros."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half > 8 and odd > half * 0.4 and odd > even * 4:
        return "utf-16-le"
    if half > 8 and even > half * 0.4 and even > odd * 4:
        return "utf-16-be"
    return None


_HANDLER = "termread-windows-1252"
_VALID = regex(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LETTERS = frozenset(string.ascii_letters.encode())
_QUOTES = frozenset(b"\x85\x91\x92\x93\x94\x96\x97")
_SIGNS = frozenset(b"\x80\x82\x84\x89\x8b\x95\x99\x9b\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd") | _QUOTES
"""Bytes that are always punctuation or a sign in windows-1252; 0xA0 is its no-break space."""
_CUT = frozenset(b"\xc2\xc3\xe2")
"""First bytes of the most common non-ASCII characters in UTF-8; alone, they are the rest of a truncated one."""


def decode_mixed(data: bytes) -> str | None:
    """Decode UTF-8 that contains stray windows-1252 bytes; return None unless each stray byte is certain.

    A UTF-8 character that was cut in half does not count and becomes U+FFFD.
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
    """Return the replacement for invalid UTF-8 bytes; raises the error again if it is not certain."""
    assert isinstance(error, UnicodeDecodeError)
    data, start, end = error.object, error.start, error.end
    stray = _stray(data, start, end)
    if stray is None and not _is_cut(data, start, end):
        raise error
    return (STAND_IN if stray is None else stray), end


def _stray(data: bytes, start: int, end: int) -> str | None:
    """Return the windows-1252 characters for bytes that are invalid UTF-8, or None if that is not certain."""
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

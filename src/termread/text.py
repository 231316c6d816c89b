"""Characters: what may pass, and how many cells it takes.

Everything from outside goes through `clean` when it becomes a value. It is the only place that decides which characters
a terminal may ever see.
"""

from __future__ import annotations

import re

STAND_IN = "\ufffd"
"""What is shown for a character that may not pass."""

COMBINING_CAP = 8
"""Combining marks that one letter keeps; real scripts need at most four or five."""

WIDEST = 4
"""Cells that a single character may take; the widest of an Indian script take as many."""

_CONTROL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi marks, embeddings, overrides, isolates
    "\u2028\u2029\ufff9-\ufffb"  # line and paragraph separators, interlinear annotations
    "\ud800-\udfff\ufffe\uffff"  # lone surrogates, non-characters
    "\U000e0000-\U000e007f"  # tag characters
)
_SILENT = frozenset("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\x0b\x0c\r\x85\u2028\u2029")
_FLAG = "\U0001f3f4(?:%s)\U000e007f"
_NATIONS = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in code) for code in ("gbeng", "gbsct", "gbwls"))
_STEERS = f"{_FLAG % _NATIONS}|[{_CONTROL}]"
_SUSPECT = re.compile(f"[{_CONTROL}]")
"""What text is made of that has to be looked at; most has none of it."""

_CROWD = re.compile(rf"[^\w\x00-\x7f]{{{COMBINING_CAP + 1},}}")
"""Where combining marks may be piled up: no mark is a letter, a digit or ASCII."""


def clean(text: str) -> str:
    """Return *text* without any character that could steer a terminal or mislead a reader.

    Tab and newline pass; CR, VT, FF, NEL and the Unicode separators become a newline; directional marks and isolates
    are dropped, since the layout isolates each block itself; every other control, an override, a lone surrogate or a
    tag character outside the flags of England, Scotland and Wales becomes U+FFFD; more than `COMBINING_CAP` combining
    marks (Unicode category M) in a row are dropped, whatever unseen characters (Cf) part them.
    """
    if text.isascii() and text.isprintable():
        return text
    if _SUSPECT.search(text):
        text = re.sub(_STEERS, _stand_in, text.replace("\r\n", "\n"))
    return _CROWD.sub(_lowered, text) if _CROWD.search(text) else text


def clean_line(text: str) -> str:
    """Return *text* cleaned and on one line, every run of white space one space."""
    return " ".join(clean(text).split())


def width(text: str) -> int:
    """Return the number of cells *text* takes, as the terminal framework counts them."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def graphemes(text: str) -> list[str]:
    """Return *text* cut into what a reader sees as single characters (UAX #29).

    What the rules join without end, as some letters of old Korean, and no terminal draws as one, is cut into its own.
    """
    if text.isascii() and "\r" not in text:
        return list(text)
    from unicode_segmentation_rs import graphemes as split

    found = list(split(text, True))
    if max(map(len, found)) <= WIDEST:
        return found
    return [part for whole in found for part in (whole if len(whole) > WIDEST < width(whole) else [whole])]


def _stand_in(found: re.Match[str]) -> str:
    character = found.group()
    if character in _BREAKS:
        return "\n"
    if len(character) > 1:
        return character
    return "" if character in _SILENT else STAND_IN


def _lowered(found: re.Match[str]) -> str:
    """Return a crowd with the first marks of each pile, without what is unseen between them.

    That would be dropped later, and the pile stand again.
    """
    from unicodedata import category

    crowd = found.group()
    kinds = "".join({"M": "m", "C": "u"}.get(category(each)[0], " ") for each in crowd)
    kept, at = [], 0
    for pile in re.finditer(f"m(?:u*m){{{COMBINING_CAP},}}", kinds):
        marks = [each for each, kind in zip(crowd[slice(*pile.span())], pile.group(), strict=True) if kind == "m"]
        kept += [crowd[at : pile.start()], *marks[:COMBINING_CAP]]
        at = pile.end()
    return "".join([*kept, crowd[at:]])

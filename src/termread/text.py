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

WIDEST = 12
"""Cells that a single character may take; a family of emoji takes as many where it is not joined."""

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
_EMOJI_STYLE = "\ufe0f"
_WIDE_MARKS = frozenset("\u302e\u302f\U00016ff0\U00016ff1\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""Tone marks of old Korean and Khitan, and skin tones: two cells where a terminal does not join them."""
_COUNTED_APART = re.compile(
    "[\u0900-\u109f\u1100-\u11ff\u1700-\u1cff\u200d\u302e\u302f\ua800-\uabff\ud7b0-\ud7ff\ufe0f"
    "\U00011000-\U00016fff\U0001d165-\U0001d172\U0001f3fb-\U0001f3ff]"
)
"""The blocks that hold all spacing marks (category Mc), what joins emoji, and the letters of old Korean."""
_SUSPECT = re.compile(f"[{_CONTROL}]")
"""What text is made of that has to be looked at; most has none of it."""

_CROWD = re.compile(rf"[^\x00-\x7f](?<!\w)[^\w\x00-\x7f]{{{COMBINING_CAP},}}")
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
    if not text.isprintable() and _SUSPECT.search(text):
        text = re.sub(_STEERS, _stand_in, text.replace("\r\n", "\n"))
    return _CROWD.sub(_lowered, text) if _CROWD.search(text) else text


def clean_line(text: str) -> str:
    """Return *text* cleaned and on one line, every run of white space one space."""
    return " ".join(clean(text).split())


def width(text: str) -> int:
    """Return the most cells that *text* takes on a terminal in use.

    Terminals disagree about letters joined from several characters: some draw a cluster in two cells at most, as the
    framework counts, while tmux, screen and xterm.js give each spacing mark a cell, and each part of a joined emoji its own.
    A line that fits by the larger count fits everywhere.
    """
    if text.isascii():
        return len(text)
    from rich.cells import cell_len, get_character_cell_size

    if not _COUNTED_APART.search(text):
        return cell_len(text)
    total = narrow = 0
    for character in text:
        cells = get_character_cell_size(character)
        if not cells and (character == _EMOJI_STYLE or _is_spacing(character)):
            # The emoji style makes a narrow sign wide.
            cells = narrow if character == _EMOJI_STYLE else 2 if character in _WIDE_MARKS else 1
        total += cells
        narrow = int(cells == 1)
    return total


def _is_spacing(character: str) -> bool:
    from unicodedata import category

    return character in _WIDE_MARKS or category(character) == "Mc"


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

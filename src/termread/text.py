"""Characters: which are allowed, and how many cells they take.

All outside text goes through `clean` when it becomes a value. This is the only place that decides which characters
a terminal may ever receive.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any


class _Regex:
    """A regular expression that is compiled when it is first used."""

    def __init__(self, pattern: Any, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags
        for name in _METHODS:
            setattr(self, name, partial(self._first, name))

    def _first(self, name: str, *given: Any, **named: Any) -> Any:
        """Compile it, take its methods over, and call the one of this *name*."""
        compiled = re.compile(self.pattern, self.flags)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)(*given, **named)


_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")

if TYPE_CHECKING:
    regex = re.compile
else:
    regex = _Regex
    """`re.compile` for patterns of modules: most are never used, and compiling all of them took half of every start."""

STAND_IN = "\ufffd"
"""Shown in place of a disallowed character."""

COMBINING_CAP = 8
"""Combining marks allowed per letter; real scripts need at most four or five."""

WIDEST = 12
"""Cells that one character may take; an emoji family takes this many if the terminal does not join it."""

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
"""Old Korean and Khitan tone marks, and skin tones: two cells if a terminal does not join them."""
_COUNTED_APART = regex(
    "[\u0900-\u109f\u1100-\u11ff\u1700-\u1cff\u200d\u302e\u302f\ua800-\uabff\ud7b0-\ud7ff\ufe0f"
    "\U00011000-\U00016fff\U0001d165-\U0001d172\U0001f3fb-\U0001f3ff]"
)
"""The Unicode blocks with all spacing marks (category Mc), emoji joiners and old Korean letters."""
_SUSPECT = regex(f"[{_CONTROL}]")
"""Characters that need a closer look; most text has none."""

_CROWD = regex(rf"[^\x00-\x7f](?<!\w)[^\w\x00-\x7f]{{{COMBINING_CAP},}}")
"""Where combining marks may pile up: no mark is a letter, a digit or ASCII."""


PLAIN = "\n -~\xa0-\xac\xae-\u02c7\u02e0-\u02ff\u0370-\u037d\u037f-\u0482\u048a-\u052f\u2010-\u2014\u2018-\u201f\u2020-\u2022\u2026"
"""The characters of plain text, for use inside a regex character class: Latin, Greek, Cyrillic, common punctuation."""

_ODD = regex(f"[^{PLAIN}]")


def is_plain(text: str) -> bool:
    """Return whether every character of *text* is one cell wide, and it can be broken without Unicode tables."""
    return _ODD.search(text) is None


def clean(text: str) -> str:
    """Return *text* without any character that could control the terminal or mislead the reader.

    Tab and newline are kept; CR, VT, FF, NEL and the Unicode separators become a newline; directional marks and
    isolates are dropped, since the layout isolates each block itself; every other control, override, lone surrogate or
    tag character outside the flags of England, Scotland and Wales becomes U+FFFD; combining marks (Unicode category M)
    beyond `COMBINING_CAP` in a row are dropped, even with invisible characters (Cf) between them.
    """
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable() and _SUSPECT.search(text):
        text = re.sub(_STEERS, _stand_in, text.replace("\r\n", "\n"))
    return _CROWD.sub(_lowered, text) if _CROWD.search(text) else text


def clean_line(text: str) -> str:
    """Return *text* cleaned and on one line, with each run of white space collapsed to a space."""
    return " ".join(clean(text).split())


def clean_json(value: Any) -> Any:
    """Return a JSON *value* with every string in it cleaned; keys stay as they are."""
    match value:
        case str():
            return clean(value)
        case list():
            return [clean_json(item) for item in value]
        case dict():
            return {name: clean_json(item) for name, item in value.items()}
        case _:
            return value


def width(text: str) -> int:
    """Return the most cells that *text* takes on any common terminal.

    Terminals disagree about clusters of several characters: some draw a cluster in at most two cells, as the framework
    assumes, while tmux, screen and xterm.js give each spacing mark, and each part of a joined emoji, its own cells.
    A line that fits by the larger count fits everywhere.
    """
    if text.isascii() or is_plain(text):
        return len(text)
    from rich.cells import cell_len, get_character_cell_size

    if not _COUNTED_APART.search(text):
        return cell_len(text)
    total = narrow = 0
    for character in text:
        cells = get_character_cell_size(character)
        if not cells and (character == _EMOJI_STYLE or _is_spacing(character)):
            # Emoji presentation makes a narrow symbol wide.
            cells = narrow if character == _EMOJI_STYLE else 2 if character in _WIDE_MARKS else 1
        total += cells
        narrow = int(cells == 1)
    return total


def drawn_width(text: str) -> int:
    """Return the cells that the framework counts for *text*, by its tables only where plain text is not enough."""
    if text.isascii() or is_plain(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _is_spacing(character: str) -> bool:
    from unicodedata import category

    return character in _WIDE_MARKS or category(character) == "Mc"


def graphemes(text: str) -> list[str]:
    """Split *text* into the characters a reader perceives (UAX #29).

    Clusters that the rules would extend forever, as with some old Korean letters, are split: no terminal joins them.
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
    """Keep only the first marks of each pile, and drop the invisible characters between them.

    Those would be dropped later, and the pile would form again.
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

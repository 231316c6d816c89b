"""List numbers as shown: digits, letters or Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, get_args

Numbering = Literal["1", "a", "A", "i", "I"]
"""Numbering styles, as the values of HTML's `type` attribute."""
NUMBERINGS: tuple[Numbering, ...] = get_args(Numbering)

_ROMAN = {
    "m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1,
}  # fmt: skip
MOST_ROMAN = 3999


def numeral(number: int, numbering: Numbering) -> str:
    """Return *number* in the given style, or in digits if the style cannot express it, as browsers do."""
    roman = numbering in ("i", "I")
    if numbering == "1" or number < 1 or (roman and number > MOST_ROMAN):
        return str(number)
    shown = _roman(number) if roman else _letters(number)
    return shown.upper() if numbering.isupper() else shown


def number_of(shown: str, numbering: Numbering) -> int | None:
    """Return the number that a list shows as *shown*, or None if it is not in this style."""
    if re.fullmatch(r"-?[0-9]{1,15}", shown):
        number = int(shown)
    elif not re.fullmatch(r"[A-Za-z]{1,15}", shown):
        return None
    elif numbering in ("i", "I"):
        number = sum(_ROMAN[part] for part in re.findall("cm|cd|xc|xl|ix|iv|[mdclxvi]", shown.lower()))
    else:
        number = 0
        for letter in shown.lower():
            number = number * 26 + ord(letter) - ord("a") + 1
    return number if numeral(number, numbering) == shown else None


def numbering_of(labels: Sequence[str]) -> Numbering | None:
    """Return the numbering style of *labels*, or None; if two fit, the one with the lower numbers ("i" is 1, not 9)."""
    fitting: list[tuple[int, Numbering]] = []
    for numbering in NUMBERINGS:
        numbers = [number_of(label, numbering) for label in labels]
        known = [number for number in numbers if number is not None]
        if len(known) == len(numbers):
            fitting.append((sum(known), numbering))
    return min(fitting, key=lambda way: way[0])[1] if fitting else None


def _letters(number: int) -> str:
    shown = ""
    while number:
        number, last = divmod(number - 1, 26)
        shown = chr(ord("a") + last) + shown
    return shown


def _roman(number: int) -> str:
    shown = ""
    for letters, value in _ROMAN.items():
        times, number = divmod(number, value)
        shown += letters * times
    return shown

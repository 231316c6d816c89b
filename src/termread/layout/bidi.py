"""Puts right-to-left text in visual order for terminals without a bidirectional algorithm of their own (UAX #9).

`text.clean` removes embeddings, overrides and isolates, so only the implicit rules are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from unicodedata import bidirectional

from termread.layout.model import ORNAMENT, Run
from termread.text import graphemes

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_DEEPEST = 63
"""Most brackets that may be open at once; beyond that, pairing stops (BD16)."""
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_INVISIBLE = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def in_visual_order(runs: Sequence[Run], *, rightward: bool) -> list[Run]:
    """Return the *runs* of a line in visual order; *rightward* says whether its paragraph is left-to-right."""
    letters = [
        Run(letter, run.role, run.marks, run.href, run.start if run.start == ORNAMENT else run.start + at)
        for run in runs
        for letter, at in _offsets(run.text)
    ]
    levels = levels_of([letter.text[0] for letter in letters], 0 if rightward else 1)
    order = list(range(len(letters)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        for deep, group in groupby(order, key=lambda index, level=level: levels[index] >= level):  # type: ignore[misc]
            size = len(list(group))
            if deep:
                order[at : at + size] = order[at : at + size][::-1]
            at += size
    return _joined([_mirrored(letters[index]) if levels[index] % 2 else letters[index] for index in order])


def levels_of(letters: Sequence[str], base: int) -> list[int]:
    """Return the embedding level of each character of a line in a paragraph of level *base* (UAX #9, W1 to L1)."""
    original = [bidirectional(letter) or "L" for letter in letters]
    edge = "R" if base else "L"
    kinds = _neutral(_brackets(letters, _weak(original, edge), edge), edge)
    levels = [base + _deeper(kind, base) for kind in kinds]
    for index in range(len(letters) - 1, -1, -1):
        if original[index] not in ("WS", "S", "B") and original[index] not in _INVISIBLE:
            break
        levels[index] = base
    return levels


def _weak(kinds: Sequence[str], edge: str) -> list[str]:
    """Resolve weak types: numbers, separators and marks (W1 to W7)."""
    found = list(kinds)
    for index, kind in enumerate(found):
        before = found[index - 1] if index else edge
        if kind == "NSM" or kind in _INVISIBLE:
            found[index] = before
    strong = edge
    for index, kind in enumerate(found):
        if kind in ("R", "L", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            found[index] = "AN"
    found = ["R" if kind == "AL" else kind for kind in found]
    for index in range(1, len(found) - 1):
        between = found[index - 1], found[index + 1]
        if found[index] in ("ES", "CS") and between == ("EN", "EN"):
            found[index] = "EN"
        elif found[index] == "CS" and between == ("AN", "AN"):
            found[index] = "AN"
    _signs(found)
    strong = edge
    for index, kind in enumerate(found):
        if kind in ("R", "L"):
            strong = kind
        elif kind == "EN" and strong == "L":
            found[index] = "L"
    return found


def _signs(kinds: list[str]) -> None:
    """Join currency and percent signs to adjacent numbers, and make the remaining signs neutral (W5, W6)."""
    at = 0
    for kind, group in groupby(list(kinds)):
        end = at + len(list(group))
        if kind == "ET":
            beside = (at and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
            kinds[at:end] = ["EN" if beside else "ON"] * (end - at)
        elif kind in ("ES", "CS"):
            kinds[at:end] = ["ON"] * (end - at)
        at = end


def _brackets(letters: Sequence[str], kinds: list[str], edge: str) -> list[str]:
    """Give each pair of brackets the direction of its content, if the paragraph or the text before has it too (N0)."""
    before, at = edge, 0
    for opening, closing in _pairs(letters, kinds):
        inside = {_side(kind) for kind in kinds[opening + 1 : closing]} & {"L", "R"}
        for kind in kinds[at:opening]:
            before = _side(kind) if _side(kind) in "LR" else before
        at = opening
        if inside:
            kinds[opening] = kinds[closing] = edge if edge in inside else before if before in inside else edge
    return kinds


def _pairs(letters: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of matching brackets, in the order in which they open (BD16)."""
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for index, letter in enumerate(letters):
        if kinds[index] == "ON" and letter in "([{":
            if len(waiting) == _DEEPEST:
                break
            waiting.append(index)
        elif kinds[index] == "ON" and letter in ")]}":
            opener = letter.translate(_MIRRORED)
            found = next((at for at in range(len(waiting) - 1, -1, -1) if letters[waiting[at]] == opener), None)
            if found is not None:
                pairs.append((waiting[found], index))
                del waiting[found:]
    return sorted(pairs)


def _neutral(kinds: list[str], edge: str) -> list[str]:
    """Give neutral characters the direction of both their sides, or else the paragraph's (N1, N2)."""
    at = 0
    for neutral, group in groupby(list(kinds), key=_NEUTRAL.__contains__):
        end = at + len(list(group))
        if neutral:
            before = _side(kinds[at - 1]) if at else edge
            after = _side(kinds[end]) if end < len(kinds) else edge
            kinds[at:end] = [before if before == after else edge] * (end - at)
        at = end
    return kinds


def _side(kind: str) -> str:
    return "R" if kind in ("AN", "EN") else kind


def _deeper(kind: str, base: int) -> int:
    if base:
        return 0 if kind == "R" else 1
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _offsets(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for letter in graphemes(text):
        found.append((letter, at))
        at += len(letter)
    return found


def _mirrored(run: Run) -> Run:
    return Run(run.text.translate(_MIRRORED), run.role, run.marks, run.href, run.start)


def _joined(letters: list[Run]) -> list[Run]:
    """Return *letters* with those that are consecutive in the text and styled alike merged into runs."""
    runs: list[Run] = []
    for letter in letters:
        last = runs[-1] if runs else None
        alike = last and (last.role, last.marks, last.href) == (letter.role, letter.marks, letter.href)
        follows = last and alike and ORNAMENT not in (last.start, letter.start)
        if last and follows and last.start + len(last.text) == letter.start:
            runs[-1] = Run(last.text + letter.text, last.role, last.marks, last.href, last.start)
        else:
            runs.append(letter)
    return runs

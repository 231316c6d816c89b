"""The runs of one row: their cells, the blanks that fill it, and what of them is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from termread.layout.line import ORNAMENT, Run
from termread.text import width

_UNSEEN = "[\xad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_TAB = 4
"""Cells of a tab in code."""


def cells(runs: Sequence[Run]) -> int:
    """Return how many cells *runs* take."""
    return sum(width(run.text) for run in runs)


def justified(runs: list[Run], measure: int, *, from_left: bool) -> list[Run]:
    """Return *runs* with blanks added between their words, to fill *measure*; as they are where that tears holes.

    No space grows to more than double its width; those that do are spread evenly, from either end in turn.
    """
    missing = measure - cells(runs)
    gaps = sum(run.text.count(" ") for run in runs)
    if not 0 < missing <= gaps:
        return runs
    spread = [(2 * number + 1) * gaps // (2 * missing) for number in range(missing)]
    chosen = frozenset(spread if from_left else (gaps - 1 - gap for gap in spread))
    filled: list[Run] = []
    gap = 0
    for run in runs:
        at = 0
        for found in re.finditer(" ", run.text):
            if gap in chosen:
                filled += [_part(run, at, found.end()), Run(" ", run.role, run.marks)]
                at = found.end()
            gap += 1
        filled.append(_part(run, at, len(run.text)))
    return [run for run in filled if run.text]


def _part(run: Run, first: int, last: int) -> Run:
    start = run.start if run.start == ORNAMENT else run.start + first
    return Run(run.text[first:last], run.role, run.marks, run.href, start)


def seen_parts(run: Run) -> Iterator[Run]:
    """Yield the parts of *run* that are drawn: its tabs as blanks, a soft hyphen only where the line ends with it."""
    at = 0
    for found in re.finditer(_UNSEEN, run.text):
        if found.start() > at:
            yield from _drawn(_part(run, at, found.start()))
        at = found.end()
    if at < len(run.text):
        yield from _drawn(_part(run, at, len(run.text)))


def _drawn(run: Run) -> Iterator[Run]:
    """Yield *run* with its tabs as one blank each, in code with more behind them."""
    if "\t" not in run.text or run.role != "code":
        yield Run(run.text.replace("\t", " "), run.role, run.marks, run.href, run.start)
        return
    at = 0
    for found in re.finditer("\t", run.text):
        part = _part(run, at, found.end())
        yield Run(part.text[:-1] + " ", run.role, run.marks, run.href, part.start)
        yield Run(" " * (_TAB - 1), run.role)
        at = found.end()
    if at < len(run.text):
        yield _part(run, at, len(run.text))

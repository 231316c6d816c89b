"""Copy set in a frame: line by line, each made when it is asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from termread.article import Mark, Place, Style
from termread.layout.breaking import is_plain
from termread.layout.fitting import Breaks, Fit, fit
from termread.layout.frame import Frame
from termread.layout.line import ORNAMENT, Line, Run
from termread.palette import Role
from termread.text import STAND_IN, width
from termread.values import dataclass

_UNSEEN = "[\xad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_SOFT_HYPHEN = "\xad"
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT = f"[{_RIGHT}]"
_OPENS_RIGHT = re.compile(rf"[\W\d_]*[{_RIGHT}]")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_TAB = 4
"""Cells of a tab in code."""

_WIDEST_CHARACTER = 8
"""Cells that no grapheme needs more of: a narrower frame may not hold every one."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of copy in one role; *start* is its offset in the block's flattened text, or `ORNAMENT`."""

    text: str
    role: Role = "text"
    marks: tuple[Mark, ...] = ()
    start: int = ORNAMENT


@dataclass(frozen=True, slots=True)
class Manner:
    """How copy is set: how its lines are chosen and filled."""

    fit: Fit = "greedy"
    justify: bool = False
    hyphens: str | None = None
    """The language that words are divided in."""
    visual: bool = False
    """Right-to-left text is put in the order of the cells."""
    spacing: int = 0
    indent: int = 0
    """Blank cells before the first line."""
    outer: bool = False
    """It stands where the page begins, at the right of a page that is read from there, whatever its own letters."""
    panel: bool = False
    """Every row is filled to the measure in the role of its text."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """One row that is made already: a rule, the edge of a frame, a gap beside a bar."""

    runs: tuple[Run, ...]
    start: int
    indent: int = 0
    height: int = 1

    def line(self, row: int, block: int) -> Line:  # noqa: ARG002
        """Return the row."""
        return Line(self.runs, Place(block, self.start), self.indent)

    def row_of(self, offset: int) -> int:  # noqa: ARG002
        """Return the only row."""
        return 0


class Galley:
    """Spans set one after the other as one text."""

    __slots__ = ("_frame", "_hyphens", "_manner", "_spans", "_starts", "_text", "height", "start")

    def __init__(self, spans: tuple[Span, ...], frame: Frame, start: int, manner: Manner) -> None:
        self._spans = spans
        self._frame = frame
        self._manner = manner
        self._text = spans[0].text if len(spans) == 1 else "".join(span.text for span in spans)
        breaks = broken(self._text, frame.width, manner)
        self._starts = breaks.starts
        self._hyphens = breaks.hyphens
        self.start = start
        self.height = high(breaks, manner)

    def line(self, row: int, block: int) -> Line:
        """Return row *row*."""
        row, between = divmod(row, 1 + self._manner.spacing)
        start, after = self._span_of(row)
        if between:
            return Line(bars(self._frame.rest), Place(block, self._offset(start)))
        runs = self._shown(start, after)
        indent = self._manner.indent if row == 0 and self._frame.width > 2 * self._manner.indent else 0
        if self._manner.justify and after < len(self._text) and self._text[after - 1] != "\n":
            runs = justified(runs, self._frame.width - indent, from_left=bool(row % 2))
        if self._manner.panel:
            runs.append(Run(" " * max(0, self._frame.width - cells(runs)), self._spans[0].role))
        place = Place(block, self._offset(start))
        return self._framed(runs, row, place, indent)

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at *offset*, or the last of its text that comes before."""
        at, found = 0, 0
        for span in self._spans:
            if span.start != ORNAMENT:
                found = at + max(0, min(offset - span.start, len(span.text) - 1))
                if offset < span.start + len(span.text):
                    break
            at += len(span.text)
        return max(0, bisect_right(self._starts, found) - 1) * (1 + self._manner.spacing)

    def _span_of(self, row: int) -> tuple[int, int]:
        """Return where the text of *row* begins, and where that of the next one does."""
        return self._starts[row], self._starts[row + 1] if row + 1 < len(self._starts) else len(self._text)

    def _shown(self, start: int, after: int) -> list[Run]:
        """Return the runs of the characters from *start* to *after*, as they are drawn."""
        end = start + len(self._text[start:after].rstrip(" \t\n"))
        runs = self._runs(start, end)
        if not is_plain(self._text[start:end]):
            runs = [seen for run in runs for seen in _seen(run)]
        if end == after < len(self._text) and (end in self._hyphens or self._text[end - 1] == _SOFT_HYPHEN):
            runs.append(Run("-", runs[-1].role if runs else "text"))
        if self._frame.width < _WIDEST_CHARACTER and cells(runs) > self._frame.width:
            runs = [Run(STAND_IN)]
        if self._manner.visual and re.compile(_RIGHT_TO_LEFT).search(self._text, start, end):
            from termread.layout.bidi import in_visual_order

            runs = in_visual_order(runs, rightward=not self._is_right_to_left())
        return runs

    def _framed(self, runs: list[Run], row: int, place: Place, indent: int) -> Line:
        frame = self._frame
        leads = frame.first if row == 0 and frame.first is not None else frame.rest
        if frame.rtl:
            leads = mirrored(leads)
        wide = self._manner.fit == "rows"
        if frame.rtl or _OPENS_RIGHT.match(self._text):
            room = max(0, frame.width - cells(runs))
            if not self._is_right_to_left() and not self._manner.outer:
                return Line((*runs, Run(" " * room), *leads), place, 0, wide)
            if frame.rtl:
                return Line((*runs, Run(" " * indent), *leads), place, room - indent, wide)
            return Line((*leads, Run(" " * (room - indent)), *runs), place, 0, wide)
        if indent:
            runs.insert(0, Run(" " * indent))
        return Line((*leads, *runs), place, 0, wide)

    def _is_right_to_left(self) -> bool:
        rule = re.compile(_RIGHT_TO_LEFT).search if self._frame.rtl else _OPENS_RIGHT.match
        return rule(self._text) is not None

    def _offset(self, at: int) -> int:
        """Return the offset in the flattened text of the first character at or after *at* that is of the article."""
        last = self.start
        for span in self._spans:
            if span.start != ORNAMENT:
                if at < len(span.text):
                    return span.start + max(0, at)
                last = span.start + len(span.text)
            at -= len(span.text)
        return last

    def _runs(self, start: int, end: int) -> list[Run]:
        if len(self._spans) == 1:
            return _marked(self._spans[0], start, end) if start < end else []
        at, runs = 0, []
        for span in self._spans:
            first, last = max(start - at, 0), min(end - at, len(span.text))
            if first < last:
                runs += _marked(span, first, last)
            at += len(span.text)
        return runs


def broken(text: str, width: int, manner: Manner) -> Breaks:
    """Return the lines of *text* in a frame of *width* cells."""
    first = width - manner.indent if width > 2 * manner.indent else width
    return fit(text, width, first, manner.fit, manner.hyphens)


def high(breaks: Breaks, manner: Manner) -> int:
    """Return the rows of a galley with these *breaks*."""
    return len(breaks.starts) * (1 + manner.spacing) - manner.spacing


def cells(runs: Sequence[Run]) -> int:
    """Return how many cells *runs* take."""
    return sum(width(run.text) for run in runs)


def bars(leads: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the ornaments of a row without text: what *leads* show, without the blanks after it."""
    while leads and not leads[-1].text.strip():
        leads = leads[:-1]
    return (*leads[:-1], Run(leads[-1].text.rstrip(), leads[-1].role)) if leads else ()


def mirrored(leads: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return ornaments of the left side as they stand on the right side of a text."""
    turned = [Run(" " * (len(lead.text) - len(lead.text.rstrip())) + lead.text.rstrip(), lead.role) for lead in leads]
    return tuple(reversed(turned))


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


def _seen(run: Run) -> Iterator[Run]:
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


def _marked(span: Span, first: int, last: int) -> list[Run]:
    """Return the runs of characters *first* to *last* of *span*, cut where its marks begin and end."""
    shift = span.start
    touching = [mark for mark in span.marks if mark.start < last and mark.end > first] if span.marks else None
    if not touching:
        return [Run(span.text[first:last], span.role, (), None, shift if shift < 0 else shift + first)]
    runs = []
    cuts = sorted({first, last, *(max(first, m.start) for m in touching), *(min(last, m.end) for m in touching)})
    for left, right in pairwise(cuts):
        over = [mark for mark in touching if mark.start <= left and mark.end >= right]
        marks: tuple[Style, ...] = tuple(dict.fromkeys(mark.style for mark in over))
        href = next((mark.href for mark in over if mark.href), None)
        text = span.text[left:right]
        if "sup" in marks or "sub" in marks:
            text = text.translate(_RAISED if "sup" in marks else _LOWERED)
        runs.append(Run(text, span.role, marks, href, shift if shift < 0 else shift + left))
    return runs

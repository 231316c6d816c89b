"""Text set in a frame, with lines made on demand, and the typesetter that sets texts one below the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from termread.article import Mark, Place, Prose, Style
from termread.layout.line_fit import Breaks, Fit, fit
from termread.layout.model import (
    ORNAMENT,
    FixedRow,
    Frame,
    Line,
    Page,
    Piece,
    Run,
    bars,
    cells,
    justified,
    mirrored,
    seen_parts,
)
from termread.palette import Role
from termread.text import STAND_IN, is_plain, regex
from termread.values import dataclass

PADDING = "  "
"""What stands between the edge of a panel and its text."""
_SOFT_HYPHEN = "\xad"
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT = regex(f"[{_RIGHT}]")
_OPENS_RIGHT = regex(rf"[\W\d_]*[{_RIGHT}]")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_WIDEST_CHARACTER = 8
"""Width of the widest grapheme in cells: narrower frames may not fit every one."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one role; *start* is its offset in the block's flattened text, or `ORNAMENT`."""

    text: str
    role: Role = "text"
    marks: tuple[Mark, ...] = ()
    start: int = ORNAMENT


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How text is set: how its lines are broken and filled."""

    fit: Fit = "greedy"
    justify: bool = False
    hyphens: str | None = None
    """The language in which words are hyphenated, or None."""
    visual: bool = False
    """Whether right-to-left text is put in visual order."""
    spacing: int = 0
    indent: int = 0
    """Blank cells before the first line."""
    outer: bool = False
    """Whether it is aligned to the side where the page's lines begin, whatever its own script."""
    panel: bool = False
    """Whether every row is padded to the measure in the role of its text."""


class TextBlock:
    """Spans set in sequence as one text."""

    __slots__ = ("_begins", "_frame", "_marks", "_rtl", "_spans", "_style", "_text", "breaks", "height", "start")

    def __init__(
        self, spans: tuple[Span, ...], frame: Frame, start: int, style: ParagraphStyle, known: Breaks | None = None
    ) -> None:
        self._spans = spans
        self._frame = frame
        self._style = style
        self._text = spans[0].text if len(spans) == 1 else "".join(span.text for span in spans)
        self.breaks = breaks = known or broken(self._text, frame.width, style)
        self._begins = [0, *accumulate(len(span.text) for span in spans)]
        self._marks: list[dict[int, list[Mark]]] | None = None
        self._rtl: tuple[bool, bool] | None = None
        self.start = start
        self.height = high(breaks, style)

    def line(self, row: int, block: int) -> Line:
        """Return row *row*."""
        row, between = divmod(row, 1 + self._style.spacing)
        starts = self.breaks.starts
        start = starts[row]
        after = starts[row + 1] if row + 1 < len(starts) else len(self._text)
        if between:
            return Line(bars(self._frame.rest), Place(block, self._offset(start)))
        runs = self._shown(row, start, after)
        indent = self._style.indent if row == 0 and self._frame.width > 2 * self._style.indent else 0
        if self._style.justify and after < len(self._text) and self._text[after - 1] != "\n":
            runs = justified(runs, self._frame.width - indent, from_left=bool(row % 2))
        if self._style.panel:
            runs.insert(0, Run(PADDING, self._spans[0].role))
            runs.append(Run(" " * max(0, self._frame.width - cells(runs)), self._spans[0].role))
        return self._framed(runs, row, Place(block, self._offset(start)), indent)

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at *offset*, or the last one before it."""
        found = 0
        for at, span in zip(self._begins, self._spans, strict=False):
            if span.start != ORNAMENT:
                found = at + max(0, min(offset - span.start, len(span.text) - 1))
                if offset < span.start + len(span.text):
                    break
        return max(0, bisect_right(self.breaks.starts, found) - 1) * (1 + self._style.spacing)

    def _shown(self, row: int, start: int, after: int) -> list[Run]:
        """Return the characters of *row*, from *start* up to *after*, as the runs to be drawn."""
        end = start + len(self._text[start:after].rstrip(" \t\n"))
        runs = self._runs(row, start, end)
        if not is_plain(self._text[start:end]):
            runs = [seen for run in runs for seen in seen_parts(run)]
        if end == after < len(self._text) and (end in self.breaks.hyphens or self._text[end - 1] == _SOFT_HYPHEN):
            runs.append(Run("-", runs[-1].role if runs else "text"))
        if self._frame.width < _WIDEST_CHARACTER and cells(runs) > self._frame.width:
            runs = [Run(STAND_IN)]
        if self._style.visual and _RIGHT_TO_LEFT.search(self._text, start, end):
            from termread.layout.bidi import in_visual_order

            runs = in_visual_order(runs, rightward=not self._directions[1])
        return runs

    def _framed(self, runs: list[Run], row: int, place: Place, indent: int) -> Line:
        frame = self._frame
        leads = frame.first if row == 0 and frame.first is not None else frame.rest
        if frame.rtl:
            leads = mirrored(leads)
        wide = self._style.fit == "rows"
        opens_right, right_to_left = self._directions
        if frame.rtl or opens_right:
            room = max(0, frame.width - cells(runs))
            if not right_to_left and not self._style.outer:
                return Line((*runs, Run(" " * room), *leads), place, 0, wide)
            if frame.rtl:
                return Line((*runs, Run(" " * indent), *leads), place, room - indent, wide)
            return Line((*leads, Run(" " * (room - indent)), *runs), place, 0, wide)
        if indent:
            runs.insert(0, Run(" " * indent))
        return Line((*leads, *runs), place, 0, wide)

    @property
    def _directions(self) -> tuple[bool, bool]:
        """Whether the first letter is right-to-left, and whether the text is set so; cached for all rows."""
        if self._rtl is None:
            opens_right = not is_plain(self._text) and _OPENS_RIGHT.match(self._text) is not None
            holds_right = self._frame.rtl and _RIGHT_TO_LEFT.search(self._text) is not None
            self._rtl = opens_right, holds_right if self._frame.rtl else opens_right
        return self._rtl

    def _offset(self, at: int) -> int:
        """Return the offset in the flattened text of the first character of the article at or after *at*."""
        only = self._spans[0] if len(self._spans) == 1 else None
        if only and only.start != ORNAMENT and at < len(only.text):
            return only.start + at  # the common case is kept fast, since every row on the screen needs it
        first = self._span_at(at)
        for begin, span in zip(self._begins[first:], self._spans[first:], strict=False):
            if span.start != ORNAMENT and at < begin + len(span.text):
                return span.start + max(0, at - begin)
        last = next((span for span in reversed(self._spans) if span.start != ORNAMENT), None)
        return last.start + len(last.text) if last else self.start

    def _span_at(self, at: int) -> int:
        """Return the index of the span that contains the character at *at*."""
        return min(bisect_right(self._begins, at), len(self._spans)) - 1 if len(self._spans) > 1 else 0

    def _runs(self, row: int, start: int, end: int) -> list[Run]:
        if self._marks is None:
            self._marks = [self._by_row(span, at) for at, span in zip(self._begins, self._spans, strict=False)]
        if len(self._spans) == 1:
            return _marked(self._spans[0], start, end, self._marks[0].get(row)) if start < end else []
        runs: list[Run] = []
        number = self._span_at(start)
        while start < end and number < len(self._spans) and self._begins[number] < end:
            span, at = self._spans[number], self._begins[number]
            first, last = max(start - at, 0), min(end - at, len(span.text))
            if first < last:
                runs += _marked(span, first, last, self._marks[number].get(row))
            number += 1
        return runs

    def _by_row(self, span: Span, at: int) -> dict[int, list[Mark]]:
        """Return the marks of *span*, which begins at *at*, by the rows that they overlap."""
        rows: dict[int, list[Mark]] = {}
        for mark in span.marks:
            first, last = (bisect_right(self.breaks.starts, at + edge) - 1 for edge in (mark.start, mark.end - 1))
            for row in range(max(0, first), last + 1):
                rows.setdefault(row, []).append(mark)
        return rows


def broken(text: str, width: int, style: ParagraphStyle) -> Breaks:
    """Return the line breaks of *text* in a frame of *width* cells."""
    first = width - style.indent if width > 2 * style.indent else width
    return fit(text, width, first, style.fit, style.hyphens)


def high(breaks: Breaks, style: ParagraphStyle) -> int:
    """Return the height in rows of a text block with these *breaks*."""
    return len(breaks.starts) * (1 + style.spacing) - style.spacing


def _marked(span: Span, first: int, last: int, near: Sequence[Mark] | None) -> list[Run]:
    """Return the characters *first* up to *last* of *span* as runs, split at the edges of the marks *near* them."""
    shift = span.start
    touching = [mark for mark in near if mark.start < last and mark.end > first] if near else None
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


@dataclass(frozen=True, slots=True)
class PageStyles:
    """The styles of a page's parts: running text, headlines, secondary text, and code."""

    body: ParagraphStyle
    display: ParagraphStyle
    plain: ParagraphStyle
    verbatim: ParagraphStyle


def styles_of(page: Page, language: str | None) -> PageStyles:
    """Return the styles for a text in *language* on *page*."""
    visual = page.bidi == "visual"
    body = ParagraphStyle(page.wrap, page.justify, _hyphens(page, language), visual, page.spacing)
    display, plain = ParagraphStyle("balanced", visual=visual), ParagraphStyle("greedy", visual=visual)
    return PageStyles(body, display, plain, ParagraphStyle("rows", panel=True))


class Typesetter:
    """Sets texts one below the other, and keeps track of their offsets."""

    def __init__(self, page: Page, language: str | None, styles: PageStyles) -> None:
        self.page = page
        self.language = language
        self.pieces: list[Piece] = []
        self.offset = 0
        self.known: Breaks | None = None
        """The line breaks of the one text that is set next, if they were found before."""
        self.body, self.display = styles.body, styles.display
        self.plain, self.verbatim = styles.plain, styles.verbatim

    def span(self, prose: Prose, role: Role) -> Span:
        """Return the next leaf of the block as a span."""
        start = self.offset
        if prose.text:
            self.offset += len(prose.text) + 1
        return Span(prose.text, role, prose.marks, start)

    def set(self, frame: Frame, *spans: Span, style: ParagraphStyle | None = None) -> Frame:
        """Set *spans* as one text in *frame*, and return the frame for what follows."""
        shown = tuple(span for span in spans if span.text)
        if not shown:
            return frame
        start = next((span.start for span in shown if span.start != ORNAMENT), self.offset)
        self.pieces.append(TextBlock(shown, frame, start, style or self.plain, self.known))
        return frame.opened()

    def row(self, frame: Frame, *runs: Run, indent: int = 0, start: int | None = None) -> None:
        """Add a row of ornaments, with the place *start* (None for the end of all text set so far)."""
        blank = (Run(" " * indent),) if indent > 0 else ()
        self.pieces.append(FixedRow((*frame.rest, *blank, *runs), self.offset if start is None else start))

    def gap(self, frame: Frame) -> None:
        """Add a row that is blank except for the bars of *frame*."""
        self.pieces.append(FixedRow(bars(frame.rest), self.offset))


def _hyphens(page: Page, language: str | None) -> str | None:
    """Return the *language* if *page* hyphenates words and rules for it are known, or None."""
    if not page.hyphenate or language is None:
        return None
    from termread.layout.line_fit import divides

    return language if divides(language) else None

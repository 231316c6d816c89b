"""Draws what is in a viewport as rows of cells, and rows as what is written to a terminal. It knows no Textual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from termread.layout.geometry import THUMB, Geometry
from termread.layout.model import ORNAMENT, Line, Run
from termread.palette import Ink
from termread.text import drawn_width
from termread.tui.page.features import Feature
from termread.tui.page.rows import (
    Inks,
    Overlay,
    Piece,
    Row,
    Scene,
    blank,
    joined,
    split_cells,
    with_label,
    with_mark,
)
from termread.tui.page.viewport import Viewport
from termread.values import dataclass
from termread.write.terminal import RESET, Depth, sgr

ROWS_KEPT = 600
"""Rows that are cached: a few screens."""

MORE_LEFT, MORE_RIGHT = "‹", "›"
"""The signs that a wide line continues to the left or right."""


class Drawer:
    """Draws the lines in view, caching each row until `forget` is called."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._beside: dict[int, tuple[Row, Row]] = {}
        """Rows without and with the thumb of the scrollbar, by the identity of the former."""
        self._changes = 0
        """The layout's count of changed heights when the cached rows were drawn."""

    def forget(self) -> None:
        """Drop the cached rows."""
        self._rows.clear()
        self._beside.clear()

    def rows(self, viewport: Viewport, geometry: Geometry, inks: Inks, features: Sequence[Feature] = ()) -> list[Row]:
        """Return the rows in view, with what *features* draw over them, the lowest first."""
        self._draw_missing(viewport, geometry, inks, features)
        nothing = blank(geometry, inks)
        rows = [self._rows.get(line, nothing) for line in range(viewport.top, viewport.bottom)]
        rows += [nothing] * (geometry.text_rows - len(rows))
        for y in geometry.thumb(viewport.top, viewport.layout.height):
            rows[y] = self._with_thumb(rows[y], geometry, inks)
        scene = Scene(viewport, geometry, inks, rows)
        for feature in features:
            feature.decorate(scene)
        return rows

    def _with_thumb(self, row: Row, geometry: Geometry, inks: Inks) -> Row:
        found = self._beside.get(id(row))
        if found is None:
            if len(self._beside) > ROWS_KEPT:
                self._beside.clear()
            found = self._beside[id(row)] = row, with_label(row, geometry.columns - 1, THUMB, inks, "scrollbar")
        return found[1]

    def renumber(self, viewport: Viewport, shift: int) -> None:
        """Keep the cached rows in view after *shift* more lines than estimated were found above them."""
        if self._changes != viewport.layout.changes:
            seen = range(viewport.top - shift, viewport.top - shift + viewport.rows)
            self._rows = {line + shift: self._rows[line] for line in seen if line in self._rows}
            self._changes = viewport.layout.changes

    def _draw_missing(self, viewport: Viewport, geometry: Geometry, inks: Inks, features: Sequence[Feature]) -> None:
        layout = viewport.layout
        if self._changes != layout.changes or len(self._rows) > ROWS_KEPT:
            self._rows.clear()
        missing = [line for line in range(viewport.top, viewport.bottom) if line not in self._rows]
        if missing:
            first, end, before = missing[0], missing[-1] + 1, layout.changes
            lines = layout.lines(first, end)
            if layout.changes != before:
                # What is below has moved; nothing above has.
                self._rows = {line: row for line, row in self._rows.items() if line < first}
                if end != viewport.bottom:
                    lines = layout.lines(first, viewport.bottom)
            over: dict[int, list[Overlay]] = {}
            laid = [each for each in features if type(each).overlay is not Feature.overlay]
            signing = [each for each in reversed(features) if type(each).gutter is not Feature.gutter]
            for number, line in enumerate(lines, first):
                if number in self._rows:
                    continue
                block = line.place.block
                if block not in over:
                    over[block] = [each for feature in laid for each in feature.overlay(block)]
                row = draw(line, geometry, inks, over[block], viewport.shift_of(line))
                # The topmost mark, but a weak one only where there is no other.
                marks = [mark for feature in signing if (mark := feature.gutter(line))]
                if marks:
                    row = with_mark(row, geometry, inks, min(marks, key=lambda mark: mark.weak))
                self._rows[number] = row
        self._changes = layout.changes


def draw(
    line: Line,
    geometry: Geometry,
    inks: Inks,
    overlays: Sequence[Overlay] = (),
    shift: int = 0,
) -> Row:
    """Return *line* as a row of the whole screen; a wide line is scrolled *shift* cells to the right."""
    plain = inks.ink()
    pieces: list[Piece] = [(" " * line.indent, plain)]
    if overlays:
        pieces += _overlaid(line.runs, inks, overlays)
    else:
        pieces += [(run.text, inks.ink(run.role, run.marks)) for run in line.runs]
    if shift:
        pieces = list(_scrolled(pieces, shift, line.held))
    row = joined([(" " * geometry.left, plain), *pieces], plain, geometry.columns)
    if line.wide and shift and geometry.left + line.held:
        row = with_label(row, geometry.left + line.held - 1, MORE_LEFT, inks, "marker")
    if line.wide and row.extent == geometry.columns:
        row = with_label(row, geometry.columns - 2, MORE_RIGHT + " ", inks, "marker")
    return row


def _overlaid(runs: Iterable[Run], inks: Inks, overlays: Sequence[Overlay]) -> Iterator[Piece]:
    """Yield *runs* split where an overlay starts or ends."""
    for run in runs:
        if run.start == ORNAMENT:
            yield run.text, inks.ink(run.role, run.marks)
            continue
        end = run.start + len(run.text)
        touching = [each for each in overlays if each.start < end and each.end > run.start]
        edges = {run.start, end}
        for each in touching:
            edges |= {max(run.start, each.start), min(end, each.end)}
        for first, last in pairwise(sorted(edges)):
            roles = tuple(each.role for each in touching if each.start <= first and each.end >= last)
            yield run.text[first - run.start : last - run.start], inks.ink(run.role, run.marks, roles)


def _scrolled(pieces: Iterable[Piece], shift: int, held: int) -> Iterator[Piece]:
    """Yield *pieces* without the *shift* cells after the first *held* cells."""
    for text, ink in pieces:
        kept, rest = split_cells(text, held) if held else ("", text)
        gone, rest = split_cells(rest, shift) if shift else ("", rest)
        held -= drawn_width(kept)
        shift -= drawn_width(gone)
        if kept or rest:
            yield kept + rest, ink


DEPTHS: dict[str | None, Depth] = {"truecolor": "true", "256": "256", "standard": "16", "windows": "16", None: "none"}
"""How many colors a terminal has, by rich's name for it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the screen that differs from what is there: its number, what it was, and what it is."""

    y: int
    before: Row
    now: Row

    @property
    def extent(self) -> int:
        """The cell up to which it differs, at least one."""
        return max(self.before.extent, self.now.extent, 1)


def changes(before: Sequence[Row], now: Sequence[Row]) -> list[Change]:
    """Return the rows of two frames of one height that differ."""
    both = enumerate(zip(before, now, strict=True))
    return [Change(y, old, new) for y, (old, new) in both if old is not new and _differ(old, new)]


def _differ(old: Row, new: Row) -> bool:
    """Return whether a row has changed; where its pixels or large text have, its text is drawn anew, which erases them."""
    return old.pixels != new.pixels or old.pieces != new.pieces or old.large != new.large


def whole(rows: Iterable[Row]) -> list[Change]:
    """Return *rows* as changes of a screen of which nothing is known."""
    return [Change(y, Row((), row.columns, row.columns), row) for y, row in enumerate(rows)]


def write(changes: Iterable[Change], depth: Depth) -> str:
    """Return what draws *changes* on a terminal of so many colors.

    An ink is written only where it changes, from one row to the next as well, which halves the bytes of a step.
    """
    written: list[str] = []
    # By identity: to hash an ink takes longer than to write it.
    begins: dict[int, str] = {}
    inked: Ink | None = None
    for change in changes:
        left = _margin(change)
        written.append(f"\x1b[{change.y + 1};{left + 1}H")
        for text, ink in _pieces(change, left, depth):
            if not text:
                continue
            if ink is not inked:
                if ink is not None:
                    written.append(begins.get(id(ink)) or begins.setdefault(id(ink), sgr(ink, depth)))
                inked = ink
            written.append(text)
    written.append(RESET)
    return "".join(written)


def _margin(change: Change) -> int:
    """Return the cells at the left that are blank before and after."""
    before, now = change.before.pieces, change.now.pieces
    if not before or not now or before[0][1] is not now[0][1]:
        return 0
    left = min(_blanks(before[0][0]), _blanks(now[0][0]), change.extent - 1)
    for row in (change.before, change.now):
        if row.pixels is not None:
            left = min(left, row.pixels.column)
    return left


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _pieces(change: Change, left: int, depth: Depth) -> Sequence[tuple[str, Ink | None]]:
    """Return the cells of the row from *left* to its extent in their inks; outside of it there are only blanks.

    A text without an ink brings its own.
    """
    row = change.now
    pieces: list[tuple[str, Ink | None]]
    line = row.pixels.line(depth) if row.pixels is not None else None
    if line is None:
        pieces = [*row.pieces]
    else:
        first, end = row.covered
        pieces = [*row.pieces[:first], (line, None), *row.pieces[end:]]
    right = row.columns - change.extent
    text, ink = pieces[0]
    if len(pieces) == 1:
        return [(text[left : len(text) - right], ink)]
    pieces[0] = text[left:], ink
    if right:
        text, ink = pieces[-1]
        pieces[-1] = text[: len(text) - right], ink
    return pieces

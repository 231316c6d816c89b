"""Rows of cells in inks, which the page is drawn as. They know no framework, so they can be made before one is loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from termread.article import Place, Style
from termread.layout.geometry import GUTTER, Geometry
from termread.palette import Ink, Role, Theme
from termread.text import drawn_width, is_plain
from termread.tui.page.viewport import Viewport
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.tui.graphics.drawn import PixelRow

Span = tuple[Place, Place]
"""A passage: the place of its first character, and the one after its last."""

Piece = tuple[str, Ink]
"""Text in one ink."""


@dataclass(frozen=True, slots=True)
class LargeRow:
    """A text to be drawn two rows high from *column* on: its *pieces* of *cells* cells, on blanks in the ink *plain*."""

    pieces: tuple[Piece, ...]
    plain: Ink
    column: int
    cells: int


@dataclass(frozen=True, slots=True)
class Row:
    """A drawn line of *columns* cells, which is blank from cell *extent* on."""

    pieces: Sequence[Piece]
    columns: int
    extent: int
    pixels: PixelRow | None = None
    """The row of a picture that is drawn over it; whatever is laid over the row takes its place."""
    covered: tuple[int, int] = (0, 0)
    """The first of the pieces that the pixels cover, and the first one after them."""
    large: LargeRow | None = None
    """The text that is drawn over it, and over the blank row below, in twice its size; it gives way like pixels."""

    @property
    def text(self) -> str:
        """The row as plain text."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is in view, and the *rows* it is drawn as, which a feature may replace."""

    viewport: Viewport
    geometry: Geometry
    inks: Inks
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Overlay:
    """A role laid over the characters from *start* to *end* of a block's flattened text."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class GutterMark:
    """A sign in the margin beside a line; a *weak* one gives way to any other."""

    text: str
    role: Role
    weak: bool = False


def clip(start: Place, end: Place, block: int, role: Role) -> Overlay:
    """Return the part in *block* of the passage from *start* to *end*, which must touch it."""
    return Overlay(start.offset if start.block == block else 0, end.offset if end.block == block else sys.maxsize, role)


def blank(geometry: Geometry, inks: Inks) -> Row:
    """Return a row with nothing on it."""
    return Row([(" " * geometry.columns, inks.ink())], geometry.columns, 0)


def joined(pieces: Iterable[Piece], ink: Ink, columns: int) -> Row:
    """Return *pieces* as a row of *columns* cells, filled in *ink* or cropped; neighbors of one ink are merged."""
    merged: list[Piece] = []
    cells, last, before = 0, "", ink
    for text, own in pieces:
        cells += drawn_width(text)
        if own is before:
            last += text
        elif text:
            if last:
                merged.append((last, before))
            last, before = text, own
    if cells < columns and before is ink:
        last += " " * (columns - cells)
    if last:
        merged.append((last, before))
    if cells < columns and before is not ink:
        merged.append((" " * (columns - cells), ink))
    if cells > columns:
        return Row(crop(merged, 0, columns), columns, columns)
    return Row(merged, columns, cells)


def crop(pieces: Iterable[Piece], start: int, end: int) -> list[Piece]:
    """Return cells *start* to *end* of *pieces*; half a wide character becomes a blank."""
    kept: list[Piece] = []
    left = 0
    for text, ink in pieces:
        right = left + drawn_width(text)
        if right > end:
            text = split_cells(text, end - left)[0] if left < end else ""
        if left < start:
            text = split_cells(text, start - left)[1] if right > start else ""
        if text:
            kept.append((text, ink))
        left = right
    return kept


def split_cells(text: str, cells: int) -> tuple[str, str]:
    """Split *text* after *cells* cells; a wide character on the edge becomes a blank on each side."""
    if text.isascii() or is_plain(text):
        return text[:cells], text[cells:]
    from rich.cells import split_text

    return split_text(text, cells) if cells < drawn_width(text) else (text, "")


def laid_over(row: Row, cell: int, pieces: Sequence[Piece]) -> Row:
    """Return *row* with *pieces* over its cells from *cell* on, or unchanged if they do not fit."""
    end = cell + sum(drawn_width(text) for text, _ in pieces)
    if cell < 0 or end > row.columns:
        return row
    both = [*crop(row.pieces, 0, cell), *pieces, *crop(row.pieces, end, row.columns)]
    return Row(both, row.columns, max(row.extent, end))


def with_pixels(row: Row, pixels: PixelRow, pieces: Sequence[Piece], cells: int) -> Row:
    """Return *row* with *pixels*, and with *pieces* of so many *cells* over its own until those show."""
    if pixels.end > row.columns:
        return row
    before, after = crop(row.pieces, 0, pixels.column), crop(row.pieces, pixels.column + cells, row.columns)
    covered = len(before), len(before) + len(pieces)
    return Row([*before, *pieces, *after], row.columns, max(row.extent, pixels.end), pixels, covered)


def with_label(row: Row, cell: int, label: str, inks: Inks, role: Role = "hint") -> Row:
    """Return *row* with *label* over its cells from *cell* on."""
    return laid_over(row, cell, [(label, inks.ink(role))])


_OPENING = "([{<'\"\u2018\u201c\u201a\u201e\u00ab\u2039\u00a1\u00bf\uff08\u3008\u300a\u300c\u300e\u3010"
"""What may stand between a blank and the word that it is before."""


def with_labels(row: Row, labels: Sequence[tuple[int, str]], inks: Inks) -> Row:
    """Return *row* with each of *labels*, a cell and what goes before it, from left to right, over as few letters as can be."""
    for number in range(len(labels) - 1, -1, -1):
        cell, label = labels[number]
        first = labels[number - 1][0] + 1 if number else 0
        row = _labelled(row, cell, first, (label, inks.ink("hint")))
    return row


def _labelled(row: Row, cell: int, first: int, label: Piece) -> Row:
    """Return *row* with *label*, one cell, before *cell*, but not before cell *first*.

    It takes a blank there; else what follows moves up to the next gap of the row; else it takes another blank before
    *cell*, a punctuation mark there, or *cell* itself.
    """
    before, after = split_cells(row.text, cell)
    near = before.rstrip(_OPENING)
    if near.endswith(" ") and drawn_width(near) > first:
        return laid_over(row, drawn_width(near) - 1, [label])
    if (gap := after.find("  ")) >= 0:
        at = cell + drawn_width(after[:gap])
        moved = [*crop(row.pieces, 0, cell), label, *crop(row.pieces, cell, at), *crop(row.pieces, at + 1, row.columns)]
        return Row(moved, row.columns, max(row.extent, at + 1))
    blank = drawn_width(before[: before.rfind(" ") + 1]) - 1
    mark = cell > first and before[-1:] and not before[-1].isalnum()
    return laid_over(row, blank if blank >= first else cell - 1 if mark else cell, [label])


def with_mark(row: Row, geometry: Geometry, inks: Inks, mark: GutterMark) -> Row:
    """Return *row* with *mark* in its left margin, if it has one."""
    return with_label(row, max(0, geometry.left - GUTTER), mark.text, inks, mark.role) if geometry.left else row


if TYPE_CHECKING:
    from rich.style import Style as RichStyle


class Inks:
    """The inks of one theme. Equal inks are one object, so neighbors in the same ink can be told by `is`."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._mixed: dict[tuple[Role, tuple[Style, ...], tuple[Role, ...]], Ink] = {}
        self._same: dict[Ink, Ink] = {}

    def ink(self, role: Role = "text", marks: tuple[Style, ...] = (), above: tuple[Role, ...] = ()) -> Ink:
        """Return the ink of text in *role* with *marks*, under the roles *above* it."""
        key = (role, marks, above)
        found = self._mixed.get(key)
        if found is None:
            found = self.theme.ink_of(role, marks, above)
            found = self._mixed[key] = self._same.setdefault(found, found)
        return found

    def style(self, role: Role = "text", marks: tuple[Style, ...] = (), above: tuple[Role, ...] = ()) -> RichStyle:
        """Return the same as a rich style, for widgets that draw with rich."""
        return style_of(self.ink(role, marks, above))


@lru_cache(maxsize=4096)
def style_of(ink: Ink) -> RichStyle:
    """Return *ink* as a rich style; a color of None is the terminal's own."""
    from rich.style import Style as RichStyle

    return RichStyle(
        color=ink.colour,
        bgcolor=ink.ground,
        bold=ink.bold or None,
        italic=ink.italic or None,
        underline=ink.underline or None,
        dim=ink.dim or None,
        reverse=ink.reverse or None,
        strike=ink.strike or None,
    )

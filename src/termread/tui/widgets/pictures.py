"""Pictures as half blocks: two pixels a cell, the upper one its ink and the lower one its ground."""

from __future__ import annotations

from itertools import groupby

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as Drawn

from termread.engine.messages import Picture
from termread.layout.layout import Picture as Room
from termread.tui.widgets.drawing import Row, laid_over

HALF = "▀"

Cells = list[Segment]


def half_blocks(picture: Picture) -> list[Cells]:
    """Return *picture* as rows of segments, equal neighbours made one; a last odd row of pixels is doubled."""
    stride = 3 * picture.width
    rows: list[Cells] = []
    for top in range(0, picture.height, 2):
        upper = picture.pixels[top * stride : (top + 1) * stride]
        lower = picture.pixels[(top + 1) * stride : (top + 2) * stride] or upper
        cells = [(upper[at : at + 3], lower[at : at + 3]) for at in range(0, stride, 3)]
        rows.append([Segment(HALF * len(list(same)), _style(*pair)) for pair, same in groupby(cells)])
    return rows


def laid_in(row: Row, line: int, left: int, room: Room, cells: list[Cells]) -> Row:
    """Return *row*, which shows *line* of the page, with its part of a picture in the middle of *room*."""
    number = line - room.y - (room.rows - len(cells)) // 2
    if not 0 <= number < len(cells):
        return row
    part = cells[number]
    wide = sum(len(segment.text) for segment in part)
    first = left + room.left + max(0, (room.cells - wide) // 2)
    return laid_over(row, first, part, wide)


def _style(upper: bytes, lower: bytes) -> Drawn:
    return Drawn(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))

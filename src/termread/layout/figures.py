"""Sets figures: a frame with room for the picture, the caption, and the dimmed credit after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import Figure, Place, Prose
from termread.layout.model import NARROWEST, Frame, Line, Run
from termread.layout.text_block import Span, TextBlock
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.layout.text_block import Typesetter

PADDING = 2
"""Cells between the edge of the frame and its content."""

HIGHEST, LOWEST = 24, 4
"""Most and fewest rows of a picture."""

_CELL = 2
"""Height of a cell divided by its width."""


@dataclass(frozen=True, slots=True)
class Room:
    """Blank rows reserved for a picture, in the role "picture" and linked to its address."""

    figure: Figure
    frame: Frame
    start: int
    height: int

    def line(self, row: int, block: int) -> Line:  # noqa: ARG002
        """Return a blank row of the room."""
        src = self.figure.src
        run = Run(" " * self.frame.width, "picture", (), None if src.startswith("data:") else src or None)
        return Line((*self.frame.rest, run), Place(block, self.start))

    def row_of(self, offset: int) -> int:  # noqa: ARG002
        """Return the first row: a picture has no text."""
        return 0

    @property
    def left(self) -> int:
        """The number of cells left of the room within the measure."""
        return sum(len(run.text) for run in self.frame.rest)


def compose_figure(typesetter: Typesetter, figure: Figure, frame: Frame) -> None:
    """Set *figure*: frame, picture if the page shows pictures, caption (or else alternative text) and credit.

    With neither picture nor caption, it is a single line without a frame: the credit or "Picture".
    """
    start = typesetter.offset
    caption = typesetter.span(figure.caption if figure.caption.text else Prose(figure.alt), "caption")
    credit = typesetter.span(Prose(figure.credit), "credit")
    shape = typesetter.page.shapes.get(figure.src, shape_of(figure)) if figure.src else 0
    if not caption.text and not (typesetter.page.pictures and shape):
        typesetter.set(frame, credit if credit.text else Span("Picture", "picture"))
        return
    inner = frame.inset(" " * PADDING) if frame.width > 2 * PADDING + NARROWEST else frame
    inner = Frame(max(1, inner.width - (PADDING if inner is not frame else 0)), inner.rest, inner.first, inner.rtl)
    edge = "─" * (frame.width - 2)
    typesetter.row(frame, Run(f"╭{edge}╮" if frame.width > 2 else edge, "frame"), start=start)
    if typesetter.page.pictures and shape:
        typesetter.pieces.append(Room(figure, inner, start, rows_of(shape, inner.width)))
    line = (caption, Span(" / " if caption.text and credit.text else "", "credit"), credit)
    if _height(typesetter, inner, *line) == _height(typesetter, inner, caption):
        typesetter.set(inner, *line)
    else:
        typesetter.set(inner, caption)
        typesetter.set(inner, credit)
    typesetter.row(frame, Run(f"╰{edge}╯" if frame.width > 2 else edge, "frame"))


def _height(typesetter: Typesetter, frame: Frame, *spans: Span) -> int:
    return TextBlock(spans, frame, 0, typesetter.plain).height


def shape_of(figure: Figure) -> float:
    """Return the stated height of the picture of *figure* divided by its width; 2/3 if unknown."""
    return (figure.height or figure.width * 2 / 3) / figure.width if figure.width else (figure.height or 2) / 3


def rows_of(shape: float, cells: int) -> int:
    """Return the number of rows for a picture of *shape* (height by width) that is *cells* cells wide."""
    return max(LOWEST, min(HIGHEST, round(cells * shape / _CELL)))

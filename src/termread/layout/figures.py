"""Figures: a frame with room for the picture, the caption once, the credit dim behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import Figure, Place, Prose
from termread.layout.frame import NARROWEST, Frame
from termread.layout.galley import Galley, Span
from termread.layout.line import Line, Run
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.layout.compose import Composer

PADDING = 2
"""Cells between the edge of the frame and what is in it."""

HIGHEST, LOWEST = 24, 4
"""Rows of a picture, at most and at least."""

_CELL = 2
"""How much higher than wide a cell is."""


@dataclass(frozen=True, slots=True)
class Room:
    """Rows left for a picture: blank, in the role "picture", with the picture's address as their link."""

    figure: Figure
    frame: Frame
    start: int
    height: int

    def line(self, row: int, block: int) -> Line:  # noqa: ARG002
        """Return a row of the room."""
        src = self.figure.src
        run = Run(" " * self.frame.width, "picture", (), None if src.startswith("data:") else src or None)
        return Line((*self.frame.rest, run), Place(block, self.start))

    def row_of(self, offset: int) -> int:  # noqa: ARG002
        """Return the first row: a picture has no text."""
        return 0

    @property
    def left(self) -> int:
        """The cells left of the room within the measure."""
        return sum(len(run.text) for run in self.frame.rest)


def compose_figure(composer: Composer, figure: Figure, frame: Frame) -> None:
    """Set *figure*: its frame, the picture if the page has pictures, its caption (else what it shows) and credit."""
    start = composer.offset
    caption = composer.span(figure.caption if figure.caption.text else Prose(figure.alt), "caption")
    credit = composer.span(Prose(figure.credit), "credit")
    inner = frame.inset(" " * PADDING) if frame.width > 2 * PADDING + NARROWEST else frame
    inner = Frame(max(1, inner.width - (PADDING if inner is not frame else 0)), inner.rest, inner.first, inner.rtl)
    edge = "─" * (frame.width - 2)
    composer.row(frame, Run(f"╭{edge}╮" if frame.width > 2 else edge, "frame"), start=start)
    if composer.page.pictures and figure.src and figure.src not in composer.page.lost:
        composer.pieces.append(Room(figure, inner, start, room_height(figure, inner.width)))
    elif not caption.text and not credit.text:
        composer.set(inner, Span("Picture", "picture"))
    line = (caption, Span(" / " if caption.text and credit.text else "", "credit"), credit)
    if _height(composer, inner, *line) == _height(composer, inner, caption):
        composer.set(inner, *line)
    else:
        composer.set(inner, caption)
        composer.set(inner, credit)
    composer.row(frame, Run(f"╰{edge}╯" if frame.width > 2 else edge, "frame"))


def _height(composer: Composer, frame: Frame, *spans: Span) -> int:
    return Galley(spans, frame, 0, composer.plain).height


def room_height(figure: Figure, width: int) -> int:
    """Return the rows that the picture of *figure* needs at *width* cells; three to two where its size is unknown."""
    across, down = figure.width or 3, figure.height or (2 if not figure.width else figure.width * 2 // 3)
    return max(LOWEST, min(HIGHEST, round(width * down / across / _CELL)))

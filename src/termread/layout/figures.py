"""Sets figures: a panel over the full measure with a mark, what the picture shows, its caption and its credit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from termread.article import Figure, Place, Prose, description
from termread.layout.model import NARROWEST, ORNAMENT, FixedRow, Frame, Line, Page, Run, cells, mirrored
from termread.layout.text_block import Span, TextBlock
from termread.text import width
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from termread.layout.text_block import Typesetter

MARK = "▣"
"""The sign of a picture."""

UNNAMED = "Picture"
"""What stands for a picture of which the page says nothing."""

LEAD = 4
"""Cells of the panel before its text, which the mark stands in with a blank on either side."""

PADDING = 2
"""Cells of the panel after its text, and between a caption and a credit on one row."""

HIGHEST, LOWEST = 24, 4
"""Most and fewest rows of a picture."""

CARRIED = "data:"
"""How the address of a picture begins that came with its article."""

_CELL = 2
"""Height of a cell divided by its width."""


@dataclass(frozen=True, slots=True)
class Room:
    """Rows reserved for a picture, in the role "picture", with the mark in their middle until it is drawn over them."""

    figure: Figure
    frame: Frame
    start: int
    height: int

    def line(self, row: int, block: int) -> Line:
        """Return row *row* of the room."""
        wide = self.frame.width
        sign = MARK if row == self.height // 2 else ""
        before = (wide - len(sign)) // 2
        runs = [_ground(before), Run(sign, "picture_mark"), _ground(wide - before - len(sign))]
        return _framed(self.frame, row, [run for run in runs if run.text], Place(block, self.start))

    def row_of(self, offset: int) -> int:  # noqa: ARG002
        """Return the first row: a picture has no text."""
        return 0

    @property
    def left(self) -> int:
        """The number of cells left of the room within the measure."""
        return 0 if self.frame.rtl else cells(self.frame.rest)


@dataclass(frozen=True, slots=True)
class Panel:
    """A text on the ground of the panel; the runs *beside* it stand at the far side of its last row."""

    figure: Figure
    text: TextBlock
    frame: Frame
    beside: tuple[Run, ...] = ()

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.text.height

    @property
    def start(self) -> int:
        """Offset of the first character in the block's flattened text."""
        return self.text.start

    def line(self, row: int, block: int) -> Line:
        """Return row *row*, filled to the measure."""
        line = self.text.line(row, block)
        said = [replace(run, role="picture") if run.role == "text" else run for run in line.runs]
        return _framed(
            self.frame, row, _apart(said, self.beside if row + 1 == self.height else (), self.frame), line.place
        )

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at *offset*, or the last one before it."""
        return self.text.row_of(offset)


def compose_figure(typesetter: Typesetter, figure: Figure, frame: Frame) -> None:
    """Set *figure*: its picture if the page shows pictures, or else what it shows; then its caption and its credit."""
    start = typesetter.offset
    caption = typesetter.span(figure.caption, "caption")
    alt = Span(description(figure), "picture") if caption.text else typesetter.span(Prose(figure.alt), "picture")
    credit = typesetter.span(Prose(figure.credit), "credit")
    shape = typesetter.page.shapes.get(figure.src, shape_of(figure)) if figure.src else 0
    if shape and is_drawn(typesetter.page, figure.src):
        typesetter.pieces.append(Room(figure, frame, start, rows_of(shape, frame.width)))
        frame = frame.opened()
        inner, texts = _inside(frame, ""), [caption if caption.text else alt]
    else:
        inner, texts = _inside(frame, MARK), [alt, caption]
        if not alt.text and not caption.text:
            texts = [Span(UNNAMED, "picture")]
    for text in texts:
        if text.text:
            typesetter.pieces.append(Panel(figure, _text_block(typesetter, text, inner), frame))
            frame, inner = frame.opened(), inner.opened()
    if credit.text:
        _set_credit(typesetter, figure, credit, frame, inner)


def _set_credit(typesetter: Typesetter, figure: Figure, credit: Span, frame: Frame, inner: Frame) -> None:
    """Set *credit* at the far side of the last row of *figure*, or of a row below that, or as a text if it is too long."""
    wide = width(credit.text) + 2 * PADDING
    above = typesetter.pieces[-1] if typesetter.pieces else None
    if wide > frame.width or "\n" in credit.text:
        typesetter.pieces.append(Panel(figure, _text_block(typesetter, credit, inner), frame))
        return
    runs = TextBlock((credit,), Frame(wide - 2 * PADDING), 0, typesetter.plain).line(0, 0).runs
    panel = above if isinstance(above, Panel) and above.figure is figure else None
    if panel and cells(panel.text.line(panel.height - 1, 0).runs) + wide <= frame.width:
        typesetter.pieces[-1] = replace(panel, beside=runs)
    else:
        line = _framed(frame, 0, _apart([], runs, frame), Place(0))
        typesetter.pieces.append(FixedRow(line.runs, credit.start))


def _text_block(typesetter: Typesetter, text: Span, inner: Frame) -> TextBlock:
    return TextBlock((text,), inner, typesetter.offset if text.start == ORNAMENT else text.start, typesetter.plain)


def _apart(near: Sequence[Run], far: Sequence[Run], frame: Frame) -> list[Run]:
    """Return a row of the panel with the runs *near* where lines begin in *frame*, and *far* where they end."""
    end = _ground(PADDING if far else 0)
    gap = _ground(frame.width - cells([*near, *far, end]))
    runs = [end, *far, gap, *near] if frame.rtl else [*near, gap, *far, end]
    return [run for run in runs if run.text]


def _inside(frame: Frame, mark: str) -> Frame:
    """Return the frame of a text in a panel in *frame*, whose ornaments the panel adds itself: its *mark* and margins."""
    left = frame.width - LEAD - PADDING
    if left < NARROWEST:
        return Frame(frame.width, rtl=frame.rtl)
    badge = tuple(Run(sign, "picture_mark") for sign in (" ", mark, " "))  # apart, so that they can be mirrored
    first = (*badge, _ground(LEAD - len(badge))) if mark else None
    return Frame(left, (_ground(LEAD),), first, frame.rtl)


def _ground(wide: int) -> Run:
    return Run(" " * wide, "picture")


def _framed(frame: Frame, row: int, runs: list[Run], place: Place) -> Line:
    """Return *runs* as a line beside the ornaments of *frame*."""
    leads = frame.first if row == 0 and frame.first is not None else frame.rest
    return Line((*runs, *mirrored(leads)) if frame.rtl else (*leads, *runs), place)


def is_drawn(page: Page, src: str) -> bool:
    """Return whether *page* shows the picture at *src*: with "ask", only one that came with the article."""
    return bool(src) and (page.pictures == "on" or (page.pictures == "ask" and src.startswith(CARRIED)))


def shape_of(figure: Figure) -> float:
    """Return the stated height of the picture of *figure* divided by its width; 2/3 if unknown."""
    return (figure.height or figure.width * 2 / 3) / figure.width if figure.width else (figure.height or 2) / 3


def rows_of(shape: float, cells: int) -> int:
    """Return the number of rows for a picture of *shape* (height by width) that is *cells* cells wide."""
    return max(LOWEST, min(HIGHEST, round(cells * shape / _CELL)))


def shape_for(rows: int, cells: int) -> float:
    """Return the shape of a picture that takes *rows* when it is *cells* wide."""
    return rows * _CELL / cells

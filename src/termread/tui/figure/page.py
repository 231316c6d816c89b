"""What the screen of a figure shows: the picture, below it the caption, and the status row. It knows no framework."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from termread.article import Article, Figure, Paragraph, Prose
from termread.layout import lay_out
from termread.layout.geometry import Geometry, fit
from termread.layout.layout import Picture as Room
from termread.layout.model import Page
from termread.text import width
from termread.tui.figure.zoom import Zoom
from termread.tui.page.draw import draw
from termread.tui.page.features.figures import counted
from termread.tui.page.features.images import lay_in
from termread.tui.page.rows import Inks, Row, blank
from termread.tui.page.status import Said, footer
from termread.values import replace

if TYPE_CHECKING:
    from termread.tui.page.features.images import Image

SHARE = 3
"""The caption takes at most one row in *SHARE*, unless the reader wants all of it."""

HINTS = (
    "] next   + zoom   w width   S save   O viewer   q back",
    "] next   + zoom   S save   q back",
    "+ zoom   q back",
    "q back",
)
"""What the keys do, the longest that fits."""


class FigurePage:
    """One figure of an article, alone on a screen of any size."""

    def __init__(self, article: Article, figures: Sequence[Figure], number: int, inks: Inks, measure: int) -> None:
        """Show figure *number* of *figures*, which are those of *article*, its caption *measure* cells wide at most."""
        self.figures, self.number, self.inks = figures, number, inks
        self.zoom = Zoom()
        self.image: Image | None = None
        self.natural: tuple[int, int] | None = None
        """The size of the picture in pixels, once it is known."""
        self.told = ""
        """What shows in the place of the picture: how far it is, or why there is none."""
        self.said: Said | None = None
        self.all_text = False
        """Whether the caption has all the rows that it needs."""
        self._article, self._measure = article, measure
        self._geometry = Geometry(0, 0, 1)
        self._scrolled = 0
        self._text: list[Row] = []

    @property
    def figure(self) -> Figure:
        """The figure that shows."""
        return self.figures[self.number]

    @property
    def area(self) -> tuple[int, int]:
        """The columns and rows that the picture has."""
        return self._geometry.columns, max(0, self._geometry.rows - 1 - self._text_rows)

    def resize(self, columns: int, rows: int) -> None:
        """Set the caption for a screen of *columns* by *rows* cells."""
        self._geometry = fit(columns, rows, self._measure)
        self._text = self._set(replace(self.figure, src=""))
        self._scrolled = 0

    def set_inks(self, inks: Inks) -> None:
        """Draw everything in the inks of another theme."""
        self.inks = inks
        self.resize(self._geometry.columns, self._geometry.rows)

    def turn_to(self, number: int) -> None:
        """Show figure *number*, of which nothing has come yet."""
        self.number, self.zoom, self.image, self.natural = number, Zoom(), None, None
        self.told, self.said, self.all_text = "", None, False
        self.resize(self._geometry.columns, self._geometry.rows)

    def toggle_text(self) -> bool:
        """Give the caption all the rows that it needs, or the picture its rows back; returns whether anything changed."""
        if not self.all_text and len(self._text) == self._text_rows:
            return False
        self.all_text, self._scrolled = not self.all_text, 0
        return True

    def scroll_text(self, rows: int) -> None:
        """Scroll a caption that is longer than the screen."""
        self._scrolled = max(0, min(self._scrolled + rows, len(self._text) - self._text_rows))

    def frame(self) -> list[Row]:
        """Return the rows of the screen."""
        geometry = self._geometry
        if geometry.rows < 1:
            return []
        rows = self._picture_rows()
        rows += self._text[self._scrolled : self._scrolled + self._text_rows]
        rows += [blank(geometry, self.inks)] * (geometry.rows - 1 - len(rows))
        return [*rows[: geometry.rows - 1], self._status()]

    @property
    def _text_rows(self) -> int:
        most = max(0, self._geometry.rows - 1)
        return min(len(self._text), most if self.all_text else most // SHARE)

    def _picture_rows(self) -> list[Row]:
        columns, high = self.area
        rows = [blank(self._geometry, self.inks)] * high
        image = self.image
        if image is not None and image.drawn.rows <= high and image.drawn.columns <= columns:
            room = Room(0, 0, columns, high, self.figure.src)
            lay_in(rows, 0, 0, room, image)
            return rows
        if self.told:
            told = self._set(Paragraph(Prose(self.told)))[:high]
            first = max(0, (high - len(told)) // 2)
            rows[first : first + len(told)] = told
        return rows

    def _status(self) -> Row:
        where = counted(self.number, len(self.figures))
        if self.zoom.scale > 1:
            where += f" · {round(100 * self.zoom.scale)} %"
        cells = self._geometry.footer[1]
        if self.said:
            return footer(self._geometry, self.inks, self.said, "", message=True)
        more = len(self._text) > self._text_rows
        hints: Sequence[str] = ("j more   c picture", "c picture") if self.all_text else HINTS
        hints = [f"c caption   {each}" if more and not self.all_text else each for each in hints]
        fitting = (each for each in hints if width(each) + width(where) + 2 <= cells)
        return footer(self._geometry, self.inks, Said(where), next(fitting, ""))

    def _set(self, block: Figure | Paragraph) -> list[Row]:
        article = replace(
            self._article, title="", byline=None, authors=(), dek=None, kicker=None, published=None, url=None
        )
        article = replace(article, canonical_url=None, site=None, notices=(), anchors=(), cut=(), blocks=(block,))
        layout = lay_out(article, Page(self._geometry.measure))
        lines = layout.lines(layout.heights[0], layout.height)
        return [draw(line, self._geometry, self.inks) for line in lines]

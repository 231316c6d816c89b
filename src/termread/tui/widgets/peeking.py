"""A footnote shown over the page while the link to it is in focus, so that reading goes on where it was."""

from __future__ import annotations

from typing import Any

from termread.article import Place
from termread.layout.model import ORNAMENT, Line, Run
from termread.layout.outline import footnote_at
from termread.tui.widgets.addresses import inside
from termread.tui.widgets.drawing import Row, blank, draw
from termread.tui.widgets.finding import Span
from termread.tui.widgets.illustrating import Illustrating

MOST = 3
"""A footnote takes one row in *MOST* of the screen at most."""


class Peeking(Illustrating, layer=True):
    """A page whose footnotes come to the reader."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._peek: dict[int, Row] = {}
        """What lies over the rows of the screen."""

    @property
    def footnote(self) -> Span | None:
        """The footnote that the link in focus leads to, while the link is in sight and the footnote is not."""
        if self.link is None or self.focused_link is None or self.sight is None:
            return None
        place = inside(self.article, self.link)
        note = footnote_at(self.article, place) if place else None
        seen = self.sight.sees(self.links[self.focused_link][0])
        return note if note and seen and not self.sight.sees(note[1]) else None

    def finish(self, row: Row, y: int) -> Row:
        """Lay the footnote over the foot of the page, or over its head where the link is at the foot."""
        if y == 0:
            self._peek = self._lay_peek()
        return self._peek.get(y) or super().finish(row, y)

    def follow_link_at(self, place: Place, href: str, *, picture: bool = False) -> None:
        """Go where the link at *place* leads; a footnote comes to the reader first."""
        clicked = next((index for index, (start, end, _) in enumerate(self.links) if start <= place < end), None)
        before, self.focused_link = self.focused_link, clicked
        if clicked is not None and clicked != before and self.footnote:
            self.redraw()
        else:
            self.focused_link = before
            self.follow(href, picture=picture)

    def _lay_peek(self) -> dict[int, Row]:
        note = self.footnote
        if note is None or self.sight is None or self.focused_link is None:
            return {}
        rows = [draw(line, self.sheet, self.inks) for line in self._lines(note)]
        if not rows or self.sheet.text_rows < 2 * MOST:
            return {}
        link = self.sight.layout.line_of(self.links[self.focused_link][0]) - self.sight.top
        edge = draw(Line((Run("─" * self.sheet.measure, "rule"),), note[0]), self.sheet, self.inks)
        below = self.sheet.text_rows - len(rows) - 1
        if link < below - 1:
            return dict(enumerate((edge, *rows), below))
        return dict(enumerate((blank(self.sheet, self.inks), *rows, edge)))

    def _lines(self, note: Span) -> list[Line]:
        """Return the lines of *note*, as many as have room."""
        assert self.sight
        layout = self.sight.layout
        lines = layout.lines(layout.line_of(note[0]), layout.line_of(note[1]) + 1)
        own = [line for line in lines if any(run.start != ORNAMENT for run in line.runs)]
        return own[: max(1, self.sheet.text_rows // MOST)]

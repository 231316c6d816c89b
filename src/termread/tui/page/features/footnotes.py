"""Footnotes shown in a popup while the link to one is in focus, so the reader keeps their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import Place
from termread.layout.model import ORNAMENT, Line, Run
from termread.layout.places import footnote_at
from termread.tui.addresses import place_in
from termread.tui.page.draw import draw
from termread.tui.page.feature import Feature
from termread.tui.page.features.links import Links
from termread.tui.page.rows import Scene, Span, blank
from termread.tui.page.status import Said

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas

SHARE = 3
"""The popup takes at most one row in *SHARE* of the screen."""


class Footnotes(Feature):
    """Shows the footnote that the link in focus points to."""

    def __init__(self, view: Canvas, links: Links) -> None:
        self._view, self._links = view, links

    @property
    def footnote(self) -> Span | None:
        """The footnote that the link in focus points to, while the link is in view and the footnote is not."""
        link, sees = self._links.current, self._view.viewport.sees
        place = place_in(self._view.article, link[2]) if link and sees(link[0]) else None
        note = footnote_at(self._view.article, place) if place else None
        return note if note and not sees(note[1]) else None

    @property
    def message(self) -> Said | None:
        """What the status row says while the popup shows."""
        return Said("enter: go to the note   esc: stay", "status_key", urgent=True) if self.footnote else None

    def click(self, place: Place, href: str, *, picture: bool = False) -> None:
        """Follow the link at *place*; the first click on a footnote shows its popup."""
        links = self._links
        clicked = next((index for index, (start, end, _) in enumerate(links.all) if start <= place < end), None)
        before, links.focused = links.focused, clicked
        if clicked is not None and clicked != before and self.footnote:
            self._view.redraw()
        else:
            links.focused = before
            links.go(href, picture=picture)

    def decorate(self, scene: Scene) -> None:
        """Put the popup over the bottom of the page, or over the top if the link is at the bottom."""
        note, link, geometry = self.footnote, self._links.current, scene.geometry
        if note is None or link is None or geometry.text_rows < 2 * SHARE:
            return
        rows = [draw(line, geometry, scene.inks) for line in self._lines(note)]
        if not rows:
            return
        edge = draw(Line((Run("─" * geometry.measure, "rule"),), note[0]), geometry, scene.inks)
        first = geometry.text_rows - len(rows) - 1
        if scene.viewport.layout.line_of(link[0]) - scene.viewport.top < first - 1:
            scene.rows[first:] = [edge, *rows]
        else:
            scene.rows[: len(rows) + 2] = [blank(geometry, scene.inks), *rows, edge]

    def _lines(self, note: Span) -> list[Line]:
        """Return as many lines of *note* as fit."""
        layout = self._view.viewport.layout
        lines = layout.lines(layout.line_of(note[0]), layout.line_of(note[1]) + 1)
        own = [line for line in lines if any(run.start != ORNAMENT for run in line.runs)]
        return own[: max(1, self._view.geometry.text_rows // SHARE)]

"""The mouse: the wheel, a link, and marking by dragging; a double click takes a word, a triple one a paragraph."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.timer import Timer

from termread.article import Place
from termread.layout.model import Run
from termread.layout.places import Unit, extent
from termread.tui.widgets.cells import offset_at, run_at, shown_at
from termread.tui.widgets.peeking import Peeking

WHEEL = 3
"""Lines that a notch of the wheel moves."""

DRAG = 0.05
"""Seconds between two lines while a drag is held beyond the edge."""

TAKEN: dict[int, Unit] = {2: "word", 3: "paragraph"}
"""What so many clicks take."""


class Pointing(Peeking, layer=True):
    """Answers the mouse with our own hit test, so that what is selected is places, not cells."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._held: Place | None = None
        """Where the button went down."""
        self._held_row = 0
        self._pointer = (0, 0)
        self._dragged = False
        """Whether the mouse has moved since then."""
        self._dragging: Timer | None = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move on."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move back."""
        event.stop()
        self.scroll_lines(-WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin what may become a drag."""
        if event.button == 1:
            event.stop()
            self._held = self.hit(event.x, event.y)
            self._pointer = (event.x, event.y)
            self._held_row, self._dragged = event.y, False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on dragging."""
        if self._held is None or (event.x, event.y) == self._pointer:
            return
        self._pointer = (event.x, event.y)
        self._dragged = True
        self._drag()
        beyond = event.y <= 0 < self._held_row or event.y >= self.sheet.text_rows > self._held_row
        if beyond and self._dragging is None:
            self._dragging = self.set_interval(DRAG, self._drag_beyond)
        elif not beyond:
            self._stop_dragging()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        if self._held is not None:
            event.stop()
            self._held = None
            self.release_mouse()
            self._stop_dragging()
            if self._dragged and self.selection.span:
                self.say("y copies it, H highlights it, a writes a note to it")

    def on_click(self, event: events.Click) -> None:
        """Follow a link, or take a word or a paragraph; a click beside them ends a selection."""
        event.stop()
        here = self.hit(event.x, event.y)
        if here is None or self._dragged:
            return
        unit = TAKEN.get(event.chain)
        if unit:
            self.select(extent(self.article, here, unit))
        elif not self.drop_selection() and (run := self.run_at(event.x, event.y)) and run.href:
            self.follow_link_at(here, run.href, picture=run.role == "picture")

    def hit(self, x: int, y: int) -> Place | None:
        """Return the place of the character at column *x* of row *y*, the nearest one in the margins."""
        line = self.line_at(min(max(0, y), self.sheet.text_rows - 1))
        if line is None:
            return None
        return Place(line.place.block, offset_at(line, shown_at(line, x - self.sheet.left, self.shift_of(line))))

    def run_at(self, x: int, y: int) -> Run | None:
        """Return the run at column *x* of row *y*."""
        line = self.line_at(y)
        found = run_at(line, shown_at(line, x - self.sheet.left, self.shift_of(line))) if line else None
        return found[0] if found else None

    def _drag(self) -> None:
        there = self.hit(*self._pointer)
        if self._held is not None and there is not None:
            self.selection.set(self.article, self._held, there)
            self.redraw()

    def _drag_beyond(self) -> None:
        y = self._pointer[1]
        self.scroll_lines(-1 if y <= 0 else 1)
        self._drag()

    def _stop_dragging(self) -> None:
        if self._dragging:
            self._dragging.stop()
            self._dragging = None

"""The mouse on a page."""

from __future__ import annotations

from textual import events
from textual.timer import Timer
from textual.widget import Widget

from termread.article import Place
from termread.layout.model import Line, Run
from termread.layout.places import Unit, extent
from termread.tui.page.pager import Pager
from termread.tui.page.viewport import offset_at, run_at, unscrolled

WHEEL = 3
"""Lines that a notch of the wheel moves."""

DRAG = 0.05
"""Seconds per line while a drag beyond the edge scrolls."""
TAKEN: dict[int, Unit] = {2: "word", 3: "paragraph"}
"""What a double and a triple click select."""


class Mouse:
    """Turns cells into places by our own hit test, so a selection is not tied to the layout."""

    def __init__(self, pager: Pager, view: Widget) -> None:
        """Act on *pager*; *view*, which drives it, captures the mouse."""
        self._pager, self._view = pager, view
        self._held: Place | None = None
        """Where the button went down."""
        self._held_row = 0
        self._pointer = (0, 0)
        self._dragged = False
        """Whether the mouse has moved since then."""
        self._scrolling: Timer | None = None
        """Scrolls while a drag is beyond the edge."""

    def take(self, event: events.MouseEvent) -> bool:
        """Act on *event*; returns whether it was handled."""
        match event:
            case events.MouseScrollDown():
                self._pager.scroll_lines(WHEEL)
            case events.MouseScrollUp():
                self._pager.scroll_lines(-WHEEL)
            case events.MouseDown(button=1):
                self._hold(event)
            case events.MouseMove():
                self._move(event)
            case events.MouseUp() if self._held is not None:
                self._let_go()
            case events.Click():
                self._click(event)
            case _:
                return False
        return not isinstance(event, events.MouseMove)

    def hit(self, x: int, y: int) -> Place | None:
        """Return the place of the character at column *x* of row *y*, or in the margins of the nearest one."""
        line = self._pager.viewport.line_at(min(max(0, y), self._pager.geometry.text_rows - 1))
        return Place(line.place.block, offset_at(line, self._cell(line, x))) if line else None

    def _run_at(self, x: int, y: int) -> Run | None:
        line = self._pager.viewport.line_at(y)
        return run_at(line, self._cell(line, x)) if line else None

    def _cell(self, line: Line, x: int) -> int:
        return unscrolled(line, x - self._pager.geometry.left, self._pager.viewport.shift_of(line))

    def _hold(self, event: events.MouseDown) -> None:
        """Start what may become a drag."""
        self._held = self.hit(event.x, event.y)
        self._pointer = (event.x, event.y)
        self._held_row, self._dragged = event.y, False
        self._view.capture_mouse()

    def _move(self, event: events.MouseMove) -> None:
        """Continue a drag."""
        if self._held is None or (event.x, event.y) == self._pointer:
            return
        self._pointer, self._dragged = (event.x, event.y), True
        self._drag()
        rows = self._pager.geometry.text_rows
        beyond = event.y <= 0 < self._held_row or event.y >= rows > self._held_row
        if beyond and self._scrolling is None:
            self._scrolling = self._view.set_interval(DRAG, self._drag_beyond)
        elif not beyond:
            self._stop_scrolling()

    def _let_go(self) -> None:
        """End a drag."""
        self._held = None
        self._view.release_mouse()
        self._stop_scrolling()
        if self._dragged and self._pager.selection.span:
            self._pager.say("y copies, H highlights, a adds a note")

    def _click(self, event: events.Click) -> None:
        """Follow a link, select a word or paragraph, or clear the selection."""
        here = self.hit(event.x, event.y)
        if here is None or self._dragged:
            return
        if unit := TAKEN.get(event.chain):
            self._pager.selection.select(extent(self._pager.article, here, unit))
        elif not self._pager.selection.drop() and (run := self._run_at(event.x, event.y)):
            if run.href:
                self._pager.footnotes.click(here, run.href)
            else:
                self._pager.figures.click(event.y)

    def _drag(self) -> None:
        there = self.hit(*self._pointer)
        if self._held is not None and there is not None:
            self._pager.selection.set(self._held, there)
            self._pager.redraw()

    def _drag_beyond(self) -> None:
        self._pager.scroll_lines(-1 if self._pointer[1] <= 0 else 1)
        self._drag()

    def _stop_scrolling(self) -> None:
        if self._scrolling:
            self._scrolling.stop()
            self._scrolling = None

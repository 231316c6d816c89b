"""The widget that shows entries, alone or as part of a larger frame, and passes on what the mouse does to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from termread.palette import Theme
from termread.tui.entries import Entries, Entry
from termread.tui.page.rows import Inks, Row
from termread.tui.page.view import Painter


class EntryList(Widget, can_focus=True):
    """Shows *entries*, whose first row is row `above` of it."""

    DEFAULT_CSS = "EntryList { width: 1fr; height: 1fr; }"

    above = 0

    class Chosen(Message):
        """The entry under the cursor was chosen."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, entries: Entries, theme: Theme, **options: Any) -> None:
        super().__init__(**options)
        self.entries = entries
        self.inks = Inks(theme)
        self._painter = Painter(self, self.frame)
        self._fitted = Size()

    def fit(self, columns: int, rows: int) -> None:
        """Be drawn on *columns* by *rows* cells."""
        self.entries.fit(columns, rows)

    def frame(self) -> Sequence[Row]:
        """Return the rows to show."""
        return self.entries.rows(self.inks)

    def paint(self) -> None:
        """Paint what has changed."""
        if self.is_mounted:
            self._fit()
            self._painter.paint()

    def obey(self, act: Callable[[], object]) -> None:
        """Do *act*, and paint what has come of it."""
        act()
        self.paint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down one entry."""
        event.stop()
        self.obey(lambda: self.entries.move(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up one entry."""
        event.stop()
        self.obey(lambda: self.entries.move(-1))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the entry clicked, or choose it if the cursor is there."""
        number = self.entries.number_at(event.y - self.above)
        if number is None:
            return
        if number != self.entries.cursor:
            self.obey(lambda: self.entries.go(number))
        elif entry := self.entries.current:
            self.post_message(self.Chosen(entry))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of the rows in view."""
        self._fit()
        return self._painter.strips(crop)

    def render_line(self, y: int) -> Strip:
        """Return the strip of row *y*."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def _fit(self) -> None:
        if self.size != self._fitted:
            self._fitted = self.size
            self.fit(*self.size)
            self._painter.forget()

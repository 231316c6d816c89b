"""A list of any length that fetches and draws only the entries in view, each on one line or more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from termread.layout.geometry import THUMB, Geometry, cut
from termread.palette import Role, Theme
from termread.text import width
from termread.tui.page.canvas import strip_of
from termread.tui.page.inks import Inks
from termread.tui.page.rows import Row, joined, with_label

PAGE = 200
"""Entries fetched at a time."""

Piece = tuple[str, Role]


class Entry(NamedTuple):
    """An entry as it is drawn: its head, the lines below it, and the value it stands for."""

    head: str
    below: tuple[tuple[Piece, ...], ...]
    value: Any
    role: Role = "headline"
    note: str = ""
    """Text at the right end of the head."""


Fetch = Callable[[int, int], Sequence[Entry]]
"""Returns entries from a number on, at most so many."""


class EntryList(Widget, can_focus=True):
    """A list with a cursor, which fetches entries as they come into view."""

    DEFAULT_CSS = "EntryList { width: 1fr; height: 1fr; }"

    class Chosen(Message):
        """The entry under the cursor was chosen."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Moved(Message):
        """The cursor is at another entry."""

    def __init__(self, theme: Theme, *, lines: int = 2, empty: str = "", wanted: int = 88, **options: Any) -> None:
        super().__init__(**options)
        self.inks = Inks(theme)
        self.empty = empty
        self.count = 0
        self.cursor = 0
        self._top = 0
        self._lines = lines
        self._wanted = wanted
        self._fetch: Fetch = lambda _, __: ()
        self._pages: dict[int, Sequence[Entry]] = {}
        self.open_end = False
        """Whether there may be more entries than are counted."""

    # What is in it

    def fill(self, fetch: Fetch, count: int | None = None, *, cursor: int = 0) -> None:
        """Show what *fetch* returns: *count* entries or, if that is None, as many as there turn out to be."""
        self._fetch, self._pages = fetch, {}
        self.open_end = count is None
        self.count = count if count is not None else 0
        if count is None:
            self.count = len(self._page(0))
            self.open_end = self.count == PAGE
        self.cursor = max(0, min(cursor, self.count - 1))
        self._follow()

    def entry(self, number: int) -> Entry | None:
        """Return entry *number*, or None if there is no such entry."""
        page = self._page(number // PAGE)
        at = number % PAGE
        return page[at] if number >= 0 and at < len(page) else None

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entry(self.cursor) if self.count else None

    def set_theme(self, theme: Theme) -> None:
        """Change the theme."""
        self.inks = Inks(theme)
        self.refresh()

    # Moving

    def move(self, step: int) -> None:
        """Move the cursor by *step* entries."""
        self.go(self.cursor + step)

    def go(self, number: int) -> None:
        """Move the cursor to entry *number*, or the nearest there is."""
        if self.open_end and number >= self.count - 1:
            self._extend(number)
        self.cursor = max(0, min(number, self.count - 1))
        self._follow()
        self.post_message(self.Moved())

    @property
    def fitting(self) -> int:
        """How many entries fit on the screen."""
        return max(1, self.size.height // self.stride)

    @property
    def stride(self) -> int:
        """The rows that an entry takes, with the blank one below it."""
        return self._lines + 1 if self._lines > 1 else 1

    def _extend(self, number: int) -> None:
        while self.open_end and number >= self.count - 1:
            page = self._page(self.count // PAGE)
            if self.count % PAGE or not page:
                self.open_end = False
                return
            self.count += len(page)

    def _follow(self) -> None:
        if self.cursor < self._top:
            self._top = self.cursor
        elif self.cursor >= self._top + self.fitting:
            self._top = self.cursor - self.fitting + 1
        self._top = max(0, min(self._top, max(0, self.count - self.fitting)))
        self.refresh()

    def _page(self, number: int) -> Sequence[Entry]:
        if number not in self._pages:
            if len(self._pages) > 20:
                self._pages.clear()
            self._pages[number] = self._fetch(number * PAGE, PAGE)
        return self._pages[number]

    def forget(self) -> None:
        """Fetch the entries again, because they have changed."""
        self._pages.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._follow()

    # The mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down one entry."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up one entry."""
        event.stop()
        self.move(-1)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the entry clicked, or choose it if the cursor is there."""
        number = self._top + event.y // self.stride
        if number >= self.count:
            return
        if number == self.cursor:
            self.choose()
        else:
            self.go(number)

    def choose(self) -> None:
        """Choose the entry under the cursor."""
        if entry := self.current:
            self.post_message(self.Chosen(entry))

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of the rows in view."""
        strips = [strip_of(self._row(y)) for y in range(crop.y, crop.bottom)]
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def _row(self, y: int) -> Row:
        number, line = self._top + y // self.stride, y % self.stride
        entry = self.entry(number) if number < self.count and line < self._lines else None
        if entry is None:
            words = self.empty if not self.count and y == min(1, self.size.height - 2) else ""
            row = self._line([(words, "credit")])
        elif line == 0:
            row = self._line([(entry.head, entry.role)], entry.note, chosen=number == self.cursor)
        else:
            row = self._line(entry.below[line - 1] if line <= len(entry.below) else (), chosen=number == self.cursor)
        if row.columns - self._room > 1 and y in self._thumb():
            row = with_label(row, row.columns - 1, THUMB, self.inks, "scrollbar")
        return row

    def _thumb(self) -> range:
        columns, rows = self.size
        height = self.count * self.stride
        top = self._top * (height - rows) // max(1, self.count - self.fitting)
        return Geometry(columns, rows, 0, status=False).thumb(top, height)

    @property
    def _room(self) -> int:
        return min(self.size.width - 2, self._wanted)

    def _line(self, pieces: Iterable[Piece], note: str = "", *, chosen: bool = False) -> Row:
        """Return a row with the cursor if *chosen*, *pieces* cut to fit, and *note* at the right."""
        above: tuple[Role, ...] = ("cursor",) if chosen and not self.inks.theme.ansi else ()
        columns, plain = self.size.width, self.inks.ink("text", (), above)
        room = self._room
        left = max(0, (columns - room) // 2)
        drawn = [(" " * left, self.inks.ink()), ("▌ " if chosen else "  ", self.inks.ink("bookmark", (), above))]
        rest = room - 4 - (width(note) + 2 if note else 0)
        for text, role in pieces:
            text = cut(text, max(0, rest))
            drawn.append((text, self.inks.ink(role, (), () if role == "match" else above)))
            rest -= width(text)
        drawn.append((" " * max(0, rest), plain))
        if note:
            drawn.append((f"  {note}", self.inks.ink("byline", (), above)))
        return joined(joined(drawn, plain, min(left + room, columns)).pieces, self.inks.ink(), columns)

"""Entries of a list of any length, each on one line or more: only those in view are fetched and drawn. It knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from termread.layout.geometry import THUMB, Geometry, cut
from termread.palette import Role
from termread.text import width
from termread.tui.page.rows import Inks, Row, joined, with_label

FIRST = 25
"""Entries fetched for the first view of a list of known length."""
PAGE = 200
"""Entries fetched at a time after that."""
KEPT = 20 * PAGE
"""Entries kept at most."""

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


class Entries:
    """Entries with a cursor, of which those from number `top` on are in view."""

    def __init__(self, *, lines: int = 2, empty: str = "", wanted: int = 88) -> None:
        """Draw each entry on *lines* lines, *wanted* cells wide if there is room; say *empty* where there are none."""
        self.empty = empty
        self.count = 0
        self.cursor = 0
        self.top = 0
        self.open_end = False
        """Whether there may be more entries than are counted."""
        self.stride = lines + 1 if lines > 1 else 1
        """The rows that an entry takes, with the blank one below it."""
        self._lines = lines
        self._wanted = wanted
        self._columns = self._rows = 0
        self._fetch: Fetch = lambda _, __: ()
        self._known: dict[int, Entry | None] = {}

    # What is in it

    def fill(self, fetch: Fetch, count: int | None = None, *, cursor: int = 0) -> None:
        """Show what *fetch* returns: *count* entries or, if that is None, as many as there turn out to be."""
        self._fetch, self._known = fetch, {}
        self.open_end = count is None
        self.count = count or 0
        if count is None:
            self._extend(0)
        self.cursor = max(0, min(cursor, self.count - 1))
        self._follow()

    def entry(self, number: int) -> Entry | None:
        """Return entry *number*, or None if there is no such entry."""
        if 0 <= number < self.count and number not in self._known:
            few = not self._known and number < FIRST and not self.open_end
            self._fetch_around(number, FIRST if few else PAGE)
        return self._known.get(number)

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entry(self.cursor)

    def _fetch_around(self, number: int, size: int) -> int:
        if len(self._known) > KEPT:
            self._known.clear()
        start = number - number % size
        found = self._fetch(start, size)
        self._known |= dict.fromkeys(range(start, start + size)) | dict(enumerate(found, start))
        return len(found)

    def _extend(self, number: int) -> None:
        while self.open_end and number >= self.count - 1:
            found = self._fetch_around(self.count, PAGE)
            self.count += found
            self.open_end = found == PAGE

    # Moving

    def fit(self, columns: int, rows: int) -> None:
        """Be drawn on *columns* by *rows* cells."""
        if (columns, rows) != (self._columns, self._rows):
            self._columns, self._rows = columns, rows
            self._follow()

    def move(self, step: int) -> None:
        """Move the cursor by *step* entries."""
        self.go(self.cursor + step)

    def go(self, number: int) -> None:
        """Move the cursor to entry *number*, or the nearest there is."""
        self._extend(number)
        self.cursor = max(0, min(number, self.count - 1))
        self._follow()

    @property
    def fitting(self) -> int:
        """How many entries fit in view."""
        return max(1, self._rows // self.stride)

    def number_at(self, y: int) -> int | None:
        """Return the number of the entry on row *y*, or None if there is none."""
        number = self.top + y // self.stride
        return number if 0 <= y < self._rows and number < self.count else None

    def _follow(self) -> None:
        """Keep the cursor in view, and no row empty that an entry could take."""
        first = max(self.cursor - self.fitting + 1, min(self.top, self.cursor))
        self.top = max(0, min(first, self.count - self.fitting))

    # Drawing

    def rows(self, inks: Inks) -> list[Row]:
        """Return the rows in view."""
        height = self.count * self.stride
        top = self.top * (height - self._rows) // max(1, self.count - self.fitting)
        thumb = Geometry(self._columns, self._rows, 0, status=False).thumb(top, height)
        rows = [self._row(y, inks) for y in range(self._rows)]
        if self._columns - self._room > 1:
            for y in thumb:
                rows[y] = with_label(rows[y], self._columns - 1, THUMB, inks, "scrollbar")
        return rows

    def _row(self, y: int, inks: Inks) -> Row:
        number, line = self.top + y // self.stride, y % self.stride
        chosen = number == self.cursor
        entry = self.entry(number) if line < self._lines else None
        if entry is None:
            words = self.empty if not self.count and y == min(1, self._rows - 2) else ""
            return self._line(inks, [(words, "cut")])
        if line == 0:
            return self._line(inks, [(entry.head, entry.role)], entry.note, chosen=chosen)
        return self._line(inks, entry.below[line - 1] if line <= len(entry.below) else (), chosen=chosen)

    @property
    def _room(self) -> int:
        return min(self._columns - 2, self._wanted)

    def _line(self, inks: Inks, pieces: Iterable[Piece], note: str = "", *, chosen: bool = False) -> Row:
        """Return a row with the cursor if *chosen*, *pieces* cut to fit, and *note* at the right."""
        above: tuple[Role, ...] = ("cursor",) if chosen and not inks.theme.ansi else ()
        columns, plain, room = self._columns, inks.ink("text", (), above), self._room
        left = max(0, (columns - room) // 2)
        drawn = [(" " * left, inks.ink()), ("▌ " if chosen else "  ", inks.ink("bookmark", (), above))]
        rest = room - 4 - (width(note) + 2 if note else 0)
        for text, role in pieces:
            text = cut(text, max(0, rest))
            drawn.append((text, inks.ink(role, (), () if role == "match" else above)))
            rest -= width(text)
        drawn.append((" " * max(0, rest), plain))
        if note:
            drawn.append((f"  {note}", inks.ink("byline", (), above)))
        return joined(joined(drawn, plain, min(left + room, columns)).pieces, inks.ink(), columns)

"""Entries of a list of any length, each on one line or more: only those in view are fetched and drawn. It knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from termread.layout.geometry import THUMB, Geometry, cut, elided
from termread.palette import Role
from termread.text import width
from termread.tui.page.rows import Inks, Row, joined, with_label

FIRST = 25
"""Entries fetched for the first view of a list of known length."""
PAGE = 200
"""Entries fetched at a time after that."""
KEPT = 20 * PAGE
"""Entries kept at most."""

SHORTENED = -1
"""The rank of the one piece of a line that is shortened where there is no room."""


class Piece(NamedTuple):
    """A piece of a line: its text in a role."""

    text: str
    role: Role
    rank: int = 0
    """How soon it is left out where there is no room for it whole: 0 never, the highest first."""


class Entry(NamedTuple):
    """An entry as it is drawn: its head, the lines below it, and the value it stands for."""

    head: str
    below: tuple[tuple[Piece, ...], ...]
    value: Any
    role: Role = "headline"
    note: str = ""
    """Text at the right end of the head."""
    end: tuple[Piece, ...] = ()
    """What stands at the right end of the last line."""
    group: str = ""
    """What it is listed under, such as a day; a rule goes before each group."""
    mark: str = ""
    """A sign before the head, to the right of which all its lines begin."""


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
        self.name_of: Callable[[str], str] = str
        """Says what a group is called."""
        self.edge = ""
        """What stands in the last cell of each row, unless the scrollbar does."""
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
        rows = [self._row(y, inks) for y in range(self._rows)] if self.count else self._nothing(inks)
        if self._columns - self._room > 1:
            for y, row in enumerate(rows):
                if label := THUMB if y in thumb else self.edge:
                    rows[y] = with_label(row, self._columns - 1, label, inks, "scrollbar")
        return rows

    def heading(self, inks: Inks, notes: Sequence[str]) -> Row:
        """Return the rule over the rows in view, if there are any: the group of the first, and what of *notes* has room."""
        first = self.entry(self.top)
        return self._rule(inks, first.group, notes) if first else self._line(inks, ())

    def _nothing(self, inks: Inks) -> list[Row]:
        """Return rows that say that there are no entries."""
        lines = _wrapped(self.empty, max(1, self._room - 4))[: self._rows]
        before = [""] * min(1, self._rows - len(lines))
        said = [*before, *lines, *[""] * self._rows][: self._rows]
        return [self._line(inks, [Piece(line, "cut")]) for line in said]

    def _row(self, y: int, inks: Inks) -> Row:
        number, line = self.top + y // self.stride, y % self.stride
        entry = self.entry(number)
        if entry is None:
            return self._line(inks, ())
        if line == self._lines:
            following = self.entry(number + 1) if y + 1 < self._rows else None
            if following and following.group != entry.group:
                return self._rule(inks, following.group)
            return self._line(inks, ())
        chosen = number == self.cursor
        end = entry.end if line == self._lines - 1 else ()
        if line == 0:
            beside = self._room - 4 - APART - width(entry.note) - width(entry.mark)
            note = Piece(entry.note if beside >= min(LEAST, width(entry.head)) else "", "byline")
            mark = [Piece(f"{entry.mark} ", "kicker")] if entry.mark else []
            return self._line(inks, [*mark, Piece(entry.head, entry.role)], (note, *end), chosen=chosen)
        below = entry.below[line - 1] if line <= len(entry.below) else ()
        indent = [Piece(" " * (width(entry.mark) + 1), "text")] if entry.mark else []
        return self._line(inks, [*indent, *below], end, chosen=chosen)

    @property
    def _room(self) -> int:
        return min(self._columns - 2, self._wanted)

    def _rule(self, inks: Inks, group: str, notes: Sequence[str] = ()) -> Row:
        """Return a rule with the name of *group*, and the first of *notes* that has room."""
        room = max(0, self._room - 4)
        name = self.name_of(group)
        label = f"── {elided(name, room - 3)} " if name else ""
        note = next((f" {note} ──" for note in notes if width(label) + width(note) + 6 <= room), "")
        line = "─" * (room - width(label) - width(note))
        pieces = [Piece(label[:3], "rule"), Piece(label[3:], "byline"), Piece(line, "rule"), Piece(note[:-3], "byline")]
        return self._line(inks, [*pieces, Piece(note[-3:], "rule")])

    def _line(self, inks: Inks, pieces: Sequence[Piece], end: Sequence[Piece] = (), *, chosen: bool = False) -> Row:
        """Return a row with the cursor if *chosen*, *pieces* cut to fit, and *end* at the right."""
        above: tuple[Role, ...] = ("cursor",) if chosen and not inks.theme.ansi else ()
        columns, plain, room = self._columns, inks.ink("text", (), above), self._room
        if not (pieces or end or chosen):
            return joined((), plain, columns)
        left = max(0, (columns - room) // 2)
        drawn = [(" " * left, inks.ink()), ("▌ " if chosen else "  ", inks.ink("bookmark", (), above))]
        shown, ending, rest = _fitted(pieces, [piece for piece in end if piece.text], room - 4)
        drawn += [(text, inks.ink(role, (), () if role == "match" else above)) for text, role, _ in shown]
        drawn.append((" " * rest, plain))
        drawn += [(piece.text, inks.ink(piece.role, (), above)) for piece in ending]
        return joined(joined(drawn, plain, min(left + room, columns)).pieces, inks.ink(), columns)


LEAST = 10
"""Cells of its words below which an entry has no note."""
APART = 2
"""Blank cells at least between a line and what stands at its right end."""


def _fitted(pieces: Sequence[Piece], end: Sequence[Piece], room: int) -> tuple[Sequence[Piece], Sequence[Piece], int]:
    """Return what of *pieces* and *end* has room in *room* cells, by their ranks and cut to fit, and the cells between."""
    over = _cells(pieces) + _cells(end) + (APART if end else 0) - room
    if over <= 0:
        return pieces, end, (APART if end else 0) - over
    shown, ending = list(pieces), list(end)
    for piece in sorted((*pieces, *end), key=lambda piece: -piece.rank):
        if over <= 0 or piece.rank <= 0:
            break
        (shown if piece in shown else ending).remove(piece)
        over -= width(piece.text)
    left = max(0, room - _cells(ending) - (APART if ending else 0))
    cropped = []
    for text, role, rank in shown:
        wanted = left if rank != SHORTENED else min(left, max(1, width(text) - max(0, over)))
        cropped.append(Piece(elided(text, wanted), role, rank))
        left -= width(cropped[-1].text)
    return cropped, ending, max(0, room - _cells(cropped) - _cells(ending))


def _cells(pieces: Iterable[Piece]) -> int:
    return sum(width(piece.text) for piece in pieces)


def _wrapped(text: str, cells: int) -> list[str]:
    """Return *text*, a sentence of ours, in lines of at most *cells* cells."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer) > cells:
            lines.append(cut(word, cells))
        else:
            lines[-1] = cut(longer, cells)
    return lines

"""The shelf: what is on it, where its cursor is, and how it is drawn, whichever driver shows it. It knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from termread.article import Article, Passage
from termread.commands.keymaps import keys_of
from termread.errors import TermreadError
from termread.layout.geometry import cut, status_row
from termread.library.model import Bookmark, Counts, Highlight, Hit, Kept, Sort
from termread.palette import Role, Theme
from termread.text import clean_line, width
from termread.tui.entries import Entries, Entry
from termread.tui.page.rows import Inks, Row
from termread.tui.shelf import drawing
from termread.tui.shelf.contents import (
    NOT_SAVED,
    NOTHING_FOUND,
    SORTS,
    TABS,
    Tab,
    hints,
    of_kept,
    of_marks,
    of_tag,
    order_notes,
    with_keys,
)
from termread.tui.shelf.days import named
from termread.tui.shelf.preview import Preview

if TYPE_CHECKING:
    from termread.desk import Desk

ABOVE = 5
"""Rows above the list: the name of the program and the tabs, with a blank row around each."""


class Target(NamedTuple):
    """What is read next: an article of the library, at its place or at a passage."""

    entry: int
    passage: Passage | None = None


class Shelf:
    """Shows one tab at a time as a list of entries."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        """Show what is saved at *desk* in *theme*, once `look_again` is called."""
        self.desk = desk
        self.inks = Inks(theme)
        self.keys = keys_of(desk.config)
        self.entries = Entries(wanted=drawing.LIST + 2 * drawing.CURSOR)
        self.entries.name_of = named
        self.preview = Preview()
        self.counts = Counts({}, {})
        self.tab = TABS[0]
        self.order: Sort = "opened"
        self.tag = ""
        self.words = ""
        """What the entries are filtered by."""
        self.is_asking = False
        """Whether those words are being typed, in the place of the status row."""
        self.query = ""
        """What is searched for, in the texts too."""
        self.said: tuple[str, Role] | None = None
        """What is said in the status row until the next key."""
        self.failed: Callable[[TermreadError], object] = lambda error: self.say(error.text, "error")
        """Takes what the library reports while it is read."""
        self.search: Callable[[str], object] = lambda _: None
        """Searches the texts, and shows what is found with `show`."""
        self._chose_tab = False
        self._columns = self._rows = 0
        self._panes = drawing.panes(0)

    def resize(self, columns: int, rows: int) -> None:
        """Be drawn on *columns* by *rows* cells."""
        self._columns, self._rows = columns, rows
        self._panes = drawing.panes(columns)
        wide = self._panes.preview > 0
        self.entries.edge = "│" if wide else ""
        self.entries.fit(self._panes.list + 6 if wide else columns, max(0, rows - ABOVE - 1))

    def say(self, text: str, role: Role = "status") -> None:
        """Say *text* in the status row until the next key."""
        self.said = text, role

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter, a search or a tag leaves entries out."""
        return bool(self.words or self.query or self.tag)

    # What is on it

    def look_again(self) -> bool:
        """Show what is saved now; returns whether that could be read."""
        try:
            self.counts = self.desk.library.counts()
        except TermreadError as error:
            self.failed(error)
            return False
        self.preview.doubt()
        if not self._chose_tab:
            filled = [tab for tab in TABS[:2] if tab.shelf and self.counts.shelves.get(tab.shelf)]
            self.tab = filled[0] if filled else TABS[4]
        self.fill(keep_cursor=True)
        return True

    def fill(self, *, keep_cursor: bool = False) -> None:
        """Fill the list from the tab, the filter, and the tag, or by a search."""
        if self.query.strip():
            self.search(self.query)
            return
        cursor = self.entries.cursor if keep_cursor else 0
        try:
            if self.tab.name == "tags":
                tags = [of_tag(tag, count) for tag, count in sorted(self.counts.tags.items())]
                wanted = [entry for entry in tags if self.words.casefold() in entry.head.casefold()]
                self.show(wanted, self.tab.empty, cursor)
            elif self.tab.name == "marks":
                self.show(of_marks(self.desk.library, self.words), self.tab.empty, cursor)
            else:
                self._fill_kept(cursor)
        except TermreadError as error:
            self.failed(error)

    def show(self, entries: Sequence[Entry], empty: str, cursor: int = 0) -> None:
        """Show *entries*, or say *empty* if there are none."""
        self.entries.empty = with_keys(empty, self.keys)
        self.entries.fill(lambda first, count: entries[first : first + count], len(entries), cursor=cursor)

    def _fill_kept(self, cursor: int) -> None:
        shelf, words, tag, sort = self.tab.shelf or "all", self.words, self.tag, self.order

        def fetch(offset: int, limit: int) -> list[Entry]:
            try:
                kept = self.desk.library.shelf(shelf, tag=tag, words=words, sort=sort, offset=offset, limit=limit)
            except TermreadError as error:
                self.failed(error)
                return []
            return [of_kept(each, sort) for each in kept]

        self.entries.empty = with_keys(NOTHING_FOUND if words else self._empty(), self.keys)
        self.entries.fill(fetch, None if words or tag else self.counts.shelves.get(shelf, 0), cursor=cursor)

    def _empty(self) -> str:
        """Return what an empty tab says."""
        if self.desk.temporary:
            return NOT_SAVED
        return self.tab.empty

    # What the cursor is on

    @property
    def value(self) -> Any:
        """What the entry under the cursor stands for, or None if there is none."""
        return self.entries.current and self.entries.current.value

    @property
    def kept(self) -> Kept | None:
        """The article under the cursor, or None if that is no article."""
        value = self.value.kept if isinstance(self.value, Hit) else self.value
        return value if isinstance(value, Kept) else None

    def enter(self) -> Target | None:
        """Return what the entry under the cursor leads to; a tag leads to its articles on the shelf."""
        match self.value:
            case Kept(id=entry):
                return Target(entry)
            case Hit(kept=kept, passage=passage):
                return Target(kept.id, passage)
            case Highlight(article=entry, passage=passage) | Bookmark(article=entry, passage=passage):
                return Target(entry, passage)
            case str(tag):
                self.go_to(TABS[4], tag)
                return None
            case _:
                return None

    # What one does

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what performs each command that needs nothing but the shelf, by its name."""
        page = self.entries.fitting
        steps = {
            "line": (1, "down", "up"),
            "page": (page, "forward", "back"),
            "half": (max(1, page // 2), "down", "up"),
        }
        moves = {
            f"{name}_{way}": partial(self.entries.move, count * sign)
            for name, (count, *ways) in steps.items()
            for way, sign in zip(ways, (1, -1), strict=True)
        }
        return moves | {
            "start": partial(self.entries.go, 0),
            "end": partial(self.entries.go, 1 << 40),
            "shelf_next": partial(self.turn, 1),
            "shelf_previous": partial(self.turn, -1),
            "sort": self.sort,
        }

    def turn(self, step: int) -> None:
        """Show the tab *step* tabs further on."""
        self.go_to(TABS[(TABS.index(self.tab) + step) % len(TABS)])

    def go_to(self, tab: Tab, tag: str = "") -> None:
        """Show *tab*, narrowed to *tag* if one is given."""
        self.tab, self.tag, self._chose_tab = tab, tag, True
        self.words = self.query = ""
        self.look_again()
        self.entries.go(0)

    def sort(self) -> None:
        """Put the entries in the next order."""
        orders = list(SORTS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.fill()
        self.say(SORTS[self.order].capitalize())

    def filter(self, words: str) -> None:
        """Show only what has *words* in its title, site or author."""
        if words != self.words:
            self.words = words
            self.fill()

    def widen(self) -> None:
        """Take the filter and the search away; without one, go from the articles of a tag back to the tags."""
        tag = "" if self.words or self.query else self.tag
        self.words = self.query = ""
        if tag:
            self.go_to(next(tab for tab in TABS if tab.name == "tags"))
            self.entries.go(sorted(self.counts.tags).index(tag) if tag in self.counts.tags else 0)
        else:
            self.fill()

    # Beside the list

    @property
    def unread(self) -> int | None:
        """The entry whose beginning is still to be read for the preview, or None."""
        kept = self.kept
        return kept.id if kept and self._panes.preview and self.preview.lacks(kept) else None

    def read_beginning(self, entry: int) -> Article | None:
        """Return how *entry* begins; None if that cannot be read, which is told to whoever opens it."""
        try:
            return self.desk.library.beginning(entry)
        except TermreadError:
            return None

    # Drawing

    def frame(self) -> list[Row]:
        """Return the whole screen."""
        columns, rows, panes, inks = self._columns, self._rows, self._panes, self.inks
        listed = [self.entries.heading(inks, self._order()), *self.entries.rows(inks)]
        if panes.preview:
            kept = self.kept
            look, size = self.desk.look, (panes.preview, len(listed) - 1)
            preview = self.preview.rows(kept, look, inks, *size) if kept else []
            listed = drawing.beside(inks, columns, panes, listed, preview)
        above = [*drawing.heads(inks, columns, panes, self.tab, self.counts), *listed][: max(0, rows - 1)]
        if self.is_asking:
            return [*above, drawing.prompt(inks, columns, panes, self.words)]
        left, room = drawing.footer(columns, panes)
        said, role = self.said or (self._now(room - width(self._number()) - 2), "status")
        rule = not inks.ink("status").ground
        text = status_row(cut(said, room), self._number(), room, keep="left" if self.said else "right", rule=rule)
        return [*above, drawing.last(inks, columns, left, text, role)]

    def _number(self) -> str:
        """Return the number of the entry under the cursor, of how many."""
        entries = self.entries
        more = "+" if entries.open_end else ""
        return f"{entries.cursor + 1:,} of {entries.count:,}{more}" if entries.count else ""

    def _order(self) -> Sequence[str]:
        """Return how the order of the entries is called, in words that take more or less room."""
        if not self.entries.count:
            return ()
        if self.query.strip():
            return ("best match first",)
        if self.tab.shelf is None:
            return ("by name",) if self.tab.name == "tags" else ("newest first",)
        return order_notes(self.order, self.keys)

    def _now(self, room: int) -> str:
        """Return what the list is narrowed to, or as many of the first keys as have *room*, the help last to go."""
        parts = [f"#{self.tag}" if self.tag else "", f"/{self.words}" if self.words else ""]
        if self.query.strip():
            parts = [f"Search: {self.query}"]
        if not any(parts):
            return hints(room, self.keys)
        leads = "back to the tags" if parts == [f"#{self.tag}", ""] else "show all"
        return clean_line("  ".join(filter(None, parts))) + with_keys(f"   {{cancel}}: {leads}", self.keys)

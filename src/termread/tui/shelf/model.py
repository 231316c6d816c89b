"""The shelf: what is on it, where its cursor is, and how it is drawn, whichever driver shows it. It knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from termread.article import Article
from termread.commands.keymaps import keys_of
from termread.errors import TermreadError
from termread.layout.geometry import cut, status_row
from termread.library.model import Counts, Hit, Kept, Sort
from termread.library.news import Story
from termread.palette import Role, Theme
from termread.text import width
from termread.tui.entries import Entries, Entry
from termread.tui.page.rows import Inks, Row
from termread.tui.shelf import drawing
from termread.tui.shelf.contents import HINTS as ON_SHELF
from termread.tui.shelf.contents import (
    NOT_SAVED,
    NOTHING_FOUND,
    SORTS,
    TABS,
    Tab,
    count_of,
    with_keys,
)
from termread.tui.shelf.days import named
from termread.tui.shelf.listing import Target, articles, first_filled, leads_to, listed, moves
from termread.tui.shelf.preview import Preview, Subject, subject_of
from termread.tui.shelf.status import Narrowing, now, number, order_of
from termread.tui.shelf.today import FOLLOW_FIRST, TODAY, Today, next_unread
from termread.tui.shelf.today import HINTS as ON_TODAY

if TYPE_CHECKING:
    from termread.desk import Desk

WAYS = {1: "below", -1: "above"}
"""Where the next unread story, and the one before, are looked for."""

ABOVE = 5
"""Rows above the list: the name of the program and the tabs, with a blank row around each."""


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
        self.today = Today(desk)
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
        self.progress = ""
        """How far something in the background is, said in the status row unless there is something else to say."""
        self.failed: Callable[[TermreadError], object] = lambda error: self.say(error.text, "error")
        """Takes what the library reports while it is read."""
        self.search: Callable[[str], object] = lambda _: None
        """Searches the texts, and shows what is found with `show`."""
        self._chose_tab = self._has_looked = False
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
        return bool(self._narrowing)

    @property
    def _narrowing(self) -> Narrowing:
        name = self.today.name if self.tab is TODAY else ""
        return Narrowing(self.tag, self.words, self.query, name)

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs there are: Today only if anything is followed."""
        return (TODAY, *TABS) if self.today.counts.sources or self.tab is TODAY else TABS

    # What is on it

    def look_again(self) -> bool:
        """Show what is saved now; returns whether that could be read."""
        try:
            self.counts = self.desk.library.counts()
            self.today.look_again()
        except TermreadError as error:
            self.failed(error)
            return False
        self.preview.doubt()
        if not self._chose_tab and self.tab is not TODAY:
            begins = self.today.counts.unread and not self._has_looked
            self.tab = TODAY if begins else first_filled(self.counts)
        self.fill(keep_cursor=self._has_looked)
        if self.tab is TODAY:
            self.today.go_on(self.entries, first=not self._has_looked)
        self._has_looked = True
        return True

    def fill(self, *, keep_cursor: bool = False) -> None:
        """Fill the list from the tab, the filter, and the tag, or by a search."""
        if self.query.strip():
            self.search(self.query)
            return
        cursor = self.entries.cursor if keep_cursor else 0
        self.entries.empty = with_keys(self._empty(), self.keys)
        try:
            if self.tab is TODAY:
                self.today.fill(self.entries, self.words, keep_cursor=keep_cursor)
            elif self.tab.shelf is None:
                self.show(listed(self.tab, self.desk.library, self.counts, self.words), self.tab.empty, cursor)
            else:
                count = None if self.words or self.tag else self.counts.shelves.get(self.tab.shelf, 0)
                fetch = articles(self.tab, self.desk.library, self._narrowing, self.order, self.failed)
                self.entries.fill(fetch, count, cursor=cursor)
        except TermreadError as error:
            self.failed(error)

    def show(self, entries: Sequence[Entry], empty: str, cursor: int = 0) -> None:
        """Show *entries*, or say *empty* if there are none."""
        self.entries.empty = with_keys(empty, self.keys)
        self.entries.fill(lambda first, count: entries[first : first + count], len(entries), cursor=cursor)

    def _empty(self) -> str:
        """Return what an empty tab says."""
        if self.words:
            return NOTHING_FOUND
        if self.tab is TODAY and not self.today.counts.sources:
            return FOLLOW_FIRST
        return NOT_SAVED if self.desk.temporary else self.tab.empty

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

    @property
    def story(self) -> Story | None:
        """The story under the cursor, or None if that is none."""
        return self.value if isinstance(self.value, Story) else None

    def enter(self) -> Target | Story | None:
        """Return what the entry under the cursor leads to; a tag leads to its articles on the shelf."""
        found = leads_to(self.value)
        if isinstance(found, str):
            self.go_to(TABS[4], found)
            return None
        self._chose_tab = self._chose_tab or self.tab is TODAY
        self.today.left = self.story
        return found

    # What one does

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what performs each command that needs nothing but the shelf, by its name."""
        return moves(self.entries) | {
            "shelf_next": partial(self.turn, 1),
            "shelf_previous": partial(self.turn, -1),
            "sort": self.sort,
            "unread_next": partial(self.go_unread, 1),
            "unread_previous": partial(self.go_unread, -1),
        }

    def turn(self, step: int) -> None:
        """Show the tab *step* tabs further on."""
        self.go_to(self.tabs[(self.tabs.index(self.tab) + step) % len(self.tabs)])

    def go_unread(self, way: int) -> None:
        """Go to the next unread story on Today, or the one before if *way* is -1."""
        if self.tab is not TODAY:
            self.go_to(TODAY)
            found = next_unread(self.entries, 1, here=True)
        else:
            found = next_unread(self.entries, way)
        if not found and self.today.counts.sources:
            self.say("No unread stories" if not self.today.counts.unread else f"No unread stories {WAYS[way]}")

    def go_to(self, tab: Tab, tag: str = "") -> None:
        """Show *tab*, narrowed to *tag* if one is given."""
        self.tab, self.tag, self._chose_tab = tab, tag, True
        self.words = self.query = ""
        self.today.part = None
        self.look_again()
        self.entries.go(0)

    def sort(self) -> None:
        """Put the entries in the next order."""
        if self.tab is TODAY:
            self.say("Today is always sorted by day and source")
            return
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
        if not (self.words or self.query):
            self.today.part = None
        self.words = self.query = ""
        if tag:
            self.go_to(next(tab for tab in TABS if tab.name == "tags"))
            self.entries.go(sorted(self.counts.tags).index(tag) if tag in self.counts.tags else 0)
        else:
            self.fill()

    # Beside the list

    @property
    def subject(self) -> Subject | None:
        """What the preview is of, or None."""
        value = self.story or self.kept
        return subject_of(value) if value is not None and self._panes.preview else None

    @property
    def beginning(self) -> int | None:
        """The entry whose beginning is still to be read for the preview, or None."""
        subject = self.subject
        return subject.entry if subject and self.preview.lacks(subject) else None

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
        notes = order_of(self.tab, self.query, self.order, self.keys) if self.entries.count else ()
        listed = [self.entries.heading(inks, notes), *self.entries.rows(inks)]
        if panes.preview:
            subject = self.subject
            look, size = self.desk.look, (panes.preview, len(listed) - 1)
            preview = self.preview.rows(subject, look, inks, *size) if subject else []
            listed = drawing.beside(inks, columns, panes, listed, preview)
        above = [*drawing.heads(inks, columns, panes, self.tab, self._counted()), *listed][: max(0, rows - 1)]
        if self.is_asking:
            return [*above, drawing.prompt(inks, columns, panes, self.words)]
        left, room = drawing.footer(columns, panes)
        place = number(self.entries)
        said, role = self.said or (self._now(room - width(place) - 2), "status")
        rule = not inks.ink("status").ground
        text = status_row(cut(said, room), place, room, keep="left" if self.said else "right", rule=rule)
        return [*above, drawing.last(inks, columns, left, text, role)]

    def _counted(self) -> dict[Tab, int]:
        """Return how much stands on each tab, which is what is unread on Today."""
        counts = {tab: count_of(tab, self.counts) for tab in self.tabs}
        return counts | {TODAY: self.today.counts.unread} if TODAY in counts else counts

    def _now(self, room: int) -> str:
        """Return how far something is, what the list is narrowed to, or the keys to know first."""
        return self.progress or now(self._narrowing, room, self.keys, ON_TODAY if self.tab is TODAY else ON_SHELF)

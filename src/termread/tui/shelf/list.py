"""The shelf as a list: its tabs, what each shows, and how one moves, filters, searches and sorts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from termread.desk import Desk
from termread.errors import TermreadError
from termread.layout.geometry import cut, status_row
from termread.library.model import Counts, Hit, Sort
from termread.palette import Role, Theme
from termread.text import clean_line, width
from termread.tui.app.workers import Workers
from termread.tui.changes import Changes
from termread.tui.messages import Damaged
from termread.tui.page.inks import Inks, style_of
from termread.tui.shelf import entry_rows
from termread.tui.shelf.tabs import SORTS, TABS, Tab, count_of, fitting, hints
from termread.tui.widgets.entry_list import Entry, EntryList
from termread.tui.widgets.prompt import Prompt

WIDE = 88
"""Cells that the shelf is wide where the screen has them."""


class ShelfList(Screen[None]):
    """Shows one tab at a time as a list."""

    AUTO_FOCUS: ClassVar[str | None] = "EntryList"
    DEFAULT_CSS = """
    ShelfList { layers: default prompt; }
    ShelfList > .heads { height: 5; padding: 1 0 1 0; }
    ShelfList > .last { height: 1; dock: bottom; }
    """

    def __init__(self, desk: Desk, theme: Theme, workers: Workers) -> None:
        """Show what is saved at *desk*; *workers* search it."""
        super().__init__()
        self.desk = desk
        self.changes = Changes(self, desk, self._fail)
        self._workers = workers
        self.inks = Inks(theme)
        self.rows = EntryList(theme, wanted=WIDE)
        self.heads = Static(markup=False, classes="heads")
        self.last = Static(markup=False, classes="last")
        self.prompt = Prompt(measure=WIDE - 4)
        self.counts = Counts({}, {})
        self.tab = TABS[0]
        self.order: Sort = "opened"
        self.tag = ""
        self.words = ""
        self.query_words = ""
        self._said: tuple[str, Role] | None = None
        self._chose_tab = False

    def compose(self) -> ComposeResult:
        """Yield the tabs, the list, the status row, the row that asks."""
        yield self.heads
        yield self.rows
        yield self.last
        yield self.prompt

    def on_mount(self) -> None:
        """Begin with what was begun, else what waits, else everything."""
        self.look_again()

    def on_screen_resume(self) -> None:
        """Draw for the size there is."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Draw for the size there is."""
        self._draw()

    # What the app tells

    def say(self, text: str, role: Role = "status") -> None:
        """Say *text* in the last row until the next key."""
        self._said = (text, role)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in *theme*."""
        self.inks = Inks(theme)
        self.rows.set_theme(theme)
        self._draw()

    def look_again(self) -> None:
        """Show what is saved now."""
        try:
            self.counts = self.desk.library.counts()
        except TermreadError as error:
            self._fail(error)
            return
        if not self._chose_tab:
            filled = [tab for tab in TABS[:2] if tab.shelf and self.counts.shelves.get(tab.shelf)]
            self.tab = filled[0] if filled else TABS[4]
        self._fill(keep_cursor=True)
        if self.desk.library.busy:
            self.changes.make(lambda: None, lambda _: self.look_again(), quiet=True)

    # Moving

    def on_key(self) -> None:
        """Take away what was said."""
        if self._said:
            self._said = None
            self._draw()

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what performs each command of the list, by its name."""
        page = max(1, self.rows.fitting)
        steps = {
            "line": (1, "down", "up"),
            "page": (page, "forward", "back"),
            "half": (max(1, page // 2), "down", "up"),
        }
        moves = {
            f"{name}_{way}": partial(self.rows.move, count * sign)
            for name, (count, *ways) in steps.items()
            for way, sign in zip(ways, (1, -1), strict=True)
        }
        return moves | {
            "start": partial(self.rows.go, 0),
            "end": partial(self.rows.go, 1 << 40),
            "shelf_next": partial(self._turn, 1),
            "shelf_previous": partial(self._turn, -1),
            "sort": self.sort,
            "filter": self.filter,
            "search": self.search,
            "cancel": self.cancel,
        }

    def sort(self) -> None:
        """Put the entries in the next order."""
        orders = list(SORTS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._fill()
        self.say(SORTS[self.order].capitalize())

    def filter(self) -> None:
        """Filter as it is typed."""
        self.query_words = ""
        self.prompt.ask("/", self._filtered, value=self.words, hint="title, site or author", typed=self._filtered)

    def search(self) -> None:
        """Search everything as it is typed."""
        hint = 'words, "a phrase", -without, author: site: tag: before: after:'
        self.prompt.ask(
            "Search", self._searched, value=self.query_words, hint=hint, typed=self._search_soon, dropped=self._drop
        )

    def cancel(self) -> None:
        """Take the filter, the search or the tag away; with none, the app cancels what runs."""
        if not (self.words or self.query_words or self.tag) or getattr(self.app, "is_saving", False):
            raise SkipAction
        self._drop()

    # What stands on it

    def _turn(self, step: int) -> None:
        self.tag = ""
        self._go(TABS[(TABS.index(self.tab) + step) % len(TABS)])

    def _go(self, tab: Tab) -> None:
        self.tab, self._chose_tab = tab, True
        self.words = self.query_words = ""
        self.look_again()
        self.rows.go(0)

    def _drop(self) -> None:
        self.words = self.query_words = self.tag = ""
        self._fill()

    def _filtered(self, words: str) -> None:
        if words != self.words:
            self.words = words
            self._fill()

    def _search_soon(self, words: str) -> None:
        """Search once the typing pauses."""
        self.query_words = words
        self.set_timer(0.15, lambda: self._searched(words) if words == self.query_words else None)

    def _searched(self, words: str) -> None:
        self.query_words = words
        if not words.strip():
            self._fill()
            return

        def found(hits: list[Hit]) -> None:
            if words == self.query_words:
                self._show([entry_rows.of_hit(hit) for hit in hits], "No article contains these words.")

        self._workers.run(lambda: self.desk.library.search(words), found, self._fail)

    def _fail(self, error: TermreadError) -> None:
        self.say(error.text, "error")
        if error.code == "damaged":
            self.post_message(Damaged())

    def _fill(self, *, keep_cursor: bool = False) -> None:
        """Fill the list from the tab, the filter, and the tag."""
        if self.query_words.strip():
            self._searched(self.query_words)
            return
        cursor = self.rows.cursor if keep_cursor else 0
        try:
            if self.tab.name == "tags":
                tags = [entry_rows.of_tag(tag, count) for tag, count in sorted(self.counts.tags.items())]
                wanted = [entry for entry in tags if self.words.casefold() in entry.head.casefold()]
                self._show(wanted, self.tab.empty, cursor)
            elif self.tab.name == "marks":
                self._show(entry_rows.of_marks(self.desk.library, self.words), self.tab.empty, cursor)
            else:
                self._fill_kept(cursor)
        except TermreadError as error:
            self._fail(error)

    def _fill_kept(self, cursor: int) -> None:
        shelf, words, tag, sort = self.tab.shelf or "all", self.words, self.tag, self.order

        def fetch(offset: int, limit: int) -> list[Entry]:
            try:
                kept = self.desk.library.shelf(shelf, tag=tag, words=words, sort=sort, offset=offset, limit=limit)
            except TermreadError as error:
                self.call_later(self._fail, error)  # it is asked for while drawing
                return []
            return [entry_rows.of_kept(each) for each in kept]

        self.rows.empty = "Nothing here matches; F searches the texts." if words else self._empty()
        count = None if words or tag else self.counts.shelves.get(shelf, 0)
        self.rows.fill(fetch, count, cursor=cursor)
        self._draw()

    def _empty(self) -> str:
        """Return what an empty tab says."""
        if self.desk.temporary:
            return "Nothing can be saved here. o opens an address; it is gone when you quit."
        return self.tab.empty

    def _show(self, entries: list[Entry], empty: str, cursor: int = 0) -> None:
        self.rows.empty = empty
        self.rows.fill(lambda first, count: entries[first : first + count], len(entries), cursor=cursor)
        self._draw()

    # Drawing

    def _draw(self) -> None:
        if not self.is_mounted:
            return
        columns = self.size.width
        room = min(columns - 4, WIDE - 4) if columns > 8 else columns
        left = max(0, (columns - room) // 2)
        self.heads.update(self._heads(left, room))
        self.last.update(self._last(left, room, columns))

    def _heads(self, left: int, room: int) -> Text:
        """Return the name of the program, and the tabs with their counts, the one that shows in weight."""
        ink, margin = self.inks.style, " " * left
        text = Text(
            margin + status_row("termread", f"{count_of(TABS[4], self.counts):,} saved", room),
            ink("site"),
            no_wrap=True,
        )
        text.append("\n\n" + margin)
        for number, (tab, name) in enumerate(fitting(self.counts, self.tab, room)):
            text.append("   " if number else "")
            text.append(name, ink("heading") + ink("link") if tab is self.tab else ink("byline"))
        return text

    def _last(self, left: int, room: int, columns: int) -> Text:
        """Return the status row: what was said, or the filter, or the first keys to know; and where the cursor is."""
        more = "+" if self.rows.open_end else ""
        right = f"{self.rows.cursor + 1:,} of {self.rows.count:,}{more}" if self.rows.count else ""
        said, role = self._said or (self._now(room - width(right) - 2), "status")
        row = " " * left + status_row(cut(said, room), right, room, keep="left" if self._said else "right")
        ink = self.inks.theme.ink_of("status", (), (role,) if role != "status" else ())
        return Text(row.ljust(columns), style_of(ink), end="", no_wrap=True)

    def _now(self, room: int) -> str:
        """Return what the list is narrowed to, or as many of the first keys as have *room*, the help last to go."""
        if self.query_words.strip():
            return f"Search: {clean_line(self.query_words)}   esc: show all"
        parts = [f"#{self.tag}" if self.tag else "", f"/{self.words}" if self.words else ""]
        if any(parts):
            return clean_line("  ".join(filter(None, parts))) + "   esc: show all"
        return hints(room)

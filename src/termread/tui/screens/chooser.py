"""A list laid over the page to choose from: contents, bookmarks, the articles that are open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from termread.palette import Theme
from termread.tui.page.inks import Inks
from termread.tui.widgets.rows import Entry, Rows

MOST = 76
"""Cells that the list is wide where the screen has them."""

FRAME = 7
"""Rows that the border, its padding, the title and the keys take."""


class Chooser(ModalScreen[Entry | None]):
    """Shows entries of one line each; gives the one that is chosen, or None."""

    DEFAULT_CSS = """
    Chooser { align: center middle; background: $background 60%; }
    Chooser > Vertical { width: 80; max-width: 100%; height: auto; max-height: 90%; padding: 1 2; background: $background;
        border: round $foreground 30%; }
    Chooser Rows { height: auto; background: $background; }
    Chooser Static { height: 1; background: $background; }
    Chooser .title { margin-bottom: 1; }
    Chooser .hint { height: auto; max-height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "give_up", "Back to the page", show=False),
        Binding("enter", "choose", "Go there", show=False),
        Binding("j,down", "move(1)", "The next", show=False),
        Binding("k,up", "move(-1)", "The one before", show=False),
        Binding("space,pagedown,ctrl+d", "move(10)", "Ten on", show=False),
        Binding("b,pageup,ctrl+u", "move(-10)", "Ten back", show=False),
        Binding("g,home", "move(-999999)", "The first", show=False),
        Binding("G,end", "move(999999)", "The last", show=False),
    ]

    def __init__(
        self,
        theme: Theme,
        title: str,
        entries: Sequence[Entry],
        *,
        cursor: int = 0,
        hint: str = "enter: go there",
        lines: int = 1,
        empty: str = "Nothing here yet",
    ) -> None:
        """Let the reader choose among *entries*, the cursor on number *cursor*."""
        super().__init__()
        self.inks = Inks(theme)
        self.heading = title
        self.entries = list(entries)
        self.hint = hint
        self.rows = Rows(theme, lines=lines, empty=empty, wanted=MOST)
        self._cursor = cursor

    def compose(self) -> ComposeResult:
        """Yield the title, the list, and what the keys do."""
        with Vertical():
            yield Static(Text(self.heading, self.inks.style("heading").without_color), classes="title", markup=False)
            yield self.rows
            yield Static(Text(self.hint, "dim"), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(self._cursor)
        self.rows.focus()

    def fill(self, cursor: int = 0) -> None:
        """Show the entries, the cursor on number *cursor*."""
        self.rows.styles.height = max(1, len(self.entries)) * (self.rows.stride) + 1
        self.rows.styles.max_height = max(1, self.app.size.height * 9 // 10 - FRAME)
        self.rows.fill(lambda first, count: self.entries[first : first + count], len(self.entries), cursor=cursor)

    def tell(self, text: str) -> None:
        """Put *text* in the last row, where the keys stand."""
        self.query_one(".hint", Static).update(Text(text, "dim" if text == self.hint else ""))

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor."""
        return self.rows.current

    def action_give_up(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_choose(self) -> None:
        """Choose the entry under the cursor."""
        self.dismiss(self.chosen)

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        self.rows.move(steps)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Choose by the mouse."""
        event.stop()
        self.dismiss(event.entry)

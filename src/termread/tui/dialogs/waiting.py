"""What shows before the first article does: its address, how far it is, or what went wrong."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from termread.errors import TermreadError
from termread.fetch.addresses import is_url
from termread.palette import Role, Theme
from termread.text import clean_line
from termread.tui.dialogs.frame import fitted
from termread.tui.messages import Browse, OpenAddress, ShowShelf
from termread.tui.page.rows import Inks
from termread.tui.wording import display_url

ON_ERROR = "r: try again", "O: browser", "o: open another", "s: shelf", "q: quit"
MEANWHILE = "esc: stop", "s: shelf", "q: quit"


WIDEST = 72
"""Cells of a line."""


class WaitingScreen(Screen[None]):
    """Waits for an article."""

    DEFAULT_CSS = """
    WaitingScreen { align: center middle; }
    WaitingScreen Static { width: 72; max-width: 90%; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "again", "Try again", show=False),
        Binding("O", "browse", "Open it in the browser", show=False),
        Binding("s", "shelf", "Shelf", show=False),
        Binding("q", "app.quit", "Quit", show=False),
    ]

    def __init__(self, theme: Theme, address: str) -> None:
        """Wait for *address*."""
        super().__init__()
        self.address = address
        self.inks = Inks(theme)
        self.words = Static(markup=False)
        self.failed = False
        self._told: tuple[str, Role, tuple[str, ...]] = ("", "status", MEANWHILE)

    def compose(self) -> ComposeResult:
        """Yield what is told."""
        yield self.words

    def on_mount(self) -> None:
        """Say what is awaited, or what has come of it already."""
        self._draw(*self._told)

    def tell(self, sentence: str) -> None:
        """Say how far it is."""
        self.failed = False
        self._draw(sentence, "status", MEANWHILE)

    def say(self, text: str, role: Role = "status") -> None:
        """Say *text*."""
        self._draw(text, role, ON_ERROR if self.failed else MEANWHILE)

    def fail(self, error: TermreadError) -> None:
        """Say what went wrong, and what can be done now."""
        self.failed = True
        self._draw(error.text, "error", ON_ERROR)

    def action_again(self) -> None:
        """Try again."""
        self.post_message(OpenAddress(self.address))

    def action_browse(self) -> None:
        """Open it outside."""
        if is_url(self.address):
            self.post_message(Browse(self.address))

    def action_shelf(self) -> None:
        """Show the shelf."""
        self.post_message(ShowShelf())

    def on_resize(self) -> None:
        """Fit the screen."""
        self._draw(*self._told)

    def set_theme(self, theme: Theme) -> None:
        """Draw in *theme*."""
        self.inks = Inks(theme)
        self._draw(*self._told)

    def _draw(self, sentence: str, role: Role, hints: tuple[str, ...]) -> None:
        self._told = sentence, role, hints
        hint = "\n".join(fitted(hints, min(WIDEST, self.app.size.width * 9 // 10)))
        ink = self.inks.style
        self.words.update(
            Text.assemble(
                (display_url(clean_line(self.address)), ink("site")),
                "\n\n",
                (sentence, ink(role).without_color + ink("text")),
                "\n\n",
                (hint, ink("byline")),
            )
        )

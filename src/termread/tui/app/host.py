"""What the parts of the app ask of it: the app, as those see it that the app itself makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from termread.palette import Role, Theme

if TYPE_CHECKING:
    from rich.console import Console
    from textual.screen import Screen
    from textual.theme import Theme as TextualTheme

    from termread.desk import Desk, Look
    from termread.errors import TermreadError
    from termread.tui.background import Changes, Workers
    from termread.tui.dialogs.waiting import WaitingScreen
    from termread.tui.page.place import History
    from termread.tui.reader import ReaderScreen
    from termread.tui.shelf.screen import ShelfScreen


class Host(Protocol):
    """The app: what is on the desk, what shows, and where something is said or asked."""

    desk: Desk
    background: Workers
    changes: Changes
    theme: str
    """The name of the framework's own theme."""
    no_color: bool
    """Whether nothing is drawn in color."""
    history: History
    asked: dict[int, str]
    """The address by which an entry was opened, by its number."""
    failed_with: int
    """The exit status of what could not be opened, until an article shows."""

    @property
    def look(self) -> Look:
        """How pages look."""

    @property
    def palette(self) -> Theme:
        """The theme."""

    @property
    def reader(self) -> ReaderScreen | None:
        """The article that shows, if one does."""

    @property
    def readers(self) -> list[ReaderScreen]:
        """The articles that are open."""

    @property
    def shelf(self) -> ShelfScreen:
        """The shelf."""

    def show_reader(self, reader: ReaderScreen) -> None:
        """Show an open article."""

    def set_theme(self, name: str) -> None:
        """Use the theme called *name* from now on."""

    def refresh_shelf(self) -> None:
        """Show on the shelf what is saved now, if there is a shelf."""

    def tell_shelf(self, progress: str) -> None:
        """Say on the shelf, if there is one, how far something is."""

    @property
    def waiting(self) -> WaitingScreen | None:
        """The screen that waits for the first article, while it shows."""

    @property
    def is_headless(self) -> bool:
        """Whether there is no terminal."""

    @property
    def console(self) -> Console:
        """What knows the terminal's colors."""

    def say(self, text: str, role: Role = "notice") -> None:
        """Say *text* where the reader looks."""

    def warn(self, sentence: str) -> None:
        """Say what is wrong."""

    def fail(self, error: TermreadError) -> None:
        """Say what went wrong."""

    def show_screen(self, screen: Screen[Any]) -> None:
        """Show *screen* in the place of whatever shows."""

    def tell_wrong_settings(self) -> None:
        """Say once what is wrong with the settings."""

    def let_keys_in(self) -> None:
        """Obey what was typed so far."""

    @property
    def run_action(self) -> Callable[..., Any]:
        """Runs an action by its name."""

    def register_theme(self, theme: TextualTheme) -> None:
        """Let the framework know *theme*."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """The screens that show, the topmost last."""

    def is_screen_installed(self, screen: Screen[Any] | str) -> bool:
        """Whether a screen lives until it is uninstalled."""

    def install_screen(self, screen: Screen[Any], name: str) -> None:
        """Let *screen* live until it is uninstalled."""

    def uninstall_screen(self, screen: Screen[Any] | str) -> str | None:
        """Let a screen end when it no longer shows."""

    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        """Call *callback* in the app's thread."""

    def call_after_refresh(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        """Call *callback* once what has changed is drawn."""

    @property
    def notify(self) -> Callable[..., None]:
        """Shows a sentence for a while."""

    @property
    def clear_notifications(self) -> Callable[[], None]:
        """Takes every such sentence away."""

    @property
    def push_screen(self) -> Callable[..., Any]:
        """Puts a screen on top."""

    @property
    def set_timer(self) -> Callable[..., Any]:
        """Calls something once, later."""

    @property
    def set_interval(self) -> Callable[..., Any]:
        """Calls something again and again."""

"""What the parts of the program ask of it: the app, seen by those that the app itself makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from termread.palette import Role

if TYPE_CHECKING:
    from termread.desk import Desk
    from termread.errors import TermreadError
    from termread.tui.errands import Errands
    from termread.tui.screens.reader import ReaderScreen
    from termread.tui.screens.shelf import ShelfScreen
    from termread.tui.widgets.history import History


class Host(Protocol):
    """The app: what is on the desk, what is open, and where something is said or asked."""

    desk: Desk
    errands: Errands
    history: History
    articles: list[ReaderScreen]
    asked: dict[int, str]

    @property
    def shelf(self) -> ShelfScreen:
        """The shelf."""

    def say(self, text: str, role: Role = "notice") -> None:
        """Say *text* where the reader looks."""

    def fail(self, error: TermreadError) -> None:
        """Say what stood in the way."""

    def is_screen_installed(self, screen: str) -> bool:
        """Return whether a screen of this name is there."""

    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        """Call *callback* in the app's thread."""

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

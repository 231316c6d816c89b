"""What the parts of the shelf's screen ask of it: the screen, as those see it that it makes itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from termread.palette import Role

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from termread.desk import Desk
    from termread.errors import TermreadError
    from termread.tui.background import Changes, Workers
    from termread.tui.prompt import Prompt
    from termread.tui.shelf.model import Shelf


Answer = TypeVar("Answer")


class ShelfHost(Protocol):
    """The screen of the shelf: what is on it, and where something is said, asked or changed."""

    shelf: Shelf
    desk: Desk
    changes: Changes
    prompt: Prompt
    background: Workers

    def say(self, text: str, role: Role = "status") -> None:
        """Say *text* in the last row until the next key."""

    def fail(self, error: TermreadError) -> None:
        """Say what went wrong."""

    def look_again(self) -> None:
        """Show what is saved now."""

    def show(self, dialog: ModalScreen[Answer], taken: Callable[[Answer | None], object]) -> None:
        """Show *dialog* over the shelf, and give its answer to *taken*."""

    @property
    def post_message(self) -> Callable[[Any], bool]:
        """Asks something of the app."""

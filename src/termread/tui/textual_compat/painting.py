"""Writing to the terminal past Textual's compositor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from textual.screen import Screen

try:
    from textual._compositor import CompositorUpdate
except ImportError:
    CompositorUpdate = object  # type: ignore[assignment, misc]


class _Frame(CompositorUpdate):
    """Writes what it is given as one frame."""

    def __init__(self, write: Callable[[Console], str]) -> None:
        self._write = write

    def render_segments(self, console: Console) -> str:
        """Return what is written."""
        return self._write(console)


def write_frame(screen: Screen[Any], write: Callable[[Console], str]) -> bool:
    """Send what *write* returns to the terminal as one frame; returns False where this Textual has no way to do that.

    `App._display` and `CompositorUpdate` are private. The public way is `Widget.refresh` with regions, which asks the
    compositor for every row.
    """
    display = getattr(screen.app, "_display", None)
    if display is None or CompositorUpdate is object:
        return False
    display(screen, _Frame(write))
    return True

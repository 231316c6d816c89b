"""Rows painted past the compositor: where nothing lies over the page, a step need not ask who else is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual._compositor import CompositorUpdate

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from textual.widget import Widget

    from termread.tui.widgets.drawing import Row

Change = tuple[int, "Row", int]
"""The number of a row of the screen, the row, and up to which cell it differs from what is there."""


class Painted(CompositorUpdate):
    """Some rows of the screen, as the framework sends them to the terminal."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._changes = changes

    def render_segments(self, console: Console) -> str:
        """Return the changes as they are written."""
        return "".join(f"\x1b[{y + 1};1H{_written(row, cells, console)}" for y, row, cells in self._changes)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the rows, for whoever wants segments."""
        del console, options
        for _, row, _ in self._changes:
            yield from row.strip


def is_bare(widget: Widget) -> bool:
    """Return whether *widget* is all that shows: on the top screen, over all of it, with nothing lying over it."""
    screen = widget.screen
    if screen is not widget.app.screen or widget.region != screen.region:
        return False
    return all(each is widget or each is screen for each in screen._compositor.visible_widgets)


def _written(row: Row, cells: int, console: Console) -> str:
    return "".join(_pieces(row, cells, console))


def _pieces(row: Row, cells: int, console: Console) -> Iterator[str]:
    """Yield the first *cells* cells of *row* in their styles; behind its extent there are only blanks."""
    blank = row.strip.cell_length - cells
    colours = console._color_system
    last = len(row.strip) - 1
    for number, (text, style, _) in enumerate(row.strip):
        shown = text[: len(text) - blank] if blank and number == last else text
        yield style.render(shown, color_system=colours) if style else shown

"""Rows painted past the compositor: where nothing lies over the page, a step need not ask who else is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textual._compositor import CompositorUpdate

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.style import Style as Drawn
    from textual.widget import Widget

    from termread.tui.widgets.drawing import Piece, Row

RESET = "\x1b[0m"


class Change(NamedTuple):
    """A row of the screen that differs from what is there: its number, what it was, and what it is."""

    y: int
    before: Row
    now: Row

    @property
    def extent(self) -> int:
        """The cell up to which it differs, at least one."""
        return max(self.before.extent, self.now.extent, 1)


class Painted(CompositorUpdate):
    """Some rows of the screen, as they are sent to the terminal: from the first to the last cell that may differ.

    A style is written only where it changes, from one row to the next as well, which halves the bytes of a step.
    """

    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = changes

    def render_segments(self, console: Console) -> str:
        """Return the changes as they are written."""
        colours = console._color_system
        written: list[str] = []
        inked: Drawn | None = None
        for change in self._changes:
            left = _margin(change)
            written.append(f"\x1b[{change.y + 1};{left + 1}H")
            for text, style in _pieces(change, left):
                if style is not inked:
                    written.append(_begin(style, colours))
                    inked = style
                written.append(text)
        written.append(RESET)
        return "".join(written)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the rows, for whoever wants segments."""
        del console, options
        for change in self._changes:
            yield from change.now.strip


def is_bare(widget: Widget) -> bool:
    """Return whether *widget* is all that shows: on the top screen, over all of it, with nothing lying over it."""
    screen = widget.screen
    if screen is not widget.app.screen or widget.region != screen.region:
        return False
    return all(each is widget or each is screen for each in screen._compositor.visible_widgets)


def _margin(change: Change) -> int:
    """Return the cells at the left that are blank before and after."""
    before, now = change.before.pieces, change.now.pieces
    if not before or not now or before[0][1] is not now[0][1]:
        return 0
    return min(_blanks(before[0][0]), _blanks(now[0][0]), change.extent - 1)


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _pieces(change: Change, left: int) -> list[Piece]:
    """Return the cells of the row from *left* to its extent in their styles; outside of it there are only blanks."""
    pieces, right = change.now.pieces, change.now.columns - change.extent
    if len(pieces) == 1:
        text, style = pieces[0]
        return [(text[left : len(text) - right], style)]
    (first, begun), *middle, (last, ended) = pieces
    return [(first[left:], begun), *middle, (last[: len(last) - right], ended)]


@lru_cache(maxsize=512)
def _begin(style: Drawn | None, colours: ColorSystem | None) -> str:
    """Return what begins text in *style*, whatever was written before."""
    codes = style._make_ansi_codes(colours) if style is not None and colours is not None else ""
    return f"\x1b[0;{codes}m" if codes else RESET

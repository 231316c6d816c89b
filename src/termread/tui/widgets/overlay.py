"""What lies over the text of a page: matches, links in focus, a selection, highlights."""

from __future__ import annotations

from collections.abc import Iterable

from termread.layout.model import Line
from termread.tui.widgets.drawing import Gutter, Over


class Overlay:
    """Something that lies over the text; this one is nothing at all."""

    def over(self, block: int) -> Iterable[Over]:
        """Yield what lies over the block's text, the lowest first."""
        del block
        return ()

    def gutter(self, line: Line) -> Gutter | None:
        """Return the mark in the margin beside *line*, if there is one."""
        del line
        return None

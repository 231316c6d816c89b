"""Hints: letters on every link in view. Type them to follow the link."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from termread.tui.page.cells import cell_of, scrolled
from termread.tui.page.feature import Feature
from termread.tui.page.features.links import Links
from termread.tui.page.rows import Scene, with_label

if TYPE_CHECKING:
    from textual.events import Key

    from termread.tui.page.canvas import Canvas

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


def labels(count: int) -> Iterator[str]:
    """Yield *count* labels of one length, the easiest letters first."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    for letters, _ in zip(product(LETTERS, repeat=length), range(count), strict=False):
        yield "".join(letters)


class Hints(Feature):
    """Labels every link in view, and follows the one whose letters are typed."""

    def __init__(self, view: Canvas, links: Links) -> None:
        self._view, self._links = view, links
        self.shown: dict[str, int] = {}
        """The labels on the screen, and the number of the link each stands for."""
        self._typed = ""
        self.actions = {"hints": self._show}

    def opened(self) -> None:
        """Remove the labels."""
        self._end()

    def decorate(self, scene: Scene) -> None:
        """Put the labels that start with what has been typed over the start of their links."""
        for label, number in self.shown.items():
            start = self._links.all[number][0]
            y = scene.viewport.layout.line_of(start) - scene.viewport.top
            line = scene.viewport.line_at(y) if label.startswith(self._typed) else None
            cell = cell_of(line, start.offset) if line else None
            shown = None if line is None or cell is None else scrolled(line, cell, scene.viewport.shift_of(line))
            if shown is not None:
                scene.rows[y] = with_label(scene.rows[y], scene.geometry.left + shown, label, scene.inks)

    def _show(self) -> None:
        """Label the links in view and wait for letters."""
        numbers = self._links.in_view
        if not numbers:
            self._view.say("No links in view")
            return
        self.shown = dict(zip(labels(len(numbers)), numbers, strict=True))
        self._view.status.ask_key("Type a link's letters; esc cancels", self._take, self._end)

    def _take(self, event: Key) -> bool:
        self._typed += (event.character or " ").lower()
        if self._typed in self.shown:
            self._links.focused = self.shown[self._typed]
            self._end()
            self._links.follow()
            return False
        self._view.repaint()
        return any(label.startswith(self._typed) for label in self.shown)

    def _end(self) -> None:
        self.shown, self._typed = {}, ""

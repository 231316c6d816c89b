"""The view of an article: a canvas with every feature, its keys and its mouse."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on
from textual.binding import BindingType

from termread.commands import commands
from termread.layout.model import Page
from termread.palette import Theme
from termread.tui.bindings import bindings
from termread.tui.page.canvas import Canvas
from termread.tui.page.feature import Feature
from termread.tui.page.features.cursor import Cursor
from termread.tui.page.features.find import Find
from termread.tui.page.features.folds import Folds
from termread.tui.page.features.footnotes import Footnotes
from termread.tui.page.features.hints import Hints
from termread.tui.page.features.images import Images
from termread.tui.page.features.links import Links
from termread.tui.page.features.marks import Marks
from termread.tui.page.features.mouse import Mouse
from termread.tui.page.features.movement import Movement
from termread.tui.page.features.selection import Selection
from termread.tui.page.rows import Row
from termread.tui.page.status import Said, footer, how_far, where

SELECTING = frozenset(command.name for command in commands("selecting"))


class PageView(Canvas, can_focus=True):
    """Shows an article and does what can be done on the page. It knows nothing of the library or of other articles."""

    DEFAULT_CSS = "PageView { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("selecting"),
        *bindings("reader"),
    ]

    def __init__(self, theme: Theme, page: Page, **options: Any) -> None:
        super().__init__(theme, page, **options)
        self.cursor = Cursor(self)
        self.marks = Marks()
        self.links = Links(self)
        self.find = Find(self, self.links)
        self.selection = Selection(self, self.cursor, self.find)
        self.images = Images(self)
        self.hints = Hints(self, self.links)
        self.footnotes = Footnotes(self, self.links)
        self.folds = Folds(self, self.cursor)
        self.movement = Movement(self)
        self.mouse = Mouse(self, self.selection, self.footnotes)
        self.features = (
            self.cursor,
            self.marks,
            self.find,
            self.links,
            self.selection,
            self.images,
            self.hints,
            self.footnotes,
            self.folds,
            self.movement,
        )
        self.acts = {name: act for feature in self.features for name, act in feature.actions.items()}
        """The actions of all features, by name."""
        self.coming = False
        """Whether the rest of the article is still being loaded."""
        self.hint = ""
        """Text for the status row while the header is in view."""

    def action_perform(self, name: str) -> None:
        """Perform the action *name*."""
        self.acts[name]()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow only the actions of the features, and those of selecting only while the reader is selecting."""
        name = parameters[0] if action == "perform" else None
        return name is None or (name in self.acts and (self.selection.going_on or name not in SELECTING))

    def cancel(self) -> Feature | None:
        """Cancel what the topmost feature has in progress, and return that feature."""
        cancelled = next((each for each in reversed(self.features) if each.cancel()), None)
        if cancelled:
            self.redraw()
        return cancelled

    def status_row(self) -> Row | None:
        """Return the status row: the most important message, or where the reader is, and how much is left to read."""
        message = (
            self.status.message
            or self.selection.message
            or self.footnotes.message
            or self.links.message
            or self.find.message
        )
        if self.geometry.text_rows == self.geometry.rows and not (message and message.urgent):
            return None
        right = self.status.typed or how_far(self.viewport, coming=self.coming)
        said = message or Said(where(self.viewport, self.hint))
        return footer(self.geometry, self.inks, said, right, message=message is not None)

    @on(events.MouseEvent)
    def take_mouse(self, event: events.MouseEvent) -> None:
        """Handle the mouse."""
        if self.mouse.take(event):
            event.stop()

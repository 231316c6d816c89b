"""The view of an article: the canvas with all its features, its keys and its mouse."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on
from textual.binding import BindingType

from termread.layout.model import Page
from termread.palette import Theme
from termread.tui.actions import actions, bindings
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

SELECTING = frozenset(action.name for action in actions("selecting"))


class PageView(Canvas, can_focus=True):
    """Shows one article. It knows the page and the reader's place in it, not where articles come from or are kept."""

    DEFAULT_CSS = "PageView { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("selecting", call="perform('{}')"),
        *bindings("reader", call="perform('{}')"),
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
        """What does each of the actions of the page, by its name."""
        self.coming = False
        """Whether more of the article is still to come."""
        self.hint = ""
        """What the status row says while the header is in view."""

    def action_perform(self, name: str) -> None:
        """Do the action *name* of a feature."""
        self.acts[name]()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of other actions to the screen, and those of selecting while nothing is being selected."""
        name = parameters[0] if action == "perform" else None
        return name is None or (name in self.acts and (self.selection.going_on or name not in SELECTING))

    def cancel(self) -> Feature | None:
        """Give up what was begun last, and return the feature that had begun it."""
        given_up = next((each for each in reversed(self.features) if each.cancel()), None)
        if given_up:
            self.redraw()
        return given_up

    def status_row(self) -> Row | None:
        """Return the status row: what matters most now, and how much is left to read."""
        told = self.status.message or self.selection.told or self.footnotes.told or self.links.told or self.find.told
        if self.geometry.text_rows == self.geometry.rows and not (told and told.urgent):
            return None
        right = self.status.typed or how_far(self.viewport, coming=self.coming)
        said = told or Said(where(self.viewport, self.hint))
        return footer(self.geometry, self.inks, said, right, message=told is not None)

    @on(events.MouseEvent)
    def take_mouse(self, event: events.MouseEvent) -> None:
        """Let the mouse do its part."""
        if self.mouse.take(event):
            event.stop()

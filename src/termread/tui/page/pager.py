"""The pager: an article in view, and everything that a reader does on its page. It knows no framework."""

from __future__ import annotations

from termread.layout.model import Page
from termread.palette import Theme
from termread.tui.page.canvas import Canvas
from termread.tui.page.features import Feature
from termread.tui.page.features.figures import Figures
from termread.tui.page.features.find import Find
from termread.tui.page.features.headline import Headline
from termread.tui.page.features.images import Images
from termread.tui.page.features.links import Footnotes, Hints, Links
from termread.tui.page.features.marks import Marks
from termread.tui.page.features.movement import Folds, Movement
from termread.tui.page.features.selection import Cursor, Selection
from termread.tui.page.rows import Row
from termread.tui.page.status import Said, footer, how_far, prompt_row, where


class Pager(Canvas):
    """Shows an article and does what can be done on the page. It knows nothing of the library or of other articles."""

    def __init__(self, theme: Theme, page: Page) -> None:
        super().__init__(theme, page)
        self.cursor = Cursor(self)
        self.marks = Marks()
        self.links = Links(self)
        self.find = Find(self, self.links)
        self.selection = Selection(self, self.cursor, self.find)
        self.images = Images(self)
        self.hints = Hints(self, self.links)
        self.footnotes = Footnotes(self, self.links)
        self.figures = Figures(self, self.cursor, self.links)
        self.folds = Folds(self, self.cursor)
        self.movement = Movement(self)
        self.headline = Headline(self)
        self.features = (
            self.cursor,
            self.marks,
            self.find,
            self.links,
            self.selection,
            self.images,
            self.hints,
            self.footnotes,
            self.figures,
            self.folds,
            self.movement,
            self.headline,
        )
        self.acts = {name: act for feature in self.features for name, act in feature.actions.items()}
        """The actions of all features, by name."""
        self.coming = False
        """Whether the rest of the article is still being loaded."""
        self.hint = ""
        """Text for the status row while the header is in view."""

    def cancel(self) -> Feature | None:
        """Cancel what the topmost feature has in progress, and return that feature."""
        cancelled = next((each for each in reversed(self.features) if each.cancel()), None)
        if cancelled:
            self.redraw()
        return cancelled

    def status_row(self) -> Row | None:
        """Return the status row: the most important message, or where the reader is, and how much is left to read."""
        if self.find.prompt is not None:
            words = self.find.prompt
            return prompt_row(self.geometry, self.inks, "/", words, self.find.count if words else "")
        message = (
            self.status.message
            or self.selection.message
            or self.footnotes.message
            or self.links.message
            or self.find.message
            or self.figures.message
        )
        if self.geometry.text_rows == self.geometry.rows and not (message and message.urgent):
            return None
        right = self.status.typed or how_far(self.viewport, coming=self.coming)
        said = message or Said(where(self.viewport, self.hint))
        return footer(self.geometry, self.inks, said, right, message=message is not None)

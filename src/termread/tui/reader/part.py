"""A part of the reader: some of its commands, and what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from termread.article import Article
from termread.layout.places import extent
from termread.palette import Role
from termread.tui.page.rows import Span
from termread.tui.reader.screen import ArticleScreen

if TYPE_CHECKING:
    from termread.library.api import Library
    from termread.tui.page.pager import Pager


class Part:
    """A part of what can be done with an article: it performs *commands*, each by its method of that name."""

    commands: ClassVar[tuple[str, ...]] = ()

    def __init__(self, screen: ArticleScreen) -> None:
        """Act on the article of *screen*."""
        self.screen = screen
        self.desk = screen.desk
        self.changes = screen.changes

    def say(self, text: str, role: Role = "status") -> None:
        """Say *text* in the status row."""
        self.screen.say(text, role)

    @property
    def pager(self) -> Pager:
        """What the page is, and does."""
        return self.screen.pager

    @property
    def article(self) -> Article:
        """The article that shows."""
        return self.screen.article

    @property
    def entry(self) -> int:
        """The number of its entry in the library."""
        return self.screen.entry

    @property
    def library(self) -> Library:
        """What saves it."""
        return self.desk.library

    @property
    def top_sentence(self) -> Span:
        """The sentence at the top, which a command is about while nothing is selected."""
        return extent(self.article, self.pager.viewport.first, "sentence")

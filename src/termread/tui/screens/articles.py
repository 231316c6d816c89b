"""The articles that are open, to choose one or close one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from termread.layout.geometry import left_to_read
from termread.palette import Theme
from termread.tui.messages import CloseArticle
from termread.tui.screens.chooser import Chooser
from termread.tui.screens.reader import ReaderScreen
from termread.tui.widgets.rows import Entry


class ArticlesScreen(Chooser):
    """Lists the open articles, the last one looked at first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x,delete", "close_article", "Close it", show=False)]

    def __init__(self, theme: Theme, articles: Sequence[ReaderScreen], shown: ReaderScreen | None) -> None:
        """List *articles*, of which *shown* is the one on the screen."""
        entries = _entries(articles)
        cursor = 1 if len(entries) > 1 and shown is articles[-1] else 0
        super().__init__(theme, "Open articles", entries, cursor=cursor, hint="enter: read it   x: close it")

    def action_close_article(self) -> None:
        """Close the one under the cursor."""
        chosen = self.chosen
        if chosen is not None:
            self.entries.remove(chosen)
            self.fill(self.rows.cursor)
            self.post_message(CloseArticle(chosen.value))


def _entries(articles: Sequence[ReaderScreen]) -> list[Entry]:
    return [
        Entry(
            reader.article.title or reader.opened.kept.address,
            (),
            reader,
            role="text",
            note=left_to_read(reader.view.viewport.done, reader.opened.kept.minutes) if reader.view.is_laid_out else "",
        )
        for reader in reversed(articles)
    ]

"""What will show first when an article is opened again, as the bytes that draw it: for `first_screen` to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.geometry import Size

from termread import first_screen
from termread.article import Place
from termread.fetch.addresses import is_url
from termread.layout import Layout
from termread.tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from termread.tui.screens.reader import ReaderScreen


class Still(ArticleView):
    """A view that is never mounted: it draws the first frame of another one's article, and that only."""

    def __init__(self, view: ArticleView, place: Place) -> None:
        super().__init__(view.inks.theme, view.page)
        self._seen = view.size
        self.footing = view.footing
        self.first = view.first
        self.show(view.article, place)
        self.marks.flags, self.marks.coloured = view.marks.flags, view.marks.coloured

    @property
    def size(self) -> Size:
        """The size of the view that shows."""
        return self._seen

    def refresh(self, *_: Any, **__: Any) -> Still:
        """Paint nothing."""
        return self

    def _settle_from(self, layout: Layout) -> None:
        layout.settle(0)

    def draw(self, console: Console) -> bytes:
        """Return the frame as *console* writes it."""
        rows = (f"\x1b[{y};1H{row.strip.render(console)}" for y, row in enumerate(self._compose_frame(), 1))
        return "".join(rows).encode("utf-8", "replace")


def keep(reader: ReaderScreen, arguments: Iterable[str], console: Console) -> None:
    """Keep what *reader*'s article will show first, under all *arguments* that open it."""
    view = reader.view
    if view.sight is None or not view.size:
        return
    screen = Still(view, reader.reading_place.home(view.sight.place)).draw(console)
    for argument in dict.fromkeys(arguments):
        if "#" in argument and is_url(argument):
            continue  # it leads to a passage
        first_screen.keep(argument, view.size.width, view.size.height, screen)

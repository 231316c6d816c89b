"""What will show first when an article is opened again, as the bytes that draw it: for `first_screen` to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread import first_screen
from termread.article import Place
from termread.fetch.addresses import is_url
from termread.layout import lay_out
from termread.tui.page.draw import Drawer
from termread.tui.page.fast_paint import DEPTHS, whole, write
from termread.tui.page.features.marks import Marks
from termread.tui.page.rows import Row
from termread.tui.page.status import Said, footer, how_far, where
from termread.tui.page.viewport import Viewport
from termread.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from termread.tui.page.view import PageView
    from termread.tui.reader import ReaderScreen


def first_rows(view: PageView, place: Place) -> list[Row]:
    """Return the rows that the article of *view* will show first from *place*, as nothing is begun on it."""
    geometry = view.geometry
    viewport = Viewport(lay_out(view.article, replace(view.page, width=geometry.measure)), geometry.text_rows, place)
    viewport.layout.settle(0)
    rows = Drawer().rows(viewport, geometry, view.inks, (Marks(view.marks.flags, view.marks.coloured),))
    if geometry.text_rows < geometry.rows:
        rows.append(
            footer(geometry, view.inks, Said(where(viewport, view.hint)), how_far(viewport, coming=view.coming))
        )
    return rows


def keep(reader: ReaderScreen, arguments: Iterable[str], console: Console) -> None:
    """Keep what *reader*'s article will show first, under all *arguments* that open it."""
    view = reader.view
    if not view.is_laid_out or not view.size:
        return
    rows = first_rows(view, reader.reading_place.home(view.viewport.place))
    screen = write(whole(rows), DEPTHS[console.color_system]).encode("utf-8", "replace")
    for argument in dict.fromkeys(arguments):
        if "#" in argument and is_url(argument):
            continue  # it leads to a passage
        first_screen.keep(argument, view.size.width, view.size.height, screen)

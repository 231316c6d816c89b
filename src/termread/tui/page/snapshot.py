"""What will show first when an article is opened again, as the bytes that draw it: for `first_screen` to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread import first_screen
from termread.fetch.addresses import is_url
from termread.layout import lay_out
from termread.tui.page.draw import Drawer
from termread.tui.page.fast_paint import DEPTHS, whole, write
from termread.tui.page.feature import Feature
from termread.tui.page.features.marks import Marks
from termread.tui.page.rows import Row, Scene
from termread.tui.page.status import Said, footer, how_far, where
from termread.tui.page.viewport import Viewport
from termread.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from termread.tui.reader import ReaderScreen


def first_screen_of(
    scene: Scene, features: Sequence[Feature] = (), hint: str = "", *, coming: bool = False
) -> list[Row]:
    """Return the rows of *scene* as an article shows first: with *features*, and a status row that begins with *hint*."""
    viewport, geometry, inks, _ = scene
    viewport.layout.settle(0)
    rows = Drawer().rows(viewport, geometry, inks, features)
    if geometry.text_rows < geometry.rows:
        rows.append(footer(geometry, inks, Said(where(viewport, hint)), how_far(viewport, coming=coming)))
    return rows


def keep(reader: ReaderScreen, arguments: Iterable[str], console: Console) -> None:
    """Keep what *reader*'s article will show first, under all *arguments* that open it."""
    view = reader.view
    if not view.is_laid_out or not view.size:
        return
    layout = lay_out(view.article, replace(view.page, width=view.geometry.measure))
    viewport = Viewport(layout, view.geometry.text_rows, reader.reading_place.home(view.viewport.place))
    marks = Marks(view.marks.flags, view.marks.coloured)
    scene = Scene(viewport, view.geometry, view.inks, [])
    rows = first_screen_of(scene, (marks,), view.hint, coming=view.coming)
    screen = write(whole(rows), DEPTHS[console.color_system]).encode("utf-8", "replace")
    for argument in dict.fromkeys(arguments):
        if "#" in argument and is_url(argument):
            continue  # it leads to a passage
        first_screen.keep(argument, view.size.width, view.size.height, screen)

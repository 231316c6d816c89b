"""Pictures on the page: asked for when their room comes into sight, drawn when they have come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

from termread.article import Article, Place
from termread.layout.figures import rows_of
from termread.layout.layout import Picture as Room
from termread.layout.model import Page
from termread.tui.widgets.drawing import Row
from termread.tui.widgets.selecting import Selecting
from termread.values import replace

if TYPE_CHECKING:
    from termread.engine.messages import Picture
    from termread.tui.widgets.pictures import Cells


class Illustrating(Selecting, layer=True):
    """A page with pictures."""

    class Wanted(Message):
        """A picture is in sight: it should come in so many pixels, two to the height of a cell."""

        def __init__(self, src: str, width: int, height: int) -> None:
            self.src = src
            self.width = width
            self.height = height
            super().__init__()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._rooms: list[Room] = []
        """Those in sight."""
        self._pictures: dict[tuple[str, int, int], list[Cells] | None] = {}
        """What has come, and None for what was asked for."""

    def show(self, article: Article, place: Place | None = None) -> None:
        """Show *article*, its pictures still to come."""
        self._pictures = {}
        self.page = replace(self.page, shapes={})
        super().show(article, place)

    def set_page(self, page: Page) -> None:
        """Set the text another way, what is known of the pictures kept."""
        super().set_page(replace(page, shapes=self.page.shapes))

    def take_picture(self, wanted: Wanted, picture: Picture) -> None:
        """Draw the *picture* that was *wanted*; room that it leaves above and below goes back to the text."""
        from termread.tui.widgets.pictures import half_blocks

        cells = half_blocks(picture)
        shape = picture.height / picture.width
        rows = rows_of(shape, wanted.width)
        self._pictures[wanted.src, wanted.width, wanted.height] = cells
        if 2 * rows < wanted.height:
            self._pictures[wanted.src, wanted.width, 2 * rows] = cells
            self._shape(wanted.src, shape)
        self.redraw()

    def lose_picture(self, wanted: Wanted) -> None:
        """Give the room of a picture that cannot be had back to the text."""
        self._shape(wanted.src, 0)

    def _shape(self, src: str, shape: float) -> None:
        super().set_page(replace(self.page, shapes={**self.page.shapes, src: shape}))

    def finish(self, row: Row, y: int) -> Row:
        """Lay the pictures into their rooms."""
        if y == 0:
            self._look_for_pictures()
        row = super().finish(row, y)
        if self._rooms and self.sight:
            from termread.tui.widgets.pictures import laid_in

            line = self.sight.top + y
            for room in self._rooms:
                cells = self._pictures.get(_key(room))
                if cells and room.y <= line < room.y + room.rows:
                    row = laid_in(row, line, self.sheet.left, room, cells)
        return row

    def _look_for_pictures(self) -> None:
        sight = self.sight
        coloured = not (self.is_attached and self.app.no_color)
        self._rooms = (
            sight.layout.pictures(sight.top, sight.bottom) if sight and self.page.pictures and coloured else []
        )
        for room in self._rooms:
            if _key(room) not in self._pictures:
                self._pictures[_key(room)] = None
                self.post_message(self.Wanted(*_key(room)))


def _key(room: Room) -> tuple[str, int, int]:
    return room.src, room.cells, 2 * room.rows

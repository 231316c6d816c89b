"""What the shelf will show first, as the bytes that draw it: for `first_screen` to keep for the next start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from termread import first_screen, palette
from termread.tui.page.draw import whole, write
from termread.tui.shelf.model import Shelf
from termread.write.terminal import depth_of

if TYPE_CHECKING:
    from termread.desk import Desk


def shelf_of(desk: Desk) -> Shelf:
    """Return the shelf as the program begins with it."""
    return Shelf(desk, palette.chosen(desk.look.theme, os.environ))


def screen_of(shelf: Shelf, columns: int, rows: int) -> bytes:
    """Return what draws *shelf* on *columns* by *rows* cells."""
    shelf.resize(columns, rows)
    return write(whole(shelf.frame()), depth_of(os.environ)).encode("utf-8", "replace")


def keep(desk: Desk, columns: int, rows: int) -> None:
    """Keep what the shelf shows first on *columns* by *rows* cells, if that is not kept and will be true."""
    if desk.trouble or desk.config.this_time or first_screen.is_kept(first_screen.SHELF, columns, rows):
        return
    seen = first_screen.state(first_screen.SHELF)
    shelf = shelf_of(desk)
    if shelf.look_again() and not shelf.said:
        first_screen.keep(first_screen.SHELF, columns, rows, screen_of(shelf, columns, rows), seen)

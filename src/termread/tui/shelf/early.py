"""The shelf before the app is there: what shows first, kept for the next start, and what obeys while the framework loads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from termread import first_screen
from termread.commands.keymaps import names_of
from termread.errors import TermreadError
from termread.tui.page.draw import whole, write
from termread.tui.page.rows import Inks
from termread.tui.shelf.listing import Target
from termread.tui.shelf.model import Shelf
from termread.write.terminal import depth_of

if TYPE_CHECKING:
    from termread.desk import Desk
    from termread.palette import Theme
    from termread.tui.page.early import Early, EarlyScreen
    from termread.tui.page.tty import Key


class EarlyShelf(Shelf):
    """The shelf under the early driver."""

    def __init__(self, desk: Desk) -> None:
        """Show what is saved at *desk* now."""
        super().__init__(desk, desk.theme(desk.look))
        self._names = names_of(desk.config, "shelf", "anywhere")
        self.is_read = self.look_again() and not self.said and not desk.trouble
        """Whether all that shows could be read."""

    def key(self, key: Key) -> EarlyScreen | None:
        """Obey a key that moves, filters, opens a saved article or leaves."""
        if key.key in ("ctrl+c", "ctrl+q"):
            raise SystemExit(130 if key.key == "ctrl+c" else 0)
        if self.is_asking:
            return self._type(key)
        name = self._names.get(key.key, "")
        if name == "quit":
            raise SystemExit(0)
        if name == "read" and self.story is not None:
            return None
        if name == "read" and not isinstance(self.value, str):
            return self._opened()
        acts = self.acts() | {"filter": self._ask, "read": self.enter}
        act = self.widen if name == "cancel" and self.is_narrowed else acts.get(name)
        if act is None:
            return None
        self.said = None
        act()
        return self

    def resize(self, columns: int, rows: int) -> None:
        """Be drawn on *columns* by *rows* cells; where that shows already, so does the preview."""
        super().resize(columns, rows)
        if first_screen.kept:
            self.rest()

    def rest(self) -> bool:
        """Read how the article under the cursor begins, for the preview."""
        entry = self.beginning
        if entry is None:
            return False
        self.preview.take(entry, self.read_beginning(entry))
        return True

    def leave(self) -> None:
        """Leave: nothing has been changed."""

    def _ask(self) -> None:
        self.query, self.is_asking = "", True

    def _type(self, key: Key) -> EarlyScreen | None:
        if key.key in ("enter", "escape") or (key.key == "backspace" and not self.words):
            self.is_asking = False
        elif key.key == "backspace" or (key.character and key.character.isprintable()):
            self.filter(self.words[:-1] if key.key == "backspace" else f"{self.words}{key.character}")
        else:
            return None
        return self

    def _opened(self) -> EarlyScreen | None:
        from termread.tui.page.article import EarlyArticle

        target = self.enter()
        try:
            plain = target if isinstance(target, Target) and not target.passage else None
            kept = self.desk.library.entry(plain.entry) if plain else None
            opened = self.desk.from_shelf(kept) if kept and kept.has_text else None
        except TermreadError:
            return None
        return EarlyArticle(self.desk, opened, from_shelf=True) if opened else None


def shelf_of(early: Early | None, desk: Desk, theme: Theme) -> Shelf:
    """Take the shelf that *early* has shown over from it, or return a new one where it has not, or something failed."""
    shown = early.began if early and not early.failed else None
    shelf = shown if isinstance(shown, EarlyShelf) else Shelf(desk, theme)
    shelf.inks = Inks(theme)
    return shelf


def keep(desk: Desk, columns: int, rows: int) -> None:
    """Keep what the shelf shows first on *columns* by *rows* cells, if that is not kept and will be true."""
    if desk.trouble or desk.config.this_time or first_screen.find(first_screen.SHELF, (columns, rows)):
        return
    seen = first_screen.state(first_screen.SHELF)
    shelf = EarlyShelf(desk)
    shelf.resize(columns, rows)
    shelf.rest()
    if shelf.is_read:
        screen = write(whole(shelf.frame()), depth_of(os.environ)).encode("utf-8", "replace")
        first_screen.keep(first_screen.SHELF, (columns, rows), screen, seen=seen)

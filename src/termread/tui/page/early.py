"""The early driver: shows a screen and obeys its keys on the bare terminal, while the framework is being imported.

It knows nothing of what it shows but `EarlyScreen`, which the article (`early_article`) and the shelf implement. Nothing here,
nor in what implements it, may import the framework.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termread.tui.page.rows import Row


class Key(NamedTuple):
    """A key that was pressed, with the two attributes of a key event of the framework that we use."""

    key: str
    """Its name as in the table of commands and in keymaps: `j`, `G`, `/`, `space`, `enter`, `ctrl+d`, `pagedown`."""
    character: str | None = None
    """The character it types, if it types one."""


class EarlyScreen(Protocol):
    """A screen that the early driver can show. All methods are called in the driver's thread, until it hands over."""

    def resize(self, columns: int, rows: int) -> None:
        """Lay out for a terminal of *columns* by *rows* cells; called before the first `frame` and at every change."""

    def frame(self) -> Sequence[Row]:
        """Return the whole screen, a row of cells for each row of the terminal, as the app will draw it."""

    def key(self, key: Key) -> EarlyScreen | None:
        """Obey *key*, and return what shows from now on: this screen, or another one that the key led to.

        None means that only the app knows this key: it and all that is typed after it wait for the app, in order, so
        nothing may have been changed by it, a count typed before included. Raises SystemExit, with the exit status, for
        a key that ends the program; `leave` is called then.
        """

    def leave(self) -> None:
        """Save what the reader has changed (a place), because the program ends, by a key or by a signal."""

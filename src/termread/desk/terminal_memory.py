"""What a terminal like this one said of itself last, so that the next start need not wait for its answer."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from termread.errors import LibraryError

if TYPE_CHECKING:
    from termread.desk.library_access import LibraryAccess

Trait = Literal["background", "large text"]


class TerminalMemory:
    """Remembers the traits of each kind of terminal in the library."""

    def __init__(self, desk: LibraryAccess) -> None:
        """Remember in the library of *desk*, which is opened when first needed."""
        self._desk = desk
        self._known: dict[Trait, str] = {}

    def said(self, trait: Trait) -> str:
        """Return what this terminal said of *trait* last: "light" or "dark", "yes" or "no"; "" if nothing is known."""
        if trait not in self._known:
            self._known[trait] = self._desk.library.setting(_name(trait))
        return self._known[trait]

    def note(self, trait: Trait, value: str) -> None:
        """Take *value* for what it said of *trait*, until `keep` is called, for this run only."""
        self._known[trait] = value

    def keep(self) -> None:
        """Remember all of it; where nothing can be saved, it will be asked again."""
        with suppress(LibraryError):
            for trait, value in self._known.items():
                self._desk.library.remember(_name(trait), value)


def _name(trait: Trait) -> str:
    return " ".join([trait, *(os.environ.get(name, "") for name in ("TERM", "TERM_PROGRAM", "COLORFGBG"))])

"""The inks of a theme, mixed once each, and an ink as a rich style."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from termread.article import Style
from termread.palette import Ink, Role, Theme

if TYPE_CHECKING:
    from rich.style import Style as RichStyle


class Inks:
    """The inks of one theme. Equal inks are one object, so neighbors in the same ink can be told by `is`."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._mixed: dict[tuple[Role, tuple[Style, ...], tuple[Role, ...]], Ink] = {}
        self._same: dict[Ink, Ink] = {}

    def ink(self, role: Role = "text", marks: tuple[Style, ...] = (), above: tuple[Role, ...] = ()) -> Ink:
        """Return the ink of text in *role* with *marks*, under the roles *above* it."""
        key = (role, marks, above)
        found = self._mixed.get(key)
        if found is None:
            found = self.theme.ink_of(role, marks, above)
            found = self._mixed[key] = self._same.setdefault(found, found)
        return found

    def style(self, role: Role = "text", marks: tuple[Style, ...] = (), above: tuple[Role, ...] = ()) -> RichStyle:
        """Return the same as a rich style, for widgets that draw with rich."""
        return style_of(self.ink(role, marks, above))


@lru_cache(maxsize=4096)
def style_of(ink: Ink) -> RichStyle:
    """Return *ink* as a rich style; a color of None is the terminal's own."""
    from rich.style import Style as RichStyle

    return RichStyle(
        color=ink.colour,
        bgcolor=ink.ground,
        bold=ink.bold or None,
        italic=ink.italic or None,
        underline=ink.underline or None,
        dim=ink.dim or None,
        reverse=ink.reverse or None,
        strike=ink.strike or None,
    )

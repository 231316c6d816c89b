"""A theme's inks as the styles that the terminal framework draws with."""

from __future__ import annotations

from rich.style import Style as Drawn

from termread.article import Style
from termread.palette import Ink, Role, Theme


class Inks:
    """The styles of one theme, each made once."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._made: dict[tuple[Role, tuple[Style, ...], tuple[Role, ...]], Drawn] = {}

    def style(self, role: Role = "text", marks: tuple[Style, ...] = (), above: tuple[Role, ...] = ()) -> Drawn:
        """Return the style of text in *role* with *marks*, under the roles *above* it."""
        key = (role, marks, above)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = drawn(self.theme.ink_of(role, marks, above))
        return made


def drawn(ink: Ink) -> Drawn:
    """Return *ink* as a style: None for a colour means the terminal's own."""
    return Drawn(
        color=ink.colour,
        bgcolor=ink.ground,
        bold=ink.bold or None,
        italic=ink.italic or None,
        underline=ink.underline or None,
        dim=ink.dim or None,
        reverse=ink.reverse or None,
        strike=ink.strike or None,
    )

"""Our palette in the framework's terms, for the few widgets that it draws itself; and the filter for no colour."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import BUILTIN_THEMES
from textual.theme import Theme as FrameworkTheme

from termread.palette import Ink, Role, Theme
from termread.values import replace


def framework_theme(theme: Theme) -> FrameworkTheme:
    """Return *theme* as the framework wants it."""
    if theme.ansi:
        own = BUILTIN_THEMES["ansi-dark" if theme.dark else "ansi-light"]
        return replace(own, name=f"termread-{theme.name}")

    def colour(role: Role, *, ground: bool = False) -> str:
        ink: Ink = theme.ink(role)
        return (ink.ground if ground else ink.colour) or "#808080"

    return FrameworkTheme(
        name=f"termread-{theme.name}",
        primary=colour("link"),
        secondary=colour("kicker"),
        foreground=colour("text"),
        background=colour("text", ground=True),
        surface=colour("status", ground=True),
        panel=colour("status", ground=True),
        accent=colour("kicker"),
        warning=colour("notice"),
        error=colour("error"),
        success=colour("link"),
        dark=theme.dark,
        variables={
            "input-selection-background": colour("selection", ground=True),
            "block-cursor-background": colour("selection", ground=True),
            "block-cursor-foreground": colour("headline"),
        },
    )


class NoColour(LineFilter):
    """Leaves every segment its weight, slant, underline and reverse, and takes all colour away."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return *segments* without colour."""
        del background
        return [Segment(text, style and uncoloured(style), control) for text, style, control in segments]


@lru_cache(1024)
def uncoloured(style: Style) -> Style:
    """Return *style* without its colours."""
    return style.without_color

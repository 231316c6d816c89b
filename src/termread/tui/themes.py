"""Our palette in Textual's terms, for the few widgets that it draws itself; and the filter for no color."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import BUILTIN_THEMES
from textual.theme import Theme as TextualTheme

from termread.palette import Ink, Role, Theme
from termread.values import replace


def textual_theme(theme: Theme) -> TextualTheme:
    """Return *theme* as Textual wants it."""
    if theme.ansi:
        own = BUILTIN_THEMES["ansi-dark" if theme.dark else "ansi-light"]
        return replace(own, name=f"termread-{theme.name}")

    def colour(role: Role, *, ground: bool = False) -> str:
        ink: Ink = theme.ink(role)
        return (ink.ground if ground else ink.colour) or "#808080"

    return TextualTheme(
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


class NoColors(LineFilter):
    """Leaves every segment its weight, slant, underline and reverse, and takes all color away."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return *segments* without color."""
        del background
        return [Segment(text, style and uncolored(style), control) for text, style, control in segments]


@lru_cache(1024)
def uncolored(style: Style) -> Style:
    """Return *style* without its colors."""
    return style.without_color

"""Our tables in Textual's terms: commands as bindings and keymaps, the palette as a theme, and the filter for no color."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.color import Color
from textual.filter import LineFilter
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.theme import BUILTIN_THEMES
from textual.theme import Theme as TextualTheme

from termread.commands import COMMANDS, Where, commands
from termread.commands.keymaps import keys_of, parts_of
from termread.palette import Ink, Role, Theme
from termread.values import replace

if TYPE_CHECKING:
    from termread.config import Config


PERFORM = "perform('{}')"
"""How a binding calls a command of a screen."""


def bindings(*where: Where, call: str = PERFORM) -> list[Binding]:
    """Return the bindings of the commands that hold in the places *where*, which run *call* with the command's name in it.

    Each carries that name as its id, for keymaps.
    """
    return [
        Binding(",".join(command.keys), call.format(command.name), command.sentence, show=False, id=command.name)
        for command in commands(*where)
        if command.keys
    ]


def parse_actions() -> None:
    """Have Textual parse the action of each command now, while the garbage collector is off; it keeps the result.

    It uses `ast` for that, and CPython 3.11.7 counts the depth of all calls of `ast` together (gh-106905): where another one
    comes in between, the call fails, and a key would end the program.
    """
    from textual.actions import ActionError, parse

    for command in COMMANDS:
        with suppress(ActionError):
            parse(PERFORM.format(command.name))


def keymap(config: Config) -> dict[str, str]:
    """Return the keys that the settings give to commands, where they are others than the table's."""
    keys = keys_of(config)
    return {each.name: bound(keys[each.name]) for each in COMMANDS if keys[each.name] != each.keys}


def bound(keys: tuple[str, ...]) -> str:
    """Return *keys* as a keymap of Textual has them: names where a character would mislead it, commas between."""
    return ",".join(
        "+".join([*modifiers, _name_of(last) if len(last) == 1 else last])
        for *modifiers, last in (parts_of(key) for key in keys)
    )


def _name_of(character: str) -> str:
    """Return the name that Textual has for the key of *character*: a letter or digit is its own name."""
    from unicodedata import name

    if character.isalnum():
        return character
    named = name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(named, named)


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

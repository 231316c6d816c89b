"""The table of commands as Textual wants it: bindings, and the keys that settings give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS

from termread.commands import COMMANDS, Where, commands
from termread.commands.keymaps import keys_of, parts_of

if TYPE_CHECKING:
    from termread.config import Config


def bindings(*where: Where, call: str = "perform('{}')") -> list[Binding]:
    """Return the bindings of the commands that hold in the places *where*, which run *call* with the command's name in it.

    Each carries that name as its id, for keymaps.
    """
    return [
        Binding(",".join(command.keys), call.format(command.name), command.sentence, show=False, id=command.name)
        for command in commands(*where)
        if command.keys
    ]


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

"""Keymaps: the keys of other programs as changes to the table of commands, and the reader's own keys over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from termread.commands import COMMANDS, WHERE, Command, Where, commands, label

if TYPE_CHECKING:
    from termread.config import Config

PRESETS: Mapping[str, Mapping[str, str]] = {
    "termread": {},
    "less": {
        "line_down": "j down ctrl+e ctrl+n ctrl+j",
        "line_up": "k y up ctrl+y ctrl+k",
        "page_forward": "space f z pagedown ctrl+f ctrl+v",
        "page_back": "b pageup ctrl+b",
        "half_down": "d ctrl+d",
        "half_up": "u ctrl+u",
        "start": "g home",
        "end": "G end",
        "percent": "% p",
        "zen": "Z",
        "copy": "C",
        "mark": "m",
        "marks": "'",
        "help": "? h",
        "leave": "q Q",
        "figure": "W",
        "figure_close": "q Q W",
        "pan_left": "left",
    },
    "vim": {
        "line_down": "j down ctrl+e",
        "line_up": "k up ctrl+y",
        "page_forward": "space f pagedown ctrl+f",
        "page_back": "b pageup ctrl+b",
        "heading_next": "]",
        "heading_previous": "[",
        "marks": "' `",
        "go_back": "backspace ctrl+o alt+left",
        "go_forward": "alt+right ctrl+i",
        "link_next": "L",
        "select": "v V",
    },
    "newsboat": {
        "page_forward": "space f pagedown",
        "start": "home g",
        "end": "end G",
        "browse": "o O",
        "open": "ctrl+o",
        "go_back": "backspace alt+left",
        "bookmark": "ctrl+b B",
        "save_as": "s S",
        "shelf": "ctrl+s",
        "leave": "q",
    },
    "emacs": {
        "line_down": "ctrl+n j down",
        "line_up": "ctrl+p k up",
        "page_forward": "ctrl+v space f pagedown",
        "page_back": "alt+v b pageup",
        "start": "alt+< g home",
        "end": "alt+> G end",
        "paragraph_next": "alt+} }",
        "paragraph_previous": "alt+{ {",
        "find": "ctrl+s /",
        "cancel": "ctrl+g escape",
        "palette": "alt+x",
        "select": "ctrl+@ v",
        "copy": "alt+w y",
        "open": "ctrl+f o",
        "suspend": "ctrl+z",
        "pan_down": "ctrl+n j down",
        "pan_up": "ctrl+p k up",
        "pan_screen_down": "ctrl+v d pagedown",
        "pan_screen_up": "alt+v u pageup",
    },
}


def keys_of(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the keys of every command by its name, as the settings have them; unknown names are left out."""
    keys = {command.name: command.keys for command in COMMANDS}
    for changes in (PRESETS[config.keymap], config.keys):
        keys |= {name: tuple(_spelt(key) for key in given.split()) for name, given in changes.items() if name in keys}
    return keys


def names_of(config: Config, *where: Where) -> dict[str, str]:
    """Return the name of the command that each key performs, of those that hold in the first of the places *where*."""
    keys, names = keys_of(config), dict[str, str]()
    for place in where:
        for command in commands(place):
            for key in keys[command.name]:
                names.setdefault("comma" if key == "," else key, command.name)
    return names


def faults(config: Config) -> Iterator[str]:
    """Yield what is wrong with the keys of the settings, a sentence each: unknown names, keys that clash."""
    names = {command.name for command in COMMANDS}
    for name in config.keys:
        if name not in names:
            yield f"[keys] There is no command {name}; `termread keys` lists them."
    yield from clashes(keys_of(config))


def clashes(keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a sentence for every key that means two things in the same place."""
    for where in WHERE:
        taken: dict[str, Command] = {}
        for command in COMMANDS:
            if where not in command.where and not ("anywhere" in command.where and where != "selecting"):
                continue
            for key in keys[command.name]:
                other = taken.setdefault(key, command)
                if other is not command:
                    yield f"{label(key)} is bound to both {other.name} and {command.name}; {other.name} has it."


def parts_of(key: str) -> list[str]:
    """Return the modifiers of *key*, and last the key itself."""
    return [*key[:-2].split("+"), "+"] if key.endswith("++") else ["+"] if key == "+" else key.split("+")


def _spelt(key: str) -> str:
    """Return *key* as the table spells it, whatever habit wrote it: ctrl-d, C-d, <C-d>, space, PgDn."""
    word = key[1:-1] if len(key) > 2 and key[0] == "<" and key[-1] == ">" else key
    if len(word) == 1:
        return word
    *modifiers, last = word.replace("-", "+").split("+") if not word.endswith(("+", "-")) else (word[:-2], word[-1])
    long = {"c": "ctrl", "m": "alt", "a": "alt", "s": "shift", "ctrl": "ctrl", "alt": "alt", "meta": "alt"}
    spelt = [long.get(modifier.lower(), modifier.lower()) for modifier in modifiers if modifier]
    return "+".join([*spelt, _NAMES.get(last.lower(), last.lower() if len(last) > 1 else last)])


_NAMES = {"pgdn": "pagedown", "pgup": "pageup", "esc": "escape", "return": "enter", "bs": "backspace", "del": "delete"}

"""The clipboard: the terminal's own way (OSC 52), and the system's program where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from threading import Thread
from typing import TYPE_CHECKING, Any

from termread.text import clean

if TYPE_CHECKING:
    from textual.app import App

OSC_52_CAP = 100_000
"""Characters that are sent to the terminal; many drop longer ones, and some print them."""

PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
"""The variable that must be set for a program to be of use, and the program with its arguments."""


def copy(app: App[Any], text: str) -> None:
    """Put *text* on the clipboard."""
    text = clean(text)
    if len(text) <= OSC_52_CAP:
        app.copy_to_clipboard(text)
    command = program(os.environ)
    if command:
        Thread(target=_hand_over, args=(command, text), daemon=True, name="termread-clipboard").start()


def program(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the system's program for the clipboard with its arguments, if there is one that can work here."""
    for variable, command in PROGRAMS:
        if (not variable or environment.get(variable)) and shutil.which(command[0]):
            return command
    return None


def _hand_over(command: tuple[str, ...], text: str) -> None:
    try:
        subprocess.run(  # noqa: S603 - an argument list of our own, the text goes to its standard input
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return

"""The clipboard: tmux's where it runs, else the terminal's own way (OSC 52) and the system's program where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from threading import Thread
from typing import TYPE_CHECKING, Any

from termread.text import clean

if TYPE_CHECKING:
    from textual.app import App

    from termread.article import Article, Place

OSC_52_CAP = 100_000
"""Characters that are sent to the terminal; many drop longer ones, and some print them."""

PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
"""The variable that must be set for a program to be of use, and the program with its arguments."""

_TMUX = ("tmux", "load-buffer", "-w", "-")
"""Fills tmux's buffer and, from tmux 3.2 on, the clipboard of the terminal around it, also where it ignores OSC 52."""

Done = Callable[[str], object]
"""What takes why nothing was copied, or nothing where it was."""


def copy(app: App[Any], text: str, done: Done) -> None:
    """Put *text* on the clipboard, and tell *done* in the app's thread, now or once it is known."""
    text = clean(text)
    if os.environ.get("TMUX") and shutil.which(_TMUX[0]):
        _start(lambda: _copy_in_tmux(app, text, done))
        return
    command = program(os.environ)
    if len(text) <= OSC_52_CAP:
        app.copy_to_clipboard(text)
        if command:
            _start(lambda: _hand_over(command, text))
        done("")
    elif command:
        _start(lambda: app.call_later(done, "" if _hand_over(command, text) else f"Not copied: {command[0]} failed"))
    else:
        done("Not copied: too long for the terminal. Install wl-copy, xclip or xsel, or save it with S")


def program(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the system's program for the clipboard with its arguments, if there is one that can work here."""
    for variable, command in PROGRAMS:
        if (not variable or environment.get(variable)) and shutil.which(command[0]):
            return command
    return None


def _copy_in_tmux(app: App[Any], text: str, done: Done) -> None:
    command = program(os.environ)
    if _hand_over(_TMUX, text) or (command and _hand_over(command, text)):
        app.call_later(done, "")
    elif len(text) <= OSC_52_CAP and _tmux_takes_osc_52():
        app.call_later(app.copy_to_clipboard, text)
        app.call_later(done, "")
    else:
        app.call_later(done, "Not copied: tmux refused it. Put this into tmux.conf: set -s set-clipboard on")


def _tmux_takes_osc_52() -> bool:
    try:
        said = subprocess.run(
            ("tmux", "show-options", "-sv", "set-clipboard"),  # noqa: S607 - the tmux that the reader runs
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return said.stdout.strip() == b"on"


def _start(work: Callable[[], object]) -> None:
    Thread(target=work, daemon=True, name="termread-clipboard").start()


def _hand_over(command: tuple[str, ...], text: str) -> bool:
    """Give *text* to a program; returns whether it took it."""
    try:
        done = subprocess.run(  # noqa: S603 - an argument list of our own, the text goes to its standard input
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def quotation(article: Article, span: tuple[Place, Place]) -> str:
    """Return *span* in quotation marks with author, title, site, date, and a link that leads to the very passage."""
    from termread.layout.passages import text_between, write_fragment

    text = "\n".join(f"> {line}".rstrip() for line in text_between(article, *span).split("\n"))
    address = article.canonical_url or article.url
    if address:
        address = address.partition("#")[0] + write_fragment(article, *span)
    title = f"“{article.title}”" if article.title else None
    by = article.byline or ", ".join(article.authors) or None
    day = article.published[:10] if article.published else None
    source = ", ".join(part for part in (by, title, article.site, day) if part)
    return "\n".join(
        part for part in (text, "", f"— {source}" if source else "", address or "") if part or part == ""
    ).strip()

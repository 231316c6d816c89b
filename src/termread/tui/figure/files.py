"""The file of a picture: its name, and the commands that save it and show it outside."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from termread.errors import LibraryError, TermreadError, Unreachable
from termread.text import clean_line

if TYPE_CHECKING:
    from textual.screen import Screen

    from termread.article import Figure
    from termread.palette import Role
    from termread.tui.prompt import Prompt

LONGEST = 40
"""Characters of a name that is proposed, at most, without its suffix."""

_SIGNS = (
    (re.compile(rb"\x89PNG\r\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
    (re.compile(rb"....ftypavif", re.DOTALL), ".avif"),
    (re.compile(rb"BM"), ".bmp"),
    (re.compile(rb"II\*\0|MM\0\*"), ".tiff"),
)


def kind_of(data: bytes) -> str:
    """Return the suffix for the file *data* by its first bytes, or an empty string if it is no picture that we know."""
    return next((suffix for sign, suffix in _SIGNS if sign.match(data)), "")


def file_name(figure: Figure, data: bytes) -> str:
    """Return the name that is proposed for the file *data* of *figure*: the page's own, or the caption's first words."""
    own = "" if figure.src.startswith("data:") else unquote(urlsplit(figure.src).path).rpartition("/")[2]
    stem, _, suffix = own.rpartition(".") if "." in own else (own, "", "")
    words = re.findall(r"\w+", stem or figure.caption.text.lower() or figure.alt.lower()) or ["picture"]
    while len(words) > 1 and len("-".join(words)) > LONGEST:
        words.pop()
    known = kind_of(data) or (f".{suffix.lower()}" if re.fullmatch(r"\w{2,5}", suffix) else "")
    return "-".join(words)[:LONGEST] + known


def save(path: Path, data: bytes) -> str:
    """Write *data* to *path*, and return the sentence that says where it is; raises LibraryError if it cannot be written."""
    from termread.write import whole_file

    name = clean_line(str(path.absolute()))
    try:
        with whole_file(path) as file:
            file.write(data)
    except OSError as error:
        raise LibraryError(f"{name} could not be written: {error.strerror or 'it failed'}.", code="output") from error
    return f"Saved to {name}"


def view(data: bytes, at_end: list[Callable[[], object]]) -> str:
    """Show *data* in the system's viewer, and return a sentence about it; raises Unreachable if there is no viewer.

    The viewer gets a copy, which what is added to *at_end* removes. Only a picture of a known kind is handed over: what else it may be, the system could run.
    """
    import tempfile

    from termread.desk.system import show_file

    kind = kind_of(data)
    if not kind:
        raise Unreachable("Not opened: this is no kind of picture that is safe to hand to a viewer. S saves the file.")
    number, path = tempfile.mkstemp(kind, "termread-")
    with os.fdopen(number, "wb") as file:
        file.write(data)
    at_end.append(partial(Path(path).unlink, missing_ok=True))
    return f"Opened with {show_file(path)}"


class FileCommands:
    """The commands about the file of a figure."""

    def __init__(self, screen: Screen[None], prompt: Prompt, say: Callable[[str, Role], object]) -> None:
        """Ask by *prompt* on *screen*, and *say* what came of it there."""
        self._screen, self._prompt, self._say = screen, prompt, say

    def ask_where(self, figure: Figure, data: bytes) -> None:
        """Ask where *data*, the file of *figure*, is to be saved."""
        name = file_name(figure, data)
        self._prompt.ask("Save picture as", lambda answer: self._save(answer, data), value=name)

    def view(self, figure: Figure, data: bytes) -> None:
        """Show *data*, the file of *figure*, in the system's viewer."""
        del figure
        at_end: list[Callable[[], object]] = getattr(self._screen.app, "at_end", [])
        self._do(lambda: view(data, at_end))

    def _save(self, name: str, data: bytes) -> None:
        if not name.strip():
            return
        path = Path(os.path.expanduser(name.strip()))  # noqa: PTH111 - the other raises where there is no such user
        if not os.path.lexists(path):
            self._do(lambda: save(path, data))
            return
        from termread.tui.dialogs.question import YesNo

        def answered(yes: bool | None) -> None:
            if yes:
                self._do(lambda: save(path, data))
            else:
                self._say("Not saved", "status")

        self._screen.app.push_screen(YesNo(f"Overwrite? y/n ({clean_line(path.name)} exists)", answered))

    def _do(self, work: Callable[[], str]) -> None:
        """Do *work*, which may take a while, in a thread, and say what it returns, or why it failed."""
        role: Role = "status"

        def job() -> None:
            nonlocal role
            try:
                said = work()
            except TermreadError as error:
                said, role = error.text, "error"
            self._screen.app.call_later(self._tell, said, role)

        Thread(target=job, daemon=True, name="termread-file").start()

    def _tell(self, text: str, role: Role) -> None:
        if self._screen.is_attached:
            self._say(text, role)

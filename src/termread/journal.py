"""The log, where one was asked for: a line an event, in a file under the state folder. Never the text of an article."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

LEVELS = ("debug", "info", "warning", "error")

ENGINE_LOG = "TERMREAD_ENGINE_LOG"
"""The environment variable that names the file for what an engine child has to say."""

_file: TextIO | None = None
_least = len(LEVELS)


def start(level: str, folder: Path) -> Path | None:
    """Write what is noted at *level* and above to a file in *folder*; returns it, or None where it cannot be written."""
    global _file, _least  # noqa: PLW0603 - a program has one log
    path = folder / "termread.log"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _file = open(  # noqa: PTH123, SIM115 - only the reader may read it; it lasts as long as the program
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
            "a",
            encoding="utf-8",
            errors="replace",
            buffering=1,
        )
    except OSError:
        return None
    _least = LEVELS.index(level)
    os.environ.setdefault(ENGINE_LOG, str(path))
    return path


def note(level: str, sentence: str) -> None:
    """Note *sentence*, one line, if there is a log and it wants *level*; secrets in addresses are left out."""
    if _file is None or LEVELS.index(level) < _least:
        return
    import re
    from time import gmtime, strftime

    from termread.text import clean_line

    open_words = re.sub(r"(?<=://)[^/@\s]+@|(?<=[?&])([^=&\s]+)=[^&\s]*", r"\1=…", clean_line(sentence))
    try:
        _file.write(f"{strftime('%Y-%m-%dT%H:%M:%SZ', gmtime())} {level:<7} {open_words}\n")
    except (OSError, ValueError):
        return

"""The optional log, and crash reports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from termread.paths import ENGINE_LOG

LEVELS = ("debug", "info", "warning", "error")

_file: TextIO | None = None
_least = len(LEVELS)


def start(level: str, folder: Path) -> Path | None:
    """Log at *level* and above to a file in *folder*; return its path, or None if it cannot be written."""
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
    """Log the one-line *sentence* if there is a log and *level* is enabled; secrets in addresses are removed."""
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


TOO_MANY_FILES = (23, 24)
"""ENFILE, EMFILE."""


def sentence_of(error: BaseException) -> str:
    """Return a sentence about *error*, after writing a report unless the system is out of memory or file handles."""
    if isinstance(error, MemoryError) or "can't start new thread" in str(error):
        return "There is too little memory here for termread. Close other programs, or raise the limit (ulimit -v)."
    if isinstance(error, OSError) and error.errno in TOO_MANY_FILES:
        return "termread may not open as many files as it needs. Close other programs, or raise the limit (ulimit -n)."
    try:
        return write_report(error)
    except Exception:  # noqa: BLE001 - there is no way left to report it
        return f"Something went wrong inside termread ({type(error).__name__}); your library is safe."


def write_report(error: BaseException) -> str:
    """Write a crash report for *error* and return the sentence that points the reader to it."""
    import platform
    import tempfile
    import traceback
    from time import gmtime, strftime

    from termread import __version__
    from termread.config import folders

    text = (
        f"termread {__version__}, Python {platform.python_version()}, {platform.platform()}, "
        f"TERM={os.environ.get('TERM', '')}\n{strftime('%Y-%m-%dT%H:%M:%SZ', gmtime())}\n\n"
        + "".join(traceback.format_exception(error))
    )
    name = f"report-{strftime('%Y%m%d-%H%M%S', gmtime())}-{os.getpid()}.txt"
    for folder in (folders().state, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = folder / name
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return f"Something went wrong inside termread; your library is safe. The report is in {path}"
    kind = type(error).__name__
    return f"Something went wrong inside termread ({kind}), and no report could be written; your library is safe."

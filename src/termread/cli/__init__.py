"""The shell's door: arguments to desk. What comes out is a screen, or a page on standard output, and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from termread import first_screen
from termread.cli.commands import COMMANDS
from termread.cli.stderr import tell
from termread.errors import LibraryError, TermreadError

BROKEN_PIPE = 141
"""What a shell reports of a program that was ended by SIGPIPE."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run termread with *arguments* (the command line's by default) and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    sentence = ""
    try:
        if arguments is None and len(words) == 1 and not words[0].startswith("-") and words[0] not in COMMANDS:
            _begin(words[0])
        status = _run(words)
        _flush()
    except TermreadError as error:
        sentence, status = error.text, error.status
        if error.code == "output":
            _silence()
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        _silence()
        status = BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last one to catch it: a report, never a traceback
        sentence, status = _told(error), 1
    held = first_screen.attributes is not None
    first_screen.release()
    if sentence:
        tell(sentence)
    if arguments is None and (held or "textual" in sys.modules):
        # The interpreter's own tidying up takes longer than a reader who leaves should have to wait, and may fail.
        os._exit(status)
    return status


def _begin(argument: str) -> None:
    """Do at once what the opening of *argument* begins with: show the screen that is kept of it, or wake the engine."""
    if not first_screen.show(argument):
        from termread.engine.process import prepare

        prepare()


def _told(error: Exception) -> str:
    """Return the sentence that tells of *error*, with a report of it where the system has room for one."""
    try:
        from termread import report

        return report.sentence_of(error)
    except (OSError, MemoryError):
        return "The system gives termread too little memory, or too few files. Close other programs, or raise ulimit."


def _run(words: list[str]) -> int:
    if words and words[0] in ("--version", "-V"):
        from termread import __version__

        print(f"termread {__version__}")  # noqa: T201
        return 0
    if words and words[0] in COMMANDS:
        from termread.cli.command import run

        return run(words[0], words[1:])
    from termread.cli.options import parse

    options = parse(words)
    from termread.cli.reading import read

    return read(options)


def _flush() -> None:
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise LibraryError(f"The output cannot be written: {error.strerror}.", code="output") from error


def _silence() -> None:
    """Point standard output at nothing, so that the interpreter's own last flush is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)

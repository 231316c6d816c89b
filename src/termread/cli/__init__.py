"""The shell's door: arguments to desk. What comes out is a screen, or a page on standard output, and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from termread.errors import LibraryError, TermreadError

BROKEN_PIPE = 141
"""What a shell reports of a program that was ended by SIGPIPE."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run termread with *arguments* (the command line's by default) and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(words)
        _flush()
    except TermreadError as error:
        tell(error.text)
        status = error.status
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        _silence(sys.stdout)
        status = BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last one to catch it: a report, never a traceback
        from termread import report

        tell(report.write(error))
        status = 1
    return status


def tell(sentence: str) -> None:
    """Say *sentence* on standard error, if there is one."""
    try:
        print(f"termread: {sentence}", file=sys.stderr)  # noqa: T201 - this is where it is said
    except (OSError, ValueError, AttributeError):
        return


def _run(words: list[str]) -> int:
    if words and words[0] in ("--version", "-V"):
        from termread import __version__

        print(f"termread {__version__}")  # noqa: T201
        return 0
    from termread.cli.commands import COMMANDS, run

    if words and words[0] in COMMANDS:
        return run(words[0], words[1:])
    from termread.cli.options import parse
    from termread.cli.reading import read

    return read(parse(words))


def _flush() -> None:
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _silence(sys.stdout)
        raise LibraryError(f"The output cannot be written: {error.strerror}.", code="output") from error


def _silence(stream: object) -> None:
    """Point standard output at nothing, so that the interpreter's own last flush is quiet."""
    del stream
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)

"""Standard streams and output files: errors become sentences, and a file is written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, TextIO, TypeVar

from termread.errors import Cancelled, LibraryError, NoInput, TermreadError
from termread.write import whole_file

if TYPE_CHECKING:
    from termread.config import FetchSettings


class Output:
    """An output stream whose errors become sentences."""

    def __init__(self, stream: TextIO, columns: int) -> None:
        """Write to *stream*, which is *columns* cells wide."""
        self._stream = stream
        self.columns = columns

    def write(self, text: str) -> None:
        """Write *text* and flush."""
        with _sentences():
            self._stream.write(text)
            self._stream.flush()

    def write_bytes(self, data: bytes) -> None:
        """Write *data* and flush."""
        with _sentences():
            self._stream.flush()
            self._stream.buffer.write(data)
            self._stream.flush()


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise failed(error) from error


UNBOUNDED = 1 << 20
"""The width assumed when the output is not a terminal."""


@contextmanager
def opened(path: str = "") -> Iterator[Output]:
    """Yield an output for the file *path*, or for standard output; a file only appears once it is complete."""
    if not path or path == "-":
        yield _standard()
        return
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8") as stream:
                yield Output(stream, UNBOUNDED)
            return
        with (
            whole_file(target) as file,
            TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n") as stream,
        ):
            yield Output(stream, UNBOUNDED)
    except OSError as error:
        raise failed(error, path) from error


def failed(error: OSError, path: str = "") -> LibraryError:
    """Return the error for an output that cannot be written."""
    from termread.text import clean_line

    where = f"The file {clean_line(path)}" if path else "The output"
    return LibraryError(f"{where} cannot be written: {error.strerror or 'it fails'}.", code="output")


def _standard() -> Output:
    if sys.stdout is None:
        raise LibraryError("The output cannot be written: standard output is closed.", code="output")
    if sys.stdout.isatty():
        import shutil

        _reconfigure(sys.stdout, encoding=None)
        return Output(sys.stdout, shutil.get_terminal_size().columns)
    _reconfigure(sys.stdout, encoding="utf-8")
    return Output(sys.stdout, UNBOUNDED)


def _reconfigure(stream: TextIO, encoding: str | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=encoding or stream.encoding, errors="replace")


def tell(sentence: str) -> None:
    """Print *sentence* to standard error, if it is open."""
    from termread.text import clean_line

    try:
        print(f"termread: {clean_line(sentence)}", file=sys.stderr)  # noqa: T201 - the one place that prints messages
    except (OSError, ValueError, AttributeError):
        return


def standard_input(settings: FetchSettings) -> bytes:
    """Return all of standard input; raises NoInput if it is closed, TooLarge if it exceeds the cap for a file."""
    from termread.fetch.local import read_standard_input

    if sys.stdin is None:
        raise NoInput("Standard input is closed.")
    if sys.stdin.isatty():
        print("termread: type or paste the text, then press ctrl-d.", file=sys.stderr)  # noqa: T201
    return read_standard_input(sys.stdin.buffer, settings)


SOON = 0.3
"""Seconds before any progress is shown."""

OFTEN = 0.1
"""Minimum seconds between two progress lines."""

Thing = TypeVar("Thing")


def progress(line: str) -> None:
    """Show *line* in place of the previous one."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


def clear() -> None:
    """Erase the progress line."""
    progress("")


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Show *words* and the elapsed seconds while the code inside takes long."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    over, began = Event(), monotonic()

    def tell() -> None:
        pause = SOON
        while not over.wait(pause):
            progress(f"{words}… {monotonic() - began:.0f} s")
            pause = max(OFTEN, 0.01)

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
        if monotonic() - began >= SOON:
            clear()


def counted(things: Iterable[Thing], line: Callable[[int], str]) -> Iterator[Thing]:
    """Yield *things*, showing *line* of the count so far if they take long."""
    due, shown = monotonic() + SOON, False
    try:
        for number, thing in enumerate(things):
            if (now := monotonic()) >= due:
                progress(line(number))
                due, shown = now + OFTEN, True
            yield thing
    finally:
        if shown:
            clear()


def amount(number: int, one: str, many: str) -> str:
    """Return a *number* with the word for what is counted."""
    return f"{number:,} {one if number == 1 else many}"


def each_of(arguments: list[str], do: Callable[[int, str], None], named: bool = False) -> int:
    """Call *do* with each of *arguments*, numbered from 1, reporting errors; return the most serious exit status."""
    status = 0
    for number, each in enumerate(arguments, 1):
        try:
            do(number, each)
        except (Cancelled, LibraryError):
            raise
        except TermreadError as error:
            clear()
            tell(f"{each}: {error.text}" if named else error.text)
            status = max(status, error.status)
    return status

"""Where what is printed goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from termread.errors import LibraryError
from termread.whole_file import whole_file


class Output:
    """Something to print to; a failure is told in a sentence."""

    def __init__(self, stream: TextIO, columns: int) -> None:
        """Print to *stream*, *columns* cells wide."""
        self._stream = stream
        self.columns = columns

    def write(self, text: str) -> None:
        """Write *text* now."""
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise failed(error) from error

    def write_bytes(self, data: bytes) -> None:
        """Write *data* now."""
        try:
            self._stream.flush()
            self._stream.buffer.write(data)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise failed(error) from error


UNBOUNDED = 1 << 20
"""The columns of what is no terminal."""


@contextmanager
def opened(path: str = "") -> Iterator[Output]:
    """Give an output to the file *path*, or to standard output; a file stands there only once all is written."""
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
    """Return the error of an output that cannot be written."""
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

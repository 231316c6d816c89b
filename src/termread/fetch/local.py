"""Local input: regular files, standard input, and the output of a command set by the user."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from termread.config import FetchSettings, Site
from termread.document import Document
from termread.errors import Empty, NoInput, TooLarge, UsageError
from termread.text import clean_line

if TYPE_CHECKING:
    from subprocess import Popen


_PIECE = 1 << 20

_KINDS = (
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a pipe, not a file. To read from a pipe, give - as the file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)


def read_file(path: str, settings: FetchSettings) -> Document:
    """Return the document in the regular file *path*; raises NoInput, TooLarge or Empty."""
    name = _name(path)
    with _opened(path, name) as file:
        size = os.fstat(file.fileno()).st_size
        _fits(name, size, settings)
        data = _bounded(file, settings.decoded_bytes, name, size + 1)
    if not data or data.isspace():
        raise Empty(f"{name} is empty.")
    return Document(address=path, data=data)


def read_lines(path: str, settings: FetchSettings) -> Generator[str, None, None]:
    """Yield the lines of the regular file *path*, of any size; a line over the cap comes in parts."""
    with _opened(path, _name(path)) as file:
        while line := file.readline(settings.decoded_bytes):
            yield line.decode("utf-8", "replace")


@contextmanager
def _opened(path: str, name: str) -> Iterator[BinaryIO]:
    try:
        # Checked before opening, since opening a pipe without a writer would block, and again afterwards through the
        # descriptor, since the file may have been replaced in between.
        _check(name, Path(path).stat())
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(handle, "rb") as file:
            _check(name, os.fstat(handle))
            yield file
    except OSError as error:
        raise NoInput(_why(name, error)) from error
    except ValueError:
        raise NoInput(f"There is no file {name}.") from None


def _name(path: str) -> str:
    return clean_line(os.fsencode(path).decode("utf-8", "replace"))


def read_standard_input(stream: BinaryIO, settings: FetchSettings) -> bytes:
    """Return everything from *stream*; raises TooLarge, or NoInput if it cannot be read."""
    try:
        return _bounded(stream, settings.decoded_bytes, "Standard input")
    except (OSError, ValueError) as error:
        raise NoInput("Standard input cannot be read. Name a file instead.") from error


def _check(name: str, status: os.stat_result) -> None:
    for is_kind, sentence in _KINDS:
        if is_kind(status.st_mode):
            raise NoInput(f"{name} {sentence}.")


def _fits(name: str, size: int, settings: FetchSettings) -> None:
    if size > settings.decoded_bytes:
        raise TooLarge(
            f"{name} is too large: {megabytes(size)}, and the cap is {megabytes(settings.decoded_bytes)} "
            "(decoded_bytes in the settings)."
        )


def _bounded(file: BinaryIO, cap: int, name: str, piece_size: int = _PIECE) -> bytes:
    # In pieces: Python allocates the full requested size up front, and the cap may not fit in memory.
    pieces, size = [], 0
    while size <= cap and (piece := file.read(piece_size)):
        pieces.append(piece)
        size += len(piece)
        piece_size = _PIECE
    data = b"".join(pieces)
    if size > cap:
        raise TooLarge(f"{name} is too large: more than {megabytes(cap)} (decoded_bytes in the settings).")
    return data


def megabytes(count: int) -> str:
    """Return *count* bytes as text for messages."""
    if count < 1 << 20:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / (1 << 20):.0f} MB"


def _why(name: str, error: OSError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return f"There is no file {name}."
        case PermissionError():
            return f"{name} may not be read: permission is denied. Change its permissions, or ask its owner."
        case IsADirectoryError():
            return f"{name} is a folder, not a file."
        case _:
            return f"{name} cannot be read: {clean_line(error.strerror or 'the system refuses')}."


PLACE = "{url}"


def read_command(url: str, host: str, settings: FetchSettings, site: Site) -> bytes:
    """Return what the site's `fetch_command` prints for *url*; raises UsageError or Unreachable."""
    import subprocess
    from urllib.parse import quote

    # Printable ASCII without quotes, as a browser would send it, so that no program can misread part of it.
    url = quote(url, safe=":/?#[]@!$&()*+,;=%~-._")
    arguments = [part.replace(PLACE, url) for part in site.fetch_command]
    if not any(PLACE in part for part in site.fetch_command):
        arguments.append(url)
    name = clean_line(arguments[0])
    try:
        with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as program:  # noqa: S603
            return _output(program, name, host, settings)
    except OSError as error:
        raise UsageError(
            f"The program {name} that is set as fetch_command for {host} cannot be run: "
            f"{clean_line(error.strerror or '')}."
        ) from None


def _output(program: Popen[bytes], name: str, host: str, settings: FetchSettings) -> bytes:
    import threading

    from termread.fetch.faults import AGAIN, fault

    assert program.stdout is not None
    timer = threading.Timer(settings.total_seconds, program.kill)
    timer.start()
    try:
        data = program.stdout.read(settings.decoded_bytes + 1)
    finally:
        over = not timer.is_alive()
        timer.cancel()
        program.stdout.close()
    status = program.wait()
    if over:
        raise fault(
            "deadline", f"{name} took longer than {settings.total_seconds:g} seconds to fetch from {host}. {AGAIN}"
        )
    if not data.strip():
        raise fault(
            "command", f"{name} gave nothing for the page at {host}: it ended with the status {status}. Try it by hand."
        )
    return data[: settings.decoded_bytes]

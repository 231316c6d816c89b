"""Files and standard input: regular files only, and never more than the cap."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from termread.config import FetchSettings
from termread.document import Document
from termread.errors import Empty, NoInput, TooLarge
from termread.text import clean_line

_KINDS = (
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a pipe, not a file. To read from a pipe, give - as the file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)


def read_file(path: str, settings: FetchSettings) -> Document:
    """Return the document in the regular file *path*; raises NoInput, TooLarge or Empty."""
    name = clean_line(os.fsencode(path).decode("utf-8", "replace"))
    try:
        # Looked at before it is opened: opening a pipe that nobody writes to would never end. Looked at again after,
        # through the handle: it may have been exchanged between.
        _check(name, Path(path).stat(), settings)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(handle, "rb") as file:
            _check(name, os.fstat(handle), settings)
            data = _bounded(file, settings.decoded_bytes, name)
    except OSError as error:
        raise NoInput(_why(name, error)) from error
    except ValueError:
        raise NoInput(f"There is no file {name}.") from None
    if not data.strip():
        raise Empty(f"{name} is empty.")
    return Document(address=path, data=data)


def read_standard_input(stream: BinaryIO, settings: FetchSettings) -> bytes:
    """Return all that comes from *stream*; raises TooLarge or Empty."""
    try:
        data = _bounded(stream, settings.decoded_bytes, "Standard input")
    except (OSError, ValueError) as error:
        raise NoInput("Standard input cannot be read.") from error
    if not data.strip():
        raise Empty("Standard input is empty: nothing came through the pipe.")
    return data


def _check(name: str, status: os.stat_result, settings: FetchSettings) -> None:
    for is_kind, sentence in _KINDS:
        if is_kind(status.st_mode):
            raise NoInput(f"{name} {sentence}.")
    if status.st_size > settings.decoded_bytes:
        raise TooLarge(
            f"{name} is too large: {megabytes(status.st_size)}, and the cap is {megabytes(settings.decoded_bytes)} "
            "(decoded_bytes in the settings)."
        )


def _bounded(file: BinaryIO, cap: int, name: str) -> bytes:
    data = file.read(cap + 1)
    if len(data) > cap:
        raise TooLarge(f"{name} is too large: more than {megabytes(cap)} (decoded_bytes in the settings).")
    return data


def megabytes(count: int) -> str:
    """Return *count* bytes in words."""
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

"""Atomic file writes: a file appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that replaces *path* once all is written; after an exception nothing is left of it.

    A file that was there keeps its permissions, and a symbolic link goes on pointing at what it names.
    Raises OSError where it cannot be written.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".termread-{os.urandom(6).hex()}.part")
    # Never the file of somebody else: it must not be there yet.
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
        with suppress(FileNotFoundError):
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)

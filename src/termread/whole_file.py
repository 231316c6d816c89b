"""Atomic file writes: a file appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that replaces *path* once fully written; on an exception nothing is left behind.

    An existing file keeps its permissions, and a symbolic link keeps pointing to the same file.
    Raises OSError if it cannot be written.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".termread-{os.urandom(6).hex()}.part")
    # O_EXCL: never write to an existing file, which may belong to somebody else.
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
        with suppress(FileNotFoundError):
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)

"""Pictures that were fetched, kept in the cache folder so that an article has them offline; the oldest go first."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from termread import paths


class PictureCache:
    """Keeps pictures by their address, at most *cap* bytes of them; with 0, it neither keeps nor finds any."""

    def __init__(self, cap: int) -> None:
        """Touch nothing yet."""
        self._cap = cap
        self._folder = Path(paths.cache()) / "pictures"

    def find(self, address: str) -> bytes | None:
        """Return the picture at *address* as it was kept, or None; it then counts as the newest."""
        if not self._cap:
            return None
        try:
            with self._path(address).open("rb") as file:
                os.utime(file.fileno())
                return file.read(self._cap)
        except OSError:
            return None

    def keep(self, address: str, data: bytes) -> None:
        """Keep *data* as the picture at *address*, and remove the oldest beyond the cap; a full disk is no error."""
        if len(data) > self._cap:
            return
        path = self._path(address)
        part = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(data)
            part.replace(path)
            self._shrink()

    def _shrink(self) -> None:
        """Remove the oldest pictures beyond the cap."""
        found = [(path, path.stat()) for path in self._folder.iterdir()]
        size = 0
        for path, status in sorted(found, key=lambda each: -each[1].st_mtime_ns):
            size += status.st_size
            if size > self._cap:
                path.unlink()

    def _path(self, address: str) -> Path:
        return self._folder / sha256(address.encode("utf-8", "surrogatepass")).hexdigest()

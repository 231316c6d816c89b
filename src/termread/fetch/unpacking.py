"""One content coding undone, never more than the caps allow: a small page may claim to unpack to a gigabyte."""

from __future__ import annotations

import zlib

from termread.config import FetchSettings

_PIECE = 1 << 18
_BITE = 1 << 10
"""Packed bytes at a time: where they are broken, zlib forgets what it made of the rest of the same bite."""
_GZIP = b"\x1f\x8b"
_EITHER = 47
"""zlib's window bits for a zlib or gzip header, whichever is there."""
_BARE = -15


class TooMuch(Exception):
    """A cap is reached; what was unpacked until then stands in `data`."""


class Broken(Exception):
    """The packed bytes are not what they claim to be."""


class Unpacker:
    """Takes packed bytes as they come and keeps them unpacked in `data`."""

    def __init__(self, coding: str, settings: FetchSettings) -> None:
        """Expect *coding*: `gzip`, `deflate`, or empty for none."""
        self.data = bytearray()
        self._coding = coding
        self._settings = settings
        self._taken = 0
        self._inner = zlib.decompressobj(_EITHER) if coding else None

    @property
    def complete(self) -> bool:
        """Whether the coding has come to its own end; a coding without one always has."""
        return self._inner is None or self._inner.eof

    def feed(self, raw: bytes) -> None:
        """Take *raw*; raises TooMuch or Broken."""
        first = not self._taken
        self._taken += len(raw)
        if first and self._inner is not None:
            self._settle(raw)
        if self._inner is None:
            self._keep(raw)
            return
        try:
            for start in range(0, len(raw), _BITE):
                self._unpack(raw[start : start + _BITE])
        except zlib.error as error:
            raise Broken(str(error)) from error

    def _settle(self, raw: bytes) -> None:
        """Believe the first bytes rather than the label: some servers name a coding and send none, or bare deflate."""
        if raw[:2] == _GZIP or _has_zlib_header(raw):
            return
        if self._coding == "deflate":
            self._inner = zlib.decompressobj(_BARE)
        elif raw.lstrip()[:1] in (b"<", b"{"):
            self._inner = None

    def _unpack(self, raw: bytes) -> None:
        inner = self._inner
        assert inner is not None
        while raw:
            if inner.eof:
                # A further gzip member; anything else behind the end is padding.
                if raw[:2] != _GZIP:
                    return
                inner = self._inner = zlib.decompressobj(_EITHER)
            self._keep(inner.decompress(raw, _PIECE))
            raw = inner.unused_data if inner.eof else inner.unconsumed_tail

    def _keep(self, piece: bytes) -> None:
        caps = self._settings
        self.data += piece
        size = len(self.data)
        if size > caps.decoded_bytes:
            del self.data[caps.decoded_bytes :]
            raise TooMuch
        if self._coding and size > caps.ratio_from and size > caps.ratio * self._taken:
            del self.data[caps.ratio_from :]
            raise TooMuch


def _has_zlib_header(raw: bytes) -> bool:
    return len(raw) >= 2 and raw[0] & 0x0F == 8 and (raw[0] << 8 | raw[1]) % 31 == 0

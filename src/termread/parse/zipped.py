"""Read members of zip files by exact name, in memory and within limits; nothing is written to disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from termread.values import dataclass

TOTAL_CAP = 100_000_000
"""Most bytes that are read from one zip file in all."""
MEMBER_CAP = 10_000
"""Most members that are listed."""
RATIO_CAP = 200
"""Highest compression ratio of a member larger than a megabyte."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    IndexError,
)


class Refused(Exception):
    """A zip file or member that is broken or over a limit, with the reason."""


@dataclass(slots=True)
class Archive:
    """An open zip file and how much may still be read from it."""

    zip: zipfile.ZipFile
    left: int = TOTAL_CAP

    def names(self) -> list[str]:
        """Return the unique names of the members, up to the limit."""
        names = (info.filename for info in self.zip.infolist()[:MEMBER_CAP])
        return list(dict.fromkeys(name for name in names if name and not name.endswith("/")))

    def read(self, name: str) -> bytes:
        """Return the bytes of the member *name*; raises Refused with a reason."""
        try:
            info = self.zip.getinfo(name)
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise NotImplementedError
            with self.zip.open(info) as member:
                data = member.read(min(self.left, _allowed(info)) + 1)
        except KeyError:
            raise Refused("it is not in the file") from None
        except _DAMAGED:
            raise Refused("it is damaged or packed in a way that cannot be read") from None
        except RuntimeError:
            raise Refused("it is locked with a password") from None
        if len(data) > self.left:
            raise Refused(f"the file holds more than {TOTAL_CAP // 1_000_000} MB")
        if len(data) > _allowed(info):
            raise Refused(f"it is packed more than {RATIO_CAP} times smaller than it is")
        self.left -= len(data)
        return data


def _allowed(info: zipfile.ZipInfo) -> int:
    return max(1_000_000, info.compress_size * RATIO_CAP)


def open_archive(data: bytes) -> Archive:
    """Return the zip file in *data*; raises Refused if it is not one."""
    try:
        return Archive(zipfile.ZipFile(io.BytesIO(data)))
    except (*_DAMAGED, RuntimeError):
        raise Refused("it is damaged") from None

"""Zip files of exports. Members are read by their exact name, in memory and within caps; nothing is ever unpacked."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from termread.errors import Unreadable
from termread.parse.exports import fields
from termread.parse.exports.contents import with_content
from termread.saved import Saved, SavedHighlight, Skipped, Taken
from termread.values import dataclass, replace

TOTAL_CAP = 100_000_000
"""Bytes that may come out of one zip file in all."""
MEMBER_CAP = 10_000
"""Members that are looked at."""
RATIO_CAP = 200
"""How many times smaller a member of over a megabyte may be in the zip."""

_OMNIVORE = re.compile(r"(?P<folder>.*/)?metadata_\d+_to_\d+\.json")
_READABLE = re.compile(
    r"(?!.*(?:^|/)(?:__MACOSX/|\.))(?P<name>.+\.(?:csv|html?|json|jsonl|txt|plist|xml))", re.IGNORECASE
)


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


class _Refused(Exception):
    """A member that is over a cap or broken, and why."""


@dataclass(slots=True)
class Archive:
    """An open zip file and how much may still come out of it."""

    zip: zipfile.ZipFile
    left: int = TOTAL_CAP

    def names(self) -> list[str]:
        """Return the names of the members, each once, as many as the cap allows."""
        names = (info.filename for info in self.zip.infolist()[:MEMBER_CAP])
        return list(dict.fromkeys(name for name in names if name and not name.endswith("/")))

    def read(self, name: str) -> bytes:
        """Return the bytes of the member called exactly *name*; raises _Refused with a reason."""
        try:
            info = self.zip.getinfo(name)
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise NotImplementedError
            with self.zip.open(info) as member:
                data = member.read(min(self.left, _allowed(info)) + 1)
        except KeyError:
            raise _Refused("it is not in the file") from None
        except _DAMAGED:
            raise _Refused("it is damaged or packed in a way that cannot be read") from None
        except RuntimeError:
            raise _Refused("it is locked with a password") from None
        if len(data) > self.left:
            raise _Refused(f"the file holds more than {TOTAL_CAP // 1_000_000} MB")
        if len(data) > _allowed(info):
            raise _Refused(f"it is packed more than {RATIO_CAP} times smaller than it is")
        self.left -= len(data)
        return data


def _allowed(info: zipfile.ZipInfo) -> int:
    return max(1_000_000, info.compress_size * RATIO_CAP)


def recognise(data: bytes) -> Iterator[Taken] | None:
    """Return what the exports in a zip file hold, or None where it holds none."""
    try:
        archive = Archive(zipfile.ZipFile(io.BytesIO(data)))
    except (*_DAMAGED, RuntimeError):
        raise Unreadable("This zip file is damaged. Export it again, or unpack it and import what is in it.") from None
    names = archive.names()
    if any(_OMNIVORE.fullmatch(name) for name in names):
        return _omnivore(archive, names)
    members = [name for name in names if _READABLE.fullmatch(name)]
    return _members(archive, members) if members else None


def _members(archive: Archive, names: list[str]) -> Iterator[Taken]:
    """What each member holds; a member that cannot be read is skipped and named."""
    from termread.parse.exports import read_export

    for name in names:
        try:
            for taken in read_export(archive.read(name), nested=True):
                yield replace(taken, reason=f"{_shown(name)}: {taken.reason}") if isinstance(taken, Skipped) else taken
        except (_Refused, Unreadable) as refused:
            yield Skipped(0, f"{_shown(name)}: {refused}")


def _shown(name: str) -> str:
    return fields.shortened(fields.line(name))


def _omnivore(archive: Archive, names: list[str]) -> Iterator[Taken]:
    """Omnivore's entries, each with its text and its highlights, which lie in folders beside the lists."""
    from termread.parse.exports import read_export

    for name in names:
        listing = _OMNIVORE.fullmatch(name)
        if not listing:
            continue
        folder = listing["folder"] or ""
        try:
            data = archive.read(name)
            slugs = _slugs(data)
            for taken in read_export(data, nested=True):
                slug = slugs.get(taken.line, "") if isinstance(taken, Saved) else ""
                yield _whole(archive, folder, slug, taken) if isinstance(taken, Saved) and slug else taken
        except (_Refused, Unreadable) as refused:
            yield Skipped(0, f"{_shown(name)}: {refused}")


def _slugs(data: bytes) -> dict[int, str]:
    """What the files of each entry are called, by the number of the entry."""
    import json

    rows: list[Any] = fields.listed(json.loads(data)) if data[:1] == b"[" else []
    found = ((number, row.get("slug")) for number, row in enumerate(rows, 1) if isinstance(row, dict))
    return {number: slug for number, slug in found if isinstance(slug, str)}


def _whole(archive: Archive, folder: str, slug: str, saved: Saved) -> Saved:
    content = _text(archive, f"{folder}content/{slug}.html")
    marked = _text(archive, f"{folder}highlights/{slug}.md")
    return with_content(replace(saved, highlights=tuple(_highlights(marked))), content)


def _text(archive: Archive, name: str) -> str:
    """The text of a member, or nothing: what cannot be read is fetched again later."""
    try:
        return archive.read(name).decode("utf-8", "replace")
    except _Refused:
        return ""


def _highlights(markdown: str) -> Iterator[SavedHighlight]:
    """Quotations in Markdown, each with the lines behind it as its note."""
    quote: list[str] = []
    note: list[str] = []
    for line in [*markdown.split("\n"), ">"]:
        if line.startswith(">") and note and quote:
            yield SavedHighlight(fields.text("\n".join(quote)), fields.text("\n".join(note)))
            quote, note = [], []
        if line.startswith(">"):
            quote.append(line[1:].strip())
        elif line.strip() and quote:
            note.append(line)
        elif quote and not note:
            note = [""]
    if any(quote):
        yield SavedHighlight(fields.text("\n".join(quote)))

"""The kept copy of an address for the first screen: one look at the disk, and nothing imported that it does not need."""

from __future__ import annotations

from pathlib import Path

from termread.library.identity import identity
from termread.library.kept import Opening
from termread.library.parts import join
from termread.library.rows import KEPT, OF_ENTRIES, kept_of
from termread.library.sealing import is_whole, sealed

_NAME = sealed("names", "names.")
_LOOK = f"""SELECT {OF_ENTRIES}, {_NAME}, head.data, head.checksum, part.first, part.data, part.checksum
    FROM names JOIN entries ON entries.id = names.entry
    JOIN parts AS head ON head.id = entries.id << 20
    JOIN parts AS part ON part.id = (
        SELECT id FROM parts WHERE id >= entries.id << 20 AND id < (entries.id + 1) << 20 AND first <= max(entries.block, 0)
        ORDER BY id DESC LIMIT 1)
    WHERE names.key = ? AND deleted IS NULL AND has_text"""
_WIDTH = len(KEPT.split(", "))
_NAME_ENDS = _WIDTH + len(_NAME.split(", "))

_BLOCKS = KEPT.split(", ").index("blocks")


def glance(folder: Path, address: str) -> Opening | None:
    """Return what the first screen shows of *address*, at its reading place; None where that cannot be had at once.

    Never raises for a fault of the library and never changes it: whoever gets None opens it in the usual way, and is told.
    """
    import sqlite3

    from termread.errors import LibraryError
    from termread.library.schema import NAME, VERSION
    from termread.values import replace

    path = folder / NAME
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(path, timeout=0)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                return None
            row = connection.execute(_LOOK, (identity(address),)).fetchone()
        finally:
            connection.close()
        if row is None or not is_whole(row[_WIDTH:_NAME_ENDS]):
            return None
        kept, blocks = kept_of(row[:_WIDTH]), row[_BLOCKS]
        *head, first, data, checksum = row[_NAME_ENDS:]
        article = join([head])
        if first:
            article = replace(article, blocks=join([(data, checksum)]).blocks)
    except (sqlite3.Error, UnicodeDecodeError, LibraryError):
        return None
    return Opening(kept, article, first, blocks)

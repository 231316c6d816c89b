"""An article in chunks: how it is stored in the library, and sent by the engine.

A chunk is a compressed stretch of an article's JSON: the record of an article with some of the blocks. The first also
has the header, and the last has rarely needed fields (anchors, cuts). Put together in order, they form the complete
record. A chunk comes from a file or a process that is not trusted, so that all text in it is cleaned again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence

from termread.article import Article, Block, flatten
from termread.codec import SCHEMA, Record, article_of, block_of, block_record, record_of, uncollected
from termread.text import clean, clean_json, regex
from termread.values import replace

SIZE = 32_768
"""Characters of text at which a chunk ends."""
MANY = 32
"""Up to this many chunks are compressed as tightly as possible; for longer articles, speed matters more."""
CAP = 256 << 20
"""Maximum bytes of one chunk unpacked; no genuine one comes close."""

MALFORMED = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
"""What reading a chunk raises if it is not one."""

_LAST = ("anchors", "cut")
"""The fields in the last chunk."""
_PLAIN = ("paragraph", "heading")
"""Block types whose record contains their text verbatim."""
_ESCAPED = regex(r"\\[ubfr]")
"""Escapes that no text needs which is clean; `\\n` and `\\t` are allowed."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def split(article: Article) -> Iterator[bytes]:
    """Yield *article* in chunks, always at least one."""
    record = record_of(replace(article, blocks=()))
    head = {name: value for name, value in record.items() if name not in (*_LAST, "blocks") and value not in (None, [])}
    last = {name: record[name] for name in _LAST if record[name]}
    stretches = list(_stretches(article.blocks))
    for number, blocks in enumerate(stretches):
        piece: Record = dict(head) if number == 0 else {"schema": SCHEMA}
        if number == len(stretches) - 1:
            piece |= last
        piece["blocks"] = list(map(block_record, blocks))
        yield zlib.compress(_encode(piece).encode("utf-8", "replace"), 6 if number < MANY else 1)


def join(chunks: Iterable[bytes]) -> Article:
    """Return the article, or part of it, in *chunks*; raises one of `MALFORMED`."""
    assembly = Assembly()
    for chunk in chunks:
        assembly.add(chunk)
    return assembly.article()


def texts_in(chunk: bytes) -> list[str]:
    """Return the flattened block texts of a chunk as they are, not cleaned; raises one of `MALFORMED`."""
    return [
        block["text"] if block["type"] in _PLAIN else flatten(block_of(block))
        for block in json.loads(_unpacked(chunk))["blocks"]
    ]


class Assembly:
    """Puts an article together from chunks that are added in order."""

    def __init__(self) -> None:
        self._record: Record = {}
        self._blocks: list[Block] = []
        self.is_clean = True
        """Whether nothing in the chunks had to be cleaned."""

    @uncollected()
    def add(self, chunk: bytes) -> None:
        """Add a chunk; raises one of `MALFORMED`."""
        # One at a time: all the records of a huge article would take more memory than the article.
        text = _unpacked(chunk)
        record = json.loads(text, strict=False)
        if _ESCAPED.search(text) or clean(text) != text:
            record = clean_json(record)
            self.is_clean = False
        self._blocks += map(block_of, record.pop("blocks"))
        for name in _LAST:
            self._record.setdefault(name, []).extend(record.pop(name, ()))
        self._record = record | self._record

    def article(self) -> Article:
        """Return the article; raises one of `MALFORMED`."""
        return replace(article_of(self._record | {"blocks": ()}), blocks=tuple(self._blocks))


def _stretches(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield the blocks of each chunk; without blocks, a single empty stretch."""
    first = size = 0
    for index, block in enumerate(blocks):
        length = len(flatten(block))
        if size and size + length > SIZE:
            yield blocks[first:index]
            first, size = index, 0
        size += length
    yield blocks[first:]


def _unpacked(chunk: bytes) -> str:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(chunk, CAP)
    except zlib.error as error:
        raise ValueError(chunk[:8]) from error
    if not unpacker.eof:
        raise ValueError(len(data))
    return data.decode()

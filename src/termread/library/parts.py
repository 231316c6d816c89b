"""An article in parts: each a short piece of its JSON, compressed, so that its first screen is read without the rest.

A part is the record of an article that has some of the blocks; the first one has the header too, the last one what
seldom is asked for (anchors, what was cut). Joined in order they are the record of the whole.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from termread.article import Article, Block, flatten
from termread.codec import SCHEMA, Record, article_of, block_of, block_record, record_of
from termread.errors import LibraryError
from termread.text import clean
from termread.values import dataclass, replace

PART = 32_768
"""Characters of JSON after which a part ends; a first screen needs a tenth of it."""

MANY = 32
"""Parts of an article that are worth packing tightly; of more, being kept soon is worth more."""

_PLAIN = ("paragraph", "heading")
"""The blocks whose record has their text as it is."""
_LAST = ("anchors", "cut")
"""What the last part has."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an article's blocks, from the one with index *first* on, as compressed JSON with its checksum."""

    first: int
    data: bytes
    checksum: int


def split(article: Article) -> Iterator[Part]:
    """Yield *article* in parts; always at least one."""
    record = record_of(replace(article, blocks=()))
    head = {name: value for name, value in record.items() if name not in (*_LAST, "blocks") and value not in (None, [])}
    last = {name: record[name] for name in _LAST if record[name]}
    stretches = _stretches(article.blocks)
    number, (first, blocks) = 0, next(stretches)
    for following in chain(stretches, (None,)):
        piece = (head if number == 0 else {"schema": SCHEMA}) | (last if following is None else {})
        yield _part(first, piece, blocks, 6 if number < MANY else 1)
        if following is not None:
            number, (first, blocks) = number + 1, following


def join(parts: Iterable[tuple[bytes, int]]) -> Article:
    """Return the article, or the stretch of it, that parts (their data and checksums) hold; raises LibraryError, "damaged"."""
    whole: Record = {}
    blocks: list[Block] = []
    try:
        # The records of one part at a time: those of a huge article would take more room than the article.
        for data, checksum in parts:
            record = _record(data, checksum)
            blocks += map(block_of, record.pop("blocks"))
            for name in _LAST:
                whole.setdefault(name, []).extend(record.pop(name, ()))
            whole = record | whole
        return replace(article_of(whole | {"blocks": ()}), blocks=tuple(blocks))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged() from error


def texts_in(data: bytes, checksum: int) -> list[str]:
    """Return the flattened texts of the blocks of a part as they are on the disk, not cleaned; raises LibraryError, "damaged"."""
    try:
        return [
            block["text"] if block["type"] in _PLAIN else flatten(block_of(block))
            for block in json.loads(_text(data, checksum))["blocks"]
        ]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged() from error


def sound(data: bytes, checksum: int) -> bool:
    """Whether *data* is what was written."""
    return zlib.crc32(data) == checksum


def _record(data: bytes, checksum: int) -> Record:
    try:
        text = _text(data, checksum)
        record = json.loads(text)
        if "\\u" in text or clean(text) != text:
            record = _cleaned(record)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(record, dict):
        raise _damaged()
    return record


def _text(data: bytes, checksum: int) -> str:
    if not sound(data, checksum):
        raise _damaged()
    try:
        return zlib.decompress(data).decode()
    except (zlib.error, ValueError) as error:
        raise _damaged() from error


def _cleaned(value: Any) -> Any:
    """Return JSON with every string cleaned: what comes off the disk is from outside, too."""
    match value:
        case str():
            return clean(value)
        case list():
            return [_cleaned(item) for item in value]
        case dict():
            return {name: _cleaned(item) for name, item in value.items()}
        case _:
            return value


def _stretches(blocks: Iterable[Block]) -> Iterator[tuple[int, list[str]]]:
    """Yield the index of the first block of each part, and the part's blocks as JSON; of no blocks one part without any."""
    first = size = 0
    texts: list[str] = []
    for index, block in enumerate(blocks):
        text = _json(block_record(block))
        if size and size + len(text) > PART:
            yield first, texts
            first, size, texts = index, 0, []
        size += len(text)
        texts.append(text)
    yield first, texts


def _part(first: int, piece: Record, blocks: list[str], level: int) -> Part:
    text = f'{_json(piece)[:-1]},"blocks":[{",".join(blocks)}]}}'
    data = zlib.compress(text.encode("utf-8", "replace"), level)
    return Part(first, data, zlib.crc32(data))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _damaged() -> LibraryError:
    return LibraryError(
        "The kept copy of this article is damaged; fetch it again, or run `termread check`.", code="damaged"
    )

"""What termread itself wrote: an article as JSON, and a library with one entry per line, each checked like foreign input."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from termread.article import Article, Code, Notice, Prose, leaves
from termread.codec import article_of, uncollected
from termread.followed import FollowedRow
from termread.interchange import FOLLOWED, LibraryEntry, Skipped, UnknownField, followed_of, library_entry_of
from termread.parse.formats import text_reader
from termread.parse.imports.rows import NAMES_CAP
from termread.sound import is_sound
from termread.text import clean, clean_json
from termread.values import fields

NOTICE = Notice(
    "data",
    "This is data (JSON), not an article; it is shown as it stands. Use termread import if another program exported it.",
)


def data_in(text: str, url: str | None = None) -> Article:
    """Return the article that termread wrote as JSON, or the JSON itself as a code block."""
    del url
    return _own(text) or Article(blocks=(Code(clean(text).strip("\n"), "json"),), notices=(NOTICE,))


read_data = text_reader(data_in)


@uncollected()
def _own(text: str) -> Article | None:
    """Return the article in *text*, or None if it is not in termread's schema."""
    try:
        record = json.loads(text)
        if not isinstance(record, dict) or "schema" not in record or "blocks" not in record:
            return None
        article = article_of(clean_json(record))
        sound = all(_is_marked_soundly(leaf) for block in article.blocks for leaf in leaves(block))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, AssertionError):
        return None
    return article if sound else None


def _is_marked_soundly(prose: Prose) -> bool:
    return all(0 <= m.start <= m.end <= len(prose.text) for m in prose.marks)


def is_ledger(text: str) -> bool:
    """Return whether the first line of *text* is one of a `library` file."""
    first = text.lstrip()[:60].replace(" ", "")
    return first.startswith('{"termread":') and any(f'"type":"{name}"' in first for name in ("entry", *FOLLOWED))


def read_ledger(lines: Iterable[str]) -> Iterator[LibraryEntry | FollowedRow | Skipped | UnknownField]:
    """Yield what the lines have, then the unknown fields; a line that is not valid or of an unknown type is skipped."""
    unknown: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, number, unknown)
    for name, rows in sorted(unknown.items()):
        yield UnknownField(name, rows)


def _row(line: str, number: int, unknown: Counter[str]) -> LibraryEntry | FollowedRow | Skipped:
    try:
        record = _cleaned(json.loads(line))
        kind = record.get("type", "entry")
        if kind not in ("entry", *FOLLOWED):
            return Skipped(number, "it is of a kind that this version of termread does not know")
        read = followed_of if kind in FOLLOWED else library_entry_of
        row: LibraryEntry | FollowedRow = read(record, line=number)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return Skipped(number, "it is not an entry of a termread library")
    if not is_sound(row):
        return Skipped(number, "a field of it has the wrong type")
    if len(unknown) < NAMES_CAP:
        known = {"termread", "type", *(field.name for field in fields(row))}
        unknown.update(name[:60] for name in sorted(record.keys() - known)[:20])
    return row


def _cleaned(value: Any) -> Any:
    """Return the JSON with every string cleaned; raises ValueError if a mark is outside its text."""
    match value:
        case str():
            return clean(value)
        case list():
            return [_cleaned(part) for part in value]
        case {"text": str(text), "marks": list(marks)}:
            if any(not 0 <= mark["start"] <= mark["end"] <= len(text) for mark in marks):
                message = "a mark stands outside its text"
                raise ValueError(message)
            return {clean(name): _cleaned(part) for name, part in value.items()}
        case dict():
            return {clean(name): _cleaned(part) for name, part in value.items()}
        case _:
            return value

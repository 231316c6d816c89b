"""Articles, errors and library entries as JSON (docs/schema.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from termread.article import Article
from termread.codec import Record, record_of
from termread.errors import TermreadError
from termread.interchange import LibraryEntry, library_entry_record
from termread.pace import minutes, words
from termread.text import clean_line


def article_record(article: Article, source: str) -> Record:
    """Return *article*, read from *source* (a path or URL as given), as a JSON object."""
    record = record_of(article)
    counted: dict[str, Any] = {"words": words(article), "minutes": list(minutes(article))}
    head = {"schema": record.pop("schema"), "source": clean_line(source)}
    tail = {name: record.pop(name) for name in ("notices", "cut", "anchors", "blocks")}
    return head | record | counted | tail


def error_record(source: str, error: TermreadError) -> Record:
    """Return the *error* for *source* as a JSON object."""
    return {"source": clean_line(source), "error": {"code": error.code, "text": clean_line(error.text)}}


def write_json(article: Article, source: str) -> str:
    """Return *article* as one indented JSON object."""
    return pretty(article_record(article, source))


def write_jsonl(article: Article, source: str) -> str:
    """Return *article* as one line of JSON."""
    return line(article_record(article, source))


def write_error(source: str, error: TermreadError) -> str:
    """Return the *error* for *source* as one line of JSON."""
    return line(error_record(source, error))


def line(record: Record) -> str:
    """Return *record* on one line, ending with a newline."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def pretty(value: Record | list[Record]) -> str:
    """Return JSON indented for people, ending with a newline."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_library(entries: Iterable[LibraryEntry]) -> Iterator[str]:
    """Yield one line of JSON per entry; the same entries always give the same bytes."""
    return (line(library_entry_record(entry)) for entry in entries)

"""What another program kept of an article, on its way into the library."""

from __future__ import annotations

from dataclasses import dataclass

from termread.article import Article


@dataclass(frozen=True, slots=True)
class SavedHighlight:
    """A passage somebody marked elsewhere."""

    quote: str
    note: str = ""
    colour: str = ""
    created: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved article of another program's file; times are ISO 8601 UTC."""

    url: str
    title: str = ""
    added: str | None = None
    modified: str | None = None
    tags: tuple[str, ...] = ()
    archived: bool = False
    favourite: bool = False
    progress: float = 0.0
    """0 to 1."""
    note: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    article: Article | None = None
    highlights: tuple[SavedHighlight, ...] = ()
    line: int = 0
    """Where it stood in the file: a line, or the number of the record."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be taken in: where it stood and why, in words."""

    line: int
    reason: str

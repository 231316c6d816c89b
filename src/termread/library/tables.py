"""The tables of the library in memory: entries, their names, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from termread.article import Article
from termread.document import Receipt
from termread.errors import LibraryError
from termread.library import entries
from termread.library.kept import Kept
from termread.values import dataclass, field, replace

Marks = dict[int, Any]
"""Bookmarks, or highlights, by their numbers."""


def _no_marks() -> dict[entries.Kind, Marks]:
    return {"bookmark": {}, "highlight": {}}


@dataclass(slots=True)
class Tables:
    """What a library in memory remembers, each by the number of its entry."""

    kept: dict[int, Kept] = field(default_factory=dict)
    names: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Keys to entries, and the addresses they come from."""
    articles: dict[int, Article] = field(default_factory=dict)
    receipts: dict[int, Receipt] = field(default_factory=dict)
    marks: dict[entries.Kind, Marks] = field(default_factory=_no_marks)
    _numbers: int = 0

    def next(self) -> int:
        """Return a number that nothing has had."""
        self._numbers += 1
        return self._numbers

    def known(self, keys: Iterable[str]) -> list[Kept]:
        """Return the entries that have one of *keys*, in the order of the keys."""
        found = [self.names[key][0] for key in keys if key in self.names]
        return [self.kept[entry] for entry in dict.fromkeys(found) if entry in self.kept]

    def put(
        self, kept: Kept, names: dict[str, str], article: Article | None = None, receipt: Receipt | None = None
    ) -> Kept:
        """Write an entry, a new one if its id is 0, with its names and its text if it has one."""
        kept = kept if kept.id else replace(kept, id=self.next())
        self.kept[kept.id] = kept
        for key, address in names.items():
            if self.names.get(key, (0,))[0] != kept.id:
                self.names[key] = (kept.id, address)
        if article:
            self.articles[kept.id] = article
        if receipt:
            self.receipts[kept.id] = receipt
        return kept

    def absorb(self, into: int, other: int) -> None:
        """Make the entry *other* part of the entry *into*, of the same story."""
        kept, gone = self.kept[into], self.kept.pop(other)
        self.kept[into] = entries.merged(kept, gone)
        if not kept.has_text and gone.has_text:
            self.articles[into] = self.articles.pop(other)
            self.receipts[into] = self.receipts.pop(other)
        for key, (of, address) in self.names.items():
            if of == other:
                self.names[key] = (into, address)
        for marks in self.marks.values():
            marks.update(
                {number: replace(mark, article=into) for number, mark in marks.items() if mark.article == other}
            )

    def of(self, kind: entries.Kind, entry: int | None) -> list[Any]:
        """Return marks of a *kind*: of one entry in reading order, of all newest first."""
        marks = [mark for mark in list(self.marks[kind].values()) if mark.article in self.kept]
        if entry is None:
            return sorted(marks, key=lambda mark: (mark.created, mark.id), reverse=True)
        own = [mark for mark in marks if mark.article == entry]
        return sorted(own, key=lambda mark: (mark.passage.start, mark.passage.end, mark.id))

    def mark(self, kind: entries.Kind, number: int) -> Any:
        """Return one mark; raises LibraryError, “gone”."""
        mark = self.marks[kind].get(number)
        if mark is None or mark.article not in self.kept:
            raise LibraryError(f"This {kind} is no longer there.", code="gone")
        return mark

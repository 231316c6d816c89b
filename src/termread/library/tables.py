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
    deleted: dict[int, Kept] = field(default_factory=dict)
    """Entries that can be brought back."""
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

    def put_aside(self, entry: int, *, untouched: bool = False) -> bool:
        """Delete an entry; with *untouched*, only one that nobody has opened or marked. Returns whether it was deleted."""
        kept = self.kept.get(entry)
        if kept is None or (untouched and (kept.opened or any(self.of(kind, entry) for kind in entries.KINDS))):
            return False
        self.deleted[entry] = self.kept.pop(entry)
        return True

    def bring_back(self, entry: int) -> bool:
        """Bring back a deleted entry; where its story was kept anew meanwhile, the two become one."""
        if entry not in self.deleted:
            return False
        kept = self.kept[entry] = self.deleted.pop(entry)
        for other in [other.id for other in self.known((kept.key,)) if other.id != entry]:
            self.absorb(entry, other)
        self.names[kept.key] = (entry, kept.address)
        return True

    def change(self, entry: int, values: dict[str, Any]) -> bool:
        """Change an entry that is there; returns whether it is."""
        if entry in self.kept:
            self.kept[entry] = replace(self.kept[entry], **values)
        return entry in self.kept

    def put_text(self, kept: Kept, article: Article | None, receipt: Receipt | None) -> bool:
        """Give an entry that is there another text, and what *kept* says of it; returns whether it is there."""
        if kept.id in self.kept:
            self.change(kept.id, {name: getattr(kept, name) for name in _DESCRIBED})
            self.put(self.kept[kept.id], {}, article, receipt)
            self.anchor(kept.id)
        return kept.id in self.kept

    def anchor(self, entry: int) -> None:
        """Move the marks of an entry to where they stand in its text."""
        for kind, marks in self.marks.items():
            for mark in self.of(kind, entry):
                marks[mark.id] = replace(mark, passage=entries.anchored(mark.passage, self.articles[entry]))

    def fill(self, kind: entries.Kind, entry: int, rows: Iterable[tuple[int, Any]]) -> bool:
        """Put marks, or None, in the places of others in an entry that is there; returns whether it is."""
        if entry in self.kept:
            for number, mark in rows:
                self.marks[kind].pop(number, None)
                if mark:
                    self.marks[kind][number] = mark
        return entry in self.kept


_DESCRIBED = ("url", "title", "site", "byline", "authors", "language", "published", "words", "minutes")
"""What an entry says of its text."""

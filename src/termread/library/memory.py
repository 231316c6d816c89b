"""The library that lasts as long as the program: for tests, and where the disk does not allow another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from termread.article import Article, Passage, Place, flatten
from termread.document import Reading, Receipt
from termread.library import entries
from termread.library.giving import together
from termread.library.identity import all_identities, identities, identity
from termread.library.kept import Bookmark, Counts, Highlight, Hit, Kept, Opening, Shelf, Sort, State, now
from termread.library.recall import contains, matches, order_of, shelves_of
from termread.library.rows import gone
from termread.library.tables import Marks, Tables
from termread.saved import Exported, Saved
from termread.text import clean, clean_line
from termread.values import replace


class MemoryLibrary:
    """Keeps what the reader reads in this process."""

    def __init__(self, *, now: Callable[[], str] = now) -> None:
        """Begin with nothing; *now* is the clock."""
        self._now = now
        self._deleted: dict[int, Kept] = {}
        self._tables = Tables()
        self._settings: dict[str, str] = {}
        self._changes: list[tuple[str, Callable[[], bool]]] = []

    @property
    def read_only(self) -> bool:
        """Memory can always be written."""
        return False

    # Articles

    def keep(self, reading: Reading, *, opened: bool = True) -> Kept:
        """Keep *reading* whole, or refresh the entry of the same story."""
        article, receipt = reading.article, reading.receipt
        names = identities(receipt.address, receipt.url, article.canonical_url)
        known = self._tables.known(names)
        for other in known[1:]:
            self._tables.absorb(known[0].id, other.id)
        before = self._tables.kept[known[0].id] if known else None
        kept = entries.read(before, reading, next(iter(names)), moment=self._now(), opened=opened)
        kept = self._tables.put(kept, names, article, receipt)
        for kind, marks in self._tables.marks.items():
            for mark in self._tables.of(kind, kept.id):
                marks[mark.id] = replace(mark, passage=entries.anchored(mark.passage, article))
        return kept

    def save_for_later(self, address: str, *, title: str = "", tags: Iterable[str] = ()) -> Kept:
        """Keep an address whose text is to be fetched later."""
        names = identities(address)
        known = self._tables.known(names)
        fresh = entries.for_later(address, next(iter(names)), title, tags, self._now())
        return known[0] if known else self._tables.put(fresh, names)

    def take_in(self, saved: Iterable[Saved | Exported]) -> tuple[int, int]:
        """Keep what another program or library kept."""
        taken = [self._take(one) for one in saved]
        return sum(taken), len(taken) - sum(taken)

    def find(self, address: str) -> Kept | None:
        """Return the entry that *address* stands for."""
        known = self._tables.known((identity(address),))
        return known[0] if known else None

    def entry(self, entry: int) -> Kept:
        """Return the entry numbered *entry*."""
        if entry not in self._tables.kept:
            raise gone()
        return self._tables.kept[entry]

    def article(self, entry: int) -> Article:
        """Return the kept article whole."""
        kept = self.entry(entry)
        return self._tables.articles.get(entry) or kept.header

    def opening(self, entry: int, block: int | None = None) -> Opening:  # noqa: ARG002 - here all of it is at hand
        """Return what the first screen shows of an entry: all of it."""
        article = self.article(entry)
        return Opening(self._tables.kept[entry], article, 0, len(article.blocks))

    def receipt(self, entry: int, *, data: bool = False) -> Receipt:
        """Return the receipt of the kept article, with its bytes if *data*."""
        kept = self.entry(entry)
        found = self._tables.receipts.get(entry) or Receipt(kept.address, kept.url)
        return found if data else replace(found, data=None)

    def shelf(
        self,
        shelf: Shelf = "all",
        *,
        tag: str = "",
        words: str = "",
        sort: Sort = "opened",
        offset: int = 0,
        limit: int = 200,
    ) -> list[Kept]:
        """Return entries of a shelf."""
        found = [
            kept
            for kept in list(self._tables.kept.values())
            if shelf in shelves_of(kept) and (not tag or tag in kept.tags) and contains(kept, words)
        ]
        key, reverse = order_of(sort)
        return sorted(found, key=key, reverse=reverse)[offset : offset + limit]

    def counts(self) -> Counts:
        """Return how many entries there are."""
        shelves: dict[Shelf, int] = dict.fromkeys(("continue", "inbox", "favourites", "archive", "all"), 0)
        tags: dict[str, int] = {}
        for kept in self._tables.kept.values():
            for shelf in shelves_of(kept):
                shelves[shelf] += 1
            for tag in kept.tags:
                tags[tag] = tags.get(tag, 0) + 1
        return Counts(shelves, dict(sorted(tags.items())), len(self.highlights()), len(self.bookmarks()))

    def search(self, query: str, *, limit: int = 100) -> list[Hit]:
        """Return what *query* finds, those first that have it in the headline, then the newest."""
        from termread.library.query import Query, understand
        from termread.library.snippets import snippet

        understood = understand(query)
        if understood == Query():
            return []
        found = []
        for kept in sorted(self._tables.kept.values(), key=lambda kept: -kept.id):
            notes = [(mark.note, mark.passage) for mark in self.highlights(kept.id) if mark.note]
            article = self._tables.articles.get(kept.id)
            if matches(understood, kept, article, [note for note, _ in notes]):
                found.append(
                    snippet(
                        kept,
                        [[flatten(block) for block in article.blocks]] if article else (),
                        understood.wanted,
                        notes,
                    )
                )
        return found[:limit]

    def pending(self) -> list[Kept]:
        """Return the entries whose text is still to be fetched."""
        waiting = (kept for kept in self._tables.kept.values() if not kept.has_text)
        return sorted(waiting, key=lambda kept: (kept.added, kept.id))

    def everything(self, chosen: Iterable[int] | None = None) -> Iterator[Exported]:
        """Yield everything that is kept of the entries numbered *chosen*, or of all in the order they came."""
        for entry in sorted(self._tables.kept) if chosen is None else chosen:
            kept = self.entry(entry)
            aliases = [address for key, (of, address) in self._tables.names.items() if of == entry and key != kept.key]
            marks = self.bookmarks(entry), self.highlights(entry)
            yield together(kept, self._tables.articles.get(entry), self._tables.receipts.get(entry), aliases, *marks)

    # What the reader does to them

    def read_to(self, entry: int, place: Place, progress: float) -> None:
        """Keep the reading place."""
        kept = self.entry(entry)
        state: State = "reading" if kept.state == "inbox" else kept.state
        progress = min(max(progress, 0.0), 1.0)
        self._tables.kept[entry] = replace(kept, place=place, progress=progress, opened=self._now(), state=state)

    def set_state(self, entry: int, state: State) -> None:
        """Move an entry."""
        self._change(entry, f"moved to {'the archive' if state == 'archived' else state}", state=state)

    def set_favourite(self, entry: int, favourite: bool) -> None:
        """Make an entry a favourite, or no longer."""
        self._change(entry, "made a favourite" if favourite else "no longer a favourite", favourite=favourite)

    def set_tags(self, entry: int, tags: Iterable[str]) -> None:
        """Give an entry exactly these tags."""
        self._change(entry, "tags changed", tags=entries.tidy(tags))

    def set_note(self, entry: int, note: str) -> None:
        """Give an entry a note."""
        self._change(entry, "note changed", note=clean(note))

    def delete(self, entry: int) -> None:
        """Remove an entry; it is kept aside for `undo`."""
        kept = self.entry(entry)
        self._deleted[entry] = self._tables.kept.pop(entry)
        self._changes.append((f"“{kept.title or kept.address}” deleted", lambda: self._bring_back(entry)))

    # Bookmarks and highlights

    def bookmarks(self, entry: int | None = None) -> list[Bookmark]:
        """Return the bookmarks of one entry, or all of them."""
        return self._tables.of("bookmark", entry)

    def add_bookmark(self, entry: int, passage: Passage, label: str = "") -> Bookmark:
        """Keep a bookmark; that of the same letter moves."""
        self.entry(entry)
        label = clean_line(label)
        old = [mark for mark in self._tables.of("bookmark", entry) if len(label) == 1 and mark.label == label]
        mark = Bookmark(self._tables.next(), entry, passage, label, self._now())
        self._replace("bookmark", "bookmark added", [(one.id, None) for one in old] + [(mark.id, mark)])
        return mark

    def label_bookmark(self, bookmark: int, label: str) -> None:
        """Name a bookmark."""
        mark = self._tables.mark("bookmark", bookmark)
        self._replace("bookmark", "bookmark named", [(bookmark, replace(mark, label=clean_line(label)))])

    def remove_bookmark(self, bookmark: int) -> None:
        """Remove a bookmark."""
        self._tables.mark("bookmark", bookmark)
        self._replace("bookmark", "bookmark removed", [(bookmark, None)])

    def highlights(self, entry: int | None = None) -> list[Highlight]:
        """Return the highlights of one entry, or all of them."""
        return self._tables.of("highlight", entry)

    def add_highlight(self, entry: int, passage: Passage, colour: int = 1, note: str = "") -> Highlight:
        """Keep a highlight."""
        self.entry(entry)
        mark = Highlight(self._tables.next(), entry, passage, colour, clean(note), self._now())
        self._replace("highlight", "highlight added", [(mark.id, mark)])
        return mark

    def change_highlight(self, highlight: int, *, colour: int | None = None, note: str | None = None) -> None:
        """Change a highlight's colour or note."""
        mark = self._tables.mark("highlight", highlight)
        changed = replace(
            mark, colour=mark.colour if colour is None else colour, note=mark.note if note is None else clean(note)
        )
        self._replace("highlight", "highlight changed", [(highlight, changed)])

    def remove_highlight(self, highlight: int) -> None:
        """Remove a highlight."""
        self._tables.mark("highlight", highlight)
        self._replace("highlight", "highlight removed", [(highlight, None)])

    # The program's own memory, and the end

    def undo(self) -> str | None:
        """Take back the last change."""
        while self._changes:
            words, take_back = self._changes.pop()
            if take_back():
                return words
        return None

    def setting(self, name: str, default: str = "") -> str:
        """Return something the program remembers."""
        return self._settings.get(name, default)

    def remember(self, name: str, value: str) -> None:
        """Remember something as long as the program runs."""
        self._settings[name] = value

    def close(self) -> None:
        """Forget nothing; there is nothing to close."""

    def _take(self, saved: Saved | Exported) -> bool:
        names = all_identities(entries.addresses_of(saved))
        kept = entries.taken(saved, next(iter(names)), self._now())
        known = self._tables.known(names)
        receipt = saved.receipt if isinstance(saved, Exported) else None
        if known:
            text = (None, None) if known[0].has_text else (saved.article, receipt)
            kept = self._tables.put(entries.merged(known[0], kept), names, *text)
        else:
            kept = self._tables.put(kept, names, saved.article, receipt)
        there = {(kind, mark.passage) for kind in entries.KINDS for mark in self._tables.of(kind, kept.id)}
        for mark in entries.marks_of(saved, self._now()):
            if (mark.kind, mark.passage) not in there:
                number = self._tables.next()
                self._tables.marks[mark.kind][number] = (
                    Bookmark(number, kept.id, mark.passage, mark.label, mark.created)
                    if mark.kind == "bookmark"
                    else Highlight(number, kept.id, mark.passage, mark.colour, mark.note, mark.created)
                )
        return not known

    def _bring_back(self, entry: int) -> bool:
        kept = self._tables.kept[entry] = self._deleted.pop(entry)
        anew = [other.id for other in self._tables.known((kept.key,)) if other.id != entry]
        for other in anew:
            self._tables.absorb(entry, other)
        self._tables.names[kept.key] = (entry, kept.address)
        return True

    def _replace(self, kind: entries.Kind, words: str, after: list[tuple[int, Any]]) -> None:
        """Put marks, or None, in the places of others, and note the change if it is one."""
        marks = self._tables.marks[kind]
        before = [(number, marks.get(number)) for number, _ in after]
        if before == after:
            return
        entry = next(mark.article for _, mark in (*after, *before) if mark)
        _fill(marks, after)

        def take_back() -> bool:
            if entry in self._tables.kept:
                _fill(marks, before)
            return entry in self._tables.kept

        self._changes.append((words, take_back))

    def _change(self, entry: int, words: str, **changed: Any) -> None:
        kept = self.entry(entry)
        after = replace(kept, **changed)
        if after == kept:
            return
        before = {name: getattr(kept, name) for name in changed}
        self._tables.kept[entry] = after

        def take_back() -> bool:
            if entry in self._tables.kept:
                self._tables.kept[entry] = replace(self._tables.kept[entry], **before)
            return entry in self._tables.kept

        self._changes.append((words, take_back))


def _fill(marks: Marks, rows: list[tuple[int, Any]]) -> None:
    for number, mark in rows:
        marks.pop(number, None)
        if mark:
            marks[number] = mark

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
from termread.library.tables import Tables
from termread.library.undo_log import Change, UndoLog, Undone
from termread.saved import Exported, Saved
from termread.text import clean, clean_line
from termread.values import replace

Step = tuple[Callable[[], bool], Callable[[], bool]]
"""What undoes a change, and what redoes it; each returns whether it could."""


class MemoryLibrary:
    """Keeps what the reader reads in this process."""

    def __init__(self, *, now: Callable[[], str] = now) -> None:
        """Begin with nothing; *now* is the clock."""
        self._now = now
        self._tables = Tables()
        self._settings: dict[str, str] = {}
        self._log: UndoLog[Step] = UndoLog()

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
        self._tables.anchor(kept.id)
        return kept

    def save_for_later(self, address: str, *, title: str = "", tags: Iterable[str] = ()) -> Kept:
        """Keep an address whose text is to be fetched later."""
        names = identities(address)
        if known := self._tables.known(names):
            return known[0]
        kept = self._tables.put(entries.for_later(address, next(iter(names)), title, tags, self._now()), names)
        self._note(
            kept,
            "save",
            lambda: self._tables.put_aside(kept.id, untouched=True),
            lambda: self._tables.bring_back(kept.id),
        )
        return kept

    def change_charset(self, reading: Reading) -> Kept:
        """Keep what the bytes of an article say in another charset."""
        before = self.find(reading.receipt.address)
        if before is None:
            return self.keep(reading)
        text = self._tables.articles.get(before.id), self._tables.receipts.get(before.id)
        after = self.keep(reading)

        told, put = (reading.article, reading.receipt), self._tables.put_text
        self._note(before, "charset", lambda: put(before, *text), lambda: put(after, *told))
        return after

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
        self._change(entry, state, state=state)

    def set_favourite(self, entry: int, favourite: bool) -> None:
        """Make an entry a favourite, or no longer."""
        self._change(entry, "favourite" if favourite else "no favourite", favourite=favourite)

    def set_tags(self, entry: int, tags: Iterable[str]) -> None:
        """Give an entry exactly these tags."""
        self._change(entry, "tags", tags=entries.tidy(tags))

    def set_note(self, entry: int, note: str) -> None:
        """Give an entry a note."""
        self._change(entry, "note", note=clean(note))

    def delete(self, entry: int) -> None:
        """Remove an entry; it is kept aside for `undo`."""
        kept = self.entry(entry)
        self._tables.put_aside(entry)
        self._note(kept, "delete", lambda: self._tables.bring_back(entry), lambda: self._tables.put_aside(entry))

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
        self._replace("bookmark", "bookmark", [(one.id, None) for one in old] + [(mark.id, mark)])
        return mark

    def label_bookmark(self, bookmark: int, label: str) -> None:
        """Name a bookmark."""
        mark = self._tables.mark("bookmark", bookmark)
        self._replace("bookmark", "name bookmark", [(bookmark, replace(mark, label=clean_line(label)))])

    def remove_bookmark(self, bookmark: int) -> None:
        """Remove a bookmark."""
        self._tables.mark("bookmark", bookmark)
        self._replace("bookmark", "remove bookmark", [(bookmark, None)])

    def highlights(self, entry: int | None = None) -> list[Highlight]:
        """Return the highlights of one entry, or all of them."""
        return self._tables.of("highlight", entry)

    def add_highlight(self, entry: int, passage: Passage, colour: int = 1, note: str = "") -> Highlight:
        """Keep a highlight."""
        self.entry(entry)
        mark = Highlight(self._tables.next(), entry, passage, colour, clean(note), self._now())
        self._replace("highlight", "highlight", [(mark.id, mark)])
        return mark

    def change_highlight(self, highlight: int, *, colour: int | None = None, note: str | None = None) -> None:
        """Change a highlight's colour or note."""
        mark = self._tables.mark("highlight", highlight)
        changed = replace(
            mark, colour=mark.colour if colour is None else colour, note=mark.note if note is None else clean(note)
        )
        self._replace("highlight", "change highlight", [(highlight, changed)])

    def remove_highlight(self, highlight: int) -> None:
        """Remove a highlight."""
        self._tables.mark("highlight", highlight)
        self._replace("highlight", "remove highlight", [(highlight, None)])

    # The program's own memory, and the end

    def undo(self, where: int) -> Undone | None:
        """Undo the last change of this run there."""
        return self._log.undo(where, lambda step: step[0]())

    def redo(self, where: int) -> Undone | None:
        """Make again what was undone last there."""
        return self._log.redo(where, lambda step: step[1]())

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

    def _replace(self, kind: entries.Kind, words: str, after: list[tuple[int, Any]]) -> None:
        """Put marks, or None, in the places of others, and note the change if it is one."""
        marks = self._tables.marks[kind]
        before = [(number, marks.get(number)) for number, _ in after]
        if before == after:
            return
        entry = next(mark.article for _, mark in (*after, *before) if mark)
        fill = self._tables.fill
        fill(kind, entry, after)
        self._note(self.entry(entry), words, lambda: fill(kind, entry, before), lambda: fill(kind, entry, after))

    def _change(self, entry: int, words: str, **changed: Any) -> None:
        kept = self.entry(entry)
        after = replace(kept, **changed)
        if after == kept:
            return
        before = {name: getattr(kept, name) for name in changed}

        put = self._tables.change
        put(entry, before | changed)
        self._note(kept, words, lambda: put(entry, before), lambda: put(entry, changed))

    def _note(self, kept: Kept, what: str, undo: Callable[[], bool], redo: Callable[[], bool]) -> None:
        self._log.note(Change(what, kept.title or kept.address, kept.id, (undo, redo)))

"""Any order of verbs leaves the library on disk and the one in memory with the same in them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from kept_samples import article, clock, passage, reading

from termread.article import Place
from termread.errors import LibraryError
from termread.library.memory import MemoryLibrary
from termread.library.sqlite import SqliteLibrary
from termread.library.undo_log import changes_from
from termread.saved import Saved

PATHS = st.integers(0, 4)
NTH = st.integers(0, 5)


class Libraries(RuleBasedStateMachine):
    """Two libraries that are told the same. Numbers may differ, so an entry is named by its address."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.disk = SqliteLibrary(Path(self.folder.name), now=clock())
        self.memory = MemoryLibrary(now=clock())

    def both(self, verb, path=None, kind="", nth=0):
        """Do the same in both, to the entry at *path* or to its *nth* mark of a *kind*; both succeed or both are refused."""
        told = []
        for library in (self.disk, self.memory):
            try:
                numbers = () if path is None else (getattr(library.find(f"https://example.com/{path}"), "id", 99),)
                if kind:
                    marks = getattr(library, kind)(*numbers)
                    numbers = (marks[nth % len(marks)].id if marks else 99,)
                told.append(verb(library, *numbers))
            except LibraryError as error:
                told.append(error.code)
        return told

    @rule(
        path=PATHS,
        words=st.sampled_from(["red bridge", "blue river 釜山"]),
        opened=st.booleans(),
        canonical=st.none() | PATHS,
    )
    def keep(self, path, words, opened, canonical):
        called = None if canonical is None else f"https://example.com/{canonical}"
        told = reading(
            f"https://example.com/{path}?utm_x=1", article(words, words * 3, canonical_url=called), data=b"x"
        )
        self.both(lambda library: library.keep(told, opened=opened))

    @rule(path=PATHS)
    def save_for_later(self, path):
        self.both(lambda library: library.save_for_later(f"https://example.com/{path}", title="later", tags=["t"]))

    @rule(path=PATHS, archived=st.booleans())
    def take_in(self, path, archived):
        saved = Saved(
            f"https://example.com/{path}", "taken", "2020-01-01", tags=("taken",), archived=archived, note="n"
        )
        one, other = self.both(lambda library: library.take_in([saved, saved]))
        assert one == other

    @rule(path=PATHS, offset=st.integers(0, 10))
    def read_to(self, path, offset):
        self.both(lambda library, entry: library.read_to(entry, Place(0, offset), offset / 10), path)

    @rule(path=PATHS, state=st.sampled_from(["inbox", "reading", "archived"]))
    def set_state(self, path, state):
        self.both(lambda library, entry: library.set_state(entry, state), path)

    @rule(path=PATHS, favourite=st.booleans())
    def set_favourite(self, path, favourite):
        self.both(lambda library, entry: library.set_favourite(entry, favourite), path)

    @rule(path=PATHS, tags=st.lists(st.sampled_from("abc")))
    def set_tags(self, path, tags):
        self.both(lambda library, entry: library.set_tags(entry, tags), path)

    @rule(path=PATHS, note=st.sampled_from(["", "a note"]))
    def set_note(self, path, note):
        self.both(lambda library, entry: library.set_note(entry, note), path)

    @rule(path=PATHS)
    def delete(self, path):
        self.both(lambda library, entry: library.delete(entry), path)

    @rule(path=PATHS, offset=st.integers(0, 3), label=st.sampled_from(["", "a", "b", "long"]))
    def add_bookmark(self, path, offset, label):
        self.both(lambda library, entry: library.add_bookmark(entry, passage(0, offset), label).passage, path)

    @rule(path=PATHS, offset=st.integers(0, 3), note=st.sampled_from(["", "marked"]))
    def add_highlight(self, path, offset, note):
        self.both(lambda library, entry: library.add_highlight(entry, passage(0, offset), 2, note).passage, path)

    @rule(path=PATHS, nth=NTH)
    def remove_bookmark(self, path, nth):
        self.both(lambda library, mark: library.remove_bookmark(mark), path, "bookmarks", nth)

    @rule(path=PATHS, nth=NTH)
    def label_bookmark(self, path, nth):
        self.both(lambda library, mark: library.label_bookmark(mark, "z"), path, "bookmarks", nth)

    @rule(path=PATHS, nth=NTH, note=st.none() | st.just("changed"))
    def change_highlight(self, path, nth, note):
        self.both(lambda library, mark: library.change_highlight(mark, colour=3, note=note), path, "highlights", nth)

    @rule(path=PATHS, nth=NTH)
    def remove_highlight(self, path, nth):
        self.both(lambda library, mark: library.remove_highlight(mark), path, "highlights", nth)

    @rule(path=PATHS, again=st.booleans())
    def undo(self, path, again):
        verb = "redo" if again else "undo"
        one, other = self.both(lambda library, entry: undone(getattr(library, verb)(entry)), path)
        assert one == other

    @rule(path=PATHS, address=st.integers(5, 7))
    def collect(self, path, address):
        def verb(library, entry):
            with changes_from(entry):
                library.save_for_later(f"https://example.com/{address}")

        self.both(verb, path)

    @rule(path=PATHS)
    def change_charset(self, path):
        told = reading(f"https://example.com/{path}?utm_x=1", article("green", "green bridge"), charset="x", data=b"x")
        self.both(lambda library, _: library.change_charset(told), path)

    @invariant()
    def the_same_is_kept(self):
        def state(library):
            entries = {entry.address: timeless(entry) for entry in library.everything()}
            found = [
                {hit.kept.address for hit in library.search(query)}
                for query in ("red", "釜", "taken", "tag:t", "marked", "-blue")
            ]
            begun = {kept.address for kept in library.shelf("continue")}
            return entries, found, library.counts(), begun, {kept.address for kept in library.pending()}

        assert state(self.disk) == state(self.memory)

    def teardown(self):
        self.disk.close()
        self.folder.cleanup()


def undone(change):
    """What was undone, in words."""
    return change and change.words


def timeless(entry):
    """Everything of an entry but when it happened: a refused verb may have looked at one clock and not at the other."""
    from dataclasses import replace

    marks = {"bookmarks": entry.bookmarks, "highlights": entry.highlights}
    return replace(
        entry,
        added=entry.added[:4],
        opened=entry.opened and "",
        **{name: tuple(sorted((replace(m, created="") for m in found), key=repr)) for name, found in marks.items()},
    )


TestLibraries = Libraries.TestCase
TestLibraries.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)

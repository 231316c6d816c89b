"""Any order of acts leaves a library whose lists, counts and searches follow from what is in it, and nothing damaged."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from kept_samples import article, clock, passage, reading

from termread.article import Place, flatten
from termread.errors import LibraryError
from termread.interchange import ImportedEntry
from termread.library.api import Library
from termread.library.repair import check
from termread.library.undo_log import changes_from

PATHS = st.integers(0, 4)
NTH = st.integers(0, 5)


class Acts(RuleBasedStateMachine):
    """A library that is told all sorts of things. An entry is named by its address."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library(Path(self.folder.name), now=clock())

    def do(self, verb, path=None, kind="", nth=0):
        """Do something, to the entry at *path* or to its *nth* mark of a *kind*; what is not there is refused as gone."""
        numbers = () if path is None else (getattr(self.library.find(f"https://example.com/{path}"), "id", 99),)
        if kind:
            marks = getattr(self.library, kind)(*numbers)
            numbers = (marks[nth % len(marks)].id if marks else 99,)
        try:
            verb(self.library, *numbers)
        except LibraryError as error:
            if error.code != "gone":
                raise

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
        self.do(lambda library: library.keep(told, opened=opened))

    @rule(path=PATHS)
    def save_for_later(self, path):
        self.do(lambda library: library.save_for_later(f"https://example.com/{path}", title="later", tags=["t"]))

    @rule(path=PATHS, archived=st.booleans())
    def import_entries(self, path, archived):
        saved = ImportedEntry(
            f"https://example.com/{path}", "taken", "2020-01-01", tags=("taken",), archived=archived, note="n"
        )
        self.do(lambda library: library.import_entries([saved, saved]))

    @rule(path=PATHS, offset=st.integers(0, 10))
    def read_to(self, path, offset):
        self.do(lambda library, entry: library.read_to(entry, Place(0, offset), offset / 10), path)

    @rule(path=PATHS, state=st.sampled_from(["inbox", "reading", "archived"]))
    def set_state(self, path, state):
        self.do(lambda library, entry: library.set_state(entry, state), path)

    @rule(path=PATHS, favourite=st.booleans())
    def set_favourite(self, path, favourite):
        self.do(lambda library, entry: library.set_favourite(entry, favourite), path)

    @rule(path=PATHS, tags=st.lists(st.sampled_from("abc")))
    def set_tags(self, path, tags):
        self.do(lambda library, entry: library.set_tags(entry, tags), path)

    @rule(path=PATHS)
    def delete(self, path):
        self.do(lambda library, entry: library.delete(entry), path)

    @rule(path=PATHS, offset=st.integers(0, 3), label=st.sampled_from(["", "a", "b", "long"]))
    def add_bookmark(self, path, offset, label):
        self.do(lambda library, entry: library.add_bookmark(entry, passage(0, offset), label).passage, path)

    @rule(path=PATHS, offset=st.integers(0, 3), note=st.sampled_from(["", "marked"]))
    def add_highlight(self, path, offset, note):
        self.do(lambda library, entry: library.add_highlight(entry, passage(0, offset), 2, note).passage, path)

    @rule(path=PATHS, nth=NTH)
    def remove_bookmark(self, path, nth):
        self.do(lambda library, mark: library.remove_bookmark(mark), path, "bookmarks", nth)

    @rule(path=PATHS, nth=NTH)
    def label_bookmark(self, path, nth):
        self.do(lambda library, mark: library.label_bookmark(mark, "z"), path, "bookmarks", nth)

    @rule(path=PATHS, nth=NTH, note=st.none() | st.just("changed"))
    def change_highlight(self, path, nth, note):
        self.do(lambda library, mark: library.change_highlight(mark, colour=3, note=note), path, "highlights", nth)

    @rule(path=PATHS, nth=NTH)
    def remove_highlight(self, path, nth):
        self.do(lambda library, mark: library.remove_highlight(mark), path, "highlights", nth)

    @rule(path=PATHS)
    def undo(self, path):
        kept = self.library.find(f"https://example.com/{path}")
        before = self.state()
        if kept is None or not self.library.undo(kept.id):
            return
        undone = self.state()
        assert self.library.redo(kept.id)
        assert self.state() == before
        assert self.library.undo(kept.id)
        assert self.state() == undone

    @rule(path=PATHS, address=st.integers(5, 7))
    def collect(self, path, address):
        def verb(library, entry):
            with changes_from(entry):
                library.save_for_later(f"https://example.com/{address}")

        self.do(verb, path)

    @rule(path=PATHS)
    def change_charset(self, path):
        told = reading(f"https://example.com/{path}?utm_x=1", article("green", "green bridge"), charset="x", data=b"x")
        self.do(lambda library, _: library.change_charset(told), path)

    def state(self):
        return {entry.address: timeless(entry) for entry in self.library.everything()}

    @invariant()
    def lists_counts_and_searches_follow_from_the_entries(self):
        library, entries = self.library, list(self.library.everything())
        counts = library.counts()
        begun = {each.address for each in entries if each.state == "reading" and each.progress < 1}
        assert {kept.address for kept in library.shelf("continue")} == begun
        assert counts.shelves["all"] == len(library.shelf()) == len(entries)
        assert counts.shelves["continue"] == len(begun)
        assert counts.highlights == sum(len(each.highlights) for each in entries) == len(library.highlights())
        assert counts.bookmarks == sum(len(each.bookmarks) for each in entries) == len(library.bookmarks())
        assert counts.tags == {t: n for t in sorted(TAGS) if (n := sum(t in each.tags for each in entries))}
        assert {kept.address for kept in library.pending()} == {e.address for e in entries if e.article is None}
        for word in ("red", "釜", "taken", "marked", "changed"):
            found = {hit.kept.address for hit in library.search(word)}
            assert found == {each.address for each in entries if word in words_of(each)}

    def teardown(self):
        self.library.close()
        assert check(Path(self.folder.name)).sentences[0].startswith(("No damage found", "There is no library"))
        self.folder.cleanup()


TAGS = {"t", "taken", "a", "b", "c"}


def words_of(entry):
    """Every word that a search looks at, in small letters."""
    texts = [entry.title, entry.note, *entry.tags, *(mark.note for mark in entry.highlights)]
    if entry.article:
        texts += map(flatten, entry.article.blocks)
    return " ".join(texts).lower()


def timeless(entry):
    """Everything of an entry but when it was opened, and its marks in any order."""
    from dataclasses import replace

    marks = {"bookmarks": entry.bookmarks, "highlights": entry.highlights}
    return replace(entry, opened="", **{name: tuple(sorted(found, key=repr)) for name, found in marks.items()})


TestActs = Acts.TestCase
TestActs.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)

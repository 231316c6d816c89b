"""Rows that were overwritten inside: noticed when read and when checked, told, set aside, and brought back."""

from __future__ import annotations

import random
import shutil
import sqlite3
from threading import Thread

import pytest
from kept_samples import article, clock, passage, reading
from test_ledger import version_2

from termread.article import Place
from termread.errors import LibraryError
from termread.interchange import ImportedEntry
from termread.library.api import Library, open_library
from termread.library.backups import backup
from termread.library.copies import backups
from termread.library.db.schema import NAME
from termread.library.repair import check


@pytest.fixture
def folder(tmp_path):
    """A library of three stories with all that can belong to one, and its backup."""
    library = Library(tmp_path, now=clock())
    for number in range(3):
        told = article(f"Story {number}", "word " * 300, authors=("Reporter",))
        kept = library.keep(reading(f"https://example.com/{number}?utm_id=1", told, data=b"x" * 500, etag="e"))
        library.import_entries([ImportedEntry(f"https://example.com/{number}", note=f"note {number} " + "n" * 300)])
        library.set_tags(kept.id, ["tag"])
        library.add_bookmark(kept.id, passage(), "place")
        library.add_highlight(kept.id, passage(0, 0, 4, "word"), note="why " * 60)
        library.read_to(kept.id, Place(0, 3), 0.5)
    library.close()
    backup(tmp_path)
    return tmp_path


def overwrite(folder, statement, *values):
    """Change what stands in a row without its checksum, as a fault of the disk would."""
    with sqlite3.connect(folder / NAME) as connection:
        assert connection.execute(statement, values).rowcount
    connection.close()


def told(action):
    with pytest.raises(LibraryError) as found:
        action()
    return found.value.code


NOTE = "UPDATE entries SET note = 'XX' || substr(note, 3) WHERE id = 2"


def test_a_damaged_entry_says_so_among_the_others(folder):
    overwrite(folder, NOTE)
    library = open_library(folder)
    assert [kept.title for kept in library.shelf()] == [
        "Story 2",
        "A damaged entry: `termread check` repairs it",
        "Story 0",
    ]
    assert len(library.search("word")) == 3
    assert [hit.kept.id for hit in library.search("tag:tag")] == [3, 2, 1]
    for action in (
        lambda: library.entry(2),
        lambda: library.article(2),
        lambda: library.find("https://example.com/1"),
        lambda: library.set_favourite(2, True),
        lambda: library.read_to(2, Place(0, 1), 0.7),
        lambda: library.keep(reading("https://example.com/1")),
        lambda: library.delete(2),
    ):
        assert told(action) == "damaged"
    assert library.article(1).title == "Story 0"
    library.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (NOTE, "The entry “Story 1” was damaged; it was restored from the newest backup that has it."),
        ("UPDATE entries SET progress = 0.9 WHERE id = 2", "The entry “Story 1” was damaged; it was restored"),
        ("UPDATE entries SET title = zeroblob(9) WHERE id = 2", "The entry “Story 1” was damaged; it was restored"),
        ("UPDATE names SET entry = 1 WHERE entry = 2", "Addresses of articles were damaged"),
        ("UPDATE names SET key = 'x' WHERE entry = 2", "Addresses of articles were damaged"),
        ("UPDATE receipts SET etag = 'x' WHERE entry = 2", "Records of where articles came from were damaged"),
        ("UPDATE marks SET quote = 'x' WHERE entry = 2", "A bookmark was damaged; it was restored from the backup."),
        (
            "UPDATE parts SET data = zeroblob(length(data)) WHERE id >> 20 = 2",
            "The text of “Story 1” was damaged; it was",
        ),
        (
            "UPDATE pages SET data = zeroblob(length(data)) WHERE entry = 2",
            "The fetched source of 1 articles was damaged; it",
        ),
        ("UPDATE labels SET label = 'x' WHERE entry = 2", "The search index was rebuilt."),
        ("UPDATE annotations SET notes = 'x' WHERE rowid = 2", "The search index was rebuilt."),
        ("DELETE FROM annotations WHERE rowid = 2", "The search index was rebuilt."),
        ("DELETE FROM tags WHERE entry = 2", "The search index was rebuilt."),
        ("UPDATE texts_data SET block = zeroblob(length(block)) WHERE id > 10", "The search index was rebuilt."),
    ],
)
def test_what_is_damaged_in_a_row_comes_back_from_the_backup(folder, statement, said):
    library = open_library(folder)
    before = list(library.everything()), library.shelf(), library.counts()
    library.close()
    overwrite(folder, statement)
    findings = check(folder)
    assert (findings.repaired, findings.sound) == (True, True)
    assert any(sentence.startswith(said) for sentence in findings.sentences)
    assert check(folder).sentences == ("No damage found in 3 articles.",)
    library = open_library(folder)
    assert (list(library.everything()), library.shelf(), library.counts()) == before
    assert len(library.search("word")) == 3
    library.close()


def test_while_the_index_is_rebuilt_others_write_and_nothing_of_theirs_is_missed(folder, monkeypatch):
    monkeypatch.setattr("termread.library.repair.HOLD", 0)  # one entry at a time
    library = open_library(folder, backups=False)
    library.import_entries(ImportedEntry(f"https://example.com/old/{n}", f"Old {n}", tags=("old",)) for n in range(60))
    library.import_entries(ImportedEntry(f"https://example.com/gone/{n}", f"Gone {n}") for n in range(10))
    overwrite(folder, "UPDATE labels SET label = 'x' WHERE entry = 2")
    checking = Thread(target=check, args=(folder,))
    checking.start()
    for number in range(10):
        library.keep(reading(f"https://example.com/new/{number}", article(f"New {number}", "word " * 9)))
        library.delete(library.find(f"https://example.com/gone/{number}").id)
        library.set_tags(library.find(f"https://example.com/old/{number}").id, ["changed"])
    checking.join()
    assert check(folder).sentences == ("No damage found in 73 articles.",)
    counts = {"old": 60, "new": 10, "gone": 0, "tag:changed": 10, "tag:old": 50}
    assert {words: len(library.search(words)) for words in counts} == counts
    library.close()


def test_the_damaged_row_is_set_aside(folder):
    overwrite(folder, NOTE)
    assert "set aside" in check(folder).sentences[0]
    aside = sqlite3.connect(next(folder.glob("library-damaged-rows-*.db")))
    assert aside.execute("SELECT id, note FROM entries").fetchall() == [(2, "XXte 1 " + "n" * 300)]
    aside.close()


def test_without_a_backup_an_entry_is_made_of_its_text(folder):
    shutil.rmtree(folder / "backups")
    overwrite(folder, NOTE)
    overwrite(folder, "UPDATE marks SET label = 'x' WHERE entry = 1 AND kind = 'bookmark'")
    sentences = check(folder).sentences
    assert (
        "The entry “Story 1” was damaged and is in no backup; it was recreated without its note, state and reading position."
        in sentences
    )
    assert "A bookmark or highlight was damaged and is in no backup." in sentences
    assert not check(folder).repaired
    library = open_library(folder)
    kept = library.find("https://example.com/1")
    assert (kept.title, kept.authors, kept.tags, kept.note) == ("Story 1", ("Reporter",), ("tag",), "")
    assert library.article(2).blocks
    assert (len(library.bookmarks()), len(library.highlights())) == (2, 3)
    library.close()


def test_a_damaged_row_in_the_newest_backup_is_taken_from_the_one_before(folder):
    overwrite(folder, NOTE)
    backup(folder)
    assert len(backups(folder)) == 2
    assert (
        "The entry “Story 1” was damaged; it was restored from the newest backup that has it."
        in check(folder).sentences
    )
    library = open_library(folder)
    assert library.entry(2).note.startswith("note 1")
    library.close()


def test_damaged_marks_are_told_and_do_not_leave_with_the_others(folder):
    overwrite(folder, "UPDATE marks SET quote = 'bridge!' WHERE entry = 2 AND kind = 'bookmark'")
    library = open_library(folder)
    assert [mark.passage.quote for mark in library.bookmarks(2)] == ["Damaged: `termread check` repairs it"]
    assert told(lambda: library.remove_bookmark(library.bookmarks(2)[0].id)) == "damaged"
    library.close()


def test_damage_of_the_programs_own_memory_stops_nothing(folder):
    overwrite(folder, "UPDATE settings SET value = 'x'")
    library = open_library(folder)
    assert library.setting("begun", "none") == "none"
    library.close()
    assert check(folder).repaired
    assert not check(folder).repaired


def test_a_damaged_entry_does_not_keep_others_from_being_purged(folder):
    library = Library(folder, now=lambda: "2026-01-01T00:00:00.000Z")
    library.delete(1)
    library.delete(2)
    library.close()
    overwrite(folder, "UPDATE entries SET note = 'x' WHERE id = 1")
    library = Library(folder, now=lambda: "2026-03-01T00:00:00.000Z")
    library.delete(3)
    library.close()
    connection = sqlite3.connect(folder / NAME)
    assert connection.execute("SELECT id FROM entries ORDER BY id").fetchall() == [(1,), (3,)]
    connection.close()


def test_two_hundred_bytes_anywhere_are_never_taken_for_what_was_written(folder, tmp_path_factory):
    library = open_library(folder)
    before = list(library.everything())
    library.close()
    size = (folder / NAME).stat().st_size
    draw = random.Random(11)
    for turn in range(40):
        copy = tmp_path_factory.mktemp("copy") / "data"
        shutil.copytree(folder, copy)
        with (copy / NAME).open("r+b") as file:
            file.seek(draw.randrange(100, size - 200))
            file.write(draw.randbytes(200))
        check(copy)
        assert check(copy).sentences == ("No damage found in 3 articles.",), turn
        library = open_library(copy)
        assert list(library.everything()) == before, turn
        library.close()
        shutil.rmtree(copy)


def test_a_backup_that_has_copied_a_damage_takes_no_sound_ones_place(folder):
    for _ in range(3):
        backup(folder)
    assert len(backups(folder)) == 3
    overwrite(folder, NOTE)
    for _ in range(3):
        backup(folder)
    assert len(backups(folder)) == 6
    check(folder)
    backup(folder)
    assert len(backups(folder)) == 3
    library = open_library(folder)
    assert library.entry(2).note.startswith("note 1")
    library.close()


def test_a_backup_of_an_earlier_version_brings_back_a_library_that_is_damaged_as_a_whole(tmp_path):
    version_2(tmp_path / "old")
    (tmp_path / "data" / "backups").mkdir(parents=True)
    shutil.move(tmp_path / "old" / NAME, tmp_path / "data" / "backups" / "library-20260101-000000.db")
    (tmp_path / "data" / NAME).write_bytes(b"rubbish " * 9000)
    assert "2 more came from the backup" in " ".join(check(tmp_path / "data").sentences)
    library = open_library(tmp_path / "data")
    assert [kept.title for kept in library.shelf()] == ["Élan ёлка Maß 2", "Élan ёлка Maß 1"]
    assert len(library.search("елка")) == 2
    library.close()
    assert not check(tmp_path / "data").repaired

"""Damaged rows of what is followed: noticed when read and when checked, told, set aside, and brought back."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from kept_samples import clock
from test_damage import overwrite
from test_followed import WORDS, answer, item, titles

from termread.library.api import Library
from termread.library.backups import backup
from termread.library.db.schema import NAME
from termread.library.repair import check
from termread.library.repair.detect import look


@pytest.fixture
def folder(tmp_path):
    """A library with two stories, one of them read, and a mute; and its backup."""
    library = Library(tmp_path, now=clock(), backups=False)
    paper = library.sources.follow("https://example.com/feed.xml", title="The Paper")
    library.sources.take([answer(paper, item(1, content=f"<p>{WORDS}"), item(2))])
    library.sources.mark_read([1])
    library.sources.mute("word", "weather")
    library.close()
    backup(tmp_path)
    return tmp_path


DAMAGES = {
    "sources": "UPDATE sources SET title = 'XX'",
    "stories": "UPDATE stories SET read = NULL, title = 'XX' WHERE id = 1",
    "appearances": "UPDATE appearances SET story = 2 WHERE story = 1",
    "mutes": "UPDATE mutes SET value = 'XX'",
    "own_texts": "UPDATE own_texts SET data = 'XX'",
    "tallies": "UPDATE tallies SET unread = 7",
}


def state(folder):
    library = Library(folder, now=clock(), backups=False)
    found = library.sources.all(), library.sources.stories(), library.sources.counts(), library.sources.mutes()
    library.close()
    return found


@pytest.mark.parametrize("table", DAMAGES)
def test_damage_is_told_and_repaired_from_the_backup(folder, table):
    before = state(folder)
    overwrite(folder, DAMAGES[table])
    found = check(folder)
    assert found.repaired
    assert len(found.sentences) >= 1
    assert state(folder) == before
    assert not check(folder).repaired


@pytest.mark.parametrize("table", DAMAGES)
def test_without_a_backup_nothing_that_is_damaged_stays_and_the_source_is_still_followed(folder, table):
    shutil.rmtree(folder / "backups")
    overwrite(folder, DAMAGES[table])
    assert check(folder).repaired
    assert not check(folder).repaired
    library = Library(folder, now=clock(), backups=False)
    paper = library.sources.find("https://example.com/feed.xml")
    library.sources.take([answer(paper, item(1, content=f"<p>{WORDS}"), item(2))])
    assert titles(library) == ["Story number 2", "Story number 1"]
    library.close()
    assert not check(folder).repaired


def test_a_damaged_row_says_so_among_the_others_and_no_change_makes_it_good(folder):
    overwrite(folder, DAMAGES["stories"])
    library = Library(folder, now=clock(), backups=False)
    assert "Damaged story: `termread check` repairs it" in titles(library)
    library.sources.mark_read([1, 2])
    library.sources.take([answer(library.sources.all()[0], item(1, dek="New"), item(2))])
    assert "Damaged story: `termread check` repairs it" in titles(library)
    library.close()
    overwrite(folder, DAMAGES["sources"])
    library = Library(folder, now=clock(), backups=False)
    assert library.sources.all()[0].title == "Damaged source: `termread check` repairs it"
    assert library.sources.due("2099", everything=True) == ()
    library.close()


def test_damage_is_told_in_sentences(folder):
    for table in ("sources", "stories", "appearances", "mutes", "own_texts"):
        overwrite(folder, DAMAGES[table])
    library = Library(folder, now=clock(), backups=False)
    with library._database.reading() as connection:
        said = look(connection).told()
    library.close()
    assert said == ["Damaged: 1 sources, 1 stories, 1 mutes, 2 other records."]


def test_a_file_damaged_as_a_whole_keeps_what_is_followed(folder):
    before = state(folder)
    path = folder / NAME
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    path.write_bytes(b"rubbish " * 9000)
    assert check(folder).repaired
    assert state(folder) == before

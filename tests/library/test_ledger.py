"""Everything out and in again, and libraries of earlier versions."""

from __future__ import annotations

import json
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from kept_samples import article, clock, passage, reading

from strategies import entries as any_entries
from termread.article import Place
from termread.interchange import ImportedEntry, library_entry_of, library_entry_record
from termread.library.api import Library
from termread.library.db import checksum_of, schema, stamp
from termread.library.db.schema import APPLICATION, NAME, VERSIONS
from termread.library.repair import check


def ledger(library):
    return [json.dumps(library_entry_record(entry), ensure_ascii=False) for entry in library.everything()]


def test_a_library_goes_out_and_in_with_nothing_lost(library, tmp_path):
    kept = library.keep(reading("https://example.com/1?utm_id=2", url="https://example.com/b", data=b"x\x9c", etag="e"))
    library.set_tags(kept.id, ["a", "ü"])
    library.import_entries([ImportedEntry("https://example.com/1", note="two\nlines")])
    library.set_favourite(kept.id, True)
    library.read_to(kept.id, Place(1, 3), 0.25)
    library.add_bookmark(kept.id, passage(), "b")
    library.add_bookmark(kept.id, passage(), "a")
    library.add_highlight(kept.id, passage(1, 0, 5, "Ships"), 4, "why")
    library.save_for_later("https://example.com/later", title="Later", tags=["x"])
    library.keep(reading("/tmp/story.html", article("File", authors=("Ann Other", "B"), published="2025-01-01")))
    first = ledger(library)
    entries = [library_entry_of(json.loads(line)) for line in first]
    for other in (Library(tmp_path / "other", now=clock()), Library(now=clock())):
        assert other.import_entries(entries) == (3, 0)
        assert ledger(other) == first
        assert other.import_entries(entries) == (0, 3)
        assert ledger(other) == first
        other.close()


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(any_entries)
def test_any_entry_goes_in_and_out_unchanged(tmp_path_factory, entry):
    for library in (Library(tmp_path_factory.mktemp("any"), now=clock()), Library(now=clock())):
        library.import_entries([entry])
        once = ledger(library)
        library.close()
        again = Library(now=clock())
        again.import_entries([library_entry_of(json.loads(line)) for line in once])
        assert ledger(again) == once


def version_1(folder):
    """Write a library as version 1 of the schema had it."""
    folder.mkdir()
    connection = sqlite3.connect(folder / NAME)
    for statement in VERSIONS[0]:
        connection.execute(statement)
    for number in (1, 2):
        connection.execute(
            "INSERT INTO entries (key, address, title, authors, words, quick, slow, added, state, favourite, tags, note, "
            "block, offset, progress, has_text) VALUES (?, ?, ?, '', 0, 0, 0, ?, 'inbox', 0, 't', '', -1, 0, 0, 0)",
            (
                f"https://example.com/{number}",
                f"https://example.com/{number}",
                f"Élan ёлка Maß {number}",
                f"2026-01-0{number}",
            ),
        )
        connection.execute("INSERT INTO names VALUES (?, ?, ?)", (f"https://example.com/{number}", number, "x"))
        connection.execute("INSERT INTO tags VALUES ('t', ?)", (number,))
        connection.execute(
            "INSERT INTO texts (rowid, title, site, tags) VALUES (?, ?, 'example.com', 't')",
            (number, f"Élan ёлка Maß {number}"),
        )
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()


def version_2(folder):
    """Write a library as version 2 of the schema had it."""
    version_1(folder)
    connection = sqlite3.connect(folder / NAME)
    for statement in VERSIONS[1]:
        connection.execute(statement)
    connection.executemany("INSERT INTO labels VALUES (?, ?)", [(1, "elan елка maß 1\n\n"), (2, "elan елка maß 2\n\n")])
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()


def version_3(folder):
    """Write a library as version 3 of the schema had it, with tags and notes in the index of the texts."""
    version_2(folder)
    connection = sqlite3.connect(folder / NAME)
    connection.create_function("checksum", -1, checksum_of, deterministic=True)
    for statement in VERSIONS[2]:
        connection.execute(statement)
    for table in schema.CHECKED_IN_3:
        stamp(connection, table)
    for number in (1, 2):
        values = (number, f"Élan ёлка Maß {number}")
        connection.execute(
            "INSERT INTO texts (texts, rowid, title, site, tags) VALUES ('delete', ?, ?, 'example.com', 't')", values
        )
        values = (number, f"elan елка maß {number}")
        connection.execute("INSERT INTO texts (rowid, title, site, tags) VALUES (?, ?, 'example.com', 't')", values)
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()


def version_4(folder):
    """Write a library as version 4 of the schema had it: tags and notes in an index of their own."""
    version_3(folder)
    connection = sqlite3.connect(folder / NAME)
    for statement in VERSIONS[3]:
        connection.execute(statement)
    connection.executemany("INSERT INTO annotations (rowid, notes, tags) VALUES (?, '', 't')", [(1,), (2,)])
    connection.execute("PRAGMA user_version = 4")
    connection.commit()
    connection.close()


def version_6(folder):
    """Write a library as version 6 of the schema had it: ß and ı in the index as they are."""
    version_5(folder)
    connection = sqlite3.connect(folder / NAME)
    for statement in VERSIONS[5]:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 6")
    connection.commit()
    connection.close()


def version_5(folder):
    """Write a library as version 5 of the schema had it, with changes that an earlier run could undo."""
    version_4(folder)
    connection = sqlite3.connect(folder / NAME)
    for statement in VERSIONS[4]:
        connection.execute(statement)
    connection.execute("INSERT INTO changes (words, before) VALUES ('tags changed', '[]')")
    connection.execute("PRAGMA user_version = 5")
    connection.commit()
    connection.close()


def version_7(folder, version=7):
    """Write a library as *version* of the schema had it; version 7 follows nothing."""
    version_6(folder)
    migrated = sqlite3.connect(folder / NAME, isolation_level=None)
    migrated.create_function("checksum", -1, checksum_of)
    migrated.row_factory = sqlite3.Row
    before = schema.VERSIONS, schema.VERSION
    schema.VERSIONS, schema.VERSION = VERSIONS[:version], version
    try:
        schema.migrate(migrated, 6)
    finally:
        schema.VERSIONS, schema.VERSION = before
        migrated.close()


def version_8(folder):
    """Write a library as version 8 of the schema had it, which had agreed on nothing with a server."""
    version_7(folder, 8)


EARLIER = [version_1, version_2, version_3, version_4, version_5, version_6, version_7, version_8]


@pytest.mark.parametrize("write", EARLIER)
def test_a_library_of_an_earlier_version_becomes_one_of_this(tmp_path, write):
    write(tmp_path / "old")
    library = Library(tmp_path / "old", now=clock())
    assert [kept.title for kept in library.shelf(words="elan", tag="t")] == ["Élan ёлка Maß 2", "Élan ёлка Maß 1"]
    assert [hit.kept.id for hit in library.search("elan tag:t")] == [2, 1]
    assert len(library.search("елка")) == len(library.search("ёлка")) == 2
    assert len(library.search("mass")) == len(library.search("Maß")) == 2
    assert len(library.shelf(words="mass")) == 2
    assert [hit.kept.id for hit in library.search("t elan")] == [2, 1]
    library.set_tags(1, ["new"])
    assert [hit.kept.id for hit in library.search("t")] == [2]
    assert [hit.kept.id for hit in library.search("elan -t")] == [1]
    assert library.counts().tags == {"new": 1, "t": 1}
    library.close()
    assert not check(tmp_path / "old").repaired


def test_every_earlier_version_is_tried():
    assert len(EARLIER) == len(VERSIONS) - 1

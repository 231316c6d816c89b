"""A local file is kept by its absolute path, whatever folder it was opened from."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from kept_samples import article, reading

from termread.library.db import checksum_of, stamp
from termread.library.db.schema import NAME


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "one")
    return tmp_path


@pytest.mark.parametrize("given", ["story.html", "./story.html", "../one/story.html"])
def test_a_relative_path_is_kept_from_the_root(library, folder, given):
    path = str(folder / "one" / "story.html")
    assert library.keep(reading(given)).address == path
    assert library.shelf()[0].address == path
    assert library.find(path) == library.find(given) is not None


def test_a_file_saved_for_later_is_kept_from_the_root(library, folder):
    kept = library.save_for_later("later.html")
    assert kept.address == library.pending()[0].address == str(folder / "one" / "later.html")


def test_files_of_one_name_in_two_folders_are_two_entries(library, folder, monkeypatch):
    one = library.keep(reading("story.html"))
    monkeypatch.chdir(folder / "two")
    two = library.keep(reading("story.html", article("Another")))
    assert one.id != two.id
    assert library.entry(one.id).address == str(folder / "one" / "story.html")


def test_an_entry_that_an_earlier_version_kept_by_a_relative_path_is_found_and_mended(on_disk, folder, monkeypatch):
    kept = on_disk.keep(reading("story.html"))
    path = str(folder / "one" / "story.html")
    with closing(sqlite3.connect(folder / "data" / NAME)) as other, other:
        other.create_function("checksum", -1, checksum_of, deterministic=True)
        other.execute("UPDATE entries SET address = 'story.html'")
        stamp(other, "entries")
    monkeypatch.chdir(folder / "two")
    assert on_disk.find(path).id == kept.id
    assert on_disk.entry(kept.id).address == path
    assert on_disk.keep(reading(path, article("New"))).id == kept.id
    with closing(sqlite3.connect(folder / "data" / NAME)) as other:
        assert other.execute("SELECT address FROM entries").fetchall() == [(path,)]


@pytest.mark.parametrize("address", ["https://example.com/a", "text:0123456789abcdef", "file:///tmp/a%20b.html", "-"])
def test_other_addresses_stay_as_they_are(library, address):
    assert library.keep(reading(address)).address == address

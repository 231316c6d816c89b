"""A library file of any size comes in through the engine, line by line; other files are within the cap."""

from __future__ import annotations

import pytest

from termread.config import FetchSettings
from termread.engine.engine import Engine
from termread.engine.messages import Order, Progress
from termread.errors import TooLarge
from termread.interchange import LibraryEntry, Skipped
from termread.write import write_entries

SMALL = FetchSettings(decoded_bytes=4096)


def entries(count):
    return [
        LibraryEntry(f"https://example.com/{i}", title=f"Story {i}", added="2025-11-01T08:00:00Z") for i in range(count)
    ]


def taken_in(path):
    engine = Engine(SMALL)
    try:
        return [event for event in engine.run(Order(str(path), "import")) if not isinstance(event, Progress)]
    finally:
        engine.close()


def test_a_library_larger_than_the_cap_comes_in_whole(tmp_path):
    path = tmp_path / "library.jsonl"
    path.write_bytes(b"".join(write_entries(entries(250), "library")))
    assert path.stat().st_size > SMALL.decoded_bytes
    taken = taken_in(path)
    assert [(entry.address, entry.line) for entry in taken] == [(f"https://example.com/{i}", i + 1) for i in range(250)]


def test_a_broken_line_in_it_is_named(tmp_path):
    path = tmp_path / "library.jsonl"
    first, second = write_entries(entries(2), "library")
    path.write_bytes(first + b"\xff not an entry\n" + second)
    assert [type(value) for value in taken_in(path)] == [LibraryEntry, Skipped, LibraryEntry]


def test_another_file_over_the_cap_is_told(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("https://example.com/a-long-address\n" * 200)
    with pytest.raises(TooLarge):
        taken_in(path)

"""A library that somebody wrote into by hand: no byte of theirs reaches the terminal, from any screen or command."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import foreign, termread
from termread.library import open_library
from termread.library.sealing import checksum_of, seal

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b31m\u202e[/][@click=app.quit]x\x7f"


@pytest.fixture
def tampered(home):
    """A library with a page, bookmarked, highlighted and tagged, and hostile words behind every word of it."""
    with termread(PAGE) as terminal:
        terminal.wait_for("min left")
        terminal.settle(0.3)
        for keys in ("jjjB", "v}H", "#", "news\r"):
            terminal.press(keys)
            terminal.settle(0.2)
        terminal.press("\x03")
        assert terminal.end() == 130
    with sqlite3.connect(home / "data" / "library.db") as connection:
        connection.create_function("checksum", -1, checksum_of)
        for table in ("entries", "tags", "labels", "marks", "changes", "receipts"):
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
                if kind == "TEXT" and column not in ("key", "address", "kind", "state"):
                    connection.execute(f"UPDATE {table} SET {column} = coalesce({column}, '') || ?", (HOSTILE,))
        for table in ("entries", "marks", "receipts", "changes"):
            seal(connection, table, "1", ())
    connection.close()


def test_nothing_of_it_reaches_the_terminal(home, tampered):
    for arguments, visits in (
        ((), ["\t"] * 5 + ["\r", "I", "\x1b", "s", "\x1b", "F", "quay\r", "\x1b", "/", "a", "\x1b", "\x10", "\x1b"]),
        ((PAGE,), ["I", "\x1b", "'", "\x1b", "U", "s"]),
        (("list",), ()),
        (("search", "quay"), ()),
        (("export", "--format", "markdown"), ()),
    ):
        with termread(*arguments) as terminal:
            if visits:
                terminal.wait_for_output(b"\x1b[?2004h")
            terminal.settle(0.5)
            for keys in visits:
                terminal.press(keys)
                terminal.settle(0.1, 2)
            if visits:
                terminal.press("\x03")
            assert terminal.end() == (130 if visits else 0), terminal.text
            assert foreign(terminal.output) == []
            assert terminal.left_on == set()


def test_its_tags_are_clean_at_the_edge(home, tampered):
    library = open_library(home / "data")
    assert all(tag.isprintable() for tag in library.counts().tags)
    library.close()

"""A library that somebody wrote into by hand: no byte of theirs reaches the terminal, from any screen or command."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import foreign, termread
from termread.library.api import open_library
from termread.library.db import checksum_of, stamp

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
OWNED = "\ufffd]0;owned"
HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b31m\u202e[/][@click=app.quit]x\x7f"


@pytest.fixture
def tampered(home):
    """A library with a page, bookmarked, highlighted and tagged, and hostile words behind every word of it."""
    with termread(PAGE) as terminal:
        terminal.wait_for_app()
        for keys, shown in (
            ("jjjB", "Bookmarked"),
            ("v}H", "Highlighted"),
            ("#", "tags, separated"),
            ("news\r", "Tags: news"),
        ):
            terminal.press(keys)
            terminal.wait_for(shown)
        terminal.press("\x03")
        assert terminal.end() == 130
    with sqlite3.connect(home / "data" / "library.db") as connection:
        connection.create_function("checksum", -1, checksum_of)
        for table in ("entries", "tags", "labels", "marks", "receipts"):
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
                if kind == "TEXT" and column not in ("key", "address", "kind", "state", "deleted"):
                    connection.execute(f"UPDATE {table} SET {column} = coalesce({column}, '') || ?", (HOSTILE,))
        for table in ("entries", "marks", "receipts"):
            stamp(connection, table, "1", ())
    connection.close()


SHELF = (
    *(("", "slower ports"), ("\t", "Your inbox is empty"), ("\t", "No favorites"), ("\t", "Nothing archived")),
    *(("\t", OWNED), ("\t", "#news" + OWNED), ("\t", "▸ "), ("\t", "1 of 1"), ("\r", "min left")),
    *(("I", "Charset"), ("\x1b", ""), ("'", "Bookmarks and highlights"), ("\x1b", ""), ("s", "?: help")),
    *(("F", '"a phrase"'), ("quay\r", "Search: quay"), ("\x1b", ""), ("/", "title, site"), ("a", "/ a")),
    *(("\x1b", "/a   esc: show all"), ("\x10", "A command, a heading"), ("\x1b", "")),
)
ARTICLE = (
    *(("", "min left"), ("I", "Charset"), ("\x1b", ""), ("'", "Bookmarks and highlights"), ("\x1b", "")),
    ("Us", "?: help"),
)
"""Keys, and what is seen then; where that is nothing, what was seen before must be gone."""


def visit(terminal, visits):
    before = ""
    for keys, shown in visits:
        terminal.press(keys)
        if shown:
            terminal.wait_for(shown)
        else:
            terminal.wait_until(lambda gone=before: gone not in terminal.text)
        before = shown


@pytest.mark.parametrize(("arguments", "visits"), [((), SHELF), ((PAGE,), ARTICLE)])
def test_nothing_of_it_reaches_the_terminal(tampered, arguments, visits):
    with termread(*arguments) as terminal:
        terminal.wait_for_app("")
        visit(terminal, visits)
        terminal.press("\x03")
        assert terminal.end() == 130
        assert foreign(terminal.output) == []
        assert terminal.left_on == set()


@pytest.mark.parametrize("arguments", [("list",), ("search", "quay"), ("export", "--format", "markdown")])
def test_nothing_of_it_is_printed(tampered, arguments):
    with termread(*arguments) as terminal:
        assert terminal.end() == 0, terminal.text
        assert OWNED.encode() in terminal.output
        assert foreign(terminal.output) == []
        assert terminal.left_on == set()


def test_its_tags_are_clean_at_the_edge(home, tampered):
    library = open_library(home / "data")
    assert all(tag.isprintable() for tag in library.counts().tags)
    library.close()

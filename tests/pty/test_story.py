"""A story in a real terminal: an article is opened, read, bookmarked, left, and opened again at the same sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from terminal import Terminal, termread

PAGES = Path(__file__).parents[1] / "pages"
PAGE = str(PAGES / "feature" / "page.html")


def first_words(terminal: Terminal) -> str:
    """Return the first words in sight."""
    line = next(line for line in terminal.screen.display if any(map(str.isalpha, line)))
    return " ".join(line.strip(" ▐▸").split()[:3])


def words_in_sight(terminal: Terminal) -> str:
    return " ".join(terminal.text.replace("▐", " ").split())


@pytest.mark.parametrize("again", [(100, 36), (60, 24), (200, 50)])
def test_an_article_opens_again_at_the_sentence_where_it_was_left(home, again):
    with termread(PAGE, columns=80, rows=24) as terminal:
        terminal.wait_for_app("3 min left")
        before = first_words(terminal)
        terminal.press(" ")
        terminal.wait_until(lambda: first_words(terminal) != before)
        terminal.press("B")
        terminal.wait_for("Bookmarked")
        words = first_words(terminal)
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()
    with termread(PAGE, columns=again[0], rows=again[1]) as terminal:
        terminal.wait_for_app()
        assert words in " ".join(words_in_sight(terminal).split()[:40])
        terminal.press("g'")
        terminal.wait_for("Bookmarks and highlights")
        terminal.press("\r")
        terminal.wait_until(lambda: "Bookmarks and" not in terminal.text and "▸" in terminal.text)
        assert words in words_in_sight(terminal)
        terminal.press("q")
        assert terminal.end() == 0


def test_the_shelf_opens_what_was_read_without_its_file(home, tmp_path):
    copy = tmp_path / "story.html"
    copy.write_bytes(Path(PAGE).read_bytes())
    with termread(str(copy)) as terminal:
        terminal.wait_for("min left")
        terminal.press("q")
        assert terminal.end() == 0
    copy.unlink()
    with termread() as terminal:
        terminal.wait_for_app("The last ferry")
        terminal.press("\r")
        terminal.wait_for("the deckhand")
        terminal.press("q")
        terminal.wait_for("Favorites")
        terminal.press("q")
        assert terminal.end() == 0


def test_a_text_from_a_pipe_is_read_with_the_keys_of_the_terminal(home):
    with termread("-", stdin=Path(PAGE).read_bytes(), columns=80, rows=24) as terminal:
        terminal.wait_for_app("3 min left")
        terminal.press("/schoolteacher\r")
        terminal.wait_for("/schoolteacher  1/")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()


def test_what_is_kept_lies_in_one_database_under_the_readers_folder(home):
    with termread(PAGE) as terminal:
        terminal.wait_for_app()
        terminal.press("\x03")
        assert terminal.end() == 130
        assert terminal.left_on == set()
    found = [path for path in home.rglob("*") if path.is_file() and path.read_bytes()[:15] == b"SQLite format 3"]
    assert len(found) == 1
    with sqlite3.connect(found[0]) as database:
        assert database.execute("pragma journal_mode").fetchone() == ("wal",)
    database.close()

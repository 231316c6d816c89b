"""The headline in larger text on a terminal that says it can draw it, and on one that says nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from large_cells import LargeCells
from terminal import termread

PAGE = str(Path(__file__).parents[1] / "pages" / "feature" / "page.html")
LINES = ["The last ferry to the", "lighthouse islands"]
ASKED, LARGE = b"\x1b]66;s=2; \x1b\\", b"\x1b]66;s=2;The last ferry to the\x1b\\"
CAN = "\x1b[?2026;2$y\x1b[2;1R\x1b[2;3R\x1b[2;5R"
"""What a terminal answers that shows frames at once, and whose cursor moves by two cells twice."""


@pytest.fixture(autouse=True)
def wanted(home):
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text('theme = "dusk"\n[page]\nlarge_headline = true\n')


def cells_of(terminal, columns=100, rows=30):
    cells = LargeCells(columns, rows)
    cells.feed(terminal.output)
    return cells


def wait_for(terminal, lines, **size):
    terminal.wait_until(lambda: list(cells_of(terminal, **size).large.values()) == lines)
    return cells_of(terminal, **size)


def test_it_is_drawn_moved_covered_and_taken_away():
    with termread(PAGE, rows=30) as terminal:
        terminal.wait_for_output(ASKED)
        assert LARGE not in terminal.output
        terminal.press(CAN)
        wait_for(terminal, LINES)
        terminal.press("jj")
        terminal.wait_for("At ten past six")
        terminal.press("/ferry")
        cells = wait_for(terminal, [])
        assert any("The last ferry to the" in row for row in cells.text)
        terminal.press("\x1b")
        wait_for(terminal, LINES)
        for key, shown in (
            ("?", "Keyboard shortcuts"),
            ("t", "enter: go there"),
            ("s", "last read first"),
            ("G", "for sale"),
        ):
            terminal.press(key)
            terminal.wait_for(shown)
            cells = wait_for(terminal, [])
            assert any(shown in row for row in cells.text)
            terminal.press({"s": "\r", "G": "gjj"}.get(key, "q"))
            wait_for(terminal, LINES)
        terminal.press("qq")  # the shelf is open now
        assert terminal.end() == 0
        assert "66;" not in terminal.text
        assert cells_of(terminal).large == {}


def test_a_narrow_window_has_none_and_a_wide_one_again():
    with termread(PAGE, rows=30) as terminal:
        terminal.wait_for_output(ASKED)
        terminal.press(CAN)
        wait_for(terminal, LINES)
        terminal.resize(46, 30)
        terminal.wait_for("The last ferry to the\n")
        before = len(terminal.output)
        terminal.resize(90, 30)
        terminal.wait_until(lambda: LARGE in terminal.output[before:])
        terminal.press("q")
        assert terminal.end() == 0


def test_the_next_start_knows_it_and_no_word_moves():
    with termread(PAGE, rows=30) as terminal:
        terminal.wait_for_output(ASKED)
        terminal.press(CAN)
        wait_for(terminal, LINES)
        terminal.press("q")
        assert terminal.end() == 0
    with termread(PAGE, rows=30) as terminal:
        rows = terminal.wait_for("At ten past six").splitlines()
        first = next(y for y, row in enumerate(rows) if "The last ferry to the" in row)
        assert "lighthouse islands" in rows[first + 2]
        terminal.wait_for_output(ASKED)
        terminal.press(CAN)
        cells = wait_for(terminal, LINES)
        assert min(cells.large)[0] == first
        assert cells.text[first + 5] == rows[first + 5]
        terminal.press("q")
        assert terminal.end() == 0


def test_without_an_answer_the_headline_is_as_ever():
    with termread(PAGE, rows=30) as terminal:
        terminal.wait_for_output(ASKED)
        terminal.wait_for("The last ferry to the lighthouse islands")
        terminal.press("\x1b[2;1R\x1b[2;1R\x1b[2;1R")
        terminal.press("jk")
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
        assert LARGE not in terminal.output


def test_unasked_for_nothing_is_asked(home):
    (home / "config" / "config.toml").write_text("")
    with termread(PAGE, rows=30) as terminal:
        terminal.wait_for_app()
        terminal.press("jq")
        assert terminal.end() == 0
        assert b"\x1b]66" not in terminal.output

"""The headline in larger text: when, what is written for it, and what a terminal makes of that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from termread.article import Article, Heading, Paragraph, Prose
from termread.layout import Page
from termread.palette import THEMES
from termread.tui.graphics.large_text import ASK, LargeText
from termread.tui.page.draw import changes, whole, write
from termread.tui.page.pager import Pager
from termread.tui.terminal_answers import Answers
from termread.values import replace

sys.path.insert(0, str(Path(__file__).parents[1]))
from large_cells import LargeCells

TITLE = "The last ferry leaves the harbour for good"
LINES = ["The last ferry leaves", "the harbour for good"]
TEXT = tuple(Paragraph(Prose(f"Line {number} of the story.")) for number in range(40))


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-kitty")
    return Shown()


def pager_of(title=TITLE, columns=60, measure=52, *, able=True, **header):
    pager = Pager(THEMES["dusk"], Page(measure, large_headline=True))
    pager.headline.able = able
    pager.show(Article(title=title, blocks=(*TEXT[:20], Heading(2, Prose("Noon")), *TEXT[20:]), **header))
    pager.resize(columns, 24)
    return pager


class Shown:
    """A terminal that draws large text, what it is asked, and the frames of a page on it."""

    def __init__(self):
        self.cells = LargeCells(60, 24)
        self.written, self.said = "", []
        self.answers = Answers(lambda _: None)
        self.large = LargeText(self, self.said.append)
        self.frame = []

    def write(self, data):
        self.written += data
        self.cells.feed(data.encode())

    def show(self, pager):
        """Write the rows that have changed, as the page does."""
        before, self.frame = self.frame, pager.frame()
        changed = changes(before, self.frame) if before else whole(self.frame)
        wanted = {y: row.large for y, row in enumerate(self.frame) if row.large}
        data = write(changed, "true")
        self.write(self.large.around(data, wanted, {each.y for each in changed}, "true"))

    def holds(self, pager):
        """Check every cell, and return the large text by its row."""
        large = self.cells.large
        rows = {y for y, _ in large} | {y + 1 for y, _ in large}
        for y, row in enumerate(pager.frame()):
            if y not in rows:
                assert self.cells.text[y] == row.text.rstrip(), y
        assert all(not self.cells.text[y].strip(" ▐") for y in rows)
        assert all(x == pager.geometry.left for _, x in large)
        return {y: text for (y, _), text in large.items()}


def test_a_terminal_that_draws_it_shows_so_by_its_cursor(terminal):
    assert terminal.written == ASK
    terminal.answers.take(terminal.cells.reports.encode())
    assert terminal.said == [True]
    assert terminal.cells.large == {}  # what asked is gone again


@pytest.mark.parametrize("columns", [(1, 1, 1), (1, 3, 3), (1, 1, 3), (1, 2, 3)])
def test_others_show_that_they_do_not(terminal, columns):
    terminal.answers.take("".join(f"\x1b[2;{column}R" for column in columns).encode())
    assert terminal.said == [False]


def test_a_terminal_that_would_show_the_question_is_not_asked(monkeypatch):
    monkeypatch.setenv("TERM", "linux")
    assert Shown().written == ""


def test_each_line_has_two_rows_and_half_the_measure_whether_it_is_drawn_large_or_not(terminal):
    pager = pager_of()
    terminal.show(pager)
    shown = terminal.holds(pager)
    assert list(shown.values()) == LINES
    first, second = shown
    assert second == first + 2
    rows = [row.text.strip(" ▐") for row in pager.frame()]
    assert (rows[first], rows[first + 1], rows[second]) == (LINES[0], "", LINES[1])


def test_it_goes_and_comes_while_one_scrolls(terminal):
    pager = pager_of()
    seen = set()
    for action in ("line_down",) * 9 + ("line_up",) * 9 + ("end", "start", "page_forward", "page_back"):
        pager.acts[action]()
        terminal.show(pager)
        seen.add(tuple(terminal.holds(pager).items()))
    assert {text for shown in seen for _, text in shown} == set(LINES)
    assert () in seen


def test_a_line_that_is_cut_by_the_edge_has_its_usual_size(terminal):
    pager = pager_of()
    terminal.show(pager)
    first = min(terminal.holds(pager))
    pager.go(first + 1)
    terminal.show(pager)
    assert list(terminal.holds(pager).values()) == LINES[1:]
    pager.go(0)
    pager.resize(60, first + 4)  # the last row is the status row's
    assert [y for y, row in enumerate(pager.frame()) if row.large] == [first]


@pytest.mark.parametrize("word", ["ferry", "harbour"])
def test_what_lies_over_it_gives_it_its_usual_size(terminal, word):
    pager = pager_of()
    terminal.show(pager)
    large = terminal.holds(pager)
    pager.find.begin()
    pager.find.as_typed(word)
    terminal.show(pager)
    assert terminal.holds(pager) == {}
    pager.find.drop()
    terminal.show(pager)
    assert terminal.holds(pager) == large


@pytest.mark.parametrize(
    "pager",
    [
        pager_of(able=False),
        pager_of(columns=50),  # a measure of 46
        pager_of("عنوان طويل", language="ar", direction="rtl"),
        pager_of(""),
    ],
    ids=["no terminal", "narrow", "right to left", "no title"],
)
def test_elsewhere_the_headline_is_as_ever(pager):
    plain = pager_of(pager.article.title, pager.geometry.columns, able=False)
    plain.show(pager.article)
    assert [row.text for row in pager.frame()] == [row.text for row in plain.frame()]
    assert not any(row.large for row in pager.frame())


def test_wide_and_combined_characters_are_told_their_widths(terminal):
    pager = pager_of("港の夜 e\u0301te 🚢")
    terminal.show(pager)
    assert list(terminal.holds(pager).values()) == ["港の夜 e\u0301te 🚢"]
    for part in ("w=2;港", "w=1;e\u0301", "s=2;te ", "w=2;🚢"):
        assert part in terminal.written


def test_it_is_taken_away_in_the_end(terminal):
    pager = pager_of()
    terminal.show(pager)
    terminal.write(terminal.large.clear("true"))
    assert terminal.cells.large == {}


def test_a_page_that_is_printed_has_none():
    from termread.config.settings import Config
    from termread.desk.look import configured

    config = Config()
    look = configured(replace(config, page=replace(config.page, large_headline=True)))
    assert look.large_headline
    assert not look.page(72).large_headline

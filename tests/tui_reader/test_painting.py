"""Rows written past the compositor leave the terminal as if all of it had been drawn anew."""

from __future__ import annotations

import re

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from termread.article import Place
from termread.layout import lay_out
from termread.layout.geometry import THUMB, Geometry, fit
from termread.layout.model import Line, Page, Run
from termread.palette import ROLES, THEMES
from termread.tui.page.draw import changes, draw, whole, write
from termread.tui.page.rows import GutterMark, Inks, Overlay, Row, blank, style_of, with_label, with_mark
from termread.tui.page.view import strip_of
from tui_reader.conftest import an_article

COLUMNS, ROWS = 60, 20
CONSOLE = Console(force_terminal=True, color_system="truecolor", width=COLUMNS)
GEOMETRY = fit(COLUMNS, ROWS, 40)
LAYOUT = lay_out(an_article(), Page(40, head=True))


def frame(top, inks, over, thumb):
    lines = LAYOUT.lines(top, top + GEOMETRY.text_rows)
    drawn = [draw(line, GEOMETRY, inks, over) for line in lines]
    if over:
        drawn = [with_mark(row, GEOMETRY, inks, GutterMark("▌", "bookmark")) for row in drawn]
    drawn += [blank(GEOMETRY, inks)] * (ROWS - len(drawn))
    drawn[thumb] = with_label(drawn[thumb], COLUMNS - 1, THUMB, inks, "scrollbar")
    return drawn


def screen_after(*pieces):
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    for piece in pieces:
        stream.feed(piece)
    return [[screen.buffer[y][x] for x in range(COLUMNS)] for y in range(ROWS)]


def by_rich(rows, console=CONSOLE):
    """*rows* as the framework's own strips write them."""
    return "".join(f"\x1b[{y};1H{strip_of(row).render(console)}" for y, row in enumerate(rows, 1))


tops = st.integers(0, LAYOUT.height - ROWS)
overs = st.sampled_from([(), (Overlay(3, 30, "match"),), (Overlay(0, 9, "selection"), Overlay(20, 45, "highlight_1"))])


@pytest.mark.parametrize("theme", ["paper", "night", "ansi"])
@settings(max_examples=30)
@given(tops, tops, overs, overs, st.integers(0, 15), st.integers(0, 15))
def test_what_is_painted_over_a_frame_gives_the_next_one(theme, top, then, over, over_then, thumb, thumb_then):
    inks = Inks(THEMES[theme])
    before, now = frame(top, inks, over, thumb), frame(then, inks, over_then, thumb_then)
    painted = write(changes(before, now), "true")
    assert screen_after(by_rich(before), painted) == screen_after(by_rich(now))
    assert screen_after(write(whole(now), "true")) == screen_after(by_rich(now))


@pytest.mark.parametrize(("depth", "system"), [("true", "truecolor"), ("256", "256"), ("16", "standard")])
@pytest.mark.parametrize("theme", THEMES)
def test_every_ink_is_written_as_the_framework_writes_it(theme, depth, system):
    style_of.cache_clear()  # a style remembers the colours of the first terminal that it was written for
    inks = Inks(THEMES[theme])
    rows = [Row([("x" * COLUMNS, inks.ink(role))], COLUMNS, COLUMNS) for role in ROLES]
    console = Console(force_terminal=True, color_system=system, width=COLUMNS)
    for some in (rows[:ROWS], rows[ROWS : 2 * ROWS], rows[2 * ROWS :]):
        assert screen_after(write(whole(some), depth)) == screen_after(by_rich(some, console))
    style_of.cache_clear()


def test_a_line_too_long_is_cropped_to_whole_characters():
    row = draw(Line((Run("世界世界"),), Place(0)), Geometry(5, 1, 5), Inks(THEMES["ansi"]))
    assert row.text == "世界 "


def test_without_color_a_link_is_still_underlined():
    line = Line((Run("A ", "headline"), Run("link", "text", ("link",), "https://example.com/")), Place(0), 1)
    written = write(whole([draw(line, GEOMETRY, Inks(THEMES["paper"]))]), "none")
    assert re.search(r"\x1b\[0;4mlink", written)
    assert not re.search(r"[34]8;", written)

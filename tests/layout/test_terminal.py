"""Lines as a terminal gets them."""

from __future__ import annotations

import re

import pytest

from termread.article import Place
from termread.layout.model import Line, Run
from termread.palette import THEMES, Ink
from termread.write.terminal import Pen, depth_of, sgr

LINE = Line((Run("A ", "headline"), Run("link", "text", ("link",), "https://example.com/")), Place(0), 1)


def seen(data: bytes) -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", data.decode())


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("depth", ["none", "16", "256", "true"])
def test_a_line_keeps_its_text_and_fills_its_row(name, depth):
    written = Pen(THEMES[name], depth).line(LINE, left=2, cells=20)
    assert seen(written) == "   A link" + " " * 11
    assert written.endswith(b"\x1b[0m")


def test_a_line_too_long_is_cut_to_whole_characters():
    line = Line((Run("世界世界"),), Place(0))
    assert seen(Pen(THEMES["ansi"], "16").line(line, cells=5)) == "世界 "


def test_without_colour_a_link_is_still_underlined():
    written = Pen(THEMES["paper"], "none").line(LINE).decode()
    assert re.search(r"\x1b\[0;4mlink", written)
    assert not re.search(r"[34]8;", written)


@pytest.mark.parametrize(
    ("ink", "depth", "expected"),
    [
        (Ink("#ff8000", "#101010", bold=True), "true", "\x1b[0;1;38;2;255;128;0;48;2;16;16;16m"),
        (Ink("#ff8000"), "256", "\x1b[0;38;5;208m"),
        (Ink("#808080"), "256", "\x1b[0;38;5;244m"),
        (Ink("#ff5050"), "16", "\x1b[0;91m"),
        (Ink("cyan"), "16", "\x1b[0;36m"),
        (Ink("#ff8000", italic=True), "none", "\x1b[0;3m"),
    ],
)
def test_inks_as_sequences(ink, depth, expected):
    assert sgr(ink, depth) == expected


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "true"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256"),
        ({"TERM": "dumb"}, "none"),
        ({"TERM": "linux"}, "16"),
    ],
)
def test_the_depth_of_a_terminal(environment, depth):
    assert depth_of(environment) == depth

"""Inks as a terminal gets them."""

from __future__ import annotations

import pytest

from termread.palette import Ink
from termread.write.terminal import depth_of, sgr


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

"""What a terminal can draw, by answers that real ones gave."""

from __future__ import annotations

import pytest

from termread.tui.graphics.ability import HALF_BLOCKS, Ability, ability_of, questions
from termread.tui.graphics.pixels import border_of, cell_of
from termread.tui.page.tty import passed_through
from termread.tui.terminal_answers import Answers

KITTY = b"\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.26.5)\x1b\\\x1b[6;19;10t\x1b[?62;c"
XTERM = b"\x1bP>|XTerm(379)\x1b\\\x1b[?1;0;1024S\x1b[?2;0;480;312S\x1b[?2;0;1000;1000S\x1b[?63;1;2;4;6;9;15;16;22;28c"
FOOT = b"\x1bP>|foot(1.13.1)\x1b\\\x1b[6;19;10t\x1b[?1;0;1024S\x1b[?2;0;1090;779S\x1b[?2;0;10000;10000S\x1b[?62;4;22c"
CELL = (10, 20)


def known(answers):
    heard = {}
    told = Answers(lambda _: None)
    told.listen(heard.__setitem__)
    assert told.take(answers) == b""
    return heard


@pytest.mark.parametrize(
    ("answers", "cell", "ability"),
    [
        (KITTY, CELL, Ability("kitty", CELL)),
        (KITTY, None, Ability("kitty", (10, 19))),
        (KITTY.replace(b"0.26.5", b"0.28.1"), CELL, Ability("kitty_unicode", CELL)),
        (KITTY.replace(b"kitty(0.26.5)", b"ghostty 1.2.0"), CELL, Ability("kitty_unicode", CELL)),
        (KITTY.replace(b"kitty(0.26.5)", b"WezTerm 20240203"), CELL, Ability("kitty", CELL)),
        (XTERM, CELL, Ability("sixel", CELL, (1000, 1000))),
        (XTERM, None, HALF_BLOCKS),
        (XTERM.replace(b"1;0;1024", b"1;0;16"), CELL, HALF_BLOCKS),
        (FOOT, None, Ability("sixel", (10, 19))),
        (b"\x1bP>|iTerm2 3.4.19\x1b\\\x1b[?62;4c", None, Ability("iterm2", CELL)),
        (b"\x1b[?1;2c", CELL, HALF_BLOCKS),
        (b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c", CELL, HALF_BLOCKS),
    ],
)
def test_the_best_that_a_terminal_has_is_taken(answers, cell, ability):
    assert ability_of(known(answers), cell) == ability


def test_in_tmux_only_what_tmux_itself_keeps_in_its_place_is_drawn():
    new = KITTY.replace(b"0.26.5", b"0.42.0")
    assert ability_of(known(new), CELL, tmux=True) == Ability("kitty_unicode", CELL, tmux=True)
    assert ability_of(known(KITTY), CELL, tmux=True) == HALF_BLOCKS
    assert ability_of(known(new), CELL, tmux=True, true_color=False) == HALF_BLOCKS
    assert ability_of(known(b"\x1bP>|tmux 3.3a\x1b\\\x1b[?1;2c"), CELL, tmux=True) == HALF_BLOCKS
    assert ability_of(known(b"\x1bP>|tmux 3.5\x1b\\\x1b[?1;2;4c"), CELL, tmux=True).protocol == "sixel"


@pytest.mark.parametrize(
    "environment",
    [{}, {"TERM": "linux"}, {"TERM": "dumb"}, {"TERM": "screen"}, {"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"}],
)
def test_a_terminal_that_would_show_a_question_is_not_asked(environment):
    assert questions(environment) == ""


def test_tmux_is_asked_to_pass_the_questions_on():
    asked = questions({"TERM": "tmux-256color", "TMUX": "/tmp/x"})
    assert asked.startswith("\x1bPtmux;\x1b\x1b_Gi=31,")
    assert asked.endswith("\x1b[c")
    assert passed_through("\x1b[>q") == "\x1bPtmux;\x1b\x1b[>q\x1b\\"
    assert "tmux" not in questions({"TERM": "xterm-kitty"})


def test_a_cell_is_what_is_inside_the_border():
    window = (24, 80, 484, 316)
    assert cell_of(window) == (6, 13)
    assert cell_of((0, 0, 0, 0)) is cell_of((24, 80, 0, 0)) is None
    wide = (24, 80, 560, 392)  # xterm -b 40
    assert cell_of(wide) == (7, 16)
    assert cell_of(wide, border_of(wide, "480;312")) == (6, 13)
    assert border_of(window, "10000;10000") == border_of(window, "0;0") == border_of((0, 0, 0, 0), "480;312") == (0, 0)

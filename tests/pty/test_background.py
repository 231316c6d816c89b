"""The theme `auto` on a terminal that says what its background is, and says so again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import TERMREAD, Terminal, termread

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
ASKED = b"\x1b]11;?\x1b\\"
LIGHT, DARK = "\x1b]11;rgb:ffff/fafa/f0f0\x1b\\", "\x1b]11;rgb:1010/1010/1818\x1b\\"
PAPER, DUSK, SEPIA = "fbf9f4", "22252d", "f4ecd8"


def ground(terminal):
    return terminal.screen.buffer[0][0].bg


def becomes(terminal, color):
    terminal.wait_until(lambda: ground(terminal) == color)


def test_the_answer_decides_is_remembered_and_corrected():
    with termread(PAGE) as terminal:
        terminal.wait_for_app()
        terminal.wait_for_output(ASKED)
        assert ground(terminal) == DUSK
        terminal.press("j" + LIGHT + "j")
        becomes(terminal, PAPER)
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()
        assert "rgb" not in terminal.text
    for answer, color in ((LIGHT, PAPER), (DARK, DUSK)):
        with termread(PAGE) as terminal:
            terminal.wait_for_app()
            assert ground(terminal) == PAPER
            terminal.wait_for_output(ASKED)
            terminal.press(answer)
            becomes(terminal, color)
            terminal.press("q")
            assert terminal.end() == 0
    with termread(PAGE) as terminal:
        terminal.wait_for("min left")
        assert ground(terminal) == DUSK


def test_it_follows_while_one_reads(home):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('light = "sepia"\n')
    with termread(PAGE) as terminal:
        terminal.wait_for_app()
        terminal.wait_for_output(ASKED)
        terminal.press(DARK)
        terminal.press("\x1b[?997;2n")
        terminal.wait_for_output(ASKED, 2)
        terminal.press(LIGHT)
        becomes(terminal, SEPIA)
        terminal.press("\x1b[I")  # the window has the focus again
        terminal.wait_for_output(ASKED, 3)
        terminal.press(DARK)
        becomes(terminal, DUSK)
        terminal.press("T")
        becomes(terminal, "0b0b0c")
        terminal.press(LIGHT)
        terminal.settle()
        assert ground(terminal) == "0b0b0c"


def test_the_shelf_is_as_light_as_the_terminal_too(home):
    (home / "data").mkdir()
    with termread() as terminal:
        terminal.wait_for_output(ASKED)
        terminal.press(LIGHT)
        becomes(terminal, PAPER)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_inside_tmux_the_terminal_around_it_says_so_where_that_is_passed_on(tmp_path):
    configuration = tmp_path / "tmux.conf"
    configuration.write_text("set -g allow-passthrough on\nset -g status off\nset -ga terminal-overrides ',*:Tc'\n")
    tmux = ("tmux", "-S", str(tmp_path / "socket"), "-f", str(configuration))
    try:
        with Terminal((*tmux, "new-session", *TERMREAD, PAGE), columns=100, rows=40) as terminal:
            terminal.wait_for("min left")
            terminal.wait_for_output(ASKED)
            terminal.press(LIGHT)
            becomes(terminal, PAPER)
            assert "rgb" not in terminal.text
            terminal.press("q")
            terminal.end()
    finally:
        subprocess.run((*tmux, "kill-server"), capture_output=True, check=False)


@pytest.mark.parametrize("name", ["linux", "vt220"])
def test_a_terminal_that_would_show_the_question_is_not_asked(name):
    with termread(PAGE, env={"TERM": name}) as terminal:
        terminal.wait_for_app()
        terminal.press("q")
        terminal.end()
        assert ASKED not in terminal.output

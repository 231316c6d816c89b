"""What a terminal says of its background, among the keys that are typed meanwhile."""

from __future__ import annotations

from functools import partial

import pytest

from termread.palette import THEMES, is_light
from termread.tui.page.tty import decode, keys_in
from termread.tui.terminal_answers import Answers
from termread.tui.terminal_background import ASK, UNWATCH, WATCH, Background

DARK = b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"
LIGHT = b"\x1b]11;rgb:ffff/fafa/f0f0\x07"


class Host:
    """A terminal that notes what is written to it."""

    def __init__(self):
        self.written = ""
        self.said = []
        self.answers = Answers(lambda _: None)
        self.background = Background(self, self.said.append)

    def write(self, data):
        self.written += data


@pytest.fixture
def host(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TMUX", raising=False)
    return Host()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (DARK, "dark"),
        (LIGHT, "light"),
        (b"\x1b]11;rgb:ff/ff/ff\x1b\\", "light"),
        (b"\x1b]11;rgb:f/f/f\x1b\\", "light"),
        (b"\x1b]11;rgba:0000/0000/0000/cccc\x1b\\", "dark"),
        (b"\x1b]11;#000000\x1b\\", None),
        (b"\x1b[?997;1n", "dark"),
        (b"\x1b[?997;2n", "light"),
    ],
)
async def test_an_answer_is_understood_and_is_no_key(host, answer, said):
    assert host.answers.take(b"j" + answer + b"k") == b"jk"
    assert host.said == ([said] if said else [])


async def test_a_change_is_heard_and_the_color_counts(host):
    host.background.watch()
    assert host.written == WATCH + ASK
    host.answers.take(DARK)
    host.answers.take(b"\x1b[?997;2n")
    assert (host.said, host.written) == (["dark"], WATCH + ASK + ASK)
    host.answers.take(LIGHT)
    host.background.ask()
    host.background.unwatch()
    assert (host.said, host.written) == (["dark", "light"], WATCH + ASK * 3 + UNWATCH)


async def test_tmux_is_asked_and_what_is_around_it(host, monkeypatch):
    monkeypatch.setenv("TMUX", "/tmp/x")
    host.background.watch()
    assert host.written == WATCH + ASK + "\x1bPtmux;\x1b\x1b]11;?\x1b\x1b\\\x1b\\"


async def test_a_terminal_that_would_show_a_question_is_asked_nothing(monkeypatch):
    monkeypatch.setenv("TERM", "linux")
    host = Host()
    host.background.watch()
    host.background.ask()
    host.background.unwatch()
    assert host.written == ""


def test_before_the_app_an_answer_is_no_key_either():
    for answer in (DARK, LIGHT, b"\x1b[?997;1n"):
        assert decode(answer + b"j") == (None, len(answer))
        assert all(decode(answer[:at]) == (None, 0) for at in range(4, len(answer)))
    assert [key.key for key in keys_in(b"j" + DARK + b"k")] == ["j", "k"]


def test_every_theme_knows_whether_it_is_light():
    light = {name for name, theme in THEMES.items() if not theme.ansi and is_light(theme.ink("text").ground)}
    assert light == {"paper", "sepia"}
    assert list(map(is_light, ("#777777", "#707070", "#002b36"))) == [True, False, False]
    assert partial(is_light, "#fdf6e3")()

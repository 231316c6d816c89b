"""Pictures as pixels on a terminal that answers: when they are asked for, drawn, moved and taken away."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import TERMREAD, Terminal, termread
from tui_reader.test_reader_pictures import png

KITTY = "\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.26.5)\x1b\\\x1b[6;20;10t\x1b[?62;c"
SIXEL = "\x1bP>|a terminal\x1b\\\x1b[6;20;10t\x1b[?1;0;256S\x1b[?62;4c"
NAME = "\x1bP>|kitty(0.42.0)\x1b\\"
ASKED, SYNC = b"\x1b[>q", "\x1b[?2026;2$y"
PLACED = re.compile(rb"\x1b\[(\d+);\d+H\x1b_Ga=p,i=\d+,p=1,x=0,y=(\d+)")
SIXELS = re.compile(rb"\x1bP0;1;0q[^\x1b]*\x1b\\")


@pytest.fixture
def page(tmp_path, home):
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text("[page]\npictures = true\n")
    (tmp_path / "red.png").write_bytes(png(300, 200, (200, 40, 40)))
    text = "".join(f"<p>Sentence {n} of a story about a harbour, with boats. It has more words.</p>" for n in range(60))
    figure = '<figure><img src="red.png" width="300" height="200"><figcaption>A red one.</figcaption></figure>'
    path = tmp_path / "page.html"
    path.write_text(f"<title>A story</title><article><h1>A story</h1><p>It begins here.</p>{figure}{text}</article>")
    return str(path)


def test_kitty_places_moves_and_takes_away(page):
    with termread(page, rows=40) as terminal:
        terminal.wait_for_output(ASKED)
        terminal.press(SYNC + KITTY)
        terminal.wait_for_output(b"\x1b_Ga=t,f=100,")
        terminal.wait_until(lambda: PLACED.search(terminal.output))
        row, top = map(int, PLACED.findall(terminal.output)[-1])
        assert top == 0
        terminal.press("j")
        terminal.wait_until(lambda: [int(part) for part in PLACED.findall(terminal.output)[-1]] == [row - 1, 0])
        assert terminal.output.count(b"\x1b_Ga=t,f=100,") == 1
        terminal.press("?")
        terminal.wait_for_output(b"\x1b_Ga=d,d=i,")
        terminal.press("q")
        terminal.wait_until(lambda: terminal.output.rindex(b"a=p,") > terminal.output.rindex(b"a=d,d=i,"))
        assert "OK" not in terminal.text
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.output.rindex(b"a=d,d=I,") < terminal.output.rindex(b"\x1b[?1049l")


def test_the_shelf_takes_the_pixels_away_and_the_page_brings_them_back(page):
    with termread(page, rows=40) as terminal:
        terminal.wait_for_output(ASKED)
        terminal.press(SYNC + KITTY)
        terminal.wait_until(lambda: PLACED.search(terminal.output))
        terminal.press("s")
        terminal.wait_for("last read first")
        terminal.wait_for_output(b"\x1b_Ga=d,d=i,")
        terminal.press("\r")
        terminal.wait_until(lambda: terminal.output.rindex(b"a=p,") > terminal.output.rindex(b"a=d,d=i,"))
        terminal.press("qq")
        assert terminal.end() == 0


def test_sixels_wait_for_the_last_of_several_keys(page):
    with termread(page, rows=40) as terminal:
        terminal.wait_for_output(ASKED)
        terminal.press(SIXEL)
        terminal.wait_until(lambda: SIXELS.search(terminal.output))
        terminal.settle()
        drawn = len(SIXELS.findall(terminal.output))
        terminal.press("jjjjj")
        terminal.wait_until(lambda: len(SIXELS.findall(terminal.output)) > drawn)
        terminal.settle()
        assert len(SIXELS.findall(terminal.output)) <= 2 * drawn  # once for five keys
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()


def test_a_terminal_that_does_not_answer_gets_half_blocks(page):
    with termread(page, rows=40) as terminal:
        terminal.wait_for_output(ASKED)
        terminal.wait_for("▀▀▀")
        terminal.press("q")
        assert terminal.end() == 0


def test_without_pictures_nothing_is_asked(page, home):
    (home / "config" / "config.toml").write_text("[page]\npictures = false\n")
    with termread(page, rows=40) as terminal:
        terminal.wait_for_app()
        terminal.press(" ")
        terminal.wait_for("Sentence 20")
        terminal.press("q")
        assert terminal.end() == 0
        assert ASKED not in terminal.output


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize("passthrough", ["on", "off"])
def test_in_tmux_characters_stand_for_a_picture_where_it_passes_pictures_on(page, tmp_path, passthrough):
    configuration = tmp_path / "tmux.conf"
    configuration.write_text(
        f"set -g allow-passthrough {passthrough}\nset -g status off\n"
        "set -g default-terminal tmux-256color\nset -ga terminal-overrides ',*:Tc'\n"
    )
    tmux = ("tmux", "-S", str(tmp_path / "socket"), "-f", str(configuration))
    try:
        with Terminal((*tmux, "new-session", *TERMREAD, page), columns=100, rows=40) as terminal:
            terminal.wait_for_output(ASKED)
            terminal.press(NAME)  # tmux has asked that itself
            terminal.wait_for("A red one.")
            if passthrough == "off":
                terminal.wait_for("▀▀▀")
                assert b"\x1b_G" not in terminal.output
            else:
                terminal.wait_for_output(b"\x1b_Gi=31,")
                terminal.press("\x1b_Gi=31;OK\x1b\\" + NAME)
                terminal.wait_for_output(b",U=1,")
                terminal.wait_until(lambda: "\U0010eeee\u0305\u030d".encode() in terminal.output)
                shown = subprocess.run((*tmux, "capture-pane", "-p"), capture_output=True, check=True).stdout.decode()
                assert shown.count("\U0010eeee") > 100
            assert "OK" not in terminal.text
            terminal.press("q")
            terminal.end()
            assert terminal.output.count(b"a=d,d=I,") == int(passthrough == "on")
    finally:
        subprocess.run((*tmux, "kill-server"), capture_output=True, check=False)


def test_the_copy_for_the_viewer_goes_when_the_program_ends(page, tmp_path):
    copies, programs = tmp_path / "copies", tmp_path / "bin"
    copies.mkdir()
    programs.mkdir()
    (programs / "xdg-open").write_text("#!/bin/sh\n")
    (programs / "xdg-open").chmod(0o755)
    environment = {"TMPDIR": str(copies), "PATH": f"{programs}:{os.environ['PATH']}"}
    with termread(page, rows=40, env=environment) as terminal:
        terminal.wait_for("▀▀▀")
        terminal.press("p")
        terminal.wait_for("q back")
        terminal.wait_for("▀▀▀")
        terminal.press("O")
        terminal.wait_for("Opened with xdg-open")
        assert [path.suffix for path in copies.iterdir()] == [".png"]
        terminal.press("qq")
        assert terminal.end() == 0
    assert list(copies.iterdir()) == []

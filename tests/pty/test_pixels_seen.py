"""What real terminals show of a picture: the whole of it, in its colors, and nothing of it once it is gone.

Each skips where its terminal, or what takes a picture of it, is not installed. CI installs what xterm's needs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
from displays import RED, browser, needs, sway, x

from terminal import TERMREAD
from tui_reader.test_reader_pictures import png

KITTY = """
update_check_interval 0
remember_window_size no
initial_window_width 1000
initial_window_height 700
"""
MANY = 60_000
"""The red pixels that make a picture; in a small window, a quarter of them."""


@pytest.fixture
def page(tmp_path, home):
    """A page whose one picture is red, and where the reader's settings show it."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text('theme = "dusk"\n[page]\npictures = "on"\n')
    (tmp_path / "red.png").write_bytes(png(600, 150, RED))
    text = "".join(f"<p>Sentence {n} of a story about a harbour, with boats. It has more words.</p>" for n in range(60))
    path = tmp_path / "page.html"
    path.write_text(
        f'<title>A story</title><article><h1>A story</h1><p>So.</p><img src="red.png" width="600" height="150">{text}</article>'
    )
    return str(path)


def look(display):
    """Scroll, open a dialog, come back, go away, change the size and quit: the picture is whole or gone."""
    whole = display.settle(MANY)
    for keys, shows in (("j j", 1), ("question", 0), ("q", 1), ("End", 0), ("Home", 1)):
        display.type(*keys.split())
        display.wait_for(shows * whole)
    display.resize(600, 500)
    display.wait(lambda red: 0 < red < 0.9 * whole)
    small = display.settle(MANY / 4)
    display.type("End")
    display.wait_for(0)
    display.type("Home")
    display.wait_for(small)
    display.resize(1000, 700)
    display.wait_for(whole)
    display.type("q")
    display.wait_for(0)


def quiet(*command):
    """A shell that stays after *command*, so that what it leaves behind shows."""
    return "sh", "-c", '"$@"; sleep 60', "sh", *command


XTERM = ("xterm", "-ti", "vt340", "-fa", "Monospace", "-fs", "11", "-geometry", "90x32+0+0", "-e")


@pytest.mark.slow
@needs("xterm", "Xvfb", "xdotool", "import")
def test_xterm_shows_sixels_and_leaves_none(page):
    with x((*XTERM, *quiet(*TERMREAD, page)), COLORTERM="truecolor") as display:
        look(display)


@pytest.mark.slow
@needs("kitty", "Xvfb", "xdotool", "import")
def test_kitty_shows_its_placements_and_leaves_none(page, tmp_path):
    configuration = tmp_path / "kitty.conf"
    configuration.write_text(KITTY)
    with x(("kitty", "--config", str(configuration), *quiet(*TERMREAD, page))) as display:
        look(display)


@pytest.mark.slow
@needs("tmux", "kitty", "Xvfb", "xdotool", "import")
def test_tmux_shows_half_blocks_also_where_it_passes_on_more_than_this_kitty_can_do(page, tmp_path):
    (tmp_path / "kitty.conf").write_text(KITTY)
    configuration = tmp_path / "tmux.conf"
    configuration.write_text("set -g allow-passthrough on\nset -g status off\nset -ga terminal-overrides ',*:Tc'\n")
    tmux = ("tmux", "-S", str(tmp_path / "socket"), "-f", str(configuration))
    command = ("kitty", "--config", str(tmp_path / "kitty.conf"), *tmux, "new-session", *quiet(*TERMREAD, page))
    try:
        with x(command) as display:
            look(display)
    finally:
        subprocess.run((*tmux, "kill-server"), capture_output=True, check=False)


@pytest.mark.slow
@needs("foot", "sway", "swaymsg", "wtype", "grim", "setpriv")
def test_foot_shows_sixels_and_leaves_none(page):
    command = ("foot", "--config=/dev/null", "--font=monospace:size=11", *quiet(*TERMREAD, page))
    with sway(command, COLORTERM="truecolor") as display:
        look(display)


@pytest.mark.slow
@needs("node", "chromium", "convert", modules=True)
def test_xterm_js_shows_sixels_and_leaves_none(page):
    with browser(quiet(*TERMREAD, page)) as display:
        look(display)

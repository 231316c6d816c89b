"""What real terminals show of a picture: the whole of it, in its colors, and nothing of it once it is gone.

Each skips where its terminal, or what takes a picture of it, is not installed. CI installs what xterm's needs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import PATIENCE, TERMREAD
from tui_reader.test_reader_pictures import png

SOURCE = Path(__file__).parents[2] / "src"
RED, MANY = (204, 41, 41), 60_000
"""A color that no theme has, of which sixels can say every channel, and the pixels of it that make a picture."""


def needs(*programs):
    missing = [name for name in programs if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")


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


class Display:
    """A terminal on a screen that nobody sees, with something to type and to take pictures with."""

    def __init__(self, environment):
        self.environment = environment

    def type(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "60", *keys], env=self.environment, check=True)

    @property
    def red(self):
        """How many pixels of the screen are red."""
        data = subprocess.run(["import", "-silent", "-window", "root", "-depth", "8", "ppm:-"],
                              env=self.environment, capture_output=True, check=True).stdout  # fmt: skip
        size = data.split(b"\n", 3)
        pixels = size[3]
        counts = Counter(pixels[at : at + 3] for at in range(0, len(pixels), 3))
        return sum(
            count for color, count in counts.items() if all(abs(a - b) < 8 for a, b in zip(color, RED, strict=True))
        )

    def wait(self, holds):
        end = time.monotonic() + 2 * PATIENCE
        while not holds(red := self.red):
            assert time.monotonic() < end, f"{red} red pixels"
            time.sleep(0.2)
        return red

    def wait_for(self, count):
        return self.wait(lambda red: abs(red - count) <= count / 50)


@contextmanager
def ended(process):
    """End *process* afterwards."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def shown(command, **more):
    """Run *command* on a display of its own."""
    read, write = os.pipe()
    arguments = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1000x700x24", "-nolisten", "tcp"]
    with ended(subprocess.Popen(arguments, pass_fds=[write], stderr=subprocess.DEVNULL)):
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "PYTHONPATH": str(SOURCE),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            **more,
        }
        with ended(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)):
            yield Display(environment)


def look(display):
    """Scroll, open a dialog, come back, go away and quit: the picture is whole or gone."""
    whole = 0
    while (red := display.wait(lambda red: red > MANY)) != whole:
        whole = red  # until all of its rows are there
        time.sleep(0.5)
    for keys, shows in (("jj", 1), ("?", 0), ("q", 1), ("G", 0), ("g", 1), ("q", 0)):
        display.type(*("question" if key == "?" else key for key in keys))
        display.wait_for(shows * whole)


def quiet(*command):
    """A shell that stays after *command*, so that what it leaves behind shows."""
    return "sh", "-c", '"$@"; sleep 60', "sh", *command


XTERM = ("xterm", "-ti", "vt340", "-fa", "Monospace", "-fs", "11", "-geometry", "90x32+0+0", "-e")


@pytest.mark.slow
@needs("xterm", "Xvfb", "xdotool", "import")
def test_xterm_shows_sixels_and_leaves_none(page):
    with shown((*XTERM, *quiet(*TERMREAD, page)), COLORTERM="truecolor") as display:
        look(display)


@pytest.mark.slow
@needs("kitty", "Xvfb", "xdotool", "import")
def test_kitty_shows_its_placements_and_leaves_none(page, tmp_path):
    configuration = tmp_path / "kitty.conf"
    configuration.write_text("update_check_interval 0\nremember_window_size no\n")
    with shown(("kitty", "--config", str(configuration), *quiet(*TERMREAD, page))) as display:
        look(display)


@pytest.mark.slow
@needs("tmux", "kitty", "Xvfb", "xdotool", "import")
def test_tmux_shows_half_blocks_also_where_it_passes_on_more_than_this_kitty_can_do(page, tmp_path):
    (tmp_path / "kitty.conf").write_text("update_check_interval 0\nremember_window_size no\n")
    configuration = tmp_path / "tmux.conf"
    configuration.write_text("set -g allow-passthrough on\nset -g status off\nset -ga terminal-overrides ',*:Tc'\n")
    tmux = ("tmux", "-S", str(tmp_path / "socket"), "-f", str(configuration))
    command = ("kitty", "--config", str(tmp_path / "kitty.conf"), *tmux, "new-session", *quiet(*TERMREAD, page))
    try:
        with shown(command) as display:
            look(display)
    finally:
        subprocess.run((*tmux, "kill-server"), capture_output=True, check=False)

"""`y` in a real tmux, however its `set-clipboard` is set."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import TERMREAD, Terminal

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


@pytest.mark.parametrize("setting", ["external", "on", "off"])
def test_what_is_copied_is_in_tmux_and_in_the_clipboard_beyond(tmp_path, setting):
    configuration = tmp_path / "tmux.conf"
    configuration.write_text(f"set -s set-clipboard {setting}\nset -g status off\n")
    tmux = ("tmux", "-S", str(tmp_path / "socket"), "-f", str(configuration))
    try:
        with Terminal((*tmux, "new-session", *TERMREAD, PAGE), columns=100, rows=30) as terminal:
            terminal.wait_for("min left")
            terminal.press("y")
            terminal.wait_for("Copied ")
            copied = subprocess.run((*tmux, "show-buffer"), capture_output=True, check=True).stdout
            assert len(copied.split()) > 3
            terminal.wait_for_output(b";" + base64.b64encode(copied))
            assert b"\x1b]52;" in terminal.output
            terminal.press("q")
            terminal.end()
    finally:
        subprocess.run((*tmux, "kill-server"), capture_output=True, check=False)

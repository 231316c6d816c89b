"""Make the picture of real pixels in a real terminal: `python screenshots/kitty.py`, with Debian's kitty, xvfb and imagemagick.

kitty runs on a screen that nobody sees, and reads a page of ours with a picture that `make.py` draws.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make import HERE, PAGES, harbour

DISPLAY = ":97"
SIZE = 1104, 912
OPTIONS = {
    "font_family": "DejaVu Sans Mono",
    "font_size": "12",
    "remember_window_size": "no",
    "initial_window_width": str(SIZE[0]),
    "initial_window_height": str(SIZE[1]),
    "confirm_os_window_close": "0",
    "update_check_interval": "0",
}
SETTINGS = 'theme = "dusk"\n[page]\npictures = "on"\n'


def prepare(home: Path) -> Path:
    """Write settings to *home*; return a copy of the opinion piece beside a picture of the harbour."""
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(SETTINGS)
    (home / "harbour.png").write_bytes(base64.b64decode(harbour(3).partition(",")[2]))
    text = (PAGES / "opinion" / "page.html").read_text("utf-8")
    page = home / "page.html"
    page.write_text(with_picture(text), "utf-8")
    return page


def with_picture(text: str) -> str:
    """Return the page *text* with our picture in place of its first one."""
    before, _, after = text.partition("<img")
    return f'{before}<img src="harbour.png" width="1920" height="900"{after[after.index(">") :]}'


def main() -> None:
    """Start a screen and kitty on it, wait until the picture is there, and take it."""
    options = [part for name, value in OPTIONS.items() for part in ("-o", f"{name}={value}")]
    with tempfile.TemporaryDirectory(prefix="termread-kitty-") as folder:
        home = Path(folder)
        environment = {**os.environ, "DISPLAY": DISPLAY, "LIBGL_ALWAYS_SOFTWARE": "1", "TERMREAD_HOME": folder}
        command = [sys.executable, "-m", "termread", str(prepare(home))]
        screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"])
        time.sleep(2)
        kitty = subprocess.Popen(["kitty", "--config", "NONE", *options, *command], env=environment)
        try:
            time.sleep(10)
            picture = ["import", "-window", "root", str(HERE / "pixels.png")]
            subprocess.run(picture, env=environment, check=True)
        finally:
            kitty.terminate()
            kitty.wait()
            screen.terminate()
            screen.wait()


if __name__ == "__main__":
    main()

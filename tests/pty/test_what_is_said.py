"""What the program says on a real terminal where something is not as it should be."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import PATIENCE, TERMREAD, Terminal, termread

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")

KEEPING = {
    "B": "Not kept after you quit: bookmarked",
    "ma": "Not kept after you quit: bookmarked under a",
    "*": "Not kept after you quit: favorite",
    "e": "Not kept after you quit: archived",
    ";H": "Not kept after you quit: highlighted",
    ";awords\r": "Not kept after you quit: note saved",
    "#sea\r": "Not kept after you quit: tags: sea",
    "U": "Not kept after you quit: undone: tags of",
    "\x12": "Not kept after you quit: redone: tags of",
    "J": "Not kept after you quit: justified",
}


def one_line(terminal: Terminal) -> str:
    return " ".join(terminal.text.split())


def last_row(terminal: Terminal) -> str:
    return terminal.text.split("\n")[-1].strip()


@pytest.fixture
def nowhere(tmp_path):
    """A home that cannot be: a file stands in its place."""
    path = tmp_path / "nowhere"
    path.write_text("")
    return {"TERMREAD_HOME": str(path)}


def test_where_nothing_can_be_kept_every_key_that_keeps_says_so_and_so_does_the_end(nowhere):
    with termread(PAGE, env=nowhere, columns=110) as terminal:
        terminal.wait_for_app()
        terminal.wait_for("Cannot create a library at")
        for keys, said in KEEPING.items():
            for key in keys:
                terminal.press(key)
                terminal.settle(0.1)
            terminal.wait_for(said)
        terminal.press("q")
        assert terminal.end() == 0
        terminal.wait_until(
            lambda: "Nothing from this session was saved. Cannot create a library" in one_line(terminal)
        )


def test_on_the_shelf_too(nowhere):
    with termread(env=nowhere, columns=110) as terminal:
        terminal.wait_for_app("Inbox")
        terminal.press("a")
        terminal.wait_for("an address, to be read later")
        assert "what you open is kept" not in terminal.text
        terminal.press("http://127.0.0.1:9/\r")
        terminal.wait_for("Not kept after you quit: ")
        terminal.press("q")
        assert terminal.end() == 0
        terminal.wait_until(lambda: "Nothing from this session was saved." in one_line(terminal))


def test_where_all_is_kept_nothing_is_said_in_the_end():
    with termread(PAGE) as terminal:
        terminal.wait_for_app()
        terminal.press("B")
        terminal.wait_for("Bookmarked “")
        terminal.press("q")
        assert terminal.end() == 0
        assert "termread:" not in terminal.text


def test_a_wrong_setting_starts_with_the_default_and_is_named_in_the_last_row(home):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('theme = "pink"\n[page]\nwidth = 60\njustify = "yes"\n')
    with termread(PAGE, columns=100) as terminal:
        terminal.wait_for_app("config.toml, line 1: theme is one of")
        terminal.wait_for("slower ports")
        terminal.wait_for("For thirty years a good port was a fast port. A ship that\n")
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.parametrize("words", [[PAGE], []], ids=["article", "shelf"])
def test_exported_columns_and_lines_do_not_stop_resizing(home, words):
    (home / "data").mkdir()
    exporting = ["/bin/sh", "-c", 'COLUMNS=80 LINES=24; export COLUMNS LINES; exec "$@"', "sh", *TERMREAD, *words]
    with Terminal(exporting, columns=80, rows=24) as terminal:
        shows = "min left" if words else "Inbox"
        terminal.wait_for_app(shows)
        for columns, rows in ((120, 30), (60, 12)):
            terminal.resize(columns, rows)
            terminal.wait_until(lambda: last_row(terminal))
        terminal.press("q")
        assert terminal.end() == 0


def test_a_signal_ends_it_also_while_nobody_reads_the_terminal(home):
    with termread(PAGE, rows=60, columns=200) as terminal:
        terminal.wait_for_app()
        # Nothing is read from here on: what the program draws fills the terminal, until a write has to wait.
        for _ in range(30):
            terminal.press("bT" * 5)
            time.sleep(0.05)
        assert terminal.process.poll() is None
        terminal.signal(signal.SIGTERM)
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGTERM

"""Faults of the net with the program open: a sentence, the page that shows stays, and the keys go on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from faultserver import FaultServer
from terminal import foreign, termread

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
FAULTS = {
    "status/404": "no such page",
    "reset": "closed the connection",
    "ssh": "not HTTP",
    "pdf": "a PDF",
    "empty": "empty page",
    "loop": "circle",
    "big-head": "headers",
    "deflate-bomb": "far more",
    "bad-chunk": "Only part of",
}


@pytest.fixture
def server(home):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("[fetch]\nretries = 0\n", encoding="utf-8")
    server = FaultServer()
    yield server
    server.close()


def test_each_is_told_on_the_page_that_shows(server):
    with termread(PAGE, columns=100, rows=40) as terminal:
        terminal.wait_for_app()
        for path, words in FAULTS.items():
            terminal.press("o")
            terminal.wait_for("an address, a file")
            terminal.press(server.url(path) + "\r")
            terminal.wait_for(words)
            terminal.press("j")
        terminal.press("\x03")
        assert terminal.end() == 130
        assert foreign(terminal.output) == []


def test_a_part_read_again_leaves_the_whole_copy_and_says_so(server):
    server.now = "good"
    with termread(server.url("now"), rows=40) as terminal:
        terminal.wait_for_app("The ferry runs again")
        for path, words in (("short", "Only part of the page arrived"), ("status/503", "overloaded")):
            server.now = path
            terminal.press("r")
            terminal.wait_for(words)
            terminal.wait_for("saved copy stays")
            assert "The ferry runs again" in terminal.text
        terminal.press("q")
        assert terminal.end() == 0

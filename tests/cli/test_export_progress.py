"""An export that takes a while tells on the terminal how far it is, and nothing of that goes into what is exported."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from termread.cli import streams
from termread.config import folders
from termread.library.api import open_library
from termread.library.backups import backup

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import Terminal

AT_ONCE = "import sys; from termread.cli import main, streams; streams.SOON = streams.OFTEN = 0; sys.exit(main())"
ENTRIES = 30


@pytest.fixture
def kept(home):
    library = open_library(folders().data)
    for number in range(ENTRIES):
        library.save_for_later(f"https://example.com/{number}", title=f"Story {number}")
    library.close()


def test_an_export_to_a_file_tells_how_far_it_is(kept, tmp_path):
    file = tmp_path / "out.jsonl"
    with Terminal((sys.executable, "-c", AT_ONCE, "export", "-o", str(file))) as terminal:
        assert terminal.end() == 0
        assert f"Exporting {ENTRIES} of {ENTRIES}".encode() in terminal.output
        assert "Exporting" not in terminal.text
    assert sum("address" in json.loads(line) for line in file.read_text().splitlines()) == ENTRIES


def test_an_export_to_the_terminal_is_not_written_over(kept):
    with Terminal((sys.executable, "-c", AT_ONCE, "export")) as terminal:
        assert terminal.end() == 0
        assert b"Exporting" not in terminal.output


@pytest.mark.parametrize(
    ("words", "told"), [(("backup",), "Backing up…"), (("restore",), "Restoring…"), (("check",), "Checking…")]
)
def test_what_is_done_to_the_whole_library_tells_that_it_goes_on(kept, words, told):
    backup(folders().data)
    slow = (
        "import time; from termread.library import backups, repair\n"
        "for module, name in ((backups, 'backup'), (backups, 'restore'), (repair, 'check')):\n"
        "    def slowly(*given, real=getattr(module, name)): time.sleep(0.3); return real(*given)\n"
        "    setattr(module, name, slowly)\n"
    )
    with Terminal((sys.executable, "-c", slow + AT_ONCE, *words)) as terminal:
        assert terminal.end() == 0
        assert told.encode() in terminal.output
        assert told not in terminal.text


def test_what_is_quick_says_nothing(monkeypatch):
    lines = []
    monkeypatch.setattr(streams, "progress", lines.append)
    monkeypatch.setattr(streams, "SOON", 3600)
    assert list(streams.counted("abc", str)) == ["a", "b", "c"]
    assert lines == []


def test_the_line_goes_whatever_happens(monkeypatch):
    lines = []
    monkeypatch.setattr(streams, "progress", lines.append)
    monkeypatch.setattr(streams, "SOON", 0)
    monkeypatch.setattr(streams, "OFTEN", 0)
    things = streams.counted("abc", str)
    next(things)
    things.close()
    assert lines == ["0", ""]

"""Commands on a library that cannot be used: never as if all were well."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from terminal import TERMREAD, Terminal
from termread.article import Article, Paragraph, Place, Prose
from termread.document import Reading, Receipt
from termread.library.api import open_library

COMMANDS = (
    ["list"],
    ["search", "x"],
    ["add", "--later", "https://example.com/1"],
    ["import", "-"],
    ["export"],
    ["fetch"],
    ["follow", "--opml", "-"],
    ["unfollow", "x"],
    ["following"],
    ["sync"],
    ["today"],
    ["edition"],
    ["mute"],
    ["unmute", "word", "x"],
)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path


def run(home, *words, data=b"https://example.com/1\n"):
    environment = {**os.environ, "TERMREAD_HOME": str(home)}
    return subprocess.run(
        [*TERMREAD, *words], input=data, capture_output=True, env=environment, check=False, timeout=60
    )


@pytest.mark.parametrize("words", [*COMMANDS, ["check"], ["backup"]], ids=" ".join)
def test_where_another_programs_database_stands_nothing_is_said_to_be_kept(home, words):
    path = home / "data" / "library.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    done = run(home, *words)
    assert (done.returncode, done.stdout) == (74, b"")
    assert done.stderr.startswith(b"termread: Nothing is saved: ")
    assert path.read_bytes() == before
    assert not (home / "data" / "backups").exists()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_damaged_library_is_told_by_every_command(home, words):
    (home / "data" / "library.db").write_bytes(b"rubbish " * 9000)
    done = run(home, *words)
    assert (done.returncode, done.stdout) == (74, b"")
    assert done.stderr.startswith(b"termread: The library is damaged: `termread check` repairs it")
    assert (home / "data" / "library.db").read_bytes() == b"rubbish " * 9000


def test_on_a_terminal_mending_is_a_question(home):
    run(home, "import", "-")
    run(home, "backup")
    (home / "data" / "library.db").write_bytes(b"rubbish " * 9000)
    with Terminal([*TERMREAD, "list"], env={"TERMREAD_HOME": str(home)}) as terminal:
        terminal.wait_for("[y/N]")
        terminal.press("n\n")
        assert terminal.end() == 74
    with Terminal([*TERMREAD, "list"], env={"TERMREAD_HOME": str(home)}) as terminal:
        terminal.wait_for("[y/N]")
        terminal.press("y\n")
        assert terminal.end() == 74
        assert "Now run this again." in "\n".join(terminal.screen.display)
    assert b"https://example.com/1" in run(home, "list").stdout


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_library_that_is_gone_beside_a_backup_is_told_by_every_command(home, words):
    run(home, "import", "-")
    run(home, "backup")
    (home / "data" / "library.db").unlink()
    done = run(home, *words)
    assert (done.returncode, done.stdout) == (74, b"")
    assert done.stderr.startswith(
        b"termread: There is no library here, but a backup of today with 1 article. `termread restore` brings it back;"
    )
    assert not (home / "data" / "library.db").exists()
    assert run(home, "restore").returncode == 0
    assert b"https://example.com/1" in run(home, "list").stdout


@pytest.mark.parametrize(("answer", "listed"), [("y", True), ("n", False)])
def test_on_a_terminal_a_library_that_is_gone_is_a_question(home, answer, listed):
    run(home, "import", "-")
    run(home, "backup")
    (home / "data" / "library.db").unlink()
    with Terminal([*TERMREAD, "list"], env={"TERMREAD_HOME": str(home)}) as terminal:
        terminal.wait_for("Restore it? y/n")
        terminal.press("\n")
        terminal.press(f"{answer}\n")
        assert terminal.end() == 0
        assert ("example.com/1" in "\n".join(terminal.screen.display)) is listed
    assert (b"https://example.com/1" in run(home, "list").stdout) is listed


def test_an_export_with_a_damaged_article_hands_back_the_others_and_says_so(home, tmp_path):
    run(home, "import", "-", data=b"https://example.com/1\nhttps://example.com/2\n")
    with sqlite3.connect(home / "data" / "library.db") as damaged:
        damaged.execute("UPDATE entries SET note = 'x' WHERE id = 1")
    damaged.close()
    for words in (["export"], ["export", "-f", "csv"], ["export", "-f", "epub", "-o", str(tmp_path / "a.epub")]):
        done = run(home, *words)
        assert done.returncode == 74
        assert done.stderr.startswith(b"termread: Something is damaged in 1 of these articles and was left out;")
        assert b"example.com/1" not in done.stdout
    assert (tmp_path / "a.epub").read_bytes()[:2] == b"PK"


def test_an_export_to_a_dash_goes_to_standard_output(home):
    run(home, "import", "-", data=b"https://example.com/1\n")
    assert run(home, "export", "-o", "-").stdout == run(home, "export").stdout != b""


@pytest.fixture
def open_home():
    """Another user may go there: pytest's own folders are closed to others, and are closed again by every run beside this."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o755)
        (home / "data").mkdir()
        yield home


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="acting as another user takes root, and Linux")
def test_what_can_only_be_read_is_verified_and_left_as_it_is(open_home):
    home = open_home
    run(home, "import", "-", data=b"https://example.com/1\nhttps://example.com/2\n")
    subprocess.run(["chmod", "-R", "a+rX,a-w", str(home)], check=True)
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    environment = {**os.environ, "TERMREAD_HOME": str(home)}

    def as_nobody(*words):
        return subprocess.run(
            [*command, *TERMREAD, *words], capture_output=True, env=environment, check=False, timeout=60
        )

    if as_nobody("--version").returncode:
        pytest.skip("another user cannot run this Python")
    if subprocess.run([*command, "test", "-r", home / "data" / "library.db"], check=False).returncode:
        pytest.skip("another user cannot read temporary files")
    done = as_nobody("check")
    assert (done.returncode, done.stdout.decode().splitlines()) == (
        0,
        ["No damage found in 2 articles.", "It is read-only here, so nothing was changed."],
    )
    assert b"example.com/2" in as_nobody("list").stdout
    with sqlite3.connect(home / "data" / "library.db") as damaged:
        damaged.execute("UPDATE entries SET note = 'x' WHERE id = 1")
    damaged.close()
    done = as_nobody("check")
    assert (done.returncode, done.stdout.decode().splitlines()[0]) == (74, "Damaged: 1 entries.")


def test_the_list_tells_what_was_read_to_the_end_from_what_is_being_read(home):
    with closing(open_library(home / "data")) as library:
        for name, progress in (("begun", 0.4), ("done", 1.0)):
            kept = library.keep(Reading(Article(name, blocks=(Paragraph(Prose("words")),)), Receipt(f"/{name}")))
            library.read_to(kept.id, Place(0, 1), progress)
    listed = run(home, "list").stdout.decode()
    assert "/begun  (reading, 40 % read)" in listed
    assert "/done  (read)" in listed

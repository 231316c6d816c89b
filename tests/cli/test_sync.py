"""`termread sync`: quiet unless something is wrong, and safe beside another."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from feedserver import FeedServer, feed
from termread.cli import main
from termread.config import folders
from termread.desk.news import alone
from termread.library.api import open_library

UNITS = Path(__file__).parents[2] / "packaging" / "systemd"


@pytest.fixture
def server():
    server = FeedServer(2)
    yield server
    server.close()


def followed(*addresses):
    library = open_library(folders().data)
    for address in addresses:
        library.sources.follow(address)
    library.close()


def test_it_says_nothing_if_all_is_well(server, capsys):
    server.pages["/feed"] = feed("one")
    followed(server.url("/feed"))
    assert main(["sync", "--no-texts"]) == 0
    assert capsys.readouterr() == ("", "")


def test_it_says_what_came_if_asked_to(server, capsys):
    server.pages["/feed"] = feed("one", "two")
    followed(server.url("/feed"))
    main(["sync", "--no-texts", "--verbose"])
    main(["sync", "--no-texts", "-v"])
    main(["sync", "-v"])
    lines = ["Asked 1 source: 2 new stories.", "Nothing is due yet.", "Nothing is due yet, 0 of 2 fetched whole."]
    assert capsys.readouterr().out.splitlines() == lines


def test_it_names_what_fails_each_time_and_in_the_exit_status(server, capsys):
    server.pages["/feed"] = feed("one")
    followed(server.url("/feed"), server.url("/none"))
    for _ in range(2):
        assert main(["sync", "--all", "--no-texts"]) == 69
        said = capsys.readouterr()
        assert said.out == ""
        assert re.fullmatch(rf"termread: {re.escape(server.url('/none'))}: There is no such page .*\n", said.err)


def test_what_is_wrong_with_a_feed_that_can_be_read_is_said_once(server, capsys):
    server.pages["/feed"] = feed("one", "two")[:-40]
    followed(server.url("/feed"))
    assert main(["sync", "--no-texts"]) == 0
    assert "is cut off" in capsys.readouterr().err
    server.pages["/feed"] += b" "
    assert main(["sync", "--all", "--no-texts"]) == 0
    assert capsys.readouterr().err == ""


def test_a_second_one_leaves_it_to_the_first(server, capsys):
    server.pages["/feed"] = feed("one")
    followed(server.url("/feed"))
    with alone(folders().data):
        assert main(["sync"]) == 0
        assert main(["sync", "-v"]) == 0
    assert capsys.readouterr() == ("", "termread: Another termread is refreshing what you follow right now.\n")
    assert server.asked == []


def test_it_may_run_beside_an_open_library(server):
    server.pages["/feed"] = feed("one")
    followed(server.url("/feed"))
    library = open_library(folders().data)
    assert main(["sync", "--no-texts"]) == 0
    assert library.sources.count() == 1
    library.close()


def test_nothing_followed_is_no_error(capsys):
    assert main(["sync"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_the_units_are_valid(tmp_path):
    names = [str(shutil.copy(path, tmp_path)) for path in UNITS.iterdir()]
    environment = {"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *names], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")

"""Backups: three are kept, in the order they were made, private, whole or not at all; and going back to one."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from kept_samples import article, clock, reading

from termread.errors import LibraryError, NoInput
from termread.library.api import Library, open_library
from termread.library.backups import backup, is_due, restore
from termread.library.copies import backups
from termread.library.db.schema import NAME, VERSION
from termread.library.repair import check
from termread.library.service import DailyBackup


def filled(folder, count=2):
    library = Library(folder, now=clock())
    for number in range(count):
        library.keep(reading(f"https://example.com/{number}", article(f"Story {number}", "word " * 300)))
    library.close()
    return folder / NAME


def change(path, statement, *values):
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def code_of(action):
    with pytest.raises(LibraryError) as found:
        action()
    assert found.value.text.endswith(".")
    return found.value.code


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_three_are_kept_and_the_newest_comes_back(tmp_path):
    filled(tmp_path)
    made = [backup(tmp_path) for _ in range(5)]
    assert [known.path for known in backups(tmp_path)] == made[:1:-1]
    other = open_library(tmp_path)
    other.delete(1)
    chosen, aside = restore(tmp_path)
    assert (chosen, aside.exists()) == (made[-1], True)
    assert len(other.shelf()) == 2
    other.close()
    made[-1].write_bytes(b"not a backup")
    assert restore(tmp_path)[0] == made[-2]
    assert code_of(lambda: restore(tmp_path, made[-1])) == "damaged"


def test_there_is_nothing_to_back_up_or_to_go_back_to(tmp_path):
    with pytest.raises(NoInput):
        restore(tmp_path / "nowhere")
    with pytest.raises(NoInput):
        restore(tmp_path, tmp_path / "no.db")
    with pytest.raises(NoInput):
        backup(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["x.part", "x", "x.tmp", "library.db"])
def test_a_backup_to_a_file_touches_no_other_file(tmp_path, name):
    filled(tmp_path / "data")
    (tmp_path / "mine").mkdir()
    for other in ("x.part.part", "mine.part", "x.new"):
        (tmp_path / "mine" / other).write_text("mine")
    place = backup(tmp_path / "data", tmp_path / "mine" / name)
    assert place.stat().st_size > 0
    assert names(tmp_path / "mine") == sorted({name, "x.part.part", "mine.part", "x.new"})
    assert {(tmp_path / "mine" / other).read_text() for other in ("x.part.part", "mine.part", "x.new")} == {"mine"}
    assert code_of(lambda: backup(tmp_path / "data", place)) == "exists"
    assert restore(tmp_path / "data", place)[0] == place


def test_the_order_is_that_of_their_making_whatever_the_clock_says(tmp_path, monkeypatch):
    filled(tmp_path)
    day = [datetime(2026, 5, 1, tzinfo=UTC)]

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return day[0]

    monkeypatch.setattr("termread.library.backups.datetime", Clock)
    made = []
    for days in (3, 2, 0, -400, -400):
        day[0] += timedelta(days=days)
        made.append(backup(tmp_path))
    assert [known.path for known in backups(tmp_path)] == made[:1:-1]
    for path, moment in zip(made[2:], (9e8, 8e8, 7e8), strict=True):
        os.utime(path, (moment, moment))
    assert restore(tmp_path)[0] == made[-1]


def test_they_are_private(tmp_path):
    old = os.umask(0)
    try:
        filled(tmp_path / "data")
        backup(tmp_path / "data")
        place = backup(tmp_path / "data", tmp_path / "mine.db")
        restore(tmp_path / "data")
        change(tmp_path / "data" / NAME, "UPDATE entries SET note = 'x'")
        check(tmp_path / "data")
    finally:
        os.umask(old)
    files = [place, *(path for path in (tmp_path / "data").rglob("*") if path.is_file())]
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}


def test_an_empty_library_pushes_no_other_out(tmp_path):
    filled(tmp_path)
    full = backup(tmp_path)
    (tmp_path / NAME).unlink()
    open_library(tmp_path, anew=True).close()
    for _ in range(5):
        backup(tmp_path)
    assert full in [known.path for known in backups(tmp_path)]
    assert len(backups(tmp_path)) == 4
    assert restore(tmp_path)[0] == full


def test_a_missing_library_beside_a_backup_is_a_question(tmp_path):
    path = filled(tmp_path)
    backup(tmp_path)
    for remove in (path.unlink, lambda: path.write_bytes(b"")):
        remove()
        with pytest.raises(LibraryError) as lost:
            open_library(tmp_path)
        assert (lost.value.code, lost.value.text) == (
            "lost",
            "There is no library here, but a backup of today with 2 articles.",
        )
    path.unlink()
    open_library(tmp_path, anew=True).close()
    open_library(tmp_path).close()
    restore(tmp_path)
    library = open_library(tmp_path)
    assert len(library.shelf()) == 2
    library.close()


def test_an_empty_library_beside_a_backup_is_a_question_too(tmp_path):
    filled(tmp_path)
    backup(tmp_path)
    (tmp_path / NAME).unlink()
    Library(tmp_path).close()
    assert code_of(lambda: open_library(tmp_path)) == "lost"
    restore(tmp_path)
    open_library(tmp_path).close()


def test_a_damaged_library_is_no_lost_one(tmp_path):
    path = filled(tmp_path)
    backup(tmp_path)
    path.write_bytes(b"rubbish " * 1000)
    assert code_of(lambda: open_library(tmp_path)) == "damaged"


def test_restore_refuses_a_copy_of_a_newer_termread(tmp_path):
    path = filled(tmp_path)
    copy = backup(tmp_path, tmp_path / "copy.db")
    change(copy, f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    assert code_of(lambda: restore(tmp_path, copy)) == "newer"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET note = 'x' WHERE id = 1",
        "UPDATE parts SET data = zeroblob(length(data))",
        "UPDATE settings SET value = 'x' WHERE name = 'begun'",
    ],
)
def test_restore_refuses_a_copy_whose_checksums_fail(tmp_path, statement):
    path = filled(tmp_path)
    good, bad = backup(tmp_path), backup(tmp_path)
    change(bad, statement)
    before = path.read_bytes()
    assert code_of(lambda: restore(tmp_path, bad)) == "damaged"
    assert path.read_bytes() == before
    assert restore(tmp_path)[0] == good


def test_what_another_process_kept_just_before_a_restore_is_set_aside_with_the_library(tmp_path):
    filled(tmp_path)
    backup(tmp_path)
    other = open_library(tmp_path)
    other.keep(reading("https://example.com/late", article("Late")))
    _, aside = restore(tmp_path)
    kept = other.keep(reading("https://example.com/later", article("Later")))
    assert {one.title for one in other.shelf()} == {"Story 0", "Story 1", "Later"}
    other.close()
    again = open_library(tmp_path)
    assert again.entry(kept.id).title == "Later"
    again.close()
    assert check(tmp_path).sentences == ("No damage found in 3 articles.",)
    (tmp_path / "aside").mkdir()
    aside.rename(tmp_path / "aside" / NAME)
    before = open_library(tmp_path / "aside")
    assert {one.title for one in before.shelf()} == {"Story 0", "Story 1", "Late"}
    before.close()


KILLED = """
import os, signal, sys
from pathlib import Path
import termread.library.files as files
from termread.library.backups import backup, restore
folder, action, name, count = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
original, calls = getattr(os, name), 0
def killing(*given, **named):
    global calls
    calls += 1
    if calls == count:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*given, **named)
setattr(os, name, killing)
{"backup": backup, "restore": restore}[action](folder)
"""


@pytest.mark.parametrize("action", ["backup", "restore"])
@pytest.mark.parametrize("step", ["link", "replace", "rename", "unlink", "fsync", "rmdir", "mkdir"])
def test_killed_at_any_step_nothing_is_lost_and_nothing_left(tmp_path, action, step):
    filled(tmp_path)
    backup(tmp_path)
    with closing(open_library(tmp_path)) as library:
        library.keep(reading("https://example.com/late", article("Late")))
    for count in range(1, 5):
        command = [sys.executable, "-c", KILLED, str(tmp_path), action, step, str(count)]
        ended = subprocess.run(command, check=False).returncode
        with closing(open_library(tmp_path)) as library:
            titles = {kept.title for kept in library.shelf()}
        assert titles in ({"Story 0", "Story 1", "Late"}, {"Story 0", "Story 1"})
        here = tmp_path / NAME
        aside = list(tmp_path.glob("library-before-restore-*"))
        assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []
        assert [path for path in (tmp_path / "backups").iterdir() if path.name.startswith(".")] == []
        assert not any(path.samefile(here) for path in aside)
        if titles == {"Story 0", "Story 1"}:
            break
        if ended != -signal.SIGKILL:
            break
    assert check(tmp_path).sound


def test_the_backup_of_the_day_outlives_a_short_session(tmp_path):
    filled(tmp_path)
    change(tmp_path / NAME, "DELETE FROM settings WHERE name = 'begun'")
    library = open_library(tmp_path)
    library.close()
    until = time.monotonic() + 20
    while not backups(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(backups(tmp_path)) == 1
    assert not is_due(tmp_path)


def test_the_backup_of_the_day_is_begun_once(tmp_path, monkeypatch):
    filled(tmp_path)
    started = []
    monkeypatch.setattr("termread.library.backups.start", started.append)
    for begun in (time.time(), time.time() - 86_401, time.time() + 500):
        daily = DailyBackup(tmp_path, begun)
        daily.stop()
        daily.stop()
    assert started == [tmp_path, tmp_path]
    backup(tmp_path)
    DailyBackup(tmp_path, 0).stop()
    assert started == [tmp_path, tmp_path]


def test_an_empty_library_is_not_backed_up_by_itself(tmp_path):
    Library(tmp_path).close()
    assert not is_due(tmp_path)

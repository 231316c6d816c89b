"""Faults of the disk, of other programs and of other processes: a sentence each, and nothing lost."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from kept_samples import LONG, article, clock, passage, reading

from termread.errors import LibraryError
from termread.interchange import ImportedEntry
from termread.library.api import Library, open_library
from termread.library.backups import backup
from termread.library.db.schema import NAME
from termread.library.files import on_network
from termread.library.repair import check


def filled(folder, count=30):
    library = Library(folder, now=clock())
    for number in range(count):
        library.keep(reading(f"https://example.com/{number}", article(f"Story {number}", "word " * 300)))
    library.close()
    return folder / NAME


def shelf_of(folder):
    with closing(open_library(folder)) as library:
        return library.shelf()


def told(action):
    with pytest.raises(LibraryError) as found:
        action()
    assert found.value.text.endswith(".")
    return found.value.code


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / NAME
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    assert told(lambda: open_library(tmp_path)) == "foreign"
    assert told(lambda: check(tmp_path)) == "foreign"
    assert path.read_bytes() == before


def test_a_library_of_a_newer_termread_is_left_alone(tmp_path):
    path = filled(tmp_path, 1)
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    assert told(lambda: open_library(tmp_path)) == "newer"


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    assert told(lambda: open_library(tmp_path / "file")) == "read-only"


@pytest.mark.parametrize("damage", ["cut", "zeroed", "not a database", "header"])
def test_a_damaged_library_is_told_set_aside_and_brought_back(tmp_path, damage):
    path = filled(tmp_path)
    backup(tmp_path)
    library = open_library(tmp_path)
    library.keep(reading("https://example.com/late", article("Late")))
    library.close()
    data = bytearray(path.read_bytes())
    match damage:
        case "cut":
            del data[len(data) // 2 :]
        case "zeroed":
            data[4096:] = bytes(len(data) - 4096)
        case "not a database":
            data[:] = b"hello" * 1000
        case "header":
            data[:200] = b"x" * 200
    path.write_bytes(data)
    assert told(lambda: shelf_of(tmp_path)) == "damaged"
    findings = check(tmp_path)
    assert findings.repaired
    assert "set aside" in findings.sentences[0]
    assert next(tmp_path.glob("library-damaged-*.db")).read_bytes() == data
    library = open_library(tmp_path)
    assert {kept.title for kept in library.shelf()} >= {f"Story {n}" for n in range(30)}
    assert len(library.search("word")) == 30
    library.close()
    assert not check(tmp_path).repaired


def test_overwritten_bytes_anywhere_are_found_and_mended(tmp_path):
    filled(tmp_path / "whole", 40)
    backup(tmp_path / "whole")
    size = (tmp_path / "whole" / NAME).stat().st_size
    draw = random.Random(3)
    for turn in range(25):
        folder = tmp_path / str(turn)
        shutil.copytree(tmp_path / "whole", folder)
        with (folder / NAME).open("r+b") as file:
            file.seek(draw.randrange(size - 200))
            file.write(draw.randbytes(200))
        check(folder)
        assert not check(folder).repaired
        library = open_library(folder)
        found = library.shelf()
        assert len(found) == 40
        assert sum(kept.has_text and library.article(kept.id).blocks != () for kept in found) == 40
        library.close()
        shutil.rmtree(folder)


def test_a_damaged_text_is_told_and_the_rest_goes_on(tmp_path):
    path = filled(tmp_path, 3)
    with sqlite3.connect(path) as damaged:
        damaged.execute("UPDATE parts SET data = zeroblob(length(data)) WHERE id = 2 << 20")
    damaged.close()
    library = open_library(tmp_path)
    assert told(lambda: library.article(2)) == "damaged"
    assert len(library.search("word")) == 3
    entries = library.everything()
    assert [bool(next(entries).article) for _ in range(3)] == [True, False, True]
    assert told(lambda: list(entries)) == "damaged"
    library.close()
    assert check(tmp_path).sentences[1] == "The text of “Story 1” was damaged; `termread fetch` brings it back."
    library = open_library(tmp_path)
    assert [kept.title for kept in library.pending()] == ["Story 1"]
    library.close()


def test_a_deleted_file_is_written_again(tmp_path):
    library = open_library(tmp_path)
    kept = library.keep(reading())
    for path in tmp_path.glob(f"{NAME}*"):
        path.unlink()
    mark = library.add_bookmark(kept.id, passage())
    library.close()
    library = open_library(tmp_path)
    assert library.bookmarks(kept.id) == [mark]
    library.close()


def test_network_file_systems_are_known(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "dev / ext4 rw 0 0\nserver:/x /home/my\\040net nfs4 rw 0 0\ndev /home/my\\040net/local ext4 rw 0 0\n"
    )
    assert on_network(Path("/home/my net/a/b"), mounts)
    assert not on_network(Path("/home/my net/local/b"), mounts)
    assert not on_network(Path("/home/my netting"), mounts)
    assert not on_network(Path("/home"), tmp_path / "none")


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "none", place], check=False)
    if mounted.returncode:
        pytest.skip("mounting a small disk takes root")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk(small_disk):
    library = open_library(small_disk)
    kept = [library.keep(reading())]
    noise = random.Random(1)

    def fill():
        pages = (reading(f"https://example.com/{n}", data=noise.randbytes(20_000)) for n in range(1000))
        kept.extend(map(library.keep, pages))

    assert told(fill) == "full"
    assert library.article(kept[-1].id)
    assert {found.id for found in library.shelf()} == {found.id for found in kept}
    library.close()
    library = open_library(small_disk)
    assert {found.id for found in library.shelf()} == {found.id for found in kept}
    library.close()


def test_a_disk_that_can_only_be_read_still_gives_a_backup(small_disk, tmp_path):
    filled(small_disk, 2)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    library = open_library(small_disk)
    assert len(library.shelf()) == len(library.search("word")) == 2
    assert library.article(1).title == "Story 0"
    assert told(lambda: library.set_favourite(1, True)) == "read-only"
    library.close()
    assert told(lambda: backup(small_disk)) == "read-only"
    copy = backup(small_disk, tmp_path / "copy" / NAME)
    assert len(shelf_of(copy.parent)) == 2


@pytest.mark.parametrize("pages", [False, True])
def test_a_check_of_what_can_only_be_read_tells_what_is_damaged(small_disk, pages):
    path = filled(small_disk, 2)
    with sqlite3.connect(path) as damaged:
        damaged.execute("UPDATE parts SET data = zeroblob(length(data)) WHERE id = 2 << 20")
        root = damaged.execute("SELECT rootpage FROM sqlite_master WHERE name = 'by_title'").fetchone()[0]
    damaged.close()
    if pages:
        data = bytearray(path.read_bytes())
        data[(root - 1) * 4096 + 8 : root * 4096] = b"x" * 4088
        path.write_bytes(data)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    findings = check(small_disk)
    assert (findings.sound, findings.repaired) == (False, False)
    assert "Damaged: 1 texts." in findings.sentences
    assert any(said.startswith("The file of the library is damaged (") for said in findings.sentences) is pages
    assert findings.sentences[-1] == "It is read-only here, so nothing was changed."


WRITER = """
import sys, time
from pathlib import Path
from termread.article import Article, Paragraph, Place, Prose
from termread.document import Reading, Receipt
from termread.library.api import open_library
folder, name, seconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
library, number, end = open_library(folder), 0, time.monotonic() + seconds
while time.monotonic() < end:
    address = f"https://example.com/{name}/{number}"
    article = Article(f"{name} {number}", blocks=(Paragraph(Prose("word " * 100)),))
    kept = library.keep(Reading(article, Receipt(address)))
    library.read_to(kept.id, Place(0, 3), 0.5)
    print(address, flush=True)
    number += 1
"""


def test_several_processes_write_at_once(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, str(n), "1.5"], stdout=subprocess.PIPE) for n in range(4)]
    told = [line for writer in writers for line in writer.communicate()[0].decode().split()]
    assert [writer.returncode for writer in writers] == [0] * 4
    library = open_library(tmp_path)
    assert {kept.address for kept in library.shelf(limit=100_000)} == set(told)
    library.close()


def test_what_was_acknowledged_outlives_a_kill(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    told = set()
    for turn in range(4):
        with subprocess.Popen([*command, str(turn), "60"], stdout=subprocess.PIPE) as writer:
            for _ in range(3 + 5 * turn):
                told.add(writer.stdout.readline().decode().strip())
            writer.kill()
            told |= {line for line in writer.stdout.read().decode().split("\n")[:-1] if line}
    library = open_library(tmp_path)
    assert {kept.address for kept in library.shelf(limit=100_000)} >= told
    library.close()
    assert not check(tmp_path).repaired


def test_threads_share_a_library(on_disk):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(lambda n: on_disk.keep(reading(f"https://example.com/{n}")), range(40)))
        found = list(threads.map(lambda one: on_disk.article(one.id).title, kept))
    assert len({one.id for one in kept}) == len(found) == on_disk.counts().shelves["all"] == 40


def test_a_closed_library_says_so(on_disk):
    on_disk.keep(reading(told=LONG))
    on_disk.close()
    assert told(on_disk.shelf) == told(lambda: on_disk.delete(1)) == "closed"


def test_what_was_deleted_leaves_the_disk_after_a_month(tmp_path):
    day = ["2026-01-01T00:00:00.000Z"]
    library = Library(tmp_path / "data", now=lambda: day[0])
    numbers = [library.keep(reading(f"https://example.com/{n}", data=b"x")).id for n in range(3)]
    library.delete(numbers[0])
    day[0] = "2026-02-05T00:00:00.000Z"
    library.delete(numbers[1])
    assert library.undo(numbers[1]).what == "delete"
    assert library.undo(numbers[0]) is None
    assert [kept.id for kept in library.shelf()] == numbers[:0:-1]
    library.close()
    assert not check(tmp_path / "data").repaired


OPENER = """
import sys, time
from pathlib import Path
from termread.library.api import open_library
while time.time() < float(sys.argv[2]):
    pass
for turn in range(15):
    open_library(Path(sys.argv[1]) / str(turn)).close()
"""


def test_several_processes_make_a_library_at_once(tmp_path):
    from time import time

    command = [sys.executable, "-c", OPENER, str(tmp_path), str(time() + 1.0)]
    openers = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [opener.communicate()[1].decode()[-300:] for opener in openers] == [""] * 4


def test_a_lock_for_which_sqlite_itself_does_not_wait_is_waited_for(tmp_path):
    from threading import Timer

    other = sqlite3.connect(tmp_path / "library.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    Timer(0.2, other.close).start()
    open_library(tmp_path).close()
    assert check(tmp_path).sound


def test_a_check_keeps_nobody_from_writing(tmp_path):
    from threading import Thread

    path = filled(tmp_path, 60)
    found = []
    checking = Thread(target=lambda: found.append(check(tmp_path)))
    other = sqlite3.connect(path, timeout=0.05, isolation_level=None)
    checking.start()
    writes = 0
    while checking.is_alive():
        other.execute("BEGIN IMMEDIATE")
        other.execute("COMMIT")
        writes += 1
    checking.join()
    other.close()
    assert found[0].sound
    assert writes > 1


def test_one_entry_that_cannot_be_stored_keeps_no_other_from_being_imported(tmp_path):
    good = [ImportedEntry(f"https://example.com/{number}", "title") for number in range(9)]
    bad = ImportedEntry("https://example.com/bad", "title", tags=(7,))
    library = Library(tmp_path)
    refused = []
    assert library.import_entries([*good[:5], bad, *good[5:]], refused) == (9, 0)
    assert refused == [bad]
    assert {kept.address for kept in library.shelf()} == {saved.url for saved in good}
    library.close()
    assert check(tmp_path).sound

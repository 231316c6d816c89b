"""What was acknowledged outlives a kill -9, and nothing half made stays behind: shown.

    python benchmarks/kill_points.py [--kills 1000] [--writers 8] [--seconds 30]

Each kill ends a process at a moment nobody chose, while it adds, imports, reads and highlights, takes what feeds bring, backs up, restores or
checks; it says on its pipe what has returned. Afterwards every acknowledged change is looked for, the file is checked,
and whatever lies in the folder that belongs to nobody is counted: as the kill left it, and once the library was opened
and backed up again.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from termread.article import Article, Paragraph, Passage, Place, Prose
from termread.document import Reading, Receipt
from termread.library.api import Library, open_library
from termread.library.backups import backup
from termread.library.copies import backups, is_good
from termread.library.db.schema import NAME
from termread.library.repair import check

BASE = 40
"""Articles that are there before anything is killed."""
ROUND = 50
"""Kills after which the library is checked and begun anew."""

WORKER = """
import sys, time
from pathlib import Path
from termread.article import Article, Paragraph, Passage, Place, Prose
from termread.document import Reading, Receipt
from termread.library.backups import backup, restore
from termread.library.repair import check
from termread.library.api import open_library
from termread.feed import Feed, FeedItem, SourceAnswer
from termread.interchange import ImportedEntry
folder, verb, name, end = Path(sys.argv[1]), sys.argv[2], sys.argv[3], time.monotonic() + float(sys.argv[4])

def say(*words):
    print(*words, flush=True)

def add(library, address):
    library.save_for_later(address)
    say("added", address)

def take(library, address):
    library.import_entries([ImportedEntry(f"{address}/{n}", "title", tags=("a",)) for n in range(20)])
    say("imported", address)

def highlight(library, address):
    article = Article(name, blocks=(Paragraph(Prose(f"words of {name} " * 200)),))
    kept = library.keep(Reading(article, Receipt(address, data=b"x" * 5000)))
    say("kept", address)
    library.set_tags(kept.id, ["tag"])
    say("tagged", address)
    library.add_highlight(kept.id, Passage(Place(0, 0), Place(0, 5), "words"), note="why")
    say("marked", address)
    library.read_to(kept.id, Place(0, 7), 0.5)
    say("read", address)

def follow(library, address):
    sources = [library.sources.follow(f"{address}/{n}") for n in range(4)]
    say("followed", address)
    items = [[FeedItem(f"{n}", f"{each.address}/{n}", f"Story {n}", content="word " * 300) for n in range(20)] for each in sources]
    library.sources.take([SourceAnswer(each.id, "new", Feed(items=tuple(some))) for each, some in zip(sources, items)])
    say("taken", address)
    library.sources.catch_up(source=sources[0].id)
    library.sources.mute("word", address)
    say("seen", address)

def run(work):
    library, number = open_library(folder), 0
    say("begun")
    while time.monotonic() < end:
        work(library, f"https://example.com/{name}/{number}")
        number += 1

def repeat(work):
    say("begun")
    while time.monotonic() < end:
        say(verb, work(folder))

{"add": lambda: run(add), "import": lambda: run(take), "highlight": lambda: run(highlight), "follow": lambda: run(follow),
 "backup": lambda: repeat(lambda folder: backup(folder).name),
 "restore": lambda: repeat(lambda folder: restore(folder)[0].name),
 "check": lambda: repeat(lambda folder: check(folder).sound)}[verb]()
"""
WRITING = ("add", "import", "highlight", "follow")
VERBS = (*WRITING, "backup", "restore", "check")


def worker(folder: Path, verb: str, name: str, seconds: float) -> subprocess.Popen[bytes]:
    """Start a process that does one thing until it is ended."""
    command = [sys.executable, "-c", WORKER, str(folder), verb, name, str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def fill(folder: Path) -> None:
    """Make a library with a backup."""
    with closing(Library(folder)) as library:
        for number in range(BASE):
            article = Article(f"Base {number}", blocks=(Paragraph(Prose("base words " * 500)),))
            kept = library.keep(Reading(article, Receipt(f"https://example.com/base/{number}", data=b"y" * 9000)))
            library.add_highlight(kept.id, Passage(Place(0, 0), Place(0, 4), "base"))
    backup(folder)


def damage(folder: Path, number: int) -> None:
    """Overwrite a row, so that there is something to repair."""
    connection = sqlite3.connect(folder / NAME)
    with connection:
        connection.execute("UPDATE entries SET note = 'x' WHERE id = ?", (number % BASE + 1,))
    connection.close()


def lost(folder: Path, told: list[str]) -> list[str]:
    """Return the acknowledged changes in *told*, and the articles of the beginning, that are not there."""
    with closing(open_library(folder)) as library:
        checks: dict[str, Callable[[str], bool]] = {
            "added": lambda address: library.find(address) is not None,
            "imported": lambda address: all(library.find(f"{address}/{n}") for n in range(20)),
            "kept": lambda address: bool(library.article(_number(library, address)).blocks),
            "tagged": lambda address: library.entry(_number(library, address)).tags == ("tag",),
            "marked": lambda address: len(library.highlights(_number(library, address))) == 1,
            "read": lambda address: library.entry(_number(library, address)).place.offset == 7,
            "followed": lambda address: all(library.sources.find(f"{address}/{n}") for n in range(4)),
            "taken": lambda address: all(_stories(library, f"{address}/{n}") == 20 for n in range(4)),
            "seen": lambda address: (
                _stories(library, f"{address}/0", unread=True) == 0
                and address in {mute.value for mute in library.sources.mutes()}
            ),
        }
        missing = [line for line in told if not checks[line.split()[0]](line.split()[1])]
        base = [f"kept https://example.com/base/{n}" for n in range(BASE)]
        return missing + [line for line in base if not checks["kept"](line.split()[1])]


def _number(library: Library, address: str) -> int:
    kept = library.find(address)
    return kept.id if kept else 0


def _stories(library: Library, address: str, *, unread: bool | None = None) -> int:
    source = library.sources.find(address)
    return library.sources.count(source=source.id, unread=unread) if source else -1


def left_over(folder: Path) -> list[Path]:
    """Return what lies in *folder* and is neither the library, nor a sound backup, nor a library set aside."""
    here = folder / NAME
    known = {here, Path(f"{here}-wal"), Path(f"{here}-shm"), folder / "backups"}
    strange = [path for path in folder.iterdir() if path not in known and not _set_aside(path, here)]
    return strange + [path for path in (folder / "backups").iterdir() if not is_good(path)]


def _set_aside(path: Path, here: Path) -> bool:
    named = path.name.startswith(("library-before-restore-", "library-damaged-"))
    return named and not (here.exists() and path.samefile(here))


def kill_one(folder: Path, verb: str, number: int, draw: random.Random) -> Counter[str]:
    """End one process that does *verb*, and count what that did."""
    if verb == "check":
        damage(folder, number)
    with worker(folder, verb, str(number), 60) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(draw.random() * (0.06 if verb in WRITING else 0.25))
        process.kill()
        told = process.stdout.read().decode().split("\n")[:-1]
    found = Counter(acknowledged=len(told), left_by_the_kill=len(left_over(folder)))
    if verb not in WRITING:
        open_library(folder).close()
        found["unsound"] = not check(folder).sound
        made = [line.split()[1] for line in told if verb == "backup"]
        found["lost"] = bool(made) and made[-1] not in {known.path.name for known in backups(folder)}
        told = []
    found["lost"] += len(lost(folder, told))
    backup(folder)
    found["left"] = len(left_over(folder))
    for aside in folder.glob("library-*-*.db*"):
        aside.unlink()
    return found


def kill(folder: Path, kills: int) -> None:
    """End *kills* processes, of each verb as many, and print what was lost and left."""
    draw = random.Random(11)
    total: dict[str, Counter[str]] = {verb: Counter() for verb in VERBS}
    for number in range(kills):
        if number % ROUND == 0:
            shutil.rmtree(folder, ignore_errors=True)
            fill(folder)
        verb = VERBS[number % len(VERBS)]
        total[verb] += kill_one(folder, verb, number, draw) + Counter(kills=1)
        if number % ROUND == ROUND - 1:
            total[verb]["unsound"] += not check(folder).sound
            print(f"{number + 1} kills", flush=True)
    names = ("kills", "acknowledged", "lost", "left", "left_by_the_kill", "unsound")
    print(f"\n| verb | {' | '.join(names)} |\n|{' --- |' * (len(names) + 1)}")
    for verb, found in (*total.items(), ("all", sum(total.values(), Counter()))):
        print(f"| {verb} | {' | '.join(str(found[name]) for name in names)} |")


def together(folder: Path, writers: int, seconds: float) -> None:
    """Let *writers* write at once for *seconds*, and print what each did."""
    fill(folder)
    processes = [worker(folder, "highlight", f"w{number}", seconds) for number in range(writers)]
    told = [process.communicate()[0].decode().split("\n")[1:-1] for process in processes]
    failed = sum(process.returncode != 0 for process in processes)
    gone = sum(len(lost(folder, lines)) for lines in told)
    print(
        f"{writers} writers for {seconds:.0f} s: {failed} failed, changes of each {[len(lines) for lines in told]}, {gone} lost"
    )
    print(*check(folder).sentences)


def main() -> None:
    """Crowd, then kill."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="termread-kills-") as folder:
        if options.writers:
            together(Path(folder, "together"), options.writers, options.seconds)
        kill(Path(folder, "killed"), options.kills)


if __name__ == "__main__":
    main()

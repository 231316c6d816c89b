"""What was acknowledged outlives a kill -9, and many writers live beside each other: shown.

    python benchmarks/kill_points.py [--kills 1000] [--writers 8] [--seconds 30]

Each kill ends a process that saves, reads, marks and tags, at a moment nobody chose; it says on its pipe what has
returned. Afterwards every acknowledged change is looked for, and the file is checked.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from termread.library import check, open_library

WRITER = """
import sys, time
from pathlib import Path
from termread.article import Article, Paragraph, Passage, Place, Prose
from termread.document import Reading, Receipt
from termread.library import open_library
folder, name, end = Path(sys.argv[1]), sys.argv[2], time.monotonic() + float(sys.argv[3])
library, number = open_library(folder), 0
while time.monotonic() < end:
    address = f"https://example.com/{name}/{number}"
    article = Article(f"{name} {number}", blocks=(Paragraph(Prose(f"words of {name} " * 200)),))
    kept = library.keep(Reading(article, Receipt(address, data=b"x" * 5000)))
    print("kept", address, flush=True)
    library.set_tags(kept.id, [f"tag{number}"])
    print("tagged", address, flush=True)
    library.add_bookmark(kept.id, Passage(Place(0, 0), Place(0, 5), "words"))
    print("marked", address, flush=True)
    library.read_to(kept.id, Place(0, 7), 0.5)
    print("read", address, flush=True)
    number += 1
"""


def writer(folder: Path, name: str, seconds: float) -> subprocess.Popen[bytes]:
    """Start a process that writes until it is ended."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(folder), name, str(seconds)], stdout=subprocess.PIPE)


def lost(folder: Path, told: list[str]) -> list[str]:
    """Return the acknowledged changes in *told* that the library does not have."""
    library = open_library(folder)
    missing = []
    for line in told:
        verb, address = line.split()
        kept = library.find(address)
        there = kept is not None and {
            "kept": lambda kept: bool(library.article(kept.id).blocks),
            "tagged": lambda kept: kept.tags == (f"tag{kept.address.rsplit('/', 1)[1]}",),
            "marked": lambda kept: len(library.bookmarks(kept.id)) == 1,
            "read": lambda kept: kept.place.offset == 7,
        }[verb](kept)
        if not there:
            missing.append(line)
    library.close()
    return missing


def kill(folder: Path, kills: int) -> None:
    """End *kills* writers, each at a moment of its own, and print what was lost."""
    draw, changes, gone, unsound = random.Random(11), 0, 0, 0
    for number in range(kills):
        with writer(folder, str(number), 60) as process:
            assert process.stdout
            told = [process.stdout.readline().decode().strip()]
            time.sleep(draw.random() * 0.06)
            process.kill()
            told += process.stdout.read().decode().split("\n")[:-1]
        changes += len(told)
        gone += len(lost(folder, told))
        if number % 50 == 49:
            unsound += check(folder).mended
            print(
                f"{number + 1} kills, {changes} acknowledged changes, {gone} lost, {unsound} checks not sound",
                flush=True,
            )
            shutil.rmtree(folder)


def together(folder: Path, writers: int, seconds: float) -> None:
    """Let *writers* write at once for *seconds*, and print what each did."""
    processes = [writer(folder, f"w{number}", seconds) for number in range(writers)]
    told = [process.communicate()[0].decode().split("\n")[:-1] for process in processes]
    failed = sum(process.returncode != 0 for process in processes)
    gone = sum(len(lost(folder, lines)) for lines in told)
    print(
        f"{writers} writers for {seconds:.0f} s: {failed} failed, changes of each {[len(lines) for lines in told]}, {gone} lost"
    )
    print(*check(folder).sentences)


def main() -> None:
    """Kill, then crowd."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="termread-kills-") as folder:
        together(Path(folder, "together"), options.writers, options.seconds)
        kill(Path(folder, "killed"), options.kills)


if __name__ == "__main__":
    main()

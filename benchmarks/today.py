"""Today with very many stories beside an empty shelf: the first rows, kept and not kept, and what a key costs.

    python benchmarks/today.py --stories 100000 --sources 1000 --rounds 9

Two homes are filled in a temporary folder, and opened one after the other. Read the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from stopwatch.run import Run

from termread.config import Config, Folders
from termread.desk import Desk
from termread.feed import Feed, FeedItem, SourceAnswer
from termread.library.api import Library
from termread.tui.shelf.early import EarlyShelf

COMMAND = [sys.executable, "-P", "-c", "import sys; from termread.cli import main; sys.exit(main())"]
SHOWS = {"empty": "Nothing saved yet", "full": "Story 0 of paper 0"}
PATIENCE = 20.0
KEYS = {"j": "line_down", "space": "page_forward", "]": "unread_next", "G": "end", "g": "start"}


def fill(home: Path, stories: int, sources: int) -> None:
    """Fill the library in *home* with *stories* of *sources*; with none, it is empty but there."""
    now, each = datetime.now(UTC), stories // max(1, sources)
    library = Library(home / "data", backups=False)
    for number in range(sources):
        host = f"https://h{number % 50}.example.com/{number}"
        source = library.sources.follow(f"{host}/feed", title=f"Paper {number}", tags=[f"tag{number % 7}"])
        items = tuple(
            FeedItem(
                f"{number}-{item}",
                f"{host}/{item}",
                f"Story {item} of paper {number}",
                f"What paper {number} knows about {item * number % 9973}.",
                published=(now - timedelta(hours=item * 7)).isoformat(timespec="seconds").replace("+00:00", "Z"),
            )
            for item in range(each)
        )
        library.sources.take([SourceAnswer(source.id, "new", Feed(title=f"Paper {number}", items=items))])
    library.close()


def open_once(home: Path, shows: str) -> float:
    """Open the shelf in *home*; return the milliseconds until *shows* stands there."""
    with Run(COMMAND, env={"TERMREAD_HOME": str(home)}) as run:
        first = run.until(shows, PATIENCE) or float("nan")
        run.settle(0.6)
        run.quit(b"q")
    return first


def keys(home: Path, rounds: int) -> dict[str, float]:
    """Return the milliseconds of processor time that each key costs on the shelf in *home*, drawing included."""
    desk = Desk(Config(), Folders(home / "config", home / "data", home / "cache", home / "state"))
    shelf = EarlyShelf(desk)
    shelf.resize(100, 40)
    found = {}
    for name, act in {
        **{key: shelf.acts()[name] for key, name in KEYS.items()},
        "look again": shelf.look_again,
    }.items():
        times = []
        for _ in range(rounds):
            begun = process_time()
            act()
            shelf.frame()
            times.append((process_time() - begun) * 1000)
        found[name] = statistics.median(times)
    desk.close()
    return found


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--sources", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    times: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        homes = {name: Path(folder) / name for name in SHOWS}
        fill(homes["empty"], 0, 0)
        fill(homes["full"], options.stories, options.sources)
        for kept in (False, True):
            for number in range(options.rounds + 1):
                for name, home in homes.items():
                    if not kept:
                        shutil.rmtree(home / "cache", ignore_errors=True)
                    time = open_once(home, SHOWS[name])
                    if number:
                        times[name, "first rows, kept" if kept else "first rows"].append(time)
        costs = keys(homes["full"], options.rounds)
    for what in dict.fromkeys(what for _, what in times):
        empty, full = (statistics.median(times[name, what]) for name in ("empty", "full"))
        print(f"{what:18} empty {empty:8.1f} ms   full {full:8.1f} ms   x {full / empty:.2f}")
    for name, cost in costs.items():
        print(f"{name:18} {cost:8.2f} ms CPU")


if __name__ == "__main__":
    main()

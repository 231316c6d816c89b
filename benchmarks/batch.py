"""Many pages: `termread --format jsonl` beside trafilatura's command line in the same run.

    python benchmarks/batch.py [--pages 1000] [--data FOLDER] [--rounds 3]

Pages are those of FOLDER (any .html below it), or our own, repeated up to the number asked for. Each program is run on
one core and on two (taskset), turn about. Pages per second are medians; memory is the peak of the parent process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from stopwatch.run import surroundings

PAGES = Path(__file__).parents[1] / "tests" / "pages"
BIN = Path(sys.executable).parent
PATIENCE = 300
"""Seconds that a program may take for all pages."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--data", type=Path, default=PAGES)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        pages = copies(options.data, options.pages, Path(name) / "pages")
        compare(pages, Path(name), options.rounds)
    return 0


def copies(data: Path, count: int, folder: Path) -> list[Path]:
    """Return *count* pages: those under *data*, again and again, each a file of its own."""
    folder.mkdir()
    originals = sorted(data.rglob("*.html"))
    pages = []
    for number in range(count):
        page = folder / f"{number:05d}.html"
        shutil.copy(originals[number % len(originals)], page)
        pages.append(page)
    return pages


def termread(program: str, pages: list[Path]) -> Callable[[int], list[str]]:
    """Return how a build of termread reads *pages*, by the number of cores."""
    return lambda _: [program, "--format", "jsonl", *map(str, pages)]


def trafilatura(pages: list[Path], out: Path) -> Callable[[int], list[str]] | None:
    """Return how trafilatura reads *pages* into the folder *out*, by the number of cores; None where it is not installed."""
    program = BIN / "trafilatura"
    if not program.exists():
        return None
    where = ["--input-dir", str(pages[0].parent), "--output-dir", str(out)]

    def command(cores: int) -> list[str]:
        shutil.rmtree(out, ignore_errors=True)
        return [str(program), *where, "--json", "--with-metadata", "--parallel", str(cores)]

    return command


def compare(pages: list[Path], folder: Path, rounds: int) -> None:
    """Run every program on every number of cores, turn about, and print the table."""
    programs = {"termread": termread(str(BIN / "termread"), pages)}
    if (peer := trafilatura(pages, folder / "out")) is not None:
        programs["trafilatura"] = peer
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for _ in range(rounds):
        for cores in (1, 2):
            for name, command in programs.items():
                found.setdefault((name, cores), []).append(timed(command(cores), cores, folder))
    print(f"{len(pages)} pages, {rounds} rounds, {time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}")
    print("| program | cores | pages/s | peak MB |\n| --- | --- | --- | --- |")
    speed = {}
    for (name, cores), runs in found.items():
        speed[name, cores] = len(pages) / statistics.median(seconds for seconds, _ in runs)
        print(f"| {name} | {cores} | {speed[name, cores]:.1f} | {max(size for _, size in runs):.0f} |")
    for cores in (1, 2):
        if ("trafilatura", cores) in speed:
            print(f"{cores} core(s): {speed['termread', cores] / speed['trafilatura', cores]:.2f} x trafilatura")
    print(f"two cores: {speed['termread', 2] / speed['termread', 1]:.2f} x one")


def timed(command: Sequence[str], cores: int, folder: Path) -> tuple[float, float]:
    """Return the seconds *command* takes on *cores*, and the peak megabytes of its own process."""
    allowed = ",".join(map(str, sorted(os.sched_getaffinity(0))[:cores]))
    env = surroundings({"TERMREAD_HOME": str(folder / "home")})
    quiet = subprocess.DEVNULL
    start = time.monotonic()
    with subprocess.Popen(["taskset", "-c", allowed, *command], stdout=quiet, stderr=quiet, env=env) as process:
        limit = threading.Timer(PATIENCE, process.kill)
        limit.start()
        _, status, usage = os.wait4(process.pid, 0)
        limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0:
        raise TimeoutError(f"{Path(command[0]).name} was not done within {PATIENCE} s.")
    return time.monotonic() - start, usage.ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())

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
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--data", type=Path, default=ROOT / "tests" / "pages")
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


def compare(pages: list[Path], folder: Path, rounds: int) -> None:
    """Run every program on every number of cores, turn about, and print the table."""
    programs: dict[str, list[str]] = {
        "termread": [str(BIN / "termread"), "--format", "jsonl", *map(str, pages)],
    }
    if (BIN / "trafilatura").exists():
        programs["trafilatura"] = [
            *(str(BIN / "trafilatura"), "--input-dir", str(pages[0].parent), "--output-dir", str(folder / "out")),
            *("--json", "--with-metadata", "--parallel"),
        ]
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for _ in range(rounds):
        for cores in (1, 2):
            for name, command in programs.items():
                more = [str(cores)] if name == "trafilatura" else []
                found.setdefault((name, cores), []).append(timed([*command, *more], cores, folder))
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
    home = {**os.environ, "TERMREAD_HOME": str(folder / "home")}
    start = time.monotonic()
    process = subprocess.Popen(
        ["taskset", "-c", allowed, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=home,
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.monotonic() - start, usage.ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())

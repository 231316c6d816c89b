"""Mutants of our own pages through the engine and every format.

    python fuzz/mutants.py [--count 10000] [--seed 0] [--keep FOLDER]

Prints what is wrong, one line a finding, and a summary; findings are kept in FOLDER. Exit status 1 if there were any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "hostile")]

from judge import faults  # noqa: E402
from mutation import mutants, seed_pages  # noqa: E402

from termread.engine.batch import read_all  # noqa: E402
from termread.engine.messages import Order  # noqa: E402


def run(count: int, seed: int, keep: Path, *, workers: int = 0) -> tuple[int, float]:
    """Read *count* mutants and print what is wrong; return the findings and the longest time between two results."""
    wrong, slowest = 0, 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def orders() -> Iterator[Order]:
            for number, data in enumerate(mutants(seed_pages(), count, seed)):
                path = folder / f"{number}.{'txt' if number % 7 == 0 else 'html'}"
                path.write_bytes(data)
                yield Order(str(path), keep_data=False)

        before = time.monotonic()
        for order, outcome in read_all(orders(), workers):
            now = time.monotonic()
            slowest, before = max(slowest, now - before), now
            path = Path(order.address)
            for found in faults(outcome):
                wrong += 1
                keep.mkdir(parents=True, exist_ok=True)
                (keep / path.name).write_bytes(path.read_bytes())
                print(f"{path.name}: {found[:200]}")
            path.unlink()
    return wrong, slowest


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=ROOT / "fuzz" / "findings")
    options = parser.parse_args()
    start = time.monotonic()
    wrong, slowest = run(options.count, options.seed, options.keep)
    print(f"{options.count} mutants, {wrong} findings, {time.monotonic() - start:.0f} s, longest wait {slowest:.1f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Mutants and hostile documents read on the screen, in a terminal of which every byte is looked at.

    python fuzz/screens.py [--count 1000] [--seed 0] [--documents] [--skip 0] [--keep FOLDER]

Each is opened and its screens are visited: the page, contents, links and their addresses, what is known of it, bookmarks,
the shelf, the search, the palette, the clipboard. A byte that no screen of ours ever sends, a crash, a mode that stays on,
or a wait of more than 15 s is a finding. Exit status 1 if there were any.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "hostile")]

from generator import documents  # noqa: E402
from mutation import mutants, seed_pages  # noqa: E402

from terminal import Terminal, foreign, termread  # noqa: E402

LIMIT = 15.0
"""Seconds for one document."""
VISITS = ("G", "t", "\x1b", "I", "\x1b", "\t", "F", "\x1b", "X", "B", "'", "\x1b", "v)y", "vj}Y", "\x10", "\x1b", "s")
"""Bursts of keys, each of which shows strings of the page somewhere else."""


def visit(path: Path, home: Path) -> Iterator[str]:
    """Yield what is wrong when *path* is read on the screen."""
    start = time.monotonic()
    with termread(str(path), columns=90, rows=24, env={"TERMREAD_HOME": str(home), "BROWSER": "true"}) as terminal:
        try:
            _walk(terminal)
            status: int | str = terminal.end(LIMIT)
        except (AssertionError, OSError) as error:
            status = f"hangs: {str(error)[:60]}"
        took = time.monotonic() - start
        if status != 130:
            yield f"ended with {status}"
        if took > LIMIT * 2:
            yield f"took {took:.1f} s"
        if terminal.left_on:
            yield f"left on {terminal.left_on}"
        for found in foreign(terminal.output)[:3]:
            yield f"foreign bytes {found!r}"
    for report in home.rglob("report-*"):
        yield f"report {report.read_text(encoding='utf-8')[-300:]!r}"


def _walk(terminal: Terminal) -> None:
    end = time.monotonic() + LIMIT
    while not (b"\x1b[?2004h" in terminal.output and ("left" in terminal.text or "q: leave" in terminal.text)):
        if time.monotonic() > end or terminal.process.poll() is not None:
            break
        terminal.read(0.05)
        if "%" in terminal.text[-90:] or terminal.text.count("\n") < 2:
            continue
        if b"\x1b[?2004h" in terminal.output and not terminal.read(0.3):
            break
    for keys in VISITS:
        terminal.press(keys)
        terminal.settle(0.04, 1.0)
    terminal.press("\x03")


def cases(options: argparse.Namespace) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes."""
    if options.documents:
        yield from ((f"{case.group}-{case.name}.{case.ending}", case.data) for case in documents() if not case.heavy)
        return
    for number, data in enumerate(mutants(seed_pages(), options.count, options.seed)):
        yield f"{number}.{'txt' if number % 7 == 0 else 'html'}", data


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--documents", action="store_true", help="the hostile documents instead of mutants")
    parser.add_argument("--skip", type=int, default=0, help="begin behind so many of them")
    parser.add_argument("--keep", type=Path, default=ROOT / "fuzz" / "findings")
    options = parser.parse_args()
    wrong = count = 0
    with tempfile.TemporaryDirectory() as name:
        for number, (case, data) in enumerate(islice(cases(options), options.skip, None)):
            home, path = Path(name) / f"home{number // 50}", Path(name) / re.sub(r"[^\w.-]", "_", case)[-80:]
            path.write_bytes(data)
            count += 1
            for found in visit(path, home):
                wrong += 1
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / path.name).write_bytes(data)
                print(f"{case}: {found[:400]}", flush=True)
            path.unlink()
            if number % 50 == 49:
                print(f"{options.skip + count} read", file=sys.stderr, flush=True)
                shutil.rmtree(home, ignore_errors=True)
    print(f"{count} documents on the screen, {wrong} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    raise SystemExit(main())

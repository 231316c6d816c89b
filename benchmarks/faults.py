"""Every fault of our own server through the engine: what is said, how long it takes, and what memory both sides take.

    python benchmarks/faults.py [--seconds 5]

Caps are the default ones, but for the deadline in all, and the silence, which are --seconds and half of them.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from faultserver import HANDLERS, FaultServer  # noqa: E402
from termread.config import FetchSettings  # noqa: E402
from termread.document import Reading  # noqa: E402
from termread.engine.batch import read_one  # noqa: E402
from termread.engine.engine import Engine  # noqa: E402
from termread.engine.messages import Order  # noqa: E402

NUMBERED = {"status": "404", "busy": "1", "part": "1", "leaf": "1"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    seconds = parser.parse_args().seconds
    server = FaultServer()
    settings = replace(FetchSettings(), total_seconds=seconds, idle_seconds=seconds / 2, retries=0)
    uncaught, slowest, heaviest = 0, 0.0, 0.0
    for name in HANDLERS:
        engine = Engine(settings)
        start = time.monotonic()
        outcome = read_one(engine, Order(server.url(f"{name}/{NUMBERED[name]}" if name in NUMBERED else name)))
        took = time.monotonic() - start
        child = peak(engine.pid)
        engine.close()
        said = outcome.article.notices[0].text if isinstance(outcome, Reading) and outcome.article.notices else ""
        if not isinstance(outcome, Reading):
            said = f"{type(outcome).__name__} {outcome.code}: {outcome.text}"
            uncaught += outcome.code in ("engine-lost", "error")
        slowest, heaviest = max(slowest, took), max(heaviest, child)
        print(f"{took:6.2f} s {child:5.0f} MB  {name:18} {said[:150]}")
    screen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(HANDLERS)} faults, {uncaught} uncaught, slowest {slowest:.1f} s (deadline {seconds:g}), "
        f"child at most {heaviest:.0f} MB, this side {screen:.0f} MB"
    )
    return 1 if uncaught or slowest > seconds + 3 else 0


def peak(pid: int | None) -> float:
    """Return the megabytes that a process has taken at most, 0 where that cannot be told."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    raise SystemExit(main())
